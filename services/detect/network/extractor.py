"""The learned reader: finds in a text the words that carry territory events, and for each who, where and how really.

The network reads every window of the text once and tags triggers. Then its last layers go once more, for each trigger
found, over what its first layers made of the sentences around the trigger, with the trigger marked: they tag the
roles, and judge type, realis and background.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from schemas.event import EventType, Realis
from services.detect.network.pages import Page, pages
from services.detect.network.pieces import load_tokenizer
from services.detect.network.scan import Scan, load_scan
from services.detect.network.tags import NO_EVENT, REALIS, ROLES, TYPES, Array, softmax, tagged_spans
from services.detect.words.text import Sentence

MODEL = Path(__file__).parents[1] / "model"
TRIGGER_THRESHOLD = 0.35
"""From this probability on, words are looked at again as a possible trigger."""
EVENT_THRESHOLD = 0.65
"""From this mean of both readings' probabilities on, they are one. Lower finds more, and more that is wrong."""
SURE_THRESHOLD, TYPE_THRESHOLD = 0.9, 0.5
"""They are one too if all types together have the former, and the likeliest has the latter: "advanced to the border"
both advances and reaches it."""
ROLE_THRESHOLDS = {"actor": 0.4, "loser": 0.5, "other_actor": 0.2, "place": 0.3, "time": 0.4}
"""From these probabilities on, words play a role. A wrong loser does more harm than none: it turns a belief."""
LISTED_THRESHOLD = 0.05
"""The same for a place that stands in a list with a likelier one: there the network sees the first best."""
WORD_THRESHOLD = 0.2
"""From this probability on, a word is part of a span of any other role."""
MOST_CANDIDATES = 400
"""Possible triggers of a text that are read. News has some ten; a list of thousands must not hold up all other news."""
_LEAST = [LISTED_THRESHOLD if role == "place" else WORD_THRESHOLD for role in ROLES]
SLOW_FUSION = "SkipLayerNormFusion"
"""An optimization of onnxruntime's that is none: with it, readings take a sixth longer."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Network:
    """Both parts of the network. The first index of all arrays is that of the input, the second that of the piece."""

    find: Callable[[Ints], Sequence[Array]]
    """Ids in; out: logits of trigger tags, and what the first layers made of each piece."""
    read: Callable[[Array, Ints], Sequence[Array]]
    """The latter and marks of the trigger in; out: logits of role tags, of type, realis and background."""


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A stretch of the text that plays a role in an event."""

    role: str
    start: int
    end: int
    probability: float

    @property
    def likely(self) -> bool:
        """Whether it counts by itself; an unlikely place counts only in a list with a likely one."""
        return self.probability >= ROLE_THRESHOLDS[self.role]


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
    """Likely ones, and unlikely places."""
    probability: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: Page
    trigger: range
    near: range
    hidden: Array
    """What the first layers made of the mark that begins every input, and of the pieces near the trigger."""
    types: Array
    """The probability of each type, as the trigger was found."""


class Extractor:
    """Reads texts with a network. One for each process; not for several threads at once."""

    def __init__(self, network: Network, tokenizer: Tokenizer, scan: Scan | None = None) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._scan = scan

    def stretches(self, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
        """What is worth reading of a text: stretches of neighbouring sentences that the scan does not throw out."""
        if self._scan is None:
            return [list(sentences)]
        kept = self._scan.kept([sentence.text for sentence in sentences])
        runs = groupby(zip(sentences, kept, strict=True), itemgetter(1))
        return [[sentence for sentence, _ in run] for keep, run in runs if keep]

    def extract(self, text: str, stretches: Sequence[Sequence[Sentence]]) -> tuple[Extraction, ...]:
        """The events that stretches of a text tell, in the order of their triggers.

        `text` is as `blank_markup` leaves it.
        """
        read = pages(text, stretches, self._tokenizer)
        candidates = (candidate for page in read for candidate in self._candidates(page))
        found = (
            extraction for candidate in islice(candidates, MOST_CANDIDATES) if (extraction := self._read(candidate))
        )
        return tuple(sorted(found, key=lambda e: (e.start, e.end)))

    # One input at a time: on one core a batch is no faster, and padding makes it slower by a third.

    def _candidates(self, page: Page) -> Iterator[_Candidate]:
        tags, hidden = (output[0] for output in self._network.find(np.array([page.pieces.ids], dtype=np.int64)))
        yield from _candidates(page, softmax(tags), hidden)

    def _read(self, one: _Candidate) -> Extraction | None:
        marked = np.zeros((1, len(one.hidden)), dtype=np.int64)
        marked[0, [1 + at - one.near.start for at in one.trigger]] = 1
        outputs = self._network.read(one.hidden[np.newaxis], marked)
        roles, types, realis, background = (output[0] for output in outputs)
        joint = (softmax(types)[:NO_EVENT] + one.types) / 2
        if joint.max() < EVENT_THRESHOLD and (joint.sum() < SURE_THRESHOLD or joint.max() < TYPE_THRESHOLD):
            return None
        start, end = one.page.offsets(one.trigger.start, one.trigger.stop)
        return Extraction(
            type=TYPES[int(joint.argmax())],
            realis=REALIS[int(realis.argmax())],
            background=bool(background.argmax()),
            start=start,
            end=end,
            roles=tuple(_roles(one, softmax(roles[1:]))),
            probability=float(joint.max()),
        )


def triggers(page: Page, tags: Array) -> Iterator[range]:
    """The positions of what may be a trigger, given the probabilities of a page's trigger tags."""
    begins = {at - 1 for at in page.begins}
    for span in tagged_spans(tags[1:-1], page.pieces.continues[1:-1], [TRIGGER_THRESHOLD] * len(TYPES), begins):
        yield range(span.first + 1, span.last + 1)


def _candidates(page: Page, tags: Array, hidden: Array) -> Iterator[_Candidate]:
    for found in triggers(page, tags):
        if page.offsets(found.start, found.stop)[0] < page.window.fresh:
            continue
        trigger, near = page.around(found)
        types = tags[trigger.start : trigger.stop, 1::2] + tags[trigger.start : trigger.stop, 2::2]
        yield _Candidate(page, trigger, near, hidden[[0, *near]], types.mean(axis=0))


def _roles(one: _Candidate, probabilities: Array) -> Iterator[RoleSpan]:
    continues = one.page.pieces.continues[one.near.start : one.near.stop]
    begins = {at - one.near.start for at in one.page.begins}
    for span in tagged_spans(probabilities, continues, _LEAST, begins):
        start, end = one.page.offsets(one.near.start + span.first, one.near.start + span.last)
        found = RoleSpan(ROLES[span.label], start, end, span.probability)
        if found.likely or found.role == "place":
            yield found


def load_extractor(folder: Path = MODEL) -> Extractor:
    """The extractor whose model and tokenizer lie in a folder. It works on one core, for one process of a pool."""
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1

    def session(file: str) -> InferenceSession:
        return InferenceSession(
            str(folder / file), options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW_FUSION]
        )

    finding, reading = session("find.onnx"), session("read.onnx")

    def find(ids: Ints) -> Sequence[Array]:
        return list(finding.run(None, {"ids": ids}))

    def read(hidden: Array, marked: Ints) -> Sequence[Array]:
        return list(reading.run(None, {"hidden": hidden, "marked": marked}))

    return Extractor(Network(find, read), load_tokenizer(folder / "tokenizer.json"), load_scan(folder / "scan.npz"))
