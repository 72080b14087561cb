"""The names that theatres give to actors and places, looked up word by word."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.theatre import Theatre
from services.detect.words.text import Word, words
from services.detect.words.vocabulary import NOT_NAMES

ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "er", "es", "ez"})
"""The Arabic article in its spellings: al-Bukamal and Bukamal, Deir ez-Zor and Deir al-Zor are one name each."""

LINKS = frozenset({"de", "del", "della", "do", "da", "dos", "das", "di", "du", "des", "bin", "ibn", "y"})
"""Words between the capitalised ones of a name: San Jose del Guaviare, Mocímboa da Praia."""
LINK_ARTICLES = frozenset({"la", "las", "le", "les", "los"})
"""Articles that join the parts of a name, alone or after a link: Jerez de la Frontera, Puerto la Cruz."""
GLUED_LINKS = frozenset(
    {"i", "e", "ye", "o", "u", "a", "au", "aux", "en", "et", "sur", "sous", "on", "upon", "am", "an", "l"}
)
"""Words that do so only with hyphens, for they may be any words: Mazar-i-Sharif, Port-au-Prince, Rostov-on-Don."""
IZAFAT = frozenset({"i", "e", "ye"})
"""Those of them that need none behind them: Mazar-e Sharif."""

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


FindAt = Callable[[Sequence[Word], int], Found | None]
"""The name that begins at a word of a sentence."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    words: tuple[Word, ...]
    entry: Entry


class Spellings:
    """Names word by word, under the first word that is no article."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[_Spelling]] = {}

    def add(self, names: Iterable[str], entry: Entry) -> None:
        """Take in the names of an actor or place; one added earlier comes first where a name has two meanings."""
        for name in names:
            spelled = tuple(word for word in words(name) if word.key not in ARTICLES) or words(name)
            known = self._by_first.setdefault(spelled[0].key, [])
            spelling = _Spelling(spelled, entry)
            if spelling not in known:
                known.append(spelling)

    def begins(self, key: str) -> bool:
        """Whether the first word of some name has this key."""
        return key in self._by_first

    def longest(self, sentence: Sequence[Word], at: int, *, shouted: bool = False) -> Found | None:
        """The longest name that begins at a word, which may be the article before it."""
        start = at + 1 if _is_article(sentence, at) else at
        best, entries = 0, list[Entry]()
        for spelling in self._by_first.get(sentence[start].key, ()) if start < len(sentence) else ():
            last = _match(spelling.words, sentence, start, shouted=shouted)
            if last > best:
                best, entries = last, [spelling.entry]
            elif last and last == best and spelling.entry not in entries:
                entries.append(spelling.entry)
        return Found(at, best, tuple(entries)) if best else None


class NameTable:
    """All names of some theatres. An earlier theatre's reading of a name comes before a later one's.

    `elsewhere` finds names that no theatre gives; it is asked only about words that are in none of a theatre's names.
    """

    def __init__(self, theatres: Sequence[Theatre], elsewhere: FindAt | None = None) -> None:
        self._spellings = Spellings()
        self._elsewhere = elsewhere
        for theatre in theatres:
            for id_, actor in theatre.actors.items():
                self._spellings.add((actor.name, *actor.aliases), Entry(NameKind.ACTOR, theatre.theatre, id_))
            for id_, place in theatre.places.items():
                self._spellings.add((place.name, *place.aliases), Entry(NameKind.PLACE, theatre.theatre, id_))

    def find(self, sentence: Sequence[Word]) -> tuple[Found, ...]:
        """The names in a sentence, longest first where they overlap, in order of the text."""
        shouted = is_shouted(sentence)
        found: list[Found] = []
        at = 0
        while at < len(sentence):
            match = self._spellings.longest(sentence, at, shouted=shouted)
            if match is None:
                at += 1
                continue
            if not is_patron(sentence, match.last):
                found.append(match)
            at = match.last
        return tuple(found if self._elsewhere is None else self._filled(sentence, found, self._elsewhere))

    def _filled(self, sentence: Sequence[Word], found: Sequence[Found], elsewhere: FindAt) -> list[Found]:
        taken = {at for match in found for at in range(match.first, match.last)}
        all_found = list(found)
        at = 0
        while at < len(sentence):
            match = elsewhere(sentence, at) if at not in taken else None
            if match and taken.isdisjoint(range(match.first, match.last)):
                all_found.append(match)
                at = match.last
            else:
                at += 1
        return sorted(all_found, key=lambda match: match.first)

    def may_name(self, text: str) -> bool:
        """Whether the first word of some name stands in `text`: a cheap sign that it may be about a theatre."""
        return any(self._spellings.begins(word.key) for word in words(text))


def link_end(sentence: Sequence[Word], at: int) -> int:
    """Where the small words end that begin at `at` and join what stands around them into one name; 0 if they do not."""
    if at == 0 or at >= len(sentence) or not sentence[at - 1].capital:
        return 0
    end = at
    if sentence[end].glued and sentence[end].key in GLUED_LINKS | LINKS | LINK_ARTICLES:
        end += 1
        while end < len(sentence) and sentence[end].glued and sentence[end].key in LINK_ARTICLES:
            end += 1
        bound = sentence[at].key in IZAFAT and not sentence[at].capital
        return end if end < len(sentence) and sentence[end].capital and (sentence[end].glued or bound) else 0
    if sentence[end].text in LINKS:
        end += 1
    while end < len(sentence) and end - at < 2 and sentence[end].text in LINK_ARTICLES:
        end += 1
    return end if at < end < len(sentence) and sentence[end].capital and sentence[end].key not in NOT_NAMES else 0


def is_linked(sentence: Sequence[Word], at: int) -> bool:
    """Whether a word goes on with a name that small words before it join: "Praia" in "Mocímboa da Praia"."""
    return any(link_end(sentence, link) == at for link in range(max(1, at - 2), at))


def is_shouted(sentence: Sequence[Word]) -> bool:
    """Whether all is in capitals, so that they tell nothing."""
    return all(word.text.isupper() or not word.text.isalpha() for word in sentence)


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


def is_patron(sentence: Sequence[Word], after: int) -> bool:
    """Whether the name that ends before a word only backs, arms or leads another: "Turkish-backed"."""
    return after < len(sentence) and sentence[after].glued and bool(_PATRON.match(sentence[after].text))
