"""Teaches the network: rounds of varied passages, in batches, at a rate that rises and falls. Needs torch."""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from services.detect.network.extractor import triggers
from services.detect.network.tags import Array, softmax
from services.detect.predicates.lexicon import FRAMES
from services.training.augment import Names, names_in, varied
from services.training.examples import Example, Question, examples, no_event
from services.training.marked import Passage, Span
from services.training.network import ExtractorNetwork, loss_of, pages_batch, questions_batch

BATCH = 24
ENCODER_RATE = 2.8e-4
HEAD_RATE = 1.4e-3
WARM_UP = 0.1
"""The share of the steps in which the learning rate rises; after them it falls to nothing."""
LOOKALIKES = 1
"""At most so many words a passage, in a round, are shown that look like a trigger and may be none."""
MISTAKES = 3
"""At most so many words a window are shown that the network itself has just taken for a trigger."""


def learn(
    passages: Sequence[Passage], encoder: Path, tokenizer: Tokenizer, *, rounds: int, seed: int
) -> ExtractorNetwork:
    """A network that has learned from passages, begun with the weights of the encoder that lies in a folder.

    As the rate falls to nothing, the last round is the one to keep.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311
    network = ExtractorNetwork(encoder)
    names = names_in(passages)
    steps = rounds * len(_batches(_round(passages, names, tokenizer, random.Random(seed)), chance))  # noqa: S311
    optimizer = _optimizer(network)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    network.train()
    for number in range(1, rounds + 1):
        began = time.monotonic()
        losses = [
            _step(network, batch, optimizer, schedule)
            for batch in _batches(_round(passages, names, tokenizer, chance), chance)
        ]
        loss, seconds = sum(losses) / len(losses), time.monotonic() - began
        sys.stdout.write(f"round {number} of {rounds}: loss {loss:.3f}, {seconds:.0f} s\n")
        sys.stdout.flush()
    return network


def _round(passages: Sequence[Passage], names: Names, tokenizer: Tokenizer, chance: random.Random) -> list[Example]:
    shown: list[Example] = []
    for passage in passages:
        variant = varied(passage, names, chance)
        alike = list(_lookalikes(variant.text))
        shown += examples(variant, tokenizer, chance.sample(alike, min(LOOKALIKES, len(alike))))
    return shown


def _lookalikes(text: str) -> Iterator[Span]:
    """The words that the rules would try as a trigger."""
    for frame in FRAMES:
        for match in frame.pattern.finditer(text):
            yield Span(*match.span())


def _batches(shown: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Batches of examples of like length, in random order."""
    ordered = sorted(shown, key=lambda e: len(e.page) + chance.random() * 16)
    batches = [list(ordered[at : at + BATCH]) for at in range(0, len(ordered), BATCH)]
    chance.shuffle(batches)
    return batches


def _optimizer(network: ExtractorNetwork) -> torch.optim.Optimizer:
    encoder: list[torch.nn.Parameter] = []
    heads: list[torch.nn.Parameter] = []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            pretrained = name.startswith(("embeddings.", "shared.", "finding.", "reading."))
            (encoder if pretrained else heads).append(parameter)
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(steps * WARM_UP))
    return step / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def _step(
    network: ExtractorNetwork,
    batch: Sequence[Example],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> float:
    ids, mask, trigger_tags = pages_batch(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found, shared = network.find(ids, mask)
        asked = [(row, question) for row, example in enumerate(batch) for question in example.questions]
        asked += _mistaken(batch, found.detach().float().numpy())
        outputs: tuple[torch.Tensor, ...] = ()
        answers: tuple[torch.Tensor, ...] = ()
        if asked:
            inputs, answers = questions_batch(asked, shared)
            outputs = network.read(*inputs)
    loss = loss_of((found, *outputs), (trigger_tags, *answers))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return float(loss.detach())


def _mistaken(batch: Sequence[Example], found: Array) -> list[tuple[int, Question]]:
    """Questions about what the network, as it is now, takes for a trigger where there is none."""
    mistaken: list[tuple[int, Question]] = []
    for row, example in enumerate(batch):
        page = example.page
        found_in_page = triggers(page, softmax(found[row, : len(page)]))
        wrong = [span for span in found_in_page if not any(example.trigger_tags[at] > 0 for at in span)]
        mistaken += [(row, no_event(page, span)) for span in wrong[:MISTAKES]]
    return mistaken
