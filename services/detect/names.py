"""The names that theatres give to actors and places, looked up word by word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.theatre import Theatre
from services.detect.text import Word, words

ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "er", "es", "ez"})
"""The Arabic article in its spellings: al-Bukamal and Bukamal, Deir ez-Zor and Deir al-Zor are one name each."""

_ENGLISH_WHEN_SHOUTED = frozenset({"is", "us", "un", "it", "as", "at", "am", "pm"})
_PATRON = re.compile(
    r"(?:backed|supported|trained|armed|funded|sponsored|allied|aligned|friendly|brokered|made)\b", re.IGNORECASE
)


class NameKind(StrEnum):
    """What a name stands for."""

    ACTOR = "actor"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor or place of a theatre."""

    kind: NameKind
    theatre: str
    id: str


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence: words `first` to `last` (exclusive) and all that it may stand for."""

    first: int
    last: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Spelling:
    words: tuple[Word, ...]
    entry: Entry


class NameTable:
    """All names of some theatres. An earlier theatre's reading of a name comes before a later one's."""

    def __init__(self, theatres: Sequence[Theatre]) -> None:
        self._by_first: dict[str, list[_Spelling]] = {}
        for theatre in theatres:
            for id_, actor in theatre.actors.items():
                self._add((actor.name, *actor.aliases), Entry(NameKind.ACTOR, theatre.theatre, id_))
            for id_, place in theatre.places.items():
                self._add((place.name, *place.aliases), Entry(NameKind.PLACE, theatre.theatre, id_))

    def _add(self, names: Iterable[str], entry: Entry) -> None:
        for name in names:
            spelled = tuple(word for word in words(name) if word.key not in ARTICLES) or words(name)
            known = self._by_first.setdefault(spelled[0].key, [])
            spelling = _Spelling(spelled, entry)
            if spelling not in known:
                known.append(spelling)

    def find(self, sentence: Sequence[Word]) -> tuple[Found, ...]:
        """The names in a sentence, longest first where they overlap, in order of the text."""
        shouted = all(word.text.isupper() or not word.text.isalpha() for word in sentence)
        found: list[Found] = []
        at = 0
        while at < len(sentence):
            match = self._longest(sentence, at, shouted=shouted)
            if match is None:
                at += 1
                continue
            if not _is_patron(sentence, match.last):
                found.append(match)
            at = match.last
        return tuple(found)

    def may_name(self, text: str) -> bool:
        """Whether the first word of some name stands in `text`: a cheap sign that it may be about a theatre."""
        return any(word.key in self._by_first for word in words(text))

    def _longest(self, sentence: Sequence[Word], at: int, *, shouted: bool) -> Found | None:
        start = at + 1 if _is_article(sentence, at) else at
        best, entries = 0, list[Entry]()
        for spelling in self._by_first.get(sentence[start].key, ()) if start < len(sentence) else ():
            last = _match(spelling.words, sentence, start, shouted=shouted)
            if last > best:
                best, entries = last, [spelling.entry]
            elif last and last == best and spelling.entry not in entries:
                entries.append(spelling.entry)
        return Found(at, best, tuple(entries)) if best else None


def _match(spelled: Sequence[Word], sentence: Sequence[Word], at: int, *, shouted: bool) -> int:
    for index, word in enumerate(spelled):
        if index and _is_article(sentence, at):
            at += 1
        if at >= len(sentence) or sentence[at].key != word.key or not _same_case(word, sentence[at], shouted=shouted):
            return 0
        at += 1
    return at


def _same_case(written: Word, read: Word, *, shouted: bool) -> bool:
    if shouted:
        return not (written.text.isupper() and written.key in _ENGLISH_WHEN_SHOUTED)
    if len(written.text) > 1 and written.text.isupper():
        return read.text.isupper()
    return read.capital or not written.capital


def _is_article(sentence: Sequence[Word], at: int) -> bool:
    if at + 1 >= len(sentence) or sentence[at].key not in ARTICLES:
        return False
    following = sentence[at + 1]
    return following.glued or (following.capital and (sentence[at].capital or sentence[at].key in {"al", "el"}))


def _is_patron(sentence: Sequence[Word], after: int) -> bool:
    return after < len(sentence) and sentence[after].glued and bool(_PATRON.match(sentence[after].text))
