"""The neighbourhood of a trigger in its sentence: its clause, its subject, what follows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.words.patterns import laid_out, pattern
from services.detect.words.vocabulary import NOT_ACTORS

_BOUNDARY = pattern(
    r"""[;:]|\s[\u2013\u2014-]\s|[\"\u201c\u201d]|,?\s\b(?:but|while|whereas|although|though|however|because
    |after|before|when|as(?! (?:yet|of|an?|the|well)\b)|since|until|once|where|if|unless|whether
    |following|despite)\b""",
    whole=False,
)
_OBLIQUE = pattern(
    r"""\b(?:of|from|by|against|near|with|in|into|at|to|for|on|between|towards?|over|under|around|than|through
    |via|backed by|including|alongside|across|outside|inside|called|told|fighting|dubbed|loyal to)\s+(?:(?:the
    |a|an|its|their|his|some|many|several|all|local|other)\s+)*[\"'\u201c]?$""",
    whole=False,
)
_MEMBERS_OF = pattern(
    r"""\b(?:heroes|hundreds|thousands|dozens|scores|groups?|most|many|some|the last|fighters|forces|troops
    |units?|members|elements|soldiers|men|brigades?|columns|remnants|battalions?|leaders?)\s+of\s+(?:the\s+|its\s+)?$""",
    whole=False,
)
_RELATIVE = re.compile(r"(?:,?\s*(?:who|which|that|whose \w+)\b)", re.IGNORECASE)
_COORDINATED = re.compile(
    r"^\s*(?:,|and|,\s*and|along with|together with|as well as|&)\s*(?:the\s+|its\s+|their\s+)?(?:allied\s+)?$",
    re.IGNORECASE,
)
_FILLER = pattern(
    r"""^[\s\"\u201c'\u2018]*(?>(?:the|a|an|its|their|his|of|over|both|all|also|back|most|much|more|than|half
    |part|parts|nearly|almost|about|around|at least|control|several|many|some|dozens|another|other|two|three
    |four|five|six|seven|eight|nine|ten|\d[\d.,]*|percent|per|cent|%|key|strategic|strategically|important
    |large|whole|entire|full|completely|fully|entirely|swathes?|series|string|cluster|chain|handful|couple
    |score|scores|number|up to|vital|besieged|rebel|government|militant|regime|city|town|village|neighbou?ring
    |nearby|so-called|former|majority|bulk|outskirts|remaining|last|first|small|new|old|further|deeper|just
    |only|each|every|successfully|within|sight|square|kilomet(?:er|re)s|km|miles|swath|northern|southern
    |eastern|western|central|northeastern|northwestern|southeastern|southwestern|held|controlled|populated|rest
    |stretches|[\w]+ly|[\w]+-(?:held|controlled|occupied|run|besieged|strategic))(?!\w)[\s\"\u201c'\u2018,-]*)*+$""",
    whole=False,
)
_LISTED = pattern(
    r"""^\s*(?:,|and|,\s*and|,?\s*among them|,?\s*including|,?\s*notably|as well as|or|,\s*as well as
    |&)\s*(?:(?:the|also|both|then|later|its|nearby|parts|of|most)\s+)*$""",
    whole=False,
)
_APPOSED = re.compile(r"^\s*,\s*(?:(?:the|a|an|its|their)\s+)?$")
_AND = re.compile(r",\s*and\b|\band\s+(?=(?:the|a)\b)", re.IGNORECASE)
_ASIDE = pattern(
    r""",\s*(?:backed|supported|aided|assisted|helped|joined|led|accompanied|with|alongside|together with
    |along with|including)\b[^,;]{0,120},""",
    whole=False,
)
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
        return max((m.start() for m in _BOUNDARY.finditer(self.text, 0, self.start)), default=0)

    @cached_property
    def finish(self) -> int:
        """Where the trigger's clause ends."""
        match = _BOUNDARY.search(self.text, self.end)
        return match.start() if match else len(self.text)

    @cached_property
    def _asides(self) -> tuple[tuple[int, int], ...]:
        """Spans such as ", backed by X and Y,", which name helpers and not the subject."""
        return tuple(m.span() for m in _ASIDE.finditer(self.text, 0, self.start))

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
            if mention in self.used and not _RELATIVE.match(self.text, mention.end):
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
        if not _OBLIQUE.search(ahead) or _MEMBERS_OF.search(ahead):
            return False
        relative = _RELATIVE.match(self.text, mention.end)
        return not (relative and AUXILIARIES.fullmatch(self.text[relative.end() : self.start]))

    def _first_of_coordination(self, index: int) -> Mention:
        mention = self.mentions[index]
        while index > 0:
            previous = self.mentions[index - 1]
            joined = _COORDINATED.match(self.text[previous.end : mention.start])
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
            fits = mention.named and mention.place_kind is None and not _OBLIQUE.search(self.text[: mention.start])
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
            if not (_LISTED.match(gap) if found else _FILLER.match(gap)):
                break
            if mention.kind is not kind or (found and _APPOSED.match(gap) and not mention.text[0].isupper()):
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
            if not AUXILIARIES.fullmatch(gap) and not _RELATIVE_PASSIVE.fullmatch(gap):
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
        joined = [m.end() for m in _AND.finditer(self.text, self.begin, self.start)]
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
                or not _LISTED.match(self.text[mention.end : found[-1].start])
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


_AUXILIARY_WORDS = laid_out(
    r"""is|are|was|were|be|been|being|has|have|had|will|would|could|can|cannot|may|might|must|should|shall|gets?|got
    |did|do|does|not|never|n['\u2019]t|to|also|now|then|already|just|later|finally|completely|fully|totally|partly
    |partially|mostly|largely|entirely|almost|nearly|recently|still|yet|once|again|both|all|today|yesterday|earlier
    |reportedly|allegedly|effectively|officially|successfully|quickly|briefly|soon|first|since|on|monday|tuesday
    |wednesday|thursday|friday|saturday|sunday|in|last|this|week|month|morning|night|afternoon|and|previously
    |initially|subsequently|twice|overnight|back|able|unable|said|temporarily|itself"""
)
AUXILIARIES = re.compile(rf"(?>[\s,]*\b(?:{_AUXILIARY_WORDS}|\w+ly)\b)*+[\s,]*", re.IGNORECASE)
"""What may stand between a subject and its verb."""

PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""A form of "be" close before a participle."""

_RELATIVE_PASSIVE = re.compile(rf",?\s*(?:that|which)(?>\s+(?:{_AUXILIARY_WORDS}|\w+ly)\b)*+\s*", re.IGNORECASE)
