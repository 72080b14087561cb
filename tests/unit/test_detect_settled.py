"""What the words at a trigger settle against the network."""

from dataclasses import replace

import pytest

from schemas.event import EventType, Realis
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.readers.settled import settled
from services.detect.reading import Reading

TAKEN, HELD, BESIEGED = EventType.CONTROL_GAINED, EventType.CONTROL_HELD, EventType.SIEGE_LAID
ACTUAL, NEGATED, THOUGHT, ONGOING = Realis.ACTUAL, Realis.NEGATED, Realis.HYPOTHETICAL, Realis.ONGOING


def _read(text: str, trigger: str, type_: EventType = TAKEN, realis: Realis = ACTUAL) -> Reading:
    start = text.index(trigger)
    return Reading(type_, realis, start, start + len(trigger))


@pytest.mark.parametrize(
    ("text", "trigger", "realis"),
    [
        ("The rebels almost took Goma on Tuesday.", "took", NEGATED),
        ("They had very nearly overrun the base by dawn.", "overrun", NEGATED),
        ("The militia all but captured Kobane that autumn.", "captured", NEGATED),
        ("The column narrowly missed capturing Sderot.", "capturing", NEGATED),
        ("The brigade came close to overrunning the airfield.", "overrunning", NEGATED),
        ("Troops were on the verge of retaking Kherson.", "retaking", NEGATED),
        ("The army took almost all of Goma.", "took", ACTUAL),
        ("After nearly four years of siege the army took Homs.", "took", ACTUAL),
        ("Almost without a shot they took the town.", "took", ACTUAL),
        ("All but two of the villages were taken.", "taken", ACTUAL),
        ("Had the rains come later, Rommel would have taken Tobruk.", "taken", THOUGHT),
        ("Without the mines they could easily have crossed the river.", "crossed", THOUGHT),
        ("The port might well have been captured.", "captured", THOUGHT),
        ("Goma would not have been lost without the mutiny.", "lost", ACTUAL),
        ("The rebels have taken Goma, which would have surprised few.", "taken", ACTUAL),
        ("They are said to have taken Goma.", "taken", ACTUAL),
    ],
)
def test_what_nearly_or_would_have_happened_did_not(text: str, trigger: str, realis: Realis) -> None:
    assert settled(_read(text, trigger), text).realis is realis


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("The militia were able to take Baaj.", ACTUAL),
        ("The militia finally managed to take Baaj.", ACTUAL),
        ("The militia were not able to take Baaj.", NEGATED),
        ("They asked whether the militia were able to take Baaj.", NEGATED),
        ("The militia had never managed to take Baaj.", NEGATED),
        ("The militia was unable to take Baaj.", NEGATED),
    ],
)
def test_what_one_was_able_to_do_one_has_done(text: str, realis: Realis) -> None:
    assert settled(_read(text, "take", realis=NEGATED), text).realis is realis


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The city had been surrendered by its governor.", EventType.CONTROL_CEDED),
        ("The city was surrendered to the governor.", EventType.CONTROL_GAINED),
    ],
)
def test_who_surrenders_a_city_does_not_gain_it(text: str, type_: EventType) -> None:
    start = text.index("governor")
    governor = Mention("governor", start, start + 8, NameKind.ACTOR, named=False)
    assert settled(replace(_read(text, "surrendered"), actor=governor), text).type is type_


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("A reporter saw the army in control of the town.", EventType.CONTROL_HELD),
        ("The army is in full control of the town.", EventType.CONTROL_HELD),
        ("The raid left the army in control of the town.", EventType.CONTROL_GAINED),
        ("The army is back in control of the town.", EventType.CONTROL_GAINED),
    ],
)
def test_who_is_found_in_control_holds(text: str, type_: EventType) -> None:
    assert settled(_read(text, "control of" if "full" in text else "in control of"), text).type is type_


def test_a_denial_in_an_aside_is_of_something_else() -> None:
    text = "Rwanda, which denies backing them, closed the crossing."
    read = _read(text, "closed", EventType.CROSSING_CLOSED, Realis.DENIED)
    assert settled(read, text).realis is ACTUAL


def test_the_words_that_settle_it_are_told() -> None:
    text = "The rebels almost took Goma."
    assert settled(_read(text, "took"), text).cue == "almost"


def test_a_ring_nearly_closed_is_being_closed() -> None:
    text = "Troops have all but encircled Bakhmut."
    assert settled(_read(text, "encircled", BESIEGED), text).realis is ONGOING


@pytest.mark.parametrize("realis", [Realis.PLANNED, Realis.DENIED, THOUGHT])
def test_what_is_not_told_as_a_fact_stays(realis: Realis) -> None:
    text = "The rebels almost took Goma."
    assert settled(_read(text, "took", realis=realis), text).realis is realis


@pytest.mark.parametrize(
    ("text", "trigger", "reached"),
    [
        ("The force advanced to the border north of Baaj on Monday.", "advanced", True),
        ("Tanks pushed west to the Syrian border.", "pushed", True),
        ("The column drove all the way up to the frontier with Sudan.", "drove", True),
        ("Troops moved as far as the Turkish-Syrian border.", "moved", True),
        ("The army advanced towards the border.", "advanced", False),
        ("They had advanced within 15 km to the border with Iraq.", "advanced", False),
        ("The army advanced to the border town of Tine.", "advanced", False),
        ("Troops moved to the border crossing at Adre.", "moved", False),
        ("Fighters advanced on the villages close to the border.", "advanced", False),
    ],
)
def test_who_advances_to_a_border_has_reached_it(text: str, trigger: str, reached: bool) -> None:
    found = settled(_read(text, trigger, EventType.ADVANCE), text)
    assert (found.type is EventType.BORDER_REACHED) == reached
