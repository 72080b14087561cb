"""For whom a speaker speaks, and that one party's word has one origin, and two parties' words two."""

import pytest

from services.detect.attribution.speaker import attributions
from services.detect.names.mentions import find_mentions
from services.detect.names.nations import load_nations
from services.detect.names.offices import state_of
from services.detect.names.theatre_names import NameTable
from tests.support.detect import THEATRE, detect, one

NATIONS = load_nations()
NAMES = NameTable([THEATRE], NATIONS.find_at)


def _speakers(text: str) -> list[str]:
    found = attributions(text, find_mentions(text, NAMES), frozenset({"sohr"}))
    return [said.speaker.text for said in found if said.speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A spokesman for the PMF, Karim al-Nuri, said Baaj had fallen.", "PMF"),
        ("A spokesman for the Taliban, Zabihullah Mujahid, said Zaranj had fallen.", "Taliban"),
        ("Karim al-Nuri, a spokesman for the PMF, said Baaj had fallen.", "PMF"),
        ("Baaj has fallen, a spokesman for the PMF, Karim al-Nuri, said.", "PMF"),
        ("Baaj has fallen, said a spokesman for the PMF, Karim al-Nuri.", "PMF"),
        ("Baaj has fallen, said Karim al-Nuri, a spokesman for the PMF.", "PMF"),
        ("According to Karim al-Nuri, a PMF commander, Baaj has fallen.", "PMF"),
        ("The PMF's spokesman, Brigadier General Karim al-Nuri, on Friday said Baaj had fallen.", "PMF"),
        ("The governor of Borno, Babagana Zulum, told AFP that Bama had fallen.", "governor of Borno, Babagana Zulum"),
    ],
)
def test_a_name_beside_an_office_does_not_hide_it(text: str, speaker: str) -> None:
    assert _speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("A shopkeeper in Mosul, Ahmed Omar, said Baaj had fallen.", []),
        ("On Monday, in Mosul, Ahmed Omar said the PMF had left.", []),
        ("The PMF left Baaj, Ahmed Omar, who lives there, said.", []),
        ("According to Ahmed Omar, the PMF captured Baaj.", []),
        ("The PMF left Baaj, Omar Hassan, a witness, said.", ["witness"]),
        ("The PMF captured Baaj, said a man who had fled.", []),
        ("The PMF captured Baaj, said Ahmed Omar, a teacher.", []),
        ("The PMF, formed in 2014, said Mosul had fallen.", []),
        ("The PMF, which had captured Baaj, said the Iraqi army had left.", []),
    ],
)
def test_a_name_without_an_office_takes_none_from_the_clause_before(text: str, speakers: list[str]) -> None:
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Russian officials", "ru"),
        ("Russia's defence ministry", "ru"),
        ("Russian Defence Minister Sergei Shoigu", "ru"),
        ("government of Chad", "td"),
        ("junta in Niger", "ne"),
        ("South Sudanese army spokesman", "ss"),
        ("Turkish-backed officials", None),
        ("Iraqi Kurdish officials", None),
        ("Syrian rebels' military council", None),
        ("New Mexico officials", None),
        ("former Turkish minister", None),
        ("ambassador to Syria", None),
        ("Libyan commander", None),
        ("interior ministry", None),
    ],
)
def test_the_office_of_a_state_is_known_by_its_words(text: str, state: str | None) -> None:
    assert state_of(text, NATIONS) == state


@pytest.mark.parametrize(
    "speaker",
    [
        "Russia",
        "Moscow",
        "The Kremlin",
        "The Russian army",
        "Russian officials",
        "Russia's defence ministry",
        "The Russian Defence Ministry",
    ],
)
def test_one_state_is_one_origin(speaker: str) -> None:
    assert one(f"{speaker} said Russian troops had captured Mosul.").origin == "speaker:ru"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Syrian troops captured Raqqa, the defence ministry said.", "speaker:syrian-army"),
        ("Russian troops captured Raqqa, their defence ministry said.", "speaker:ru"),
        ("M23 captured Goma, the government said.", "speaker:cd"),
        ("Fighting went on in Chad. The government said troops had captured Mosul.", "speaker:td"),
        ("Turkey said its troops had captured Raqqa.", "speaker:turkey"),
        ("The Turkish government said its troops had captured Raqqa.", "speaker:turkey"),
    ],
)
def test_an_office_is_of_the_state_that_the_text_is_about(text: str, origin: str) -> None:
    assert [event.origin for event in detect(text)] == [origin]


@pytest.mark.parametrize(
    ("speaker", "origin"),
    [
        ("The government", "speaker:unnamed-officials"),
        ("Its interior ministry", "speaker:unnamed-officials"),
        ("A spokesman", "speaker:unnamed-officials"),
        ("The junta", "speaker:unnamed-officials"),
        ("Senior officers", "speaker:unnamed-officials"),
        ("The rebels", "speaker:unnamed-fighters"),
        ("Militia commanders", "speaker:unnamed-fighters"),
        ("Residents", "outlet:unknown"),
    ],
)
def test_what_anybody_may_be_called_is_no_name_and_no_outlets(speaker: str, origin: str) -> None:
    assert one(f"{speaker} said troops had captured Mosul.").origin == origin


@pytest.mark.parametrize(
    ("speaker", "origin"),
    [
        ("President Erdogan", "speaker:president-erdogan"),
        ("Rebel commander Omar Harari", "speaker:rebel-commander-omar-harari"),
        ("Turkish-backed rebels", "speaker:turkish-backed-rebels"),
        ("Islamic State", "speaker:islamic-state"),
        ("The governor of Borno", "speaker:governor-of-borno"),
        ("Residents of Moscow", "outlet:unknown"),
    ],
)
def test_a_speakers_own_name_stays(speaker: str, origin: str) -> None:
    assert one(f"{speaker} said troops had captured Mosul.").origin == origin
