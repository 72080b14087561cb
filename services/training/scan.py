"""Learns the weights of the cheap scan from the corpus, by logistic regression. Needs torch."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch

from services.detect.network.scan import BUCKETS, Scan, buckets, threshold_for
from services.detect.words.text import sentences
from services.training.marked import Passage

ROUNDS = 12
BATCH = 64
RATE = 0.02
DECAY = 0.05
RECALL = 0.998
"""The share of the held-out sentences with a trigger that the scan must let through.

Of other people's news it lets through fewer: at .98 one passage with events in thirteen was lost, at .998 one in 140.
"""


def learn_scan(passages: Sequence[Passage], held: Sequence[Passage], *, seed: int) -> Scan:
    """The scan that tells passages with events from the others; its threshold is set by the held-out ones."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311
    table = torch.nn.EmbeddingBag(BUCKETS, 1, mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.AdamW([table.weight, bias], lr=RATE, weight_decay=DECAY)
    shown = [(sorted(buckets(p.text)) or [0], float(bool(p.events))) for p in passages]
    for _ in range(ROUNDS):
        chance.shuffle(shown)
        for at in range(0, len(shown), BATCH):
            words, wanted = zip(*shown[at : at + BATCH], strict=True)
            ends = np.cumsum([0, *(len(w) for w in words[:-1])])
            summed = table(torch.tensor([bucket for w in words for bucket in w]), torch.from_numpy(ends))[:, 0]
            scale = torch.tensor([len(w) ** -0.5 for w in words])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(summed * scale + bias, torch.tensor(wanted))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    weights = table.weight.detach().numpy()[:, 0].astype(np.float16).astype(np.float32)
    scan = Scan(weights, float(bias.detach()), 0.0)
    threshold = threshold_for((weight for p in held for weight in _triggering(scan, p)), RECALL)
    return Scan(scan.weights, scan.bias, threshold)


def _triggering(scan: Scan, passage: Passage) -> Iterator[float]:
    """The weights of the sentences that have a trigger."""
    found = sentences(passage.text)
    triggers = [event.spans["trigger"][0].start for event in passage.events]
    for sentence, weight in zip(found, scan.weights_of([s.text for s in found]), strict=True):
        if any(sentence.start <= at < sentence.end for at in triggers):
            yield weight
