"""The cheap scan before the extractor: throws out most of what cannot matter by the words in it.

Each word has a weight, learned from the corpus: the logarithm of how much likelier it makes an event. Words share a
table by their hash, so that the table has a fixed size whatever the vocabulary.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from services.detect.tags import Array

BUCKETS = 1 << 15
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 12
"""Letters of a word that count: endings say little."""


def buckets(text: str) -> list[int]:
    """The places in the table of the distinct words of a text, in order."""
    return sorted({crc32(word[:_LONGEST].encode()) % BUCKETS for word in _WORD.findall(text.lower())})


@dataclass(frozen=True)
class Scan:
    """Weights of words, and from which weight on a text may matter."""

    weights: Array
    bias: float
    threshold: float

    def weight(self, text: str) -> float:
        """The weight of a text: of all its words, so that twice the words need twice the evidence's square root."""
        found = buckets(text)
        return float(self.weights[found].sum()) / math.sqrt(max(1, len(found))) + self.bias

    def may_matter(self, text: str) -> bool:
        """Whether a text of a few sentences may tell an event."""
        return self.weight(text) >= self.threshold

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
    """The threshold that lets through a share of texts that have events, given their weights."""
    return float(np.quantile(np.array(list(weights)), 1 - recall))
