"""Scores the detector on an annotated file. `make eval FILE=...` calls it.

Run: python -m services.training.evaluate FILE.jsonl|held-out|news|ordinary [--reader keywords|rules|model]
     [--half even|odd] [--misses]
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from schemas.theatre import Sources
from services.detect.detector import Detector
from services.detect.network.extractor import load_extractor
from services.detect.readers.choice import Reader, by_model, by_rules
from services.runtime.errors import BadInputError
from services.training.annotated import Annotated, NamedEvent, annotated, named, read_annotated
from services.training.baseline import by_keywords
from services.training.corpus import MARKED, read_passages
from services.training.holdout import split
from services.training.news import news_passages
from services.training.ordinary import ordinary_articles
from services.training.score import Count, Scores, score

HELD_OUT = "held-out"
NEWS = "news"
ORDINARY = "ordinary"


def report(scores: Scores) -> str:
    """The scores as a table for a person."""
    rows = [f"{level:13} {_prf(count)}" for level, count in scores.levels.items()]
    rows.append("of the events whose type was found:")
    rows += [f"  {title:24} {_prf(c)}" for title, c in (("loser", scores.loser), ("other actor", scores.other_actor))]
    for title, count in (
        ("realis, exactly", scores.realis),
        ("happened or not", scores.happened),
        ("background", scores.background),
        ("day, where it is told", scores.day),
    ):
        rows.append(f"  {title:24} {count.recall:.3f}  ({count.right} of {count.wanted})")
    false = scores.alarms.wanted - scores.alarms.right
    rows.append(
        f"false alarms: {false} of {scores.alarms.wanted} passages without event have one that is said to happen"
    )
    for title, counts in (("by type:", scores.by_type), ("by theatre:", scores.by_theatre)):
        rows += [title, *_table(counts)]
    return "\n".join(rows)


def misses(scores: Scores) -> str:
    """Every passage in which something is wrong, with what was wanted and what was found."""
    return "\n".join(line for passage, found in scores.misses for line in _miss(passage, found))


def _prf(count: Count) -> str:
    numbers = f"precision {count.precision:.3f}  recall {count.recall:.3f}  F1 {count.f1:.3f}"
    return f"{numbers}  ({count.right} right, {count.wanted} wanted, {count.given} given)"


def _table(counts: Mapping[str, Count]) -> Iterator[str]:
    for name, count in sorted(counts.items(), key=lambda item: -item[1].wanted):
        yield f"  {name or '(none)':28} {_prf(count)}"


def _miss(passage: Annotated, found: Sequence[NamedEvent]) -> Iterator[str]:
    yield f"{passage.id} {passage.date or ''} {passage.text}"
    for title, events in (("want", passage.events), ("got ", found)):
        for event in events:
            roles = f"A {event.actor} | L {event.loser} | O {event.other_actor} | P {event.place}"
            yield f"   {title} {event.type} {event.realis}{' bg' if event.background else ''} | {roles}"


def _held_out() -> Sequence[Annotated]:
    return [annotated(passage) for passage in split(read_passages(MARKED.glob("*.txt")))[1]]


def _ordinary() -> Sequence[Annotated]:
    return [Annotated(article.id, "", None, article.body, (), attributive=False) for article in ordinary_articles()]


def _passages(source: str) -> Sequence[Annotated]:
    if source == HELD_OUT:
        return _held_out()
    if source == NEWS:
        return [annotated(passage) for passage in news_passages()]
    return _ordinary() if source == ORDINARY else read_annotated(Path(source))


def _reader(name: str) -> Reader:
    if name == "keywords":
        return by_keywords
    return by_rules if name == "rules" else by_model(load_extractor())


def main() -> int:
    """Print the scores; status 2 if the file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "file",
        help="annotated passages; 'held-out': the corpus's held-out regions; in the environment of `make train` also"
        " 'news': marked passages of other people's, and 'ordinary': articles without event",
    )
    parser.add_argument("--reader", choices=("keywords", "rules", "model"), default="model")
    parser.add_argument("--half", choices=("even", "odd"), help="only passages with such a number in their id")
    parser.add_argument("--misses", action="store_true", help="list every passage that is not wholly right")
    arguments = parser.parse_args()
    try:
        passages = _passages(arguments.file)
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if arguments.half:
        passages = [p for p in passages if p.number % 2 == (arguments.half == "odd")]
    detector = Detector([], Sources(sources={}), _reader(arguments.reader))
    scores = score(passages, lambda passage: [named(event) for event in detector.detect(passage.article())])
    sys.stdout.write(f"{len(passages)} passages, reader: {arguments.reader}\n{report(scores)}\n")
    if arguments.misses:
        sys.stdout.write(f"{misses(scores)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
