"""How well a network reads passages whose marks are known, span by span."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from services.detect.network.extractor import Extraction, RoleSpan
from services.training.marked import PARTS, MarkedEvent, Passage, Span
from services.training.score import Count


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Counts over some passages. A span that meets the marked one is right."""

    triggers: Count = field(default_factory=Count)
    """Right if the type is too."""
    roles: Count = field(default_factory=Count)
    """Of the events found."""
    realis: Count = field(default_factory=Count)
    """Of the events found, as is the next."""
    background: Count = field(default_factory=Count)

    def __str__(self) -> str:
        return (
            f"F1 of triggers {self.triggers.f1:.3f}, of roles {self.roles.f1:.3f}; "
            f"realis {self.realis.recall:.3f}, background {self.background.recall:.3f} right"
        )


def span_scores(read: Callable[[str], Sequence[Extraction]], passages: Sequence[Passage]) -> SpanScores:
    """Read the passages' texts and compare with their marks."""
    scores = SpanScores()
    for passage in passages:
        wanted = _one_a_trigger(passage.events)
        found = read(passage.text)
        pairs = _paired(wanted, found)
        scores.triggers.add(len(wanted), len(found), len(pairs))
        for event, extraction in pairs:
            scores.realis.add(1, 1, extraction.realis is event.realis)
            scores.background.add(1, 1, extraction.background == event.background)
            for role in PARTS:
                spans, best = event.spans.get(role, []), _likeliest(extraction, role)
                right = best is not None and any(span.meets(Span(best.start, best.end)) for span in spans)
                scores.roles.add(bool(spans), best is not None, right)
    return scores


def _likeliest(extraction: Extraction, role: str) -> RoleSpan | None:
    spans = (span for span in extraction.roles if span.role == role and span.likely)
    return max(spans, key=lambda span: span.probability, default=None)


def _paired(wanted: Sequence[MarkedEvent], found: Sequence[Extraction]) -> list[tuple[MarkedEvent, Extraction]]:
    free = list(found)
    pairs: list[tuple[MarkedEvent, Extraction]] = []
    for event in wanted:
        trigger = event.spans["trigger"][0]
        match = next((e for e in free if e.type is event.type and trigger.meets(Span(e.start, e.end))), None)
        if match:
            free.remove(match)
            pairs.append((event, match))
    return pairs


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
