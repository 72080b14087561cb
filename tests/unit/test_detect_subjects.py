"""The subject of an active verb does what it says."""

from dataclasses import replace

import pytest

from schemas.event import EventType, Realis
from services.detect.names.mentions import Mention, find_mentions
from services.detect.names.theatre_names import NameKind, NameTable
from services.detect.parties.subjects import with_subject
from services.detect.reading import Reading
from tests.support.detect import THEATRE

NAMES = NameTable([THEATRE])
ELSEWHERE = 200


def _reading(text: str, trigger: str, actor: str | None, loser: str | None) -> Reading:
    start = text.index(trigger)
    return Reading(
        EventType.CONTROL_GAINED,
        Realis.ACTUAL,
        start,
        start + len(trigger),
        actor=_elsewhere(actor, -50),
        loser=_elsewhere(loser, ELSEWHERE),
    )


def _elsewhere(words: str | None, at: int) -> Mention | None:
    return Mention(words, at, at + len(words), NameKind.ACTOR, named=True) if words else None


def _righted(text: str, reading: Reading) -> Reading:
    return with_subject(reading, text, find_mentions(text, NAMES))


@pytest.mark.parametrize(
    ("text", "trigger", "loser"),
    [
        ("The army captured Baaj.", "captured", "army"),
        ("On Monday the rebels had already seized Baaj.", "seized", "rebels"),
        ("Gunmen then took Baaj.", "took", "gunmen"),
    ],
)
def test_whom_a_later_sentence_names_again_has_not_lost_here(text: str, trigger: str, loser: str) -> None:
    righted = _righted(text, _reading(text, trigger, None, loser))
    assert righted.actor
    assert righted.actor.text.casefold() == loser
    assert righted.loser is None


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Hours later they lost Baaj.", "Rebels"),
        ("It had later lost Baaj.", "SDF"),
        ("The rebels lost Baaj.", "rebels"),
    ],
)
def test_who_lost_a_place_has_not_gained_it(text: str, actor: str) -> None:
    assert _righted(text, _reading(text, "lost", actor, None)).type is EventType.CONTROL_CEDED


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "loser"),
    [
        ("The army was driven out of Baaj.", "driven", None, "army"),
        ("Baaj fell.", "fell", None, "army"),
        ("The rebels captured Baaj.", "captured", None, "army"),
        ("The army lost Baaj.", "lost", "rebels", "army"),
        ("Baaj was lost.", "lost", "rebels", None),
        ("The army lost Baaj to the rebels.", "lost", "rebels", None),
    ],
)
def test_other_verbs_are_read_as_they_were(text: str, trigger: str, actor: str | None, loser: str | None) -> None:
    reading = _reading(text, trigger, actor, loser)
    assert _righted(text, reading) == reading


def test_only_captures_are_righted() -> None:
    reading = replace(_reading("The army entered Baaj.", "entered", None, "army"), type=EventType.ADVANCE)
    assert _righted("The army entered Baaj.", reading) == reading


@pytest.mark.parametrize(
    ("trigger", "actor", "given_up"),
    [("lost", None, True), ("losing", None, True), ("lost", "Kenya", False), ("captured", None, False)],
)
def test_a_loss_to_nobody_known_is_given_up(trigger: str, actor: str | None, given_up: bool) -> None:
    text = f"The port of Merca was {trigger} on Monday."
    reading = _reading(text, trigger, actor, "Al-Shabaab")
    righted = _righted(text, reading)
    assert righted.type is (EventType.CONTROL_CEDED if given_up else EventType.CONTROL_GAINED)
    assert righted.actor == (reading.loser if given_up else reading.actor)
