"""Finds who and what a sentence names: actors and places, known to a theatre or not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.event import PlaceKind
from services.detect.lexicon import is_headline_verb
from services.detect.names import ARTICLES, Entry, NameKind, NameTable
from services.detect.text import Word, words
from services.detect.vocabulary import (
    DIRECTIONS,
    FORCE_MODIFIERS,
    FORCE_NOUNS,
    NOT_ACTORS,
    NOT_NAMES,
    PLACE_HEADS,
    PLACE_MODIFIERS,
    WELL_KNOWN,
)

PRONOUNS = frozenset({"it", "they", "he", "them", "itself"})
_LEFT_OUT = frozenset({"the", "a", "an", "its", "their", "his", "that", "this", "these", "those", "'s", "all"})
_JOINT = re.compile(r"\s*[\"'\u2018-\u201d]?\s*|[-\u2010-\u2013]")
_BELONGING = frozenset({("led", "by"), ("loyal", "to")})
_ANCHORING = frozenset(
    {"near", "of", "in", "around", "outside", "along", "between", "on", "at", "with", "called", "from"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a sentence that stand for an actor or a place; offsets in the sentence."""

    text: str
    start: int
    end: int
    kind: NameKind
    named: bool
    """It holds a name; "the town" and "militants" do not."""
    entries: tuple[Entry, ...] = ()
    """What the theatres know under the name."""
    place_kind: PlaceKind | None = None
    pronoun: bool = False
    definite: bool = False
    possessed: bool = False
    """Those of somebody named before: "its troops", "their fighters"."""


def find_mentions(text: str, names: NameTable) -> tuple[Mention, ...]:
    """The actors and places that a sentence mentions, in order and without overlap."""
    return _Chunker(text, words(text), names).run()


