"""A window of a text as the network reads it: in word pieces, with the sentences that they make up."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from services.detect.network.pieces import Pieces, pieces_of
from services.detect.network.windows import Measured, Window, windows
from services.detect.words.text import Sentence


@dataclass(frozen=True, slots=True)
class Page:
    """A window and its pieces. Positions are those of pieces in the window, offsets those of characters in the text."""

    window: Window
    pieces: Pieces
    begins: tuple[int, ...]
    """The position of the first piece of each sentence."""

    def __len__(self) -> int:
        return len(self.pieces.ids)

    def covering(self, start: int, end: int) -> range:
        """The positions of what lies, in part at least, between two offsets."""
        return self.pieces.covering(start - self.window.start, end - self.window.start)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """The offsets between which the pieces from `first` to `last` (exclusive) stand."""
        return self.window.start + self.pieces.spans[first][0], self.window.start + self.pieces.spans[last - 1][1]

    def around(self, trigger: range) -> tuple[range, range]:
        """A trigger, and what is read of its event; of one that runs out of that, the part inside."""
        near = self.near(trigger.start)
        return range(trigger.start, min(trigger.stop, near.stop)), near

    def near(self, position: int) -> range:
        """What is read of an event told at a position: its sentence, and its neighbours in the window."""
        at = bisect_right(self.begins, position) - 1
        ends = (*self.begins[1:], len(self) - 1)
        return range(self.begins[max(0, at - 1)], ends[min(at + 1, len(ends) - 1)])


def pages(text: str, stretches: Sequence[Sequence[Sentence]], tokenizer: Tokenizer) -> list[Page]:
    """The windows in which stretches of neighbouring sentences of a text are read, in pieces."""
    found = _windows(stretches, tokenizer)
    encodings = tokenizer.encode_batch([text[window.start : window.end] for window in found])
    return [_page(window, pieces_of(encoding)) for window, encoding in zip(found, encodings, strict=True)]


def _windows(stretches: Sequence[Sequence[Sentence]], tokenizer: Tokenizer) -> list[Window]:
    encodings = iter(tokenizer.encode_batch([s.text for stretch in stretches for s in stretch]))
    return [
        window
        for stretch in stretches
        for window in windows([Measured(s.start, s.end, len(next(encodings).ids) - 2) for s in stretch])
    ]


def _page(window: Window, pieces: Pieces) -> Page:
    starts = [start for start, _ in pieces.spans[1:-1]]
    begins = [1 + bisect_left(starts, sentence.start - window.start) for sentence in window.sentences]
    return Page(window, pieces, tuple(at for at in begins if at < len(pieces.ids) - 1) or (1,))
