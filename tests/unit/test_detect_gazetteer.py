"""Places of the world: which of those with a name is meant, and where it is."""

from pathlib import Path

import pytest
import yaml

from schemas.article import Article
from schemas.event import PlaceKind, PlaceRef, TerritoryEvent
from schemas.theatre import Sources
from services.detect.detector import Detector
from services.detect.readers.choice import by_rules
from services.detect.world.gazetteer import DOUBTFUL, FILE, Gazetteer, Setting, choose, place_key
from tests.support.detect import detect

WORLD = Detector([], Sources(sources={}), by_rules)
GAZETTEER = Gazetteer()


def place(text: str) -> PlaceRef:
    """The place of the first event of a text, read without a theatre."""
    found = first(text).place
    assert found is not None
    return found


def first(text: str, title: str = "") -> TerritoryEvent:
    """The first event of a text."""
    fields = {"id": "a", "title": title, "text": text, "published_at": "2024-05-01T00:00:00Z"}
    return WORLD.detect(Article.model_validate(fields))[0]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Ba'aj", "IQ"),
        ("al-Bukamal", "SY"),
        ("Albu Kamal", "SY"),
        ("Talafar", "IQ"),
        ("Tel Afar", "IQ"),
        ("Deir Ezzor", "SY"),
        ("Deir al-Zour", "SY"),
        ("Aazaz", "SY"),
        ("Al-Fashir", "SD"),
        ("Severodonetsk", "UA"),
        ("Kiev", "UA"),
        ("Myawaddy", "MM"),
        ("T4", "SY"),
    ],
)
def test_spellings_of_a_name_find_the_place(name: str, country: str) -> None:
    assert country in {known.country for known in GAZETTEER.find(name)}


def test_what_bears_no_name_is_not_found() -> None:
    assert GAZETTEER.find("Qwxyzzy") == ()
    assert GAZETTEER.find("") == ()
    assert GAZETTEER.find("'; DROP TABLE places") == ()


def test_every_hand_made_place_is_in_the_file() -> None:
    written = yaml.safe_load((FILE.parent / "places.yaml").read_text(encoding="utf-8"))["places"]
    for slug, made in written.items():
        for name in (made["name"], *made.get("aliases", ())):
            known = next((k for k in GAZETTEER.find(name) if k.id == slug), None)
            assert known is not None, f"{slug}: {name}; run services.training.build_world"
            assert (known.lat, known.lon, known.country, known.kind) == (*made["at"], made["country"], made["kind"])


def test_the_country_of_the_text_decides_between_homonyms() -> None:
    assert place("M23 rebels captured Goma, the Congolese army said.").country == "CD"
    assert place("Maute militants captured Goma, the Philippine army said.").country == "PH"


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("Insurgents seized Palma, Mozambique, after a battle.", "MZ", False),
        ("Insurgents took the town of Palma in Cabo Delgado.", "MZ", False),
        ("Islamists captured Konna, Mali, on Monday.", "ML", False),
        ("Syrian troops captured Tripoli in northern Lebanon. Libya protested.", "LB", True),
        ("Israeli troops captured Rafah in southern Gaza, witnesses said. Egypt protested.", "PS", True),
        ("Union troops captured Savannah, Georgia, in December.", "US", True),
        ("Rebels captured Torit in southern Sudan.", "SS", True),
        ("Russian troops captured Gori, Georgia, on Monday.", "GE", True),
        ("Ukrainian forces captured Lyman in Donetsk region.", "UA", True),
        ("Russian troops captured Vuhledar, Ukraine said.", "UA", True),
        ("M23 rebels captured Goma and Bukavu.", "CD", True),
    ],
)
def test_what_is_said_behind_a_name_tells_where_it_is(text: str, country: str, found: bool) -> None:
    there = place(text)
    assert (there.country, there.lat is not None) == (country, found)


def test_the_parts_of_a_name_name_no_other_country() -> None:
    """Praia is the capital of Cape Verde."""
    there = place("Government soldiers retook Mocímboa da Praia on Sunday.")
    assert (there.text, there.country) == ("Mocímboa da Praia", "MZ")


def test_the_larger_place_of_one_country_is_meant() -> None:
    lyman = place("Ukrainian forces captured Lyman.")
    assert (lyman.id, lyman.kind) == ("gn:704204", PlaceKind.TOWN)


