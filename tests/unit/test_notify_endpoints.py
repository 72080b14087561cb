"""The webhooks file: what it may say, and that its secrets stay in it."""

import traceback
from pathlib import Path

import pytest

from schemas.alert import AlertKind, AlertStage
from services.notify.endpoints import Endpoint, load_endpoints
from services.notify.routing import wants
from services.runtime.errors import BadInputError
from tests.support.alerts import make_alert
from tests.support.webhook_receiver import OTHER_SECRET, SECRET

TOKEN = "T0KEN-IN-THE-PATH"
GOOD = f"""
endpoints:
  desk:
    url: https://desk.example/{TOKEN}
    secret: {SECRET}
    old_secrets: [{OTHER_SECRET}]
    kinds: [linkup, corridor_open]
    stages: [confirmed]
    theatres: [iraq-syria]
  archive:
    url: https://archive.example/hook
    secret_env: ARCHIVE_SECRET
"""


def read(tmp_path: Path, text: str, **environment: str) -> tuple[Endpoint, ...]:
    path = tmp_path / "webhooks.yaml"
    path.write_text(text, encoding="utf-8")
    return load_endpoints(path, environment)


def test_reads_endpoints_with_secrets_from_the_file_and_the_environment(tmp_path: Path) -> None:
    desk, archive = read(tmp_path, GOOD, ARCHIVE_SECRET=OTHER_SECRET)
    assert [each.get_secret_value() for each in desk.secrets] == [SECRET, OTHER_SECRET]
    assert [each.get_secret_value() for each in archive.secrets] == [OTHER_SECRET]
    assert desk.kinds == {AlertKind.LINKUP, AlertKind.CORRIDOR_OPEN}
    assert desk.stages == {AlertStage.CONFIRMED}
    assert not archive.kinds | archive.stages | archive.theatres


def test_neither_secrets_nor_urls_show_in_a_repr(tmp_path: Path) -> None:
    shown = repr(read(tmp_path, GOOD, ARCHIVE_SECRET=OTHER_SECRET))
    assert "desk" in shown
    for hidden in (SECRET, OTHER_SECRET, TOKEN):
        assert hidden not in shown


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("    secret: hunter2", r":5: endpoints\.desk\.secret: a secret is 'whsec_'"),
        ("    secret: whsec_c2hvcnQ=", r":5: endpoints\.desk\.secret: a secret is 'whsec_'"),
        ("    secret: whsec_!!!!", r":5: endpoints\.desk\.secret: a secret is 'whsec_'"),
        (f"    secret: {SECRET}\n    secret_env: ALSO", r":3: endpoints\.desk: an endpoint has either"),
        ("    kinds: [linkup]", r":3: endpoints\.desk: an endpoint has either"),
        (f"    secret: {SECRET}\n    kinds: [victory]", r":6: .*'border_reached'"),
        (f"    secret: {SECRET}\n    colour: red", r":6: endpoints\.desk\.colour"),
        ("    secret_env: NOWHERE", r"\$NOWHERE is unset or wrong"),
    ],
)
def test_a_wrong_file_is_told_by_line_without_quoting_it(tmp_path: Path, broken: str, told: str) -> None:
    text = f"\nendpoints:\n  desk:\n    url: https://desk.example/{TOKEN}\n{broken}\n"
    with pytest.raises(BadInputError, match=told) as caught:
        read(tmp_path, text)
    shown = "".join(traceback.format_exception(caught.value))
    for hidden in (SECRET, TOKEN, "hunter2", "c2hvcnQ"):
        assert hidden not in shown


@pytest.mark.parametrize("url", ["ftp://desk.example/", "desk.example", "https://user:pass@desk.example/", "https://"])
def test_urls_are_plain_http(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInputError, match=r":4: endpoints\.desk\.url"):
        read(tmp_path, f"\nendpoints:\n  desk:\n    url: '{url}'\n    secret: {SECRET}\n")


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({}, True),
        ({"kinds": {AlertKind.CORRIDOR_OPEN}}, True),
        ({"kinds": {AlertKind.LINKUP}}, False),
        ({"stages": {AlertStage.REPORTED, AlertStage.CONFIRMED}}, True),
        ({"stages": {AlertStage.CONFIRMED}}, False),
        ({"theatres": {"iraq-syria"}}, True),
        ({"theatres": {"elsewhere"}}, False),
        ({"kinds": {AlertKind.CORRIDOR_OPEN}, "theatres": {"elsewhere"}}, False),
    ],
)
def test_an_endpoint_wants_what_all_its_filters_let_through(filters: dict[str, set[str]], wanted: bool) -> None:
    frozen = {name: frozenset(values) for name, values in filters.items()}
    endpoint = Endpoint("desk", "https://desk.example/", (), **frozen)  # type: ignore[arg-type]
    assert wants(endpoint, make_alert()) is wanted
