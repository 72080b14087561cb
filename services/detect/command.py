"""`landbridge detect FILE`: detection at a terminal or in a pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console

from schemas.article import Article
from schemas.base import stable_id
from services.detect.detector import Detector, Result
from services.detect.jsonl import read_article
from services.detect.show import show
from services.runtime.theatres import load_sources, load_theatre


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a file, or standard input for `-`; bytes that are not UTF-8 become replacement characters."""
    if str(path) == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        yield file


def detect_jsonl(path: Path, theatres: tuple[str, ...], sources: Path | None) -> None:
    """Write one event a line to standard output for the articles in `path`.

    Raises:
        BadInputError: a line is not an article.
    """
    detector = _detector(theatres, sources)
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                for event in detector.detect(read_article(line, number)):
                    sys.stdout.write(f"{event.model_dump_json()}\n")


def detect_text(path: Path, theatres: tuple[str, ...], sources: Path | None) -> None:
    """Show the events of one plain text, with the evidence marked in it."""
    with open_text(path) as file:
        text = file.read()
    article = Article(id=stable_id("article", text), text=text)
    found = _detector(theatres, sources).examine(article)
    if found.result is Result.OTHER_LANGUAGE:
        Console().print("This text is not in English, and was not read.")
    else:
        show(article, found.events, Console())


def _detector(theatres: tuple[str, ...], sources: Path | None) -> Detector:
    return Detector([load_theatre(name) for name in theatres], load_sources(sources))
