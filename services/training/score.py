"""Compares what was found in passages with what annotators marked, level by level.

Names are compared leniently: by their telling words, without case, diacritics and articles. Events are paired one to
one, those that agree most first.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.event import HAPPENED, EventType
from services.detect.words.text import fold, words
from services.training.annotated import Annotated, NamedEvent

LEVELS = ("passage", "type", "type+place", "tuple")
"""A passage with any event at all; events with their type; with type and place; with type, actor and place."""

_STATES = frozenset({EventType.CONTROL_HELD, EventType.SIEGE_LAID})
_PASSAGES = frozenset({EventType.PASSAGE_GRANTED, EventType.PASSAGE_DENIED})
_NO_TELLING_WORDS = frozenset({
    "the", "a", "an", "'s", "of", "in", "on", "at", "to", "and", "or", "from", "with", "by", "near", "its", "their",
    "al", "el", "forces", "force", "troops", "fighters", "militants", "group", "militia", "units", "soldiers",
    "town", "city", "village", "villages", "district", "province", "area", "region", "border", "crossing",
    "north", "south", "east", "west", "northern", "southern", "eastern", "western",
})  # fmt: skip


@dataclass
class Count:
    """What was wanted, given, and right."""

    wanted: int = 0
    given: int = 0
    right: int = 0

    def add(self, wanted: int, given: int, right: int) -> None:
        """Takes in the numbers of one passage."""
        self.wanted, self.given, self.right = self.wanted + wanted, self.given + given, self.right + right

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was given."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.wanted + self.given) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A wanted event, and the found one that answers it best."""

    wanted: NamedEvent
    found: NamedEvent


@dataclass
class Scores:
    """All counts over some passages."""

    levels: dict[str, Count] = field(default_factory=lambda: {level: Count() for level in LEVELS})
    loser: Count = field(default_factory=Count)
    """Losers of the events whose type was found: named in the annotation, named by the detector, the same."""
    other_actor: Count = field(default_factory=Count)
    """The same of those that a force linked up with, and of forces that were let through or refused."""
    realis: Count = field(default_factory=Count)
    """Of the events whose type was found, those with exactly the right realis."""
    happened: Count = field(default_factory=Count)
    """The same, judged only as to whether somebody says that it happened."""
    background: Count = field(default_factory=Count)
    day: Count = field(default_factory=Count)
    """Of the events whose type was found and whose day the annotation tells."""
    alarms: Count = field(default_factory=Count)
    """Passages without event that are given none that happened, or that somebody claims: the quiet that was kept."""
    by_type: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_theatre: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    misses: list[tuple[Annotated, Sequence[NamedEvent]]] = field(default_factory=list)
    """The passages in which not every tuple is right, with what was found."""


def score(passages: Sequence[Annotated], find: Callable[[Annotated], Sequence[NamedEvent]]) -> Scores:
    """How well `find` does on annotated passages."""
    scores = Scores()
    for passage in passages:
        _add(scores, passage, find(passage))
    return scores


def _add(scores: Scores, passage: Annotated, given: Sequence[NamedEvent]) -> None:
    found = _judged(passage, given)
    wanted = passage.events
    pairs = paired(wanted, found)
    placed = [pair for pair in pairs if same_place(pair)]
    whole = [pair for pair in placed if same_name(pair.wanted.actor, pair.found.actor)]
    both = bool(wanted) and bool(found)
    if not wanted:
        scores.alarms.add(1, 1, not any(event.realis in HAPPENED for event in found))
    scores.levels["passage"].add(bool(wanted), bool(found), both)
    for level, right in (("type", pairs), ("type+place", placed), ("tuple", whole)):
        scores.levels[level].add(len(wanted), len(found), len(right))
    for pair in pairs:
        _add_party(scores.loser, pair.wanted.loser, pair.found.loser)
        _add_party(scores.other_actor, pair.wanted.other_actor, pair.found.other_actor)
        scores.realis.add(1, 1, pair.wanted.realis is pair.found.realis)
        scores.happened.add(1, 1, (pair.wanted.realis in HAPPENED) == (pair.found.realis in HAPPENED))
        scores.background.add(1, 1, pair.wanted.background == pair.found.background)
        if pair.wanted.day:
            scores.day.add(1, pair.found.day is not None, pair.found.day == pair.wanted.day)
    _add_by(scores.by_type, [e.type for e in wanted], [e.type for e in found], [p.wanted.type for p in pairs])
    scores.by_theatre[passage.theatre].add(len(wanted), len(found), len(pairs))
    if len(whole) < max(len(wanted), len(found)):
        scores.misses.append((passage, found))


def paired(wanted: Sequence[NamedEvent], found: Sequence[NamedEvent]) -> list[Pair]:
    """Wanted and found events of the same type, one to one, those that agree in most roles first."""
    possible = [Pair(w, f) for w in wanted for f in found if w.type is f.type]
    free_wanted, free_found = list(wanted), list(found)
    pairs: list[Pair] = []
    for pair in sorted(possible, key=_agreement, reverse=True):
        if _holds(free_wanted, pair.wanted) and _holds(free_found, pair.found):
            _take(free_wanted, pair.wanted)
            _take(free_found, pair.found)
            pairs.append(pair)
    return pairs


def same_place(pair: Pair) -> bool:
    """Whether both mean the same place. Where the annotation has only a description, none need be given."""
    if not pair.wanted.place_named and pair.found.place is None:
        return True
    return same_name(pair.wanted.place, pair.found.place)


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names may be one: both null, the one's telling words all in the other, or half of them in common."""
    if one is None or other is None:
        return one is other
    first, second = _telling_words(one), _telling_words(other)
    common = len(first & second)
    return common >= min(len(first), len(second)) or 2 * common >= len(first | second)


def _telling_words(name: str) -> frozenset[str]:
    keys = frozenset(word.key for word in words(name))
    return keys - _NO_TELLING_WORDS or keys or frozenset({fold(name)})


def _judged(passage: Annotated, found: Sequence[NamedEvent]) -> Sequence[NamedEvent]:
    """What counts: a state found in a bare modifier is neither right nor wrong, unless one is marked as well."""
    if not passage.attributive:
        return found
    marked = {event.type for event in passage.events}
    return [event for event in found if event.type not in _STATES or event.type in marked]


def _add_party(count: Count, wanted: str | None, found: str | None) -> None:
    named = wanted is not None, found is not None
    count.add(*named, all(named) and same_name(wanted, found))


def _agreement(pair: Pair) -> int:
    wanted, found = pair.wanted, pair.found
    force = pair.wanted.type in _PASSAGES and same_name(wanted.other_actor, found.other_actor)
    return (
        8 * same_place(pair)
        + 4 * same_name(wanted.actor, found.actor)
        + 2 * (same_name(wanted.loser, found.loser) or force)
        + (wanted.realis is found.realis)
    )


def _holds(events: Sequence[NamedEvent], one: NamedEvent) -> bool:
    return any(event is one for event in events)


def _take(events: list[NamedEvent], one: NamedEvent) -> None:
    del events[next(at for at, event in enumerate(events) if event is one)]


def _add_by(counts: Mapping[str, Count], wanted: Sequence[str], given: Sequence[str], right: Sequence[str]) -> None:
    for name in {*wanted, *given}:
        counts[str(name)].add(wanted.count(name), given.count(name), right.count(name))
