"""The labels that the extractor gives to word pieces, and how labels become spans of the text.

The model and its training share this order of labels; changing it makes an older model file useless.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schemas.event import EventType, Realis

Array = npt.NDArray[np.float32]

TYPES = tuple(EventType)
REALIS = tuple(Realis)
ROLES = ("actor", "loser", "other_actor", "place", "time")
NO_EVENT = len(TYPES)
"""The label, after those of the types, of words that only look like a trigger."""

TRIGGER_TAGS = 1 + 2 * len(TYPES)
ROLE_TAGS = 1 + 2 * len(ROLES)


def begin_tag(label: int) -> int:
    """The tag of the first piece of a span with the label; 0 is the tag of what is in no span."""
    return 1 + 2 * label


def inside_tag(label: int) -> int:
    """The tag of the later pieces of a span with the label."""
    return 2 + 2 * label


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """Consecutive pieces `first` to `last` (exclusive) that have one label."""

    first: int
    last: int
    label: int
    probability: float


def softmax(logits: Array) -> Array:
    """Probabilities along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def tagged_spans(
    probabilities: Array, continues: Sequence[bool], thresholds: Sequence[float], begins: Container[int] = ()
) -> Iterator[TaggedSpan]:
    """The spans in which a label is at least as probable as its threshold.

    `probabilities` has a row of tags for each piece. `continues` says which pieces go on with the word of the piece
    before: a word is in a span if its first piece is. At `begins` sentences begin: no span goes on from one to the
    next, as from a headline without full stop to the text below it.
    """
    labels = probabilities[:, 1::2] + probabilities[:, 2::2]
    best = labels.argmax(axis=1)
    at, count = 0, len(probabilities)
    while at < count:
        label = int(best[at])
        if continues[at] or labels[at, label] < thresholds[label]:
            at += 1
            continue
        last = at + 1
        while last < count and (
            continues[last] or (last not in begins and _goes_on(probabilities, labels, last, label, thresholds[label]))
        ):
            last += 1
        heads = [i for i in range(at, last) if not continues[i]]
        yield TaggedSpan(at, last, label, float(labels[heads, label].mean()))
        at = last


def _goes_on(probabilities: Array, labels: Array, at: int, label: int, threshold: float) -> bool:
    begins, inside = probabilities[at, begin_tag(label)], probabilities[at, inside_tag(label)]
    return bool(labels[at].argmax() == label and labels[at, label] >= threshold and inside >= begins)
