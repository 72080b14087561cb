"""How well a network reads passages whose marks are known, span by span."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.detect.extractor import Extraction, Extractor
from services.detect.text import sentences
from services.training.marked import MarkedEvent, Passage


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Shares from 0 to 1."""

    trigger: float
    """F1 of triggers found with the right type; an overlap counts as found."""
    roles: float
    """F1 of actor, loser, other actor and place spans of the events found; an overlap counts."""
    realis: float
    background: float


def span_scores(extractor: Extractor, passages: Sequence[Passage]) -> SpanScores:
    """Read the passages and compare with their marks."""
    wanted = given = right = realis = background = 0
    roles_wanted = roles_given = roles_right = 0
    for passage in passages:
        events = _one_a_trigger(passage.events)
        found = list(extractor.extract(passage.text, sentences(passage.text)))
        wanted, given = wanted + len(events), given + len(found)
        for event in events:
            match = next((e for e in found if e.type is event.type and _meets(e, event)), None)
            if match is None:
                continue
            found.remove(match)
            right += 1
            realis += match.realis is event.realis
            background += match.background == event.background
            for role in ("actor", "loser", "other_actor", "place"):
                spans, best = event.spans.get(role, []), match.best(role)
                roles_wanted, roles_given = roles_wanted + bool(spans), roles_given + (best is not None)
                roles_right += best is not None and any(s.start < best.end and best.start < s.end for s in spans)
    return SpanScores(
        f1(right, wanted, given),
        f1(roles_right, roles_wanted, roles_given),
        share(realis, right),
        share(background, right),
    )


def f1(right: int, wanted: int, given: int) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (wanted + given) if right else 0.0


def share(part: int, whole: int) -> float:
    """`part` of `whole`; 0 of nothing."""
    return part / whole if whole else 0.0


def _one_a_trigger(events: Sequence[MarkedEvent]) -> list[MarkedEvent]:
    """Events that share a trigger are read as one, with all their spans."""
    by_trigger: dict[tuple[int, int], MarkedEvent] = {}
    for event in events:
        trigger = event.spans["trigger"][0]
        known = by_trigger.get((trigger.start, trigger.end))
        spans = {role: list(spans) for role, spans in event.spans.items()}
        if known:
            for role, more in known.spans.items():
                spans[role] = [*more, *spans.get(role, [])]
        by_trigger[trigger.start, trigger.end] = MarkedEvent(event.type, event.realis, event.background, spans)
    return list(by_trigger.values())


def _meets(extraction: Extraction, event: MarkedEvent) -> bool:
    trigger = event.spans["trigger"][0]
    return extraction.start < trigger.end and trigger.start < extraction.end
