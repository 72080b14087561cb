"""Reads a sentence by its frames: which trigger, who, whom, where. The rule-based maker of `Reading`s."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from schemas.event import EventType
from services.detect.names.mentions import Mention
from services.detect.predicates.frames import Frame, Shape
from services.detect.predicates.lexicon import FRAMES
from services.detect.reading import Reading
from services.detect.rules import borders, control, movement
from services.detect.rules.clause import Clause
from services.detect.rules.realis import cue
from services.detect.words.patterns import pattern

_MOST_TRIGGERS = 24
"""A sentence with more is a list or garbage; what comes later in it is not read."""

_SHAPES: Mapping[Shape, Callable[[Clause, Frame], list[Reading]]] = {
    Shape.TAKE: control.take,
    Shape.EXPEL: control.expel,
    Shape.FALL: control.fall,
    Shape.LEAVE: control.leave,
    Shape.LOSE: control.lose,
    Shape.HAND: control.hand,
    Shape.HOLD: control.hold,
    Shape.STATE: control.state,
    Shape.CAPTURE: control.capture,
    Shape.WITHDRAWAL: control.withdrawal,
    Shape.MOVE: movement.move,
    Shape.CROSS: movement.cross,
    Shape.BESIEGE: movement.besiege,
    Shape.RELIEVE: movement.relieve,
    Shape.REPEL: movement.repel,
    Shape.MEET: movement.meet,
    Shape.SHUT: borders.shut,
    Shape.ROUTE: borders.route,
    Shape.LET: borders.let,
    Shape.ANNEX: borders.annex,
}


_ATTRIBUTABLE = frozenset({Shape.TAKE, Shape.BESIEGE, Shape.HOLD, Shape.LEAVE, Shape.ANNEX})
_BEFORE_ATTRIBUTE = pattern(
    r"\b(?:the|a|an|of|in|on|from|to|into|near|for|at|its|their|newly|recently|previously|some|all|other) $",
    whole=False,
)


def read(text: str, mentions: Sequence[Mention]) -> tuple[Reading, ...]:
    """The events that a sentence reports, in the order of their triggers."""
    readings: list[Reading] = []
    taken_until = -1
    used: set[Mention] = set()
    for start, end, frame in _triggers(text):
        if start < taken_until or _is_no_predicate(text, mentions, start, end, frame):
            continue
        clause = Clause(text, mentions, start, end, frozenset(used))
        told = [r for r in _SHAPES[frame.shape](clause, frame) if _tells_enough(r)]
        found = [replace(r, cue=cue(clause, r.realis)) for r in told]
        if not found:
            continue
        if frame.shape is Shape.HOLD and any(_lost_by(r, found[0]) for r in readings):
            continue
        readings += found
        taken_until = clause.finish if frame.shape is Shape.LET else end
        used |= {m for r in found for m in (r.actor, r.loser, r.other) if m and m.start >= start}
    return tuple(readings)


def _is_no_predicate(text: str, mentions: Sequence[Mention], start: int, end: int, frame: Frame) -> bool:
    """Whether the words stand in a name ("Tal Safouk crossing") or before a noun ("in occupied territory")."""
    moves = frame.shape in {Shape.MOVE, Shape.CROSS}
    if any(m.start < start < m.end or (moves and m.start == start and m.end >= end) for m in mentions):
        return True
    return (
        frame.shape in _ATTRIBUTABLE
        and text[start:end].endswith("ed")
        and _BEFORE_ATTRIBUTE.search(text, 0, start) is not None
    )


def _lost_by(reading: Reading, held: Reading) -> bool:
    """Whether a sentence that says who held a place says too that it was taken from them."""
    return (
        reading.type is EventType.CONTROL_GAINED
        and held.actor is not None
        and reading.loser is not None
        and reading.loser.entries == held.actor.entries
    )


def _triggers(text: str) -> list[tuple[int, int, Frame]]:
    lowered = text.lower()
    found = [
        (match.start(), match.end(), frame)
        for frame in FRAMES
        if any(hint in lowered for hint in frame.hints)
        for match in frame.pattern.finditer(text)
        if not (match.start() and text[match.start() - 1] in "-\u2010\u2011")
    ]
    found.sort(key=lambda f: (f[0], f[0] - f[1], FRAMES.index(f[2])))
    return found[:_MOST_TRIGGERS]


def _tells_enough(reading: Reading) -> bool:
    """A happening with neither a place nor two sides is no territory event that anybody could use."""
    return (
        reading.place is not None
        or reading.type is EventType.LINKUP
        or (reading.actor is not None and (reading.other or reading.loser) is not None)
    )
