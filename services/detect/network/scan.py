"""The cheap scan before the extractor: throws out most sentences that cannot matter, by the words in them.

Each word has a weight, learned from the corpus and from ordinary news: the logarithm of how much likelier it makes an
event. Words share a table by their hash, so that the table has a fixed size whatever the vocabulary.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from services.detect.network.tags import Array

BUCKETS = 1 << 15
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 12
"""Letters of a word that count: endings say little."""


def buckets(text: str) -> set[int]:
    """The places in the table of the words of a text."""
    return {crc32(word[:_LONGEST].encode()) % BUCKETS for word in _WORD.findall(text.lower())}


@dataclass(frozen=True)
class Scan:
    """Weights of words, and from which weight on a sentence may matter."""

    weights: Array
    bias: float
    threshold: float

    def weights_of(self, sentences: Sequence[str]) -> list[float]:
        """The weight of each of a text's sentences, read with its neighbours.

        It is the sum over all their words, over the square root of their number: long sentences need more evidence.
        """
        found = [buckets(sentence) for sentence in sentences]
        weights: list[float] = []
        for at in range(len(found)):
            near = set().union(*found[max(0, at - 1) : at + 2])
            total = float(self.weights[list(near)].sum()) if near else 0.0
            weights.append(total / math.sqrt(max(1, len(near))) + self.bias)
        return weights

    def kept(self, sentences: Sequence[str]) -> list[bool]:
        """Which sentences of a text are read: those that may tell an event, and their neighbours."""
        may = [weight >= self.threshold for weight in self.weights_of(sentences)]
        return [any(may[max(0, at - 1) : at + 2]) for at in range(len(may))]

    def save(self, file: Path) -> None:
        """Write the scan to a file that `load_scan` reads."""
        np.savez_compressed(
            file, weights=self.weights.astype(np.float16), numbers=np.array([self.bias, self.threshold], np.float32)
        )


def load_scan(file: Path) -> Scan:
    """The scan that lies in a file."""
    with np.load(file) as saved:
        bias, threshold = (float(number) for number in saved["numbers"])
        return Scan(saved["weights"].astype(np.float32), bias, threshold)


def threshold_for(weights: Iterable[float], recall: float) -> float:
    """The threshold that lets through a share of the sentences that tell events, given their weights."""
    return float(np.quantile(np.array(list(weights)), 1 - recall))
