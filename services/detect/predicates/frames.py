"""What a frame is: a predicate that reports one type of event, with the grammar of its roles."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from schemas.event import EventType
from services.detect.words.patterns import pattern


class Shape(Enum):
    """Which grammatical positions hold the roles."""

    TAKE = auto()
    """ACTOR takes PLACE (from LOSER); PLACE is taken (by ACTOR)."""
    EXPEL = auto()
    """ACTOR drives LOSER out of PLACE; LOSER is driven out of PLACE (by ACTOR)."""
    FALL = auto()
    """PLACE falls to ACTOR."""
    LEAVE = auto()
    """ACTOR leaves PLACE, ACTOR withdraws from PLACE."""
    LOSE = auto()
    """ACTOR loses PLACE (to the other side)."""
    HAND = auto()
    """LOSER hands PLACE over to ACTOR."""
    HOLD = auto()
    """ACTOR holds PLACE; PLACE is held by ACTOR."""
    STATE = auto()
    """PLACE is in the hands of ACTOR."""
    CAPTURE = auto()
    """the capture of PLACE (from LOSER) (by ACTOR)"""
    WITHDRAWAL = auto()
    """the withdrawal (of ACTOR) from PLACE"""
    MOVE = auto()
    """ACTOR moves to PLACE. At a border it is reached, or crossed."""
    CROSS = auto()
    """ACTOR crosses the border, or into a country."""
    BESIEGE = auto()
    """ACTOR besieges PLACE or LOSER."""
    RELIEVE = auto()
    """ACTOR breaks the siege of PLACE."""
    REPEL = auto()
    """ACTOR repels an attack on PLACE by LOSER."""
    MEET = auto()
    """ACTOR links up with OTHER at PLACE."""
    SHUT = auto()
    """ACTOR closes (opens) a border or crossing; the crossing reopens."""
    ROUTE = auto()
    """ACTOR cuts (opens) a road."""
    LET = auto()
    """ACTOR lets (refuses to let) OTHER pass."""
    ANNEX = auto()
    """ACTOR annexes PLACE (from LOSER)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate that reports one type of event."""

    type: EventType
    shape: Shape
    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    """Literal stems, one of which stands in every match: they make it cheap to see that a text has none."""
    weak: bool = False
    """The words mean many things: only a place with a head noun or known to a theatre makes it an event."""


def frame(type_: EventType, shape: Shape, words: str, hints: str, *, weak: bool = False) -> Frame:
    """The frame of the predicate `words` (see `patterns.pattern`), with `hints` parted by spaces."""
    return Frame(type_, shape, pattern(words), tuple(hints.split()), weak)
