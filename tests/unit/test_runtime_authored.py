"""Files that people write: what is wrong is said with file and line."""

from pathlib import Path

import pytest

from services.runtime.errors import BadInputError
from services.runtime.theatres import load_sources, load_theatre

GOOD = """\
theatre: mine
name: Mine
countries: [IQ]
actors:
  red: {name: Red}
places:
  town: {name: Town, lat: 1, lon: 2, country: IQ}
"""


def theatre(directory: Path, text: str, name: str = "theatre.yaml") -> str:
    (directory / name).write_text(text, encoding="utf-8")
    return str(directory)


def test_a_theatre_may_be_split_over_files(tmp_path: Path) -> None:
    theatre(tmp_path, GOOD)
    where = theatre(
        tmp_path, "initial_control:\n  - {holder: red, places: [town], since: 2017-01-01, source: me}\n", "c.yaml"
    )
    assert load_theatre(where).initial_control[0].holder == "red"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (GOOD.replace("lat: 1", "lat: 91"), 7, "less than or equal to 90"),
        (GOOD.replace("kind", "kind").replace("country: IQ", "country: Iraq"), 7, "country"),
        (GOOD.replace("{name: Red}", "{name: Red, colour: red}"), 5, "Extra inputs are not permitted"),
        (GOOD.replace("{name: Red}", "{name: Red, under: blue}"), 5, "no actor 'blue' among red"),
        (GOOD + "  town: {name: Again, lat: 1, lon: 2, country: IQ}\n", 8, "'town' stands here twice"),
        (
            GOOD + "corridors:\n  c:\n    name: C\n    coalition: [red]\n    route: [town, nowhere]\n"
            "    conditions: [{path_held: {}}]\n",
            12,
            "no place 'nowhere'",
        ),
        (
            GOOD + "corridors:\n  c:\n    name: C\n    coalition: [red]\n    route: [town, town]\n"
            "    conditions: [{path_held: {}, linkup: {between: [red, red]}}]\n",
            13,
            "exactly one of",
        ),
        ("theatre: [", 1, "not valid YAML"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(BadInputError) as caught:
        load_theatre(theatre(tmp_path, text))
    assert str(caught.value).startswith(f"{tmp_path / 'theatre.yaml'}:{line}:")
    assert message in str(caught.value)


def test_an_unknown_theatre_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(BadInputError, match="iraq-syria"):
        load_theatre("atlantis")


def test_a_file_that_is_missing_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"nowhere\.yaml: cannot be read"):
        load_sources(tmp_path / "nowhere.yaml")
