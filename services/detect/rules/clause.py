"""The neighbourhood of a trigger in its sentence: its clause, its subject, what follows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.rules.joints import (
    AND,
    APPOSED,
    ASIDE,
    AUXILIARIES,
    BOUNDARY,
    COORDINATED,
    FILLER,
    LISTED,
    MEMBERS_OF,
    OBLIQUE,
    PASSIVE,
    RELATIVE,
    RELATIVE_PASSIVE,
)
from services.detect.words.vocabulary import NOT_ACTORS

_NON_ACTOR = re.compile(r"\b(?:" + "|".join(sorted(NOT_ACTORS)) + r")\b", re.IGNORECASE)


@dataclass(frozen=True)
class Clause:
    """A sentence with its mentions, seen from the trigger at `start` to `end`."""

    text: str
    mentions: Sequence[Mention]
    start: int
    end: int
    used: frozenset[Mention] = frozenset()
    """Mentions that an earlier trigger of the sentence takes as its object: they are not the subject of this one."""

    @cached_property
    def begin(self) -> int:
        """Where the trigger's clause begins."""
        return max((m.start() for m in BOUNDARY.finditer(self.text, 0, self.start)), default=0)

    @cached_property
    def finish(self) -> int:
        """Where the trigger's clause ends."""
        match = BOUNDARY.search(self.text, self.end)
        return match.start() if match else len(self.text)

    @cached_property
    def _asides(self) -> tuple[tuple[int, int], ...]:
        """Spans such as ", backed by X and Y,", which name helpers and not the subject."""
        return tuple(m.span() for m in ASIDE.finditer(self.text, 0, self.start))

    def follows(self, subject: Mention) -> bool:
        """Whether the trigger is the verb of `subject`: between them stand only auxiliaries and asides."""
        gap = re.sub(r",[^,;]{0,150},", " ", self.text[subject.end : self.start])
        return AUXILIARIES.fullmatch(gap) is not None

    @property
    def before(self) -> str:
        """The clause's words before the trigger."""
        return self.text[self.begin : self.start]

    @property
    def after(self) -> str:
        """The clause's words after the trigger."""
        return self.text[self.end : self.finish]

    @property
    def word(self) -> str:
        """The trigger's first word, in lower case."""
        return re.split(r"\W", self.text[self.start : self.end].lower(), maxsplit=1)[0]

    def subject(self) -> Mention | None:
        """Who does it: the nearest mention before the trigger that no preposition and no other trigger governs."""
        best: Mention | None = None
        for index in range(len(self.mentions) - 1, -1, -1):
            mention = self.mentions[index]
            if mention.end > self.start or mention.kind is not NameKind.ACTOR:
                continue
            if any(a <= mention.start < b for a, b in self._asides):
                continue
            if mention in self.used and not RELATIVE.match(self.text, mention.end):
                continue
            if self._is_oblique(mention):
                continue
            best = self._first_of_coordination(index)
            break
        if best and best.pronoun and _NON_ACTOR.search(self.text, 0, best.start):
            return None
        name = self._name_right_before()
        if name and (best is None or name.start > best.end):
            best = name
        if best and _NON_ACTOR.search(self.text, max(best.end, self.begin), self.start):
            return None
        return best

    def _is_oblique(self, mention: Mention) -> bool:
        """Whether a preposition governs the mention, so that it cannot be the subject ("fighters of X" can)."""
        ahead = self.text[: mention.start]
        if not OBLIQUE.search(ahead) or MEMBERS_OF.search(ahead):
            return False
        relative = RELATIVE.match(self.text, mention.end)
        return not (relative and AUXILIARIES.fullmatch(self.text[relative.end() : self.start]))

    def _first_of_coordination(self, index: int) -> Mention:
        mention = self.mentions[index]
        while index > 0:
            previous = self.mentions[index - 1]
            joined = COORDINATED.match(self.text[previous.end : mention.start])
            if previous.kind is not NameKind.ACTOR or previous.pronoun or not joined or previous in self.used:
                break
            if self._is_oblique(previous):
                break
            index, mention = index - 1, previous
        return mention

    def _name_right_before(self) -> Mention | None:
        """A name, such as a country's, that stands right before the verb ("Jordan has sealed")."""
        for mention in reversed(self.mentions):
            if mention.end > self.start or mention.kind is not NameKind.PLACE:
                continue
            fits = mention.named and mention.place_kind is None and not OBLIQUE.search(self.text[: mention.start])
            gap = self.text[mention.end : self.start]
            return mention if fits and "," not in gap and " and " not in gap and AUXILIARIES.fullmatch(gap) else None
        return None

    def places(self, at: int | None = None) -> tuple[Mention, ...]:
        """The places that begin right after the trigger (or `at`), a list of them as one each."""
        return self._list(self.end if at is None else at, NameKind.PLACE)

    def actor(self, at: int | None = None) -> Mention | None:
        """The actor that begins right after the trigger (or `at`)."""
        found = self._list(self.end if at is None else at, NameKind.ACTOR)
        return found[0] if found else None

    def _list(self, at: int, kind: NameKind) -> tuple[Mention, ...]:
        """The mentions that begin at `at`: one, or as many as a list with "and" before its last has."""
        found: list[Mention] = []
        whole = 1
        for mention in self.mentions:
            if mention.start < at:
                continue
            gap = self.text[at : mention.start]
            if not (LISTED.match(gap) if found else FILLER.match(gap)):
                break
            if mention.kind is not kind or (found and APPOSED.match(gap) and not mention.text[0].isupper()):
                break
            found.append(mention)
            whole = len(found) if gap.strip() != "," else whole
            at = mention.end
        return tuple(found[:whole])

    def governed(self, prepositions: str, kind: NameKind, at: int | None = None) -> tuple[Mention, ...]:
        """The mentions of `kind` that one of the `prepositions` (a pattern) governs later in the clause."""
        begin = self.end if at is None else at
        for match in re.finditer(rf"\b(?:{prepositions})\b", self.text[begin : self.finish], re.IGNORECASE):
            found = self._list(begin + match.end(), kind)
            if found:
                return found
        return ()

    def place_before(self) -> Mention | None:
        """The place that stands as subject of a passive: "PLACE was fully captured"."""
        at = self.start
        for mention in reversed(self.mentions):
            if mention.end > self.start or mention.kind is not NameKind.PLACE:
                continue
            gap = self.text[mention.end : self.start] if at == self.start else self.text[at : self.start]
            if not AUXILIARIES.fullmatch(gap) and not RELATIVE_PASSIVE.fullmatch(gap):
                break
            reduced = not PASSIVE.search(self.text, 0, self.start)
            if reduced or not self._is_oblique(mention):
                return mention
            at = mention.end if at == self.start else at
        return self._loose_place_before()

    def _loose_place_before(self) -> Mention | None:
        """The place that opens the clause of a passive with a form of "be": "the land facing the militia is held"."""
        if not PASSIVE.search(self.text, self.begin, self.start):
            return None
        joined = [m.end() for m in AND.finditer(self.text, self.begin, self.start)]
        begin = joined[-1] if joined else self.begin
        inside = [m for m in self.mentions if m.kind is NameKind.PLACE and m.start >= begin and m.end <= self.start]
        near = bool(inside) and self.start - inside[0].end <= 60
        return inside[0] if near and not self._is_oblique(inside[0]) else None

    def places_before(self) -> tuple[Mention, ...]:
        """As `place_before`, with all places of a list."""
        last = self.place_before()
        if last is None:
            return ()
        found = [last]
        for mention in reversed(self.mentions[: self.mentions.index(last)]):
            if (
                mention.kind is not NameKind.PLACE
                or found[-1].text[0].islower()
                or not LISTED.match(self.text[mention.end : found[-1].start])
            ):
                break
            found.append(mention)
        return tuple(reversed(found))

    def nearest_place(self) -> Mention | None:
        """The named place of the clause nearest to the trigger, after it before that which precedes it."""
        inside = [
            m
            for m in self.mentions
            if m.kind is NameKind.PLACE and m.named and self.begin <= m.start and m.end <= self.finish
        ]
        behind = [m for m in inside if m.start >= self.end]
        return behind[0] if behind else inside[-1] if inside else None