def test_a_small_place_far_from_the_countries_of_the_text_is_not_believed() -> None:
    candidates = [known for known in GAZETTEER.find("Goma") if known.country == "PH"]
    assert candidates
    assert choose(candidates, Setting({"SY": 1.0}, frozenset({"IQ", "TR"})), None, marked=True) is None


@pytest.mark.parametrize(
    "name",
    [
        "Baaj",  # a village Baj in Hungary
        "Bor",  # seven towns in Russia, Serbia, Turkey
        "Baga",  # villages in Spain and India
        "Konna",  # only like a name in Ivory Coast
        "Palmyra",  # towns in America; the one in Syria is Tadmur
        "Lyman",
        "Rawa",
        "Sinjar",
    ],
)
def test_a_name_that_many_bear_gives_no_point_without_a_country(name: str) -> None:
    found = choose(GAZETTEER.find(name), Setting({}), None, marked=True)
    assert found is None


@pytest.mark.parametrize(
    ("name", "country", "sure"),
    [
        ("Mosul", "IQ", True),
        ("Tal Afar", "IQ", False),
        ("Bakhmut", "UA", False),
        ("Robotyne", "UA", False),
        ("Goma", "CD", True),
        ("Vukovar", "HR", False),
        ("Srebrenica", "BA", False),
        ("Kilinochchi", "LK", False),
        ("al-Tanf", "SY", False),
    ],
)
def test_a_name_that_speaks_for_itself_needs_no_country(name: str, country: str, sure: bool) -> None:
    found = choose(GAZETTEER.find(name), Setting({}), None, marked=True)
    assert found is not None
    assert found.place.country == country
    assert (found.confidence == 1.0) is sure


@pytest.mark.parametrize(
    ("name", "countries", "neighbours"),
    [
        ("Palma", {"MZ"}, {"TZ", "MW"}),  # the city is on Majorca
        ("Konna", {"ML"}, {"CI", "BF"}),  # only like the name of a village next door
        ("San Jose", {"UA"}, {"RU"}),
        ("Lyman", {"SY"}, {"IQ"}),
    ],
)
def test_another_country_s_place_needs_a_name_of_its_own(name: str, countries: set[str], neighbours: set[str]) -> None:
    setting = Setting(dict.fromkeys(countries, 1.0), frozenset(neighbours))
    found = choose(GAZETTEER.find(name), setting, None, marked=True)
    assert found is None


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("Rebels reached the border north of Baaj.", None),
        ("Rebels reached the border near Bor.", None),
        ("Rebels reached the border near Qwxyzzyvka.", None),
        ("Iraqi rebels reached the border north of Baaj.", "border:IQ-SY"),
        ("Rebels reached the border near Goma.", "border:CD-RW"),
        ("Rebels reached the border south of Kharkiv.", "border:RU-UA"),
    ],
)
def test_a_border_is_known_by_an_anchor_that_is_known(text: str, border: str | None) -> None:
    assert place(text).id == border


def test_a_place_next_door_is_believed_with_doubt() -> None:
    robotyne = GAZETTEER.find("Robotyne")
    match = choose(robotyne, Setting({"RU": 1.0}, frozenset({"UA"})), None, marked=True)
    assert match is not None
    assert match.confidence == DOUBTFUL


def test_doubt_about_the_place_is_doubt_about_the_event() -> None:
    sure = first("Ukrainian troops captured Robotyne.")
    doubtful = first("Russian troops captured Robotyne.")
    assert sure.place == doubtful.place
    assert doubtful.confidence == pytest.approx(DOUBTFUL * sure.confidence)


@pytest.mark.parametrize("name", ["Nancy", "Jackson", "Buffalo", "Nice", "Battle", "Victory"])
def test_a_word_or_person_is_no_place_unless_marked(name: str) -> None:
    candidates = GAZETTEER.find(name)
    nowhere = Setting({})
    assert candidates
    assert choose(candidates, nowhere, None, marked=False) is None
    assert choose(candidates, nowhere, None, marked=True) is not None
    assert choose(candidates, Setting({candidates[0].country: 1.0}), None, marked=False) is not None


def test_the_head_noun_tells_the_dam_from_the_town() -> None:
    assert place("Iraqi troops recaptured the Haditha dam.").kind is PlaceKind.DAM
    assert place("Iraqi troops recaptured Haditha.").kind is PlaceKind.TOWN
    assert place("Israeli forces took control of the Rafah crossing.").id == "rafah-crossing"


