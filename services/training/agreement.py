"""How far two annotators agree who marked the same passages without seeing each other's marks.

Run: python -m services.training.agreement [FIRST SECOND]   (folders of marked files; by default those of the corpus)
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from services.runtime.errors import BadInputError
from services.training.corpus import CORPUS, MARKED, read_passages
from services.training.marked import PARTS, MarkedEvent, Passage, Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares from 0 to 1. Which annotator comes first makes no difference."""

    passages: int
    """Passages that both marked."""
    relevant: float
    """Cohen's kappa of whether a passage has an event at all."""
    events: float
    """F1 of events: the same type, at triggers that meet."""
    realis: float
    """Cohen's kappa of realis, on the events that both marked."""
    background: float
    """Share of the same answers, on those."""
    roles: float
    """F1 of the spans of actor, loser, other actor and place, on those; spans that meet are the same."""


def agreement(first: Sequence[Passage], second: Sequence[Passage]) -> Agreement:
    """Compare the passages that have the same text."""
    other = {_bare(passage.text): passage for passage in second}
    both = [(passage, other[_bare(passage.text)]) for passage in first if _bare(passage.text) in other]
    pairs = [pair for one, another in both for pair in _paired(one, another)]
    marked = sum(len(one.events) + len(another.events) for one, another in both)
    spans = sum(bool(event.spans.get(role)) for pair in pairs for event in pair for role in PARTS)
    shared = sum(
        _meet(one.spans.get(role, ()), another.spans.get(role, ())) for one, another in pairs for role in PARTS
    )
    return Agreement(
        passages=len(both),
        relevant=kappa([(bool(one.events), bool(another.events)) for one, another in both]),
        events=2 * len(pairs) / marked if marked else 0.0,
        realis=kappa([(one.realis.value, another.realis.value) for one, another in pairs]),
        background=sum(one.background == another.background for one, another in pairs) / len(pairs) if pairs else 0.0,
        roles=2 * shared / spans if spans else 0.0,
    )


def kappa(answers: Sequence[tuple[object, object]]) -> float:
    """Cohen's kappa: agreement beyond what chance would give. 1 where both gave one and the same answer throughout."""
    if not answers:
        return 0.0
    same = sum(one == another for one, another in answers) / len(answers)
    first, second = Counter(one for one, _ in answers), Counter(another for _, another in answers)
    chance = sum(first[answer] * second[answer] for answer in first) / len(answers) ** 2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def _paired(one: Passage, another: Passage) -> list[tuple[MarkedEvent, MarkedEvent]]:
    free = list(another.events)
    pairs: list[tuple[MarkedEvent, MarkedEvent]] = []
    for event in one.events:
        alike = [f for f in free if f.type is event.type and _meet(f.spans["trigger"], event.spans["trigger"])]
        if alike:
            best = max(alike, key=lambda f: sum(_meet(f.spans.get(r, ()), event.spans.get(r, ())) for r in PARTS))
            free = [f for f in free if f is not best]
            pairs.append((event, best))
    return pairs


def _meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.meets(other) for one in some for other in others)


def _bare(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    """Print the agreement; status 2 if a file is wrong."""
    folders = [Path(name) for name in sys.argv[1:]] or [MARKED, CORPUS / "second"]
    if len(folders) != 2:
        sys.stderr.write("give two folders of marked files, or none\n")
        return 2
    try:
        first, second = (read_passages(folder.glob("*.txt")) for folder in folders)
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    found = agreement(first, second)
    sys.stdout.write(
        f"{found.passages} passages marked twice: kappa of relevance {found.relevant:.2f}, F1 of events "
        f"{found.events:.2f}; on events that both marked kappa of realis {found.realis:.2f}, background "
        f"{found.background:.2f}, F1 of roles {found.roles:.2f}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
