"""The learned reader: finds in a text the words that carry territory events, and for each who, where and how really.

The network reads every window of the text twice. First it tags triggers; then, once for each trigger, with the
trigger's pieces marked, it tags the roles and judges type, realis and background. Both are one graph with all heads.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from schemas.event import EventType, Realis
from services.detect.pieces import Pieces, load_tokenizer, pieces_of
from services.detect.scan import Scan, load_scan
from services.detect.tags import NO_EVENT, REALIS, ROLES, TYPES, Array, softmax, tagged_spans
from services.detect.text import sentences
from services.detect.windows import Measured, Window, windows

MODEL = Path(__file__).parent / "model"
TRIGGER_THRESHOLD = 0.35
"""From this probability on, words are looked at again as a possible trigger."""
EVENT_THRESHOLD = 0.7
"""From this mean of both readings' probabilities on, they are one. Lower finds more, and more that is wrong."""
ROLE_THRESHOLD = 0.4
_BATCH = 16

Ints = npt.NDArray[np.int64]
Network = Callable[[Ints, Ints, Ints], Sequence[Array]]
"""Ids, mask and marks in; out: logits of trigger tags and role tags by piece, of type, realis and background."""


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A stretch of the text that plays a role in an event."""

    role: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """An event as its trigger tells it. Offsets are those of the text."""

    type: EventType
    realis: Realis
    background: bool
    start: int
    end: int
    """Offsets of the trigger."""
    roles: tuple[RoleSpan, ...]
    probability: float

    def best(self, role: str) -> RoleSpan | None:
        """The likeliest span of a role."""
        return max((r for r in self.roles if r.role == role), key=lambda r: r.probability, default=None)


@dataclass(frozen=True, slots=True)
class _Candidate:
    window: Window
    pieces: Pieces
    trigger: range
    start: int
    end: int
    type_probabilities: Array


class Extractor:
    """Reads texts with a network. One for each process; not for several threads at once."""

    def __init__(self, network: Network, tokenizer: Tokenizer, scan: Scan | None = None) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._scan = scan

    def extract(self, text: str) -> tuple[Extraction, ...]:
        """The events that a text tells, in the order of their triggers. `text` is as `blank_markup` leaves it."""
        found = [w for w in self._windows(text) if not self._scan or self._scan.may_matter(text[w.start : w.end])]
        return tuple(sorted(self._read(self._candidates(found, text)), key=lambda e: (e.start, e.end)))

    def _windows(self, text: str) -> tuple[Window, ...]:
        found = sentences(text)
        counts = [len(e.ids) - 2 for e in self._tokenizer.encode_batch([s.text for s in found])]
        return windows([Measured(s.start, s.end, n) for s, n in zip(found, counts, strict=True)])

    def _candidates(self, found: Sequence[Window], text: str) -> list[_Candidate]:
        encodings = self._tokenizer.encode_batch([text[w.start : w.end] for w in found])
        read = [pieces_of(encoding) for encoding in encodings]
        candidates: list[_Candidate] = []
        for at, outputs in self._run([(pieces, range(0)) for pieces in read]):
            window, pieces = found[at], read[at]
            probabilities = softmax(outputs[0])
            for span in tagged_spans(probabilities[1:-1], pieces.continues[1:-1], TRIGGER_THRESHOLD):
                first, last = span.first + 1, span.last + 1
                if window.start + pieces.spans[first][0] >= window.fresh:
                    types = probabilities[first:last, 1::2] + probabilities[first:last, 2::2]
                    start, end = (window.start + at for at in (pieces.spans[first][0], pieces.spans[last - 1][1]))
                    candidates.append(self._candidate(text, window.around(start), start, end, types.mean(axis=0)))
        return candidates

    def _candidate(self, text: str, window: Window, start: int, end: int, types: Array) -> _Candidate:
        pieces = pieces_of(self._tokenizer.encode(text[window.start : window.end]))
        covered = pieces.covering(start - window.start, end - window.start)
        return _Candidate(window, pieces, covered, start, end, types)

    def _read(self, candidates: Sequence[_Candidate]) -> Iterator[Extraction]:
        for at, outputs in self._run([(c.pieces, c.trigger) for c in candidates]):
            one = candidates[at]
            again = softmax(outputs[2])
            joint = (again[:NO_EVENT] + one.type_probabilities) / 2
            type_ = int(joint.argmax())
            if joint[type_] < EVENT_THRESHOLD:
                continue
            yield Extraction(
                type=TYPES[type_],
                realis=REALIS[int(outputs[3].argmax())],
                background=bool(outputs[4].argmax()),
                start=one.start,
                end=one.end,
                roles=tuple(_roles(one, softmax(outputs[1]))),
                probability=float(joint[type_]),
            )

    def _run(self, inputs: Sequence[tuple[Pieces, range]]) -> Iterator[tuple[int, tuple[Array, ...]]]:
        """The outputs for each input, without padding. Inputs of like length go together, so that there is little."""
        by_length = sorted(range(len(inputs)), key=lambda at: len(inputs[at][0].ids))
        for begin in range(0, len(by_length), _BATCH):
            batch = by_length[begin : begin + _BATCH]
            longest = max(len(inputs[at][0].ids) for at in batch)
            ids, mask, marked = (np.zeros((len(batch), longest), dtype=np.int64) for _ in range(3))
            for row, at in enumerate(batch):
                pieces, trigger = inputs[at]
                ids[row, : len(pieces.ids)] = pieces.ids
                mask[row, : len(pieces.ids)] = 1
                marked[row, trigger.start : trigger.stop] = 1
            outputs = self._network(ids, mask, marked)
            for row, at in enumerate(batch):
                length = len(inputs[at][0].ids)
                yield at, (outputs[0][row, :length], outputs[1][row, :length], *(o[row] for o in outputs[2:]))


def _roles(one: _Candidate, probabilities: Array) -> Iterator[RoleSpan]:
    for span in tagged_spans(probabilities[1:-1], one.pieces.continues[1:-1], ROLE_THRESHOLD):
        start, end = one.pieces.spans[span.first + 1][0], one.pieces.spans[span.last][1]
        yield RoleSpan(ROLES[span.label], one.window.start + start, one.window.start + end, span.probability)


def load_extractor(folder: Path = MODEL) -> Extractor:
    """The extractor whose model and tokenizer lie in a folder. It works on one core, for one process of a pool."""
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])

    def network(ids: Ints, mask: Ints, marked: Ints) -> Sequence[Array]:
        return list(session.run(None, {"ids": ids, "mask": mask, "marked": marked}))

    return Extractor(network, load_tokenizer(folder / "tokenizer.json"), load_scan(folder / "scan.npz"))
