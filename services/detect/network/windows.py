"""Cuts a text into windows that the extractor reads: whole sentences, with the one before as context."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_PIECES = 160
"""Word pieces in a window. The time of reading grows with it; a passage of news seldom needs more to be understood."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sentence's offsets in the text, and how many word pieces it has."""

    start: int
    end: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of the text; offsets are those of its characters."""

    sentences: tuple[Measured, ...]
    fresh: int
    """What lies before was in an earlier window too."""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.sentences[-1].end


def windows(sentences: Sequence[Measured], most: int = MOST_PIECES) -> tuple[Window, ...]:
    """The windows that cover all sentences, in order. A sentence longer than `most` has a window of its own."""
    found: list[Window] = []
    at = 0
    while at < len(sentences):
        first = at - 1 if at and sentences[at - 1].pieces + sentences[at].pieces <= most else at
        used = sum(s.pieces for s in sentences[first : at + 1])
        last = at + 1
        while last < len(sentences) and used + sentences[last].pieces <= most:
            used += sentences[last].pieces
            last += 1
        found.append(Window(tuple(sentences[first:last]), sentences[at].start))
        at = last
    return tuple(found)
