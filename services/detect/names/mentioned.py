"""A text in sentences, with the actors and places that each of them mentions."""

from bisect import bisect_right
from functools import cached_property

from services.detect.names.mentions import Mention, find_mentions
from services.detect.names.place_names import dateline
from services.detect.names.theatre_names import NameTable
from services.detect.words.text import Sentence, sentences


class Mentioned:
    """The sentences of a text, and what they mention, which is looked up when first asked for."""

    def __init__(self, text: str, names: NameTable) -> None:
        self.text = text
        self.sentences = sentences(text)
        self._names = names
        self._starts = [sentence.start for sentence in self.sentences]
        self._found: dict[int, tuple[Mention, ...]] = {}

    def by(self, sentence: Sentence) -> tuple[Mention, ...]:
        """What a sentence of the text mentions, in order."""
        found = self._found.get(sentence.start)
        if found is None:
            found = self._found[sentence.start] = find_mentions(sentence.text, self._names)
        return found

    def named(self, words: str) -> tuple[Mention, ...]:
        """What some words mention by themselves."""
        return find_mentions(words, self._names)

    def may_name(self, words: str) -> bool:
        """Whether some words may name what a theatre knows; cheaper than to look."""
        return self._names.may_name(words)

    @cached_property
    def dateline(self) -> range | None:
        """Where the text names the city that it was sent from."""
        return dateline(self.text)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence at an offset of the text, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]
