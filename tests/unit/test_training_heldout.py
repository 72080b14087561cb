"""The score of spans on passages whose marks are known."""

from pathlib import Path

from schemas.event import EventType, Realis
from services.detect.network.extractor import Extraction, RoleSpan
from services.training.heldout_score import span_scores
from services.training.marked import read_marked

_MARKED = (
    "== kind=wire; region=Steppe; date=2017-05-30\n"
    "{A1 Rebels} {T1=control_gained.actual took} {P1 Baaj} and {A2 they} {T2=advance.actual moved on}.\n"
)


def _read(text: str) -> tuple[Extraction, ...]:
    """The first event with an actor too long and no place, its realis wrong, and an event that is none."""
    taken, end = text.index("took"), text.index(".")
    actor = RoleSpan("actor", 0, taken + 4, 0.9)
    return (
        Extraction(EventType.CONTROL_GAINED, Realis.CLAIMED, False, taken, taken + 4, (actor,), 0.9),
        Extraction(EventType.LINKUP, Realis.ACTUAL, False, end - 2, end, (), 0.9),
    )


def test_spans_that_meet_count(tmp_path: Path) -> None:
    file = tmp_path / "marked.txt"
    file.write_text(_MARKED, encoding="utf-8")
    scores = span_scores(_read, read_marked(file))
    assert (scores.triggers.wanted, scores.triggers.given, scores.triggers.right) == (2, 2, 1)
    assert (scores.roles.wanted, scores.roles.given, scores.roles.right) == (2, 1, 1)
    assert (scores.realis.recall, scores.background.recall) == (0, 1)