def test_a_province_is_not_its_capital() -> None:
    province = place("Syrian troops recaptured Aleppo province.")
    assert (province.id, province.country, province.kind) == ("iso:SY-HL", "SY", PlaceKind.REGION)
    assert province.precision_km == 65
    assert place("Syrian troops recaptured Aleppo.").kind is PlaceKind.CITY


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("The Taliban captured Helmand, Afghan officials said.", "iso:AF-HEL"),
        ("Sudanese troops recaptured Gezira state from the militia.", "iso:SD-GZ"),
        ("Rebels in Myanmar captured Rakhine state.", "iso:MM-16"),
        ("Separatists captured the North-West region, Cameroonian officials said.", "iso:CM-NW"),
        ("Syrian rebels seized a village in Idlib province.", "iso:SY-ID"),
        ("Congolese rebels captured North Kivu.", "north-kivu"),
    ],
)
def test_provinces_of_the_world_are_places(text: str, id_: str) -> None:
    assert place(text).id == id_


def test_a_state_closes_its_own_borders_only() -> None:
    event = first("Russia closed the border with Iran on Monday, as Turkey and Iran quarrelled.")
    assert event.place
    assert event.place.id is None
    event = first("Turkey closed the border with Iran on Monday, officials in Russia said.")
    assert event.place
    assert event.place.id == "border:IR-TR"


def test_towns_that_are_called_like_provinces_are_meant_in_a_list() -> None:
    assert place("Russian troops entered Kursk, Sumy and Kharkiv.").country == "RU"


def test_an_unnamed_village_has_the_country_that_the_phrase_names() -> None:
    village = place("Guerrillas captured a strategic village in western Cambodia.")
    assert (village.country, village.lat, village.kind) == ("KH", None, PlaceKind.VILLAGE)


def test_a_country_is_a_country_and_not_a_town_of_that_name() -> None:
    syria = place("Turkish troops crossed the border into Syria.")
    assert (syria.country, syria.lat, syria.kind) == ("SY", None, PlaceKind.COUNTRY)


def test_distance_and_bearing_give_a_point() -> None:
    base = place("Rebels seized a base 40 km west of Mosul, the Iraqi army said.")
    assert (base.id, base.kind) == (None, PlaceKind.OTHER)
    assert (base.lat, base.lon) == pytest.approx((36.33, 42.67), abs=0.02)
    headed = first("Rebels seized a base 40 km west of Mosul, the Iraqi army said.", title="Rebels seize base")
    assert headed.place
    assert (headed.place.lat, headed.place.lon) == (base.lat, base.lon)


def test_a_point_across_the_border_is_in_the_other_country() -> None:
    assert place("IS captured a base 30 km west of al-Qaim, the Iraqi army said.").country == "SY"
    assert place("IS captured a base 30 km east of al-Qaim, the Iraqi army said.").country == "IQ"


def test_a_bearing_alone_leaves_the_anchor() -> None:
    villages = place("M23 rebels seized villages north of Goma in Congo.")
    assert (villages.kind, villages.country) == (PlaceKind.VILLAGE, "CD")
    assert villages.lat == pytest.approx(-1.67, abs=0.02)


def test_a_name_that_nobody_knows_is_kept_as_words() -> None:
    unknown = place("Ukrainian troops captured Qwxyzzyvka.")
    assert unknown == PlaceRef(text="Qwxyzzyvka")


def test_what_a_theatre_names_stays_as_it_is() -> None:
    (event,) = detect("The Iraqi army captured Mosul.")
    assert event.place is not None
    assert (event.place.id, event.place.lat) == ("mosul", 36.34)


def test_the_city_that_a_text_is_sent_from_tells_its_country() -> None:
    assert first("KUPIANSK (Reuters) - Russian troops captured Robotyne on Monday.").confidence > DOUBTFUL


def test_the_file_is_opened_where_nothing_can_be_written(tmp_path: Path) -> None:
    copy = tmp_path / "gazetteer.sqlite"
    copy.write_bytes(FILE.read_bytes())
    copy.chmod(0o444)
    assert Gazetteer(copy).find("Mosul") == GAZETTEER.find("Mosul")
    assert [path.name for path in tmp_path.iterdir()] == [copy.name]


def test_keys_are_the_same_for_spellings_and_differ_for_names() -> None:
    assert place_key("Tall \u2018Afar") == place_key("Tel-Afar") == place_key("Talafar")
    assert place_key("Raqqah") == place_key("ar-Raqqa")
    assert place_key("Homs") != place_key("Hama")
