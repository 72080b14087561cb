"""Cuts text into the word pieces that the extractor's encoder knows."""

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

MOST_READ = 256
"""Pieces of a window that are read, with the two that begin and end it. Only a monstrous sentence has more."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A stretch of text in word pieces; the first and the last are the encoder's own marks and stand for no text."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    """Character offsets of each piece in the stretch."""
    continues: tuple[bool, ...]
    """Whether a piece goes on with the word of the piece before."""

    def covering(self, start: int, end: int) -> range:
        """The pieces that lie, in part at least, between two character offsets."""
        inside = [i for i, (begin, stop) in enumerate(self.spans) if begin < end and stop > start and begin < stop]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


def load_tokenizer(file: Path) -> Tokenizer:
    """The tokenizer of a `tokenizer.json`, which cuts what is too long and pads nothing."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_READ)
    return tokenizer


def pieces_of(encoding: Encoding) -> Pieces:
    """What the rest of the extractor needs of a tokenizer's answer."""
    words = encoding.word_ids
    continues = [at > 0 and word is not None and word == words[at - 1] for at, word in enumerate(words)]
    return Pieces(tuple(encoding.ids), tuple(encoding.offsets), tuple(continues))
