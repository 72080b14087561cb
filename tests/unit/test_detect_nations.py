"""States and forces of the world, as the news names them."""

import pytest

from schemas.event import WORLD
from services.detect.names.theatre_names import NameTable
from services.detect.words.text import words
from services.detect.world.located import load_world
from tests.support.detect import THEATRE, detect, one
from tests.unit.test_detect_gazetteer import first

NATIONS = load_world().nations
NAMES = NameTable([], NATIONS.find_at)


def named(text: str) -> list[tuple[str, str]]:
    """The forces in a sentence, with their ids."""
    read = words(text)
    return [(" ".join(w.text for w in read[f.first : f.last]), f.entries[0].id) for f in NAMES.find(read)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ukrainian forces left Bakhmut", [("Ukrainian forces", "ua")]),
        ("Kyiv's troops held on", [("Kyiv 's troops", "ua")]),
        ("Ukraine's National Guard", [("Ukraine 's National Guard", "ua")]),
        ("Kenya Defence Forces soldiers", [("Kenya Defence Forces", "ke")]),
        ("North Korean soldiers", [("North Korean soldiers", "kp")]),
        ("South Sudanese and Sudanese troops", [("Sudanese troops", "sd")]),
        ("the Congolese army and the M23", [("Congolese army", "cd"), ("M23", "m23")]),
        ("UKRAINIAN FORCES TAKE TOWN", [("UKRAINIAN FORCES", "ua")]),
        ("the town fell, Moscow said", [("Moscow", "ru")]),
        ("Al-Shabaab fighters", [("Al Shabaab", "al-shabaab")]),
    ],
)
def test_a_force_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "pro-Russian forces",
        "Russian-backed forces",
        "the US-led coalition",
        "Turkish-backed rebels",
        "Syrian rebels",
        "Iraqi Kurdish fighters",
        "Moscow police",
        "Ukraine is large",
        "a Russian film",
        "the talks let it go",
        "it is so",
    ],
)
def test_what_is_no_force_of_a_state_is_not_found(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Russia", "ru"),
        ("the Kremlin", "ru"),
        ("Pyongyang", "kp"),
        ("Ukrainians", "ua"),
        ("US", "us"),
        ("us", None),
        ("rebels", None),
        ("the army", None),
        ("Bosnian Serb forces", "bosnian-serbs"),
        ("", None),
    ],
)
def test_who_plays_an_actors_part(text: str, id_: str | None) -> None:
    assert NATIONS.actor(text) == id_


def test_an_event_of_the_world_has_the_ids_of_both_sides() -> None:
    event = first("Ukrainian forces recaptured Lyman from Russian troops on Saturday.")
    assert event.theatre == WORLD
    assert event.actor is not None
    assert event.loser is not None
    assert (event.actor.id, event.loser.id) == ("ua", "ru")


def test_a_pronoun_takes_up_a_force_of_the_world() -> None:
    event = first("The Arakan Army is at war with the junta. It captured Paletwa on Monday.")
    assert event.actor is not None
    assert event.actor.id == "arakan-army"


def test_a_theatre_calls_a_state_by_its_own_id() -> None:
    event = one("Turkish troops captured Raqqa.")
    assert event.actor is not None
    assert (event.theatre, event.actor.id) == (THEATRE.theatre, "turkey")


def test_a_theatre_does_not_draw_in_what_happens_elsewhere() -> None:
    (event,) = detect("Turkish troops captured Larnaca in Cyprus.")
    assert event.theatre == WORLD
    assert event.actor is not None
    assert event.actor.id == "tr"


def test_the_names_of_a_theatre_come_first() -> None:
    event = one("Islamic State fighters left Raqqa.")
    assert event.actor is not None
    assert event.actor.id == "islamic-state"


def test_the_countries_of_a_text_have_shares() -> None:
    shares = NATIONS.countries_in("Rwanda backs the M23, which took Goma from the Congolese army, Kinshasa said.")
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["CD"] > shares["RW"] > 0
    assert NATIONS.countries_in("nothing of the kind") == {}


def test_the_countries_of_a_phrase_come_in_order() -> None:
    assert NATIONS.countries_of("the Syrian-Iraqi border") == ("SY", "IQ")
    assert NATIONS.countries_of("Iraq\u2013Syria border") == ("IQ", "SY")
    assert NATIONS.countries_of("South Sudan") == ("SS",)


def test_a_capital_is_no_country() -> None:
    assert NATIONS.country("Moscow") is None
    assert NATIONS.country("Russia") == "RU"
