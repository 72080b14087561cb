"""An event as one sentence tells it, and when two tellings speak of the same thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.event import ActorRef, EventType, Evidence, TerritoryEvent
from services.detect.words.text import fold

_FAMILY = {
    EventType.CONTROL_GAINED: "control",
    EventType.CONTROL_TRANSFERRED: "control",
    EventType.BORDER_REACHED: "reach",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one sentence tells it."""

    event: TerritoryEvent
    sentence: int
    headline: bool
    correction: bool
    """The sentence says that something said before was wrong."""
    takes_back: bool = False
    """It is told as the correction or withdrawal of something, which it may name more loosely than news does."""
    before: bool = False
    """The sentence tells it as what went before something else."""


def actor_key(actor: ActorRef | None) -> str | None:
    """By what an actor is known: its id, else its words in any spelling."""
    return (actor.id or fold(actor.text)) if actor else None


def family(event: TerritoryEvent) -> str:
    """What sort of thing happened: a place that was taken and one that was handed over both changed hands."""
    return _FAMILY.get(event.type, event.type.value)


def place_key(event: TerritoryEvent) -> str:
    """By what the place of an event is known."""
    if event.place is None:
        return "-"
    return event.place.id or re.sub(r"^(?:(?:city|town|village|district|province) of )", "", fold(event.place.text))


def agree(one: str | None, other: str | None) -> bool:
    """Whether two keys may be of the same actor: they are one, or one is not told."""
    return one is None or other is None or one == other


def all_evidence(events: Sequence[TerritoryEvent]) -> tuple[Evidence, ...]:
    """The evidence of some events in the order of the text; of a sentence that tells several of them, once."""
    by_span = {(e.start, e.end): e for event in reversed(events) for e in event.evidence}
    return tuple(by_span[span] for span in sorted(by_span))
