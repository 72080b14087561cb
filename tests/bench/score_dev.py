"""Prints how the detector does on the development passages, roughly matched.

A look for gross faults, not a test or a result.

Run: python -m tests.bench.score_dev [--show TYPE] [--show-false]
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.event import TerritoryEvent
from schemas.theatre import Sources
from services.detect.detector import Detector
from services.runtime.theatres import load_theatre

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev" / "dev.jsonl"
HAPPENED = {"actual", "claimed"}
Key = tuple[str, ...]


def main() -> None:
    """Scores passage, type, type and place, and happened or not; prints precision, recall and F1 of each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", default="")
    parser.add_argument("--show-false", action="store_true")
    arguments = parser.parse_args()
    if not DATA.exists():
        print(f"{DATA} is not there")
        return
    detector = Detector([load_theatre("iraq-syria")], Sources(sources={}))
    scores = {name: Score() for name in ("passage", "type", "type+place", "type+happened", "type+actor")}
    by_type: dict[str, Score] = {}
    for line in DATA.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        found = detector.detect(_article(record))
        gold = record["events"]
        scores["passage"].add(["any"] if gold else [], ["any"] if found else [])
        scores["type"].add([g["type"] for g in gold], [str(e.type) for e in found])
        scores["type+happened"].add(
            [f"{g['type']} {g['realis'] in HAPPENED}" for g in gold],
            [f"{e.type} {e.realis in HAPPENED}" for e in found],
        )
        scores["type+place"].add(*_aligned(gold, found, "place"))
        scores["type+actor"].add(*_aligned(gold, found, "actor"))
        for type_ in {g["type"] for g in gold} | {str(e.type) for e in found}:
            by_type.setdefault(type_, Score()).add(
                [type_ for g in gold if g["type"] == type_], [type_ for e in found if e.type == type_]
            )
        wanted = Counter(g["type"] for g in gold)
        got = Counter(str(e.type) for e in found)
        missed = bool(arguments.show) and wanted[arguments.show] != got[arguments.show]
        if missed or (arguments.show_false and found and not gold):
            _print(record, found)
    for name, score in (scores | dict(sorted(by_type.items()))).items():
        print(f"{name:20} {score}")


class Score:
    """Counts of what was wanted, given, and right."""

    def __init__(self) -> None:
        self.wanted = self.given = self.right = 0

    def add(self, gold: Iterable[str], found: Iterable[str]) -> None:
        """Takes in one passage."""
        one, other = Counter(gold), Counter(found)
        self.wanted += one.total()
        self.given += other.total()
        self.right += (one & other).total()

    def __str__(self) -> str:
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        counts = f"({self.right} of {self.wanted} wanted, {self.given} given)"
        return f"P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}  {counts}"


def _article(record: dict[str, Any]) -> Article:
    published = datetime.fromisoformat(record["date"]).replace(hour=12, tzinfo=UTC) if record["date"] else None
    return Article(id=record["id"], text=record["text"], published_at=published)


def _aligned(gold: list[dict[str, Any]], found: Iterable[TerritoryEvent], role: str) -> tuple[list[str], list[str]]:
    """Keys of type and role, where a found role that overlaps a gold one of the same type takes its key."""
    golden = [f"{g['type']} {g[role]}" for g in gold]
    keys: list[str] = []
    for event in found:
        ref = getattr(event, role)
        text = ref.text.casefold() if ref else None
        match = next(
            (
                f"{g['type']} {g[role]}"
                for g in gold
                if g["type"] == event.type
                and _overlap(text, g[role])
                and keys.count(f"{g['type']} {g[role]}") < golden.count(f"{g['type']} {g[role]}")
            ),
            None,
        )
        keys.append(match or f"{event.type} <{text}>")
    return golden, keys


def _overlap(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return one in other.casefold() or other.casefold() in one


def _print(record: dict[str, Any], found: Iterable[TerritoryEvent]) -> None:
    print(record["id"], record["date"], record["text"])
    for gold in record["events"]:
        print(
            "   want",
            gold["type"],
            gold["realis"],
            "| A",
            gold["actor"],
            "| L",
            gold["loser"],
            "| O",
            gold["other_actor"],
            "| P",
            gold["place"],
        )
    for event in found:
        roles = [ref.text if ref else None for ref in (event.actor, event.loser, event.other_actor, event.place)]
        print("   got ", event.type, event.realis, "| A {} | L {} | O {} | P {}".format(*roles))


if __name__ == "__main__":
    main()
