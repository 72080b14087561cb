"""Provinces of the gazetteer: which parts of countries it takes in, and by which names."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.training.provinces import provinces


def part(name: str, type_: str = "Province", other: str | None = None, parent: str | None = None) -> dict[str, Any]:
    return {"name": name, "type": type_, "localOtherName": other, "parentCode": parent, "latLng": [33.5, 36.3]}


def names_of(code: str, entry: dict[str, Any], called: Mapping[str, tuple[str, ...]] | None = None) -> set[str]:
    found = provinces({code[:2]: {code: entry}}, {code[:2]: 10_000.0}, called or {})
    return {name for province in found for name in (province.name, *province.others)}


@pytest.mark.parametrize(
    ("code", "entry", "names"),
    [
        ("SY-DY", part("Dayr az Zawr", other="دير الزور (ara), Deir Ezzor (eng)"), {"Deir Ezzor", "Dayr az Zawr"}),
        ("UA-05", part("Vinnytska oblast", "Region", "Vinnytsia (eng)"), {"Vinnytsia", "Vinnytska"}),
        ("CD-NK", part("Nord-Kivu", other="North Kivu (eng)"), {"North Kivu", "Nord-Kivu"}),
        ("RU-KO", part("Komi, Respublika", "Republic"), {"Komi"}),
        ("US-NJ", part("New Jersey", "State", "Garden State (eng)"), {"New Jersey"}),
        ("TZ-01", part("Arusha", "Region", "Cradle of Humankind (eng)"), {"Arusha"}),
        ("MM-06", part("Yangon", "Region", "YGN (eng)"), {"Yangon"}),
    ],
)
def test_a_province_has_its_english_names_and_no_nicknames(code: str, entry: dict[str, Any], names: set[str]) -> None:
    assert names_of(code, entry) == names


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("UA-30", part("Kyiv", "City")),
        ("GH-NP", part("Northern", "Region")),
        ("CM-NW", part("North-West", "Region")),
        ("RS-25", part("Kosovo", "District", parent="RS-KM")),
        ("XX-01", {**part("Nowhere"), "latLng": None}),
    ],
)
def test_towns_compass_points_and_states_are_left_out(code: str, entry: dict[str, Any]) -> None:
    assert names_of(code, entry) == set()


def test_names_that_the_table_lacks_can_be_given() -> None:
    assert names_of("SY-HL", part("Ḩalab"), {"SY-HL": ("Aleppo",)}) == {"Aleppo", "Ḩalab"}


def test_a_province_is_as_large_as_the_mean_of_its_country() -> None:
    table = {
        "BF": {
            "BF-01": part("Mouhoun", "Region"),
            "BF-BAL": part("Balé", parent="BF-01"),
            "BF-BAN": part("Banwa", parent="BF-01"),
            "BF-SOM": part("Soum"),
        }
    }
    radius = {found.code: found.radius_km for found in provinces(table, {"BF": 30_000.0}, {})}
    assert radius["BF-BAL"] == radius["BF-SOM"] == pytest.approx(56.4, abs=0.1)
    assert radius["BF-01"] == pytest.approx(79.8, abs=0.1)


def test_districts_as_small_as_towns_are_left_out() -> None:
    assert list(provinces({"MT": {"MT-01": part("Attard", "Region")}}, {"MT": 100.0}, {})) == []
