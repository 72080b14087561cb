"""Settings: a wrong value is one line that names the variable."""

from ipaddress import ip_network

import pytest

from services.runtime.errors import BadInputError
from services.runtime.settings import load_settings, settings_table


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDBRIDGE_THEATRES", "iraq-syria, ./mine")
    monkeypatch.setenv("LANDBRIDGE_NET_ALLOW", "127.0.0.0/8,fd00::/8")
    settings = load_settings()
    assert settings.theatres == ("iraq-syria", "./mine")
    assert settings.net_allow == (ip_network("127.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAFKA", "localhost"),
        ("METRICS_PORT", "70000"),
        ("NET_ALLOW", "not-a-network"),
        ("LOG_FORMAT", "xml"),
        ("DETECT_WORKERS", "0"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"LANDBRIDGE_{name}", value)
    with pytest.raises(BadInputError) as caught:
        load_settings()
    line = str(caught.value).splitlines()[0]
    assert line.startswith(f"LANDBRIDGE_{name}={value}")


def test_every_setting_says_what_it_means() -> None:
    assert all(meaning.endswith(".") for _, _, meaning in settings_table())