class _Chunker:
    def __init__(self, text: str, sentence: Sequence[Word], names: NameTable) -> None:
        self.text = text
        self.words = sentence
        found = names.find(sentence)
        self.found = {f.first: f for f in found}
        self.inside = {at: f for f in found for at in range(f.first, f.last)}
        long_words = [w for w in sentence if len(w.text) > 3 and w.text.isalpha()]
        self.title_case = len(long_words) > 2 and sum(w.capital for w in long_words) > 0.8 * len(long_words)

    def run(self) -> tuple[Mention, ...]:
        mentions: list[Mention] = []
        at = 0
        while at < len(self.words):
            mention, after = self._at(at)
            if mention:
                mentions.append(mention)
            at = max(after, at + 1)
        return tuple(mentions)

    def _at(self, at: int) -> tuple[Mention | None, int]:
        word = self.words[at]
        if word.key in PRONOUNS:
            return self._mention(at, at + 1, NameKind.ACTOR, named=False, pronoun=True), at + 1
        if end := self._force_end(at):
            return self._actor(at, end), end
        if end := self._place_end(at):
            return self._place(at, end), end
        return None, at + 1

    def _force_end(self, at: int) -> int:
        """Where an actor's noun phrase that begins at `at` ends; 0 if none begins there."""
        if self.words[at].key in _LEFT_OUT:
            return 0
        found = self.found.get(at)
        if found and found.entries[0].kind is NameKind.ACTOR:
            return self._swallow_force_nouns(found.last)
        place_name = bool(found) and not self._names_force(at)
        end, at_start = at, at
        while end < len(self.words) and end - at_start < 9:
            if end > at_start and not self._adjacent(end):
                return 0
            known = self.found.get(end)
            if known and known.entries[0].kind is NameKind.ACTOR:
                return self._swallow_force_nouns(known.last)
            word = self.words[end]
            if word.key in FORCE_NOUNS:
                return self._swallow_force_nouns(end + 1)
            if known and known.entries[0].kind is NameKind.PLACE and place_name and not self._names_force(end):
                return 0
            if not (self._is_name_word(end) or word.key in FORCE_MODIFIERS or word.key == "'s" or word.glued):
                break
            if word.key in PLACE_HEADS and word.key not in FORCE_MODIFIERS:
                break
            end += 1
        return at + 1 if self.words[at].key in WELL_KNOWN and self.words[at].capital else 0

    def _names_force(self, at: int) -> bool:
        found = self.inside.get(at)
        if not found:
            return False
        after = found.last
        while after < len(self.words) and (self.words[after].key in FORCE_MODIFIERS or self.words[after].key == "'s"):
            after += 1
        return after < len(self.words) and self.words[after].key in FORCE_NOUNS and self._adjacent(after)

    def _swallow_force_nouns(self, end: int) -> int:
        while end < len(self.words) and self._adjacent(end):
            word = self.words[end]
            known = self.found.get(end)
            if known:
                break
            if word.key in FORCE_NOUNS:
                end += 1
            elif (
                end + 1 < len(self.words)
                and (word.key in FORCE_MODIFIERS or word.key == "'s")
                and self.words[end + 1].key in FORCE_NOUNS
                and self._adjacent(end + 1)
            ):
                end += 2
            else:
                break
        return self._led_by(end)

    def _led_by(self, end: int) -> int:
        """Extends "a force" by "led by X" or "loyal to X", which says whose it is."""
        if end + 2 < len(self.words) and (self.words[end].key, self.words[end + 1].key) in _BELONGING:
            at = end + 3 if self.words[end + 2].key == "the" else end + 2
            leader = self.found.get(at)
            if leader and leader.entries[0].kind is NameKind.ACTOR:
                return leader.last
        return end

    def _actor(self, start: int, end: int) -> Mention:
        entries: list[Entry] = []
        for at in range(start, end):
            found = self.found.get(at)
            if found and found.last <= end:
                entries += [e for e in found.entries if e.kind is NameKind.ACTOR]
        named = bool(entries) or any(self._is_name_word(at) for at in range(start, end))
        return replace(
            self._mention(start, end, NameKind.ACTOR, named=named, entries=tuple(entries)),
            definite=self._is_definite(start),
            possessed=start > 0 and self.words[start - 1].key in {"its", "their"},
        )

    def _place_end(self, at: int) -> int:
        if self.words[at].key in _LEFT_OUT:
            return 0
        end = self._name_end(at)
        if end:
            return self._tail(self._swallow_place_heads(end))
        end = at
        while end < len(self.words) and end - at < 6 and (end == at or self._adjacent(end)):
            word = self.words[end]
            known = self.inside.get(end)
            if known and known.entries[0].kind is NameKind.ACTOR:
                return 0
            if word.key in PLACE_HEADS:
                after = self._swallow_place_heads(end + 1)
                return self._tail(after)
            if name := self._name_end(end):
                return self._tail(self._swallow_place_heads(name))
            if word.key not in PLACE_MODIFIERS and not word.text.isdigit() and not self._is_name_word(end):
                return 0
            end += 1
        return 0

    def _swallow_place_heads(self, end: int) -> int:
        while end < len(self.words) and self._adjacent(end):
            key = self.words[end].key
            following = self.words[end + 1].key if end + 1 < len(self.words) else ""
            if key in PLACE_HEADS and not (self.title_case and is_headline_verb(self.words[end].text)):
                end += 1
            elif key in PLACE_MODIFIERS and following in PLACE_HEADS and self._adjacent(end + 1):
                end += 2
            elif key == "'s" and (following in PLACE_HEADS or following in PLACE_MODIFIERS):
                end += 1
            else:
                break
        return end

    def _tail(self, end: int) -> int:
        """Extends a place by the name that anchors it: "city of X", "villages north of X", "border with X"."""
        ahead = end
        has_head = self.words[end - 1].key in PLACE_HEADS
        while ahead < len(self.words) and ahead - end < 8 and self._adjacent(ahead):
            word = self.words[ahead]
            if (
                word.key in _ANCHORING
                or word.key in DIRECTIONS
                or word.key in {"the", "and", "to", "close", "town", "city"}
            ):
                if word.key == "and" and "between" not in {w.key for w in self.words[end:ahead]}:
                    return end
                if not has_head and word.key not in DIRECTIONS and ahead == end:
                    return end
                ahead += 1
                continue
            name = self._name_end(ahead)
            if not name or (ahead == end and not has_head):
                return end
            if ahead == end and not self._is_bare_name_after_head(end):
                return end
            if self.words[ahead - 1].key == "the" and self._force_end(ahead):
                return end
            name = self._swallow_place_heads(name)
            if self.words[ahead - 1].key == "between" and name + 1 < len(self.words) and self.words[name].key == "and":
                return self._name_end(name + 1) or name
            return name
        return end

    def _is_bare_name_after_head(self, end: int) -> bool:
        return self.words[end - 1].key in PLACE_HEADS and not self.title_case

    def _name_end(self, at: int) -> int:
        found = self.found.get(at)
        if found and any(e.kind is NameKind.PLACE for e in found.entries) and not self._force_end_known(at):
            return found.last
        if found or not self._is_name_word(at, begin=True):
            return 0
        end = at
        while end < len(self.words) and (end == at or self._adjacent(end)):
            if end > at and end in self.found:
                break
            if not self._is_name_word(end, begin=end == at):
                break
            end += 1
        return end if self.words[end - 1].key not in ARTICLES or self.words[end - 1].capital else 0

    def _force_end_known(self, at: int) -> bool:
        return self.found[at].entries[0].kind is NameKind.ACTOR

    def _is_name_word(self, at: int, *, begin: bool = False) -> bool:
        word = self.words[at]
        if word.key in ARTICLES and at + 1 < len(self.words):
            following = self.words[at + 1]
            return (
                following.capital
                and self._adjacent(at + 1)
                and (following.glued or word.key in {"al", "el"} or not begin)
            )
        if not word.capital or word.key in NOT_NAMES or (word.text.isdigit() and begin):
            return False
        if word.key in FORCE_NOUNS or word.key in NOT_ACTORS or word.key in PLACE_HEADS:
            return False
        return not (is_headline_verb(word.text) and (self.title_case or at == 0))

    def _adjacent(self, at: int) -> bool:
        between = self.text[self.words[at - 1].end : self.words[at].start]
        abbreviated = len(self.words[at - 1].text) == 1 and between in {".", ". "}
        return abbreviated or _JOINT.fullmatch(between) is not None

    def _place(self, start: int, end: int) -> Mention:
        entries: list[Entry] = []
        for at in range(start, end):
            found = self.found.get(at)
            if found and found.last <= end:
                entries += [e for e in found.entries if e.kind is NameKind.PLACE]
        heads = [at for at in range(start, end) if self.words[at].key in PLACE_HEADS]
        kind = self._kind(heads)
        named = bool(entries) or any(self._is_name_word(at) for at in range(start, end))
        return self._mention(
            start,
            end,
            NameKind.PLACE,
            named=named,
            entries=tuple(entries),
            place_kind=kind,
            definite=self._is_definite(start),
        )

    def _is_definite(self, start: int) -> bool:
        return start > 0 and self.words[start - 1].key in _LEFT_OUT - {"a", "an", "'s"} and self._adjacent(start)

    def _kind(self, heads: Sequence[int]) -> PlaceKind | None:
        """The kind that the first run of head nouns tells: "border town of X" is a town, "town on the border" too."""
        if not heads:
            return None
        last = heads[0]
        while last + 1 in heads:
            last += 1
        return PLACE_HEADS[self.words[last].key]

    def _mention(
        self,
        start: int,
        end: int,
        kind: NameKind,
        *,
        named: bool,
        entries: tuple[Entry, ...] = (),
        place_kind: PlaceKind | None = None,
        pronoun: bool = False,
        definite: bool = False,
    ) -> Mention:
        begin, stop = self.words[start].start, self.words[end - 1].end
        unique = tuple(dict.fromkeys(entries))
        return Mention(self.text[begin:stop], begin, stop, kind, named, unique, place_kind, pronoun, definite)
