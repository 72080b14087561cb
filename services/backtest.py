"""Detect and link over an archive of articles, in event time, without any broker."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from schemas.alert import Alert
from schemas.article import Article
from schemas.theatre import Sources, Theatre
from services.detect.command import open_text
from services.detect.detector import Detector
from services.detect.jsonl import read_article
from services.link.ledger import TheatreLedger
from services.runtime.theatres import load_sources, load_theatre

_BEGINNING = datetime.min.replace(tzinfo=UTC)


def in_event_time(articles: Iterable[Article]) -> list[Article]:
    """Order articles as the world could read them; undated ones come first, equal ones by id."""
    return sorted(articles, key=lambda article: (article.published_at or article.fetched_at or _BEGINNING, article.id))


def backtest(theatres: Sequence[Theatre], sources: Sources, articles: Iterable[Article]) -> Iterator[Alert]:
    """The alerts that living through the articles would have raised, in the order of their raising."""
    detector = Detector(theatres, sources)
    ledgers = {theatre.theatre: TheatreLedger(theatre) for theatre in theatres}
    for article in in_event_time(articles):
        for event in detector.detect(article):
            if event.theatre in ledgers:
                yield from ledgers[event.theatre].apply(event).alerts


def backtest_file(theatres: Sequence[str], articles: Path, alerts: Path, sources: Path | None) -> int:
    """Backtest a file of articles, write one alert a line, and return how many.

    Raises:
        BadInputError: a theatre, the sources or a line of the articles is wrong.
    """
    with open_text(articles) as lines:
        archive = [read_article(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    loaded = [load_theatre(name) for name in theatres]
    raised = [alert.model_dump_json() for alert in backtest(loaded, load_sources(sources), archive)]
    output = "".join(f"{line}\n" for line in raised)
    if str(alerts) == "-":
        sys.stdout.write(output)
    else:
        alerts.write_text(output, encoding="utf-8")
    return len(raised)
