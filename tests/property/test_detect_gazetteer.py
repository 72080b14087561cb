"""Whatever the name and wherever the point: lookups answer, and what they answer is on the globe."""

from hypothesis import given
from hypothesis import strategies as st

from services.detect.names.place_names import Offset, moved, offset_before, take_apart
from services.detect.world.borders import Borders
from services.detect.world.gazetteer import Gazetteer, Setting, choose, place_key

GAZETTEER, BORDERS = Gazetteer(), Borders()
LATITUDES, LONGITUDES = st.floats(-89, 89), st.floats(-180, 180)


@given(st.text(max_size=60))
def test_any_text_is_looked_up(name: str) -> None:
    for known in GAZETTEER.find(name):
        assert -90 <= known.lat <= 90
        assert -180 <= known.lon <= 180
    assert place_key(name) == place_key(name.upper()) or not name.isascii()


@given(st.text(max_size=80))
def test_names_of_a_phrase_stand_in_it(phrase: str) -> None:
    assert all(name in phrase for name in take_apart(phrase).names)
    offset_before(phrase, len(phrase))


@given(st.sampled_from(["Goma", "Lyman", "Reading", "San Jose"]), st.sampled_from(["CD", "UA", "GB", "US", "PH", "CR"]))
def test_a_place_in_the_country_of_the_text_wins(name: str, country: str) -> None:
    candidates = GAZETTEER.find(name)
    match = choose(candidates, Setting({country: 1.0}), None, marked=True)
    if any(known.country == country for known in candidates):
        assert match is not None
        assert match.place.country == country


@given(LATITUDES, LONGITUDES)
def test_the_nearest_border_is_no_farther_than_any(lat: float, lon: float) -> None:
    nearest = BORDERS.nearest(lat, lon)
    if nearest is None:
        return
    assert nearest.side is None or nearest.side in nearest.pair.split("-")
    same = BORDERS.nearest(lat, lon, nearest.pair)
    assert same is not None
    assert same.km <= nearest.km + 0.1


@given(st.floats(-60, 60), LONGITUDES, st.floats(1, 300), st.floats(0, 360))
def test_going_there_and_back_is_staying(lat: float, lon: float, km: float, bearing: float) -> None:
    there = moved(lat, lon, Offset(km, bearing))
    assert -90 <= there[0] <= 90
    assert -180 <= there[1] <= 180
    north = moved(lat, lon, Offset(km, 0))
    back = moved(*north, Offset(km, 180))
    assert abs(back[0] - lat) < 0.001
    assert abs((back[1] - lon + 180) % 360 - 180) < 0.001
