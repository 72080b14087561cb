"""How far two annotators agree on the same passages. `python -m services.training.agreement FIRST SECOND`.

Two events are the same if their types are equal and their triggers overlap. What is reported is F1, which chance hardly
inflates where most words are no trigger, and for realis and background the share of equal values among the same events.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.training.marked import ROLES, MarkedEvent, Passage, Span, read_marked


@dataclass(frozen=True)
class Agreement:
    """Counts of what the two have marked, and of what is the same."""

    first: Counter[str]
    second: Counter[str]
    same: Counter[str]

    def f1(self, level: str) -> float:
        """Twice the same over all that either has marked; 1 if neither has marked anything."""
        marked = self.first[level] + self.second[level]
        return 2 * self.same[level] / marked if marked else 1.0


def agreement(first: Iterable[Passage], second: Iterable[Passage]) -> Agreement:
    """Compare passages with equal texts; those that only one of the two has are left out."""
    others = {passage.text: passage for passage in second}
    counts = Agreement(Counter(), Counter(), Counter())
    for passage in first:
        if passage.text in others:
            _compare(passage.events, others[passage.text].events, counts)
    return counts


def _compare(first: Sequence[MarkedEvent], second: Sequence[MarkedEvent], counts: Agreement) -> None:
    counts.first["passage"] += bool(first)
    counts.second["passage"] += bool(second)
    counts.same["passage"] += bool(first) and bool(second)
    left = list(second)
    for event in first:
        _count(event, counts.first)
        twin = next((other for other in left if _is_same(event, other)), None)
        if twin is not None:
            left.remove(twin)
            counts.same["event"] += 1
            counts.same[event.type.value] += 1
            _compare_within(event, twin, counts)
    for event in second:
        _count(event, counts.second)


def _compare_within(event: MarkedEvent, twin: MarkedEvent, counts: Agreement) -> None:
    for role in set(ROLES.values()) - {"trigger"}:
        counts.same[role] += _overlap(event.spans.get(role, []), twin.spans.get(role, []))
    for name, equal in (("realis", event.realis is twin.realis), ("background", event.background == twin.background)):
        counts.first[name] += 1
        counts.second[name] += 1
        counts.same[name] += equal


def _count(event: MarkedEvent, counter: Counter[str]) -> None:
    counter["event"] += 1
    counter[event.type.value] += 1
    counter.update(role for role in event.spans if role != "trigger")


def _is_same(one: MarkedEvent, other: MarkedEvent) -> bool:
    return one.type is other.type and _overlap(one.spans["trigger"], other.spans["trigger"])


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in some for b in others)


def main() -> None:
    """Print the agreement of the marked files in two directories."""
    first, second = ([p for f in sorted(Path(name).glob("*.txt")) for p in read_marked(f)] for name in sys.argv[1:3])
    counts = agreement(first, second)
    for level, number in counts.second.most_common():
        sys.stdout.write(f"{level:20} {counts.f1(level):.2f}  ({counts.first[level]} and {number})\n")


if __name__ == "__main__":
    main()
