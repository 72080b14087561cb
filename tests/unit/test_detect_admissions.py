"""Whose word of another's gain is believed: the loser's and the enemy's; an ally's and a patron's stays a claim."""

import pytest

from schemas.event import Realis
from services.detect.attribution.speaker import attributions
from services.detect.names.mentions import find_mentions
from services.detect.names.nations import load_nations
from services.detect.names.sides import Sides
from services.detect.names.theatre_names import NameTable
from tests.support.detect import THEATRE, detect, one

NATIONS = load_nations()
SIDES = Sides([THEATRE], NATIONS)
NAMES = NameTable([THEATRE], NATIONS.find_at)


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State said the Iraqi army had captured Baaj.",
        "The Iraqi army confirmed that Islamic State had captured Mosul.",
        "The Iraqi government acknowledged that rebels had captured Baaj.",
        "The army conceded that Islamic State had captured Mosul.",
        "The SDF admitted that the Turkish army had captured Raqqa.",
        "The rebels admitted that the army had captured Mosul.",
        "Kinshasa said M23 rebels had captured Goma.",
        "Boko Haram said the Nigerian army had captured Gwoza.",
        "The army said militants had captured Mosul.",
        "The government said rebels had captured Mosul from government forces.",
        "A spokesman admitted that the rebels had captured Mosul.",
        "In a rare admission, the army said insurgents had captured Mosul.",
        "The Syrian army was forced to concede that HTS had captured Mosul.",
        "Islamic State said the PMF captured Baaj from Islamic State.",
    ],
)
def test_the_word_of_who_loses_by_it_is_believed(text: str) -> None:
    assert one(text).realis is Realis.ACTUAL


@pytest.mark.parametrize(
    "text",
    [
        "The PMF said it had captured Baaj.",
        "The Iraqi army said the PMF had captured Baaj.",
        "The Iraqi government confirmed that the army had captured Baaj.",
        "The government acknowledged that the army had captured Baaj.",
        "The Pentagon said the SDF had captured Raqqa.",
        "The Pentagon confirmed that the SDF had captured Raqqa.",
        "Iran said Hezbollah had captured Abu Kamal.",
        "Syria's defence ministry said Hezbollah had captured Abu Kamal.",
        "Rwanda said M23 had captured Goma.",
        "Turkey said Syrian rebels had captured Raqqa.",
        "The army said rebels had captured Raqqa from Islamic State.",
        "The Iraqi army refused to admit that Islamic State had captured Mosul.",
        "The army said rebels had withdrawn from Mosul.",
        "Russia said the Syrian army had captured Raqqa.",
    ],
)
def test_the_word_of_who_gains_or_may_gain_by_it_is_a_claim(text: str) -> None:
    assert [event.realis for event in detect(text)] == [Realis.CLAIMED]


@pytest.mark.parametrize("verb", ["has not acknowledged", "never admitted", "has yet to concede"])
def test_what_is_not_admitted_is_not_believed(verb: str) -> None:
    assert Realis.ACTUAL not in [event.realis for event in detect(f"The army {verb} that rebels captured Mosul.")]


def test_whom_the_text_tells_as_enemies_admit_each_others_gains() -> None:
    events = detect("Ethiopian troops took Baaj from Eritrean troops. Asmara said Ethiopian troops had captured Mosul.")
    assert [event.realis for event in events] == [Realis.ACTUAL, Realis.ACTUAL]


@pytest.mark.parametrize(
    ("text", "admits", "withheld"),
    [
        ("The army admitted that rebels took it.", True, False),
        ("The army had to concede that rebels took it.", True, False),
        ("The army said that rebels took it.", False, False),
        ("The army has yet to acknowledge that rebels took it.", True, True),
        ("The army has not confirmed that rebels took it.", False, True),
        ("The army announced that rebels took it.", False, False),
    ],
)
def test_an_admission_is_known_by_its_verb_and_a_refusal_by_its_no(text: str, admits: bool, withheld: bool) -> None:
    said = attributions(text, find_mentions(text, NAMES), frozenset())
    assert [(a.admits, a.withheld) for a in said] == [(admits, withheld)]


@pytest.mark.parametrize(
    ("one_side", "other", "together", "opposed"),
    [
        ("iraqi-army", "pmf", True, False),
        ("iraq", "islamic-state", False, True),
        ("islamic-state", "pmf", False, True),
        ("us", "sdf", True, False),
        ("hezbollah", "syrian-army", True, False),
        ("hts", "syrian-army", False, True),
        ("cd", "m23", False, True),
        ("rw", "m23", True, False),
        ("ru", "ua", False, False),
        ("turkey", "iraqi-army", False, False),
    ],
)
def test_sides_are_known_or_left_open(one_side: str, other: str, together: bool, opposed: bool) -> None:
    for pair in ((one_side, other), (other, one_side)):
        first, second = (frozenset({id_}) for id_ in pair)
        assert (SIDES.together(first, second), SIDES.opposed(first, second)) == (together, opposed)


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan has closed the Torkham border crossing, its interior ministry said on Sunday.",
        "Niger's junta said it had closed the border with Benin.",
        "Finland closed the Vaalimaa border crossing on Saturday, the interior ministry said.",
        "Kenya has reopened its border with Somalia, President Ruto announced on Monday.",
        "Chad's government said it had closed the border with Sudan.",
        "Jordan closed the border with Syria, a Jordanian official said.",
        "Chad has reopened the border with Sudan, the government of Chad announced.",
    ],
)
def test_who_shuts_or_opens_his_own_border_does_it_by_saying_so(text: str) -> None:
    assert {event.realis for event in detect(text)} == {Realis.ACTUAL}


@pytest.mark.parametrize(
    "text",
    [
        "Afghanistan said Pakistan had closed the Torkham border crossing.",
        "Sudan said Chad had closed its border with Sudan.",
        "The rebels said they had closed the border with Turkey.",
        "Islamic State said it had closed the border with Turkey.",
        "The Syrian army said rebels had closed the border with Jordan.",
        "Chad closed its border with Sudan, the rebels said.",
        "Turkey has closed the border with Syria, Iraqi officials said.",
    ],
)
def test_what_others_say_of_a_border_stays_a_claim(text: str) -> None:
    assert {event.realis for event in detect(text)} == {Realis.CLAIMED}
