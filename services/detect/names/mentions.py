"""Finds who and what a sentence names: actors and places, known to a theatre or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.event import WORLD, PlaceKind
from services.detect.names.place_phrases import PlacePhrases
from services.detect.names.theatre_names import Entry, NameKind, NameTable
from services.detect.words.bylines import bylines
from services.detect.words.text import words
from services.detect.words.vocabulary import PLACE_HEADS

PRONOUNS = frozenset({"it", "they", "he", "them", "itself"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor or a place; offsets are from the beginning of the sentence that tells the event.

    Words of another sentence have offsets outside that one.
    """

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
    whole: str = ""
    """What the text calls it, if that is more than tells who is meant: "fighters in the area"."""

    @property
    def full(self) -> str:
        """All that the text calls it."""
        return self.whole or self.text

    @property
    def known(self) -> bool:
        """Whether a theatre knows it, and not the world only."""
        return any(entry.theatre != WORLD for entry in self.entries)


def find_mentions(text: str, names: NameTable) -> tuple[Mention, ...]:
    """The actors and places that a sentence mentions, in order and without overlap."""
    return _Chunker(text, words(text), names).run()


class _Chunker(PlacePhrases):
    """Goes through a sentence from phrase to phrase."""

    def run(self) -> tuple[Mention, ...]:
        writers = bylines(self.text)
        mentions: list[Mention] = []
        at = 0
        while at < len(self.words):
            mention, after = self._at(at)
            if mention and (mention.entries or not any(mention.start in names for names in writers)):
                mentions.append(mention)
            at = max(after, at + 1)
        return tuple(mentions)

    def _at(self, at: int) -> tuple[Mention | None, int]:
        word = self.words[at]
        if word.key in PRONOUNS:
            return self._mention(at, at + 1, NameKind.ACTOR, named=False, pronoun=True), at + 1
        if end := self.actor_end(at):
            return self._actor(at, end), end
        end = self.place_end(at)
        if end and not (end == at + 1 and self.is_verb(at)):
            return self._place(at, end), end
        return None, at + 1

    def _actor(self, start: int, end: int) -> Mention:
        entries: list[Entry] = []
        for at in range(start, end):
            found = self.found.get(at)
            if found and found.last <= end:
                entries += [e for e in found.entries if e.kind is NameKind.ACTOR]
        named = bool(entries) or any(self.is_name_word(at) for at in range(start, end))
        return replace(
            self._mention(start, end, NameKind.ACTOR, named=named, entries=tuple(entries)),
            definite=self.is_definite(start),
            possessed=start > 0 and self.words[start - 1].key in {"its", "their"},
        )

    def _place(self, start: int, end: int) -> Mention:
        entries: list[Entry] = []
        for at in range(start, end):
            found = self.found.get(at)
            if found and found.last <= end:
                entries += [e for e in found.entries if e.kind is NameKind.PLACE]
        heads = [at for at in range(start, end) if self.words[at].key in PLACE_HEADS]
        kind = self._kind(heads)
        named = bool(entries) or any(self.is_name_word(at) for at in range(start, end))
        return self._mention(
            start,
            end,
            NameKind.PLACE,
            named=named,
            entries=tuple(entries),
            place_kind=kind,
            definite=self.is_definite(start),
        )

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
