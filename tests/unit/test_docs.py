"""The examples of the documentation are read by the program."""

import json
import re
from datetime import date
from pathlib import Path

from services.detect.jsonl import read_article
from services.training.annotated import read_annotated

ROOT = Path(__file__).parents[2]


def _example(page: str) -> str:
    """The JSON of a page, on one line."""
    (block,) = re.findall(r"```json\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    return " ".join(block.split())


def test_a_line_of_an_archive_is_an_article() -> None:
    article = read_article(_example("README.md"), 1)
    assert article.id == "a1"
    assert article.published_at


def test_a_line_of_an_annotated_file_is_a_passage(tmp_path: Path) -> None:
    file = tmp_path / "my.jsonl"
    file.write_text(json.dumps(json.loads(_example("docs/detection.md"))), encoding="utf-8")
    (passage,) = read_annotated(file)
    (event,) = passage.events
    assert (event.actor, event.loser, event.place, event.day) == ("The army", None, "Rawa", date(2017, 11, 17))
