"""Borders: which is nearest, how far, on which side; and events that happen at one."""

import pytest

from schemas.event import PlaceKind
from services.detect.world.borders import TOLERANCE_KM, Borders
from tests.unit.test_detect_gazetteer import first, place

BORDERS = Borders()


@pytest.mark.parametrize(
    ("where", "pair", "side"),
    [
        ((36.04, 41.72), "IQ-SY", "IQ"),  # Baaj
        ((34.45, 40.92), "IQ-SY", "SY"),  # Abu Kamal
        ((49.99, 36.23), "RU-UA", "UA"),  # Kharkiv
        ((50.60, 36.58), "RU-UA", "RU"),  # Belgorod
        ((-29.31, 27.48), "LS-ZA", "LS"),  # Maseru: its country is a hole in another
        ((-29.19, 27.46), "LS-ZA", "ZA"),  # Ladybrand
        ((42.66, 21.17), "RS-XK", "XK"),  # Pristina
        ((16.69, 98.51), "MM-TH", "MM"),  # Myawaddy
    ],
)
def test_towns_lie_on_their_side(where: tuple[float, float], pair: str, side: str) -> None:
    nearest = BORDERS.nearest(*where)
    assert nearest is not None
    if nearest.km > TOLERANCE_KM:
        assert (nearest.pair, nearest.side) == (pair, side)
    else:
        assert (nearest.pair, nearest.side) == (pair, None)


@pytest.mark.parametrize(
    ("post", "km"), [((36.45, 41.38), 4), ((36.80, 42.09), 3), ((34.41, 41.02), 5), ((33.43, 38.94), 3)]
)
def test_border_posts_of_iraq_are_at_the_border(post: tuple[float, float], km: float) -> None:
    nearest = BORDERS.nearest(*post)
    assert nearest is not None
    assert nearest.pair == "IQ-SY"
    assert nearest.km < km


def test_distance_is_that_on_the_map() -> None:
    baaj = BORDERS.nearest(36.04, 41.72)
    assert baaj is not None
    assert baaj.km == pytest.approx(39, abs=1)


def test_a_named_border_is_found_though_another_is_nearer() -> None:
    nearest, asked = BORDERS.nearest(34.45, 40.92), BORDERS.nearest(34.45, 40.92, "JO-SY")
    assert nearest is not None
    assert asked is not None
    assert asked.pair == "JO-SY"
    assert asked.km > nearest.km


def test_no_border_is_made_up() -> None:
    assert BORDERS.nearest(0, -140) is None
    assert BORDERS.nearest(36, 41, "IQ-US") is None
    assert "IQ-SY" in BORDERS.pairs
    assert "RU-US" not in BORDERS.pairs


def test_a_border_across_the_date_line_is_near() -> None:
    assert BORDERS.nearest(64.0, 180.0) == BORDERS.nearest(64.0, -180.0)


def test_neighbours() -> None:
    assert BORDERS.neighbours(["PT"]) == {"ES"}
    assert BORDERS.neighbours(["PT", "ES"]) >= {"FR", "AD"}
    assert not BORDERS.neighbours(["PT", "ES"]) & {"PT", "ES"}
    assert BORDERS.neighbours(["IS"]) == frozenset()


def test_the_border_that_a_phrase_names_has_both_countries() -> None:
    border = place("Jordan closed its border with Syria.")
    assert (border.id, border.country, border.kind) == ("border:JO-SY", "JO", PlaceKind.BORDER)
    assert place("Congo closed the Rwandan border.").id == "border:CD-RW"


def test_the_other_country_comes_from_the_text() -> None:
    border = place("The SDF reached the border with Iraq after months of fighting in eastern Syria.")
    assert (border.id, border.country) == ("border:IQ-SY", None)


def test_a_place_anchors_the_border() -> None:
    border = place("Iraqi troops reached the border north of Baaj.")
    assert (border.id, border.country) == ("border:IQ-SY", "IQ")
    assert (border.lat, border.lon) == pytest.approx((35.9, 41.3), abs=0.2)


def test_a_side_of_the_border_is_not_guessed_for_villages_at_it() -> None:
    village = first("The militia captured villages on the Syrian border.").place
    assert village is not None
    assert (village.country, village.lat) == (None, None)
