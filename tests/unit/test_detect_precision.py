"""How precise a point is, and how far from a border, whoever knows the place."""

import pytest

from schemas.event import EventType, PlaceKind, PlaceRef
from services.detect.names.place_names import Offset, take_apart
from services.detect.world.borders import Borders
from services.detect.world.precision import (
    EXTENT_KM,
    NEARBY_KM,
    Relation,
    Standing,
    astray_km,
    border_astray_km,
    precision_km,
    standing,
)
from tests.support.detect import detect
from tests.unit.test_detect_gazetteer import place

BORDERS = Borders()


def known(text: str) -> PlaceRef:
    """The place of the first event of a text that is read with a theatre."""
    found = detect(text)[0].place
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "name", "phrase", "relation"),
    [
        ("captured ", "Baaj", "Baaj", Relation.ITSELF),
        ("captured the town of ", "Baaj", "town of Baaj", Relation.ITSELF),
        ("captured the village of ", "Baaj", "village of Baaj", Relation.ITSELF),
        ("captured the hospital in ", "Baaj", "hospital in Baaj", Relation.ITSELF),
        ("captured the ", "Mosul", "Mosul neighbourhoods", Relation.ITSELF),
        ("left for the east bank of ", "Mosul", "east bank of Mosul", Relation.ITSELF),
        ("captured villages near ", "Baaj", "villages near Baaj", Relation.NEARBY),
        ("captured villages around ", "Baaj", "villages around Baaj", Relation.NEARBY),
        ("captured a base outside the city of ", "Mosul", "base outside the city of Mosul", Relation.NEARBY),
        ("captured villages north of ", "Baaj", "villages north of Baaj", Relation.NEARBY),
        ("captured two villages in ", "Sinjar", "two villages in Sinjar", Relation.NEARBY),
        ("captured the ", "Sinjar", "Sinjar area", Relation.NEARBY),
        ("captured Qwx in ", "Sinjar", "Qwx in Sinjar", Relation.NEARBY),
    ],
)
def test_the_words_say_how_a_place_stands_to_a_name(before: str, name: str, phrase: str, relation: Relation) -> None:
    stands = standing(f"{before}{name} on Monday", len(before), name, phrase, take_apart(phrase))
    assert (stands.relation, stands.offset) == (relation, None)


@pytest.mark.parametrize(
    ("before", "name", "after", "wide"),
    [
        ("captured parts of ", "Nineveh", " province", True),
        ("captured villages in ", "Nineveh", " Province", True),
        ("captured the province of ", "Nineveh", "", True),
        ("captured two villages in the ", "Kharkiv", " region of Ukraine", True),
        ("captured the Haditha dam in ", "Anbar", " province", True),
        ("captured the ", "Haditha", " dam in Anbar province", False),
        ("captured ", "Baaj", ", a town in Nineveh province", False),
        ("captured ", "Baaj", " in Nineveh province", False),
    ],
)
def test_a_province_is_wide(before: str, name: str, after: str, *, wide: bool) -> None:
    phrase = before.removeprefix("captured ") + name + after
    stands = standing(f"{before}{name}{after}", len(before), name, phrase, take_apart(phrase))
    assert (stands.relation is Relation.AROUND) is wide


