"""The words of a sentence, with the names among them: what phrases are found in."""

import re
from collections.abc import Sequence

from services.detect.names.theatre_names import ARTICLES, NameTable
from services.detect.predicates.lexicon import is_headline_verb
from services.detect.words.patterns import pattern
from services.detect.words.text import Word, words
from services.detect.words.vocabulary import (
    DIRECTIONS,
    FORCE_NOUNS,
    HEADS_OR_VERBS,
    NOT_ACTORS,
    NOT_NAMES,
    PERSONS,
    PLACE_HEADS,
)

DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "that", "this", "these", "those", "'s", "all"})
"""Words before a phrase that are not part of it."""

DEFINITE = DETERMINERS - {"a", "an", "'s", "that"}
"""Those after which a phrase means somebody known; "that" more often begins what somebody said."""

_ENGLISH = frozenset({"as", "at", "an", "ad"})
"""Arabic articles that are English words too."""
_JOINT = re.compile(r"\s*[\u2018\u201c]?\s*|[-\u2010-\u2013]|['\u2019]")

_DOING = pattern(
    r"""\b(?:will|would|can|cannot|could|may|might|must|shall|should|not) (?:\w+ly )?$
    |\b(?P<after>to (?:\w+ly )?|(?:lets?|letting) (?:[^\s,;:]+ ){1,6})$""",
    whole=False,
)
"""What stands before a verb: a modal, "to", or "let" and whom."""
_HOW_TO_PASS = frozenset(
    {"through", "by", "over", "into", "across", "along", "freely", "safely", "unhindered", "unharmed"}
)
_WITHOUT_ARTICLE = frozenset({"base", "land", "ground", "port", "side", "line"})
"""Heads that as nouns too may stand without an article behind "to": "back to base"."""
_NO_NAME = FORCE_NOUNS | NOT_ACTORS | PERSONS
_ALSO_PLACES = frozenset({"front", "command", "legion"})
"""Nouns of forces that may stand for a place as well: "the eastern front"."""
_ONLY_ADJECTIVES = frozenset({"upper", "lower", "central", *(word for word in DIRECTIONS if word.endswith("ern"))})
_DEFINITE = re.compile(rf"\b(?:{'|'.join(sorted(DEFINITE))})\s+[\"'\u2018\u201c]?$", re.IGNORECASE)


def is_definite(text: str, start: int) -> bool:
    """Whether "the", "its" or the like stands before the phrase that begins at an offset of a text."""
    return _DEFINITE.search(text, max(0, start - 10), start) is not None


def is_no_place(phrase: str) -> bool:
    """Whether words in which no place was found cannot stand for one: numbers, days, persons, verbs, adjectives."""
    read = words(phrase)
    if not any(c.isalpha() for c in phrase) or all(word.text.isdigit() or word.key in NOT_NAMES for word in read):
        return True
    last = read[-1].key
    if last in _NO_NAME - _ALSO_PLACES:
        return True
    if len(read) > 1 or read[0].capital:
        return False
    return last in HEADS_OR_VERBS or last in _ONLY_ADJECTIVES or is_headline_verb(last)


class SentenceWords:
    """A sentence's words by number, and the names that theatres know among them."""

    def __init__(self, text: str, sentence: Sequence[Word], names: NameTable) -> None:
        self.text = text
        self.words = sentence
        found = names.find(sentence)
        self.found = {f.first: f for f in found}
        self.inside = {at: f for f in found for at in range(f.first, f.last)}
        long_words = [w for w in sentence if len(w.text) > 3 and w.text.isalpha()]
        self.title_case = len(long_words) > 2 and sum(w.capital for w in long_words) > 0.8 * len(long_words)

    def is_name_word(self, at: int, *, begin: bool = False) -> bool:
        """Whether the word may be part (or, with `begin`, the first) of a name."""
        word = self.words[at]
        if self._is_english(at):
            return False
        if word.key in ARTICLES and at + 1 < len(self.words):
            following = self.words[at + 1]
            return (
                following.capital
                and self.adjacent(at + 1)
                and (following.glued or word.key in {"al", "el"} or not begin)
            )
        if not word.capital or word.key in NOT_NAMES or (word.text.isdigit() and begin):
            return False
        if word.key in _NO_NAME or word.key in PLACE_HEADS:
            return False
        return not (is_headline_verb(word.text) and (self.title_case or at == 0))

    def _is_english(self, at: int) -> bool:
        """Whether what is spelled as an Arabic article is an English word: "Mosul as Kurds", but "Deir as-Sur"."""
        word = self.words[at]
        if word.key not in _ENGLISH or (at + 1 < len(self.words) and self.words[at + 1].glued):
            return False
        return not word.capital or at == 0 or self.title_case

    def adjacent(self, at: int) -> bool:
        """Whether nothing but a space, a hyphen or a quote stands between the word and the one before it."""
        between = self.text[self.words[at - 1].end : self.words[at].start]
        abbreviated = len(self.words[at - 1].text) == 1 and between in {".", ". "}
        return abbreviated or _JOINT.fullmatch(between) is not None

    def is_definite(self, start: int) -> bool:
        """Whether "the", "its" or the like stands before the phrase that begins at `start`."""
        return start > 0 and self.words[start - 1].key in DEFINITE and self.adjacent(start)

    def is_verb(self, at: int) -> bool:
        """Whether a word that may be the head of a place's phrase is the verb of its clause: "let them pass"."""
        word = self.words[at]
        if word.key not in HEADS_OR_VERBS or word.capital:
            return False
        following = self.words[at + 1].key if at + 1 < len(self.words) else ""
        if word.key == "pass" and following in _HOW_TO_PASS:
            return True
        before = _DOING.search(self.text, 0, word.start)
        return before is not None and not (before["after"] and word.key in _WITHOUT_ARTICLE)