@pytest.mark.parametrize("kind", [kind for kind in EXTENT_KM if kind is not PlaceKind.BORDER])
@pytest.mark.parametrize("km", [1.0, 12.0, 40.0, 200.0])
def test_the_farther_the_less_precise(kind: PlaceKind | None, km: float) -> None:
    near, far = (astray_km(Standing(Relation.NEARBY, Offset(away, 270)), moved=True) for away in (km, 2 * km))
    assert EXTENT_KM[kind] <= precision_km(EXTENT_KM[kind], near) <= precision_km(EXTENT_KM[kind], far)
    unmoved = astray_km(Standing(Relation.NEARBY, Offset(km, 270)), moved=False)
    assert unmoved > km
    assert precision_km(EXTENT_KM[kind]) <= precision_km(EXTENT_KM[kind], NEARBY_KM)
    assert border_astray_km(km) <= border_astray_km(2 * km)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("Iraqi troops recaptured Mosul.", 10),
        ("Iraqi troops recaptured Haditha.", 5),
        ("Iraqi troops recaptured the Haditha dam.", 3),
        ("Ukrainian forces captured Robotyne.", 3),
        ("Syrian troops recaptured Aleppo province.", 65),
        ("M23 rebels seized villages north of Goma in Congo.", 32),
        ("M23 rebels seized villages near Goma in Congo.", 32),
        ("Rebels seized a base 40 km west of Mosul, the Iraqi army said.", 22),
        ("Rebels seized a base 10 km west of Mosul, the Iraqi army said.", 11),
        ("Iraqi troops reached the border north of Baaj.", 49),
    ],
)
def test_a_point_of_the_world_has_a_precision(text: str, km: float) -> None:
    found = place(text)
    assert found.lat is not None
    assert found.precision_km == pytest.approx(km, abs=3)


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian troops captured Qwxyzzyvka.",
        "Guerrillas captured a strategic village in western Cambodia.",
        "Turkish troops crossed the border into Syria.",
        "Jordan closed its border with Syria.",
        "The militia captured villages on the Syrian border.",
        "Rebels captured a strategic hilltop.",
    ],
)
def test_without_a_point_there_is_no_precision(text: str) -> None:
    found = place(text)
    assert (found.lat, found.precision_km, found.border_km) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "border", "km"),
    [
        ("Iraqi troops recaptured Mosul.", "IQ-TR", 103),
        ("Syrian troops recaptured Abu Kamal.", "IQ-SY", 6),
        ("Ukrainian forces recaptured Kharkiv.", "RU-UA", 32),
        ("M23 rebels captured Goma, the Congolese army said.", "CD-RW", 0),
        ("Iraqi troops reached the border north of Baaj.", "IQ-SY", 0),
        ("Australian troops captured Darwin.", None, None),
    ],
)
def test_a_point_has_its_nearest_border(text: str, border: str | None, km: float | None) -> None:
    found = place(text)
    assert found.border == border
    assert found.border_km == (None if km is None else pytest.approx(km, abs=2))


def test_a_border_without_a_point_is_still_a_border() -> None:
    assert place("Jordan closed its border with Syria.").border == "JO-SY"


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("The Iraqi army captured Mosul.", 10),
        ("The Iraqi army captured Baaj.", 5),
        ("The Iraqi army captured villages near Baaj.", 30),
        ("The Iraqi army captured villages north of Baaj.", 30),
        ("The Iraqi army reopened the al-Waleed crossing.", 3),
        ("The Iraqi army cut the road between Baghdad and Damascus.", 100),
    ],
)
def test_a_place_of_a_theatre_is_measured_too(text: str, km: float) -> None:
    found = known(text)
    assert found.id is not None
    assert found.precision_km == pytest.approx(km, abs=1)
    assert found.border is not None
    assert found.border_km is not None


def test_the_border_by_a_town_of_a_theatre_is_on_the_border() -> None:
    event = detect("The PMF reached the border north of Baaj.")[0]
    assert event.type is EventType.BORDER_REACHED
    assert event.place is not None
    assert (event.place.id, event.place.border, event.place.border_km) == ("baaj", "IQ-SY", 0)
    assert event.place.lat is not None
    assert event.place.lon is not None
    nearest = BORDERS.nearest(event.place.lat, event.place.lon)
    assert nearest is not None
    assert nearest.km < 1
    assert event.place.precision_km == pytest.approx(50, abs=1)


@pytest.mark.parametrize(
    ("phrase", "at"),
    [
        ("a base 40 km west of Mosul", (36.34, 42.68)),
        ("a base 40 kilometres south of Mosul", (35.98, 43.13)),
        ("a hill 25 miles north of Raqqa", (36.31, 39.01)),
        ("a base west of Mosul", None),
        ("Mosul", None),
        ("a base 5 km west of Mosul", None),
    ],
)
def test_a_base_some_way_from_a_town_is_not_the_town(phrase: str, at: tuple[float, float] | None) -> None:
    found = known(f"IS captured {phrase}.")
    assert (found.id is None) is (at is not None)
    if at:
        assert (found.lat, found.lon) == pytest.approx(at, abs=0.02)


def test_a_record_of_an_older_version_is_read() -> None:
    old = PlaceRef.model_validate_json('{"text": "Baaj", "id": "baaj", "lat": 36.05, "lon": 41.72}')
    assert (old.precision_km, old.border, old.border_km) == (None, None, None)
