"""Marks on other people's news, of which the text is in a package."""

import json
from pathlib import Path

import pytest

from schemas.event import EventType, Realis
from services.runtime.errors import BadInputError
from services.training import news
from services.training.corpus import from_line
from services.training.ordinary import is_measured
from tests.support import news_package

_BODY = "Title\n\nIt rained.  Rebels took\nBaaj on Monday. The end."
_START, _END = _BODY.index("Rebels"), _BODY.index(" The end")


def _record(place: tuple[int, int]) -> dict[str, object]:
    event = {
        "type": "control_gained",
        "realis": "actual",
        "background": False,
        "spans": {"trigger": [[7, 11]], "place": [place]},
    }
    kept = {"article": "a1", "start": _START, "end": _END}
    return {"id": "news-1", "kind": "article", "region": "", "date": "2017-02-03", **kept, "events": [event]}


def _write(record: dict[str, object], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "NEWS", folder / "news.jsonl")
    news.NEWS.write_text(f"{json.dumps(record)}\n", encoding="utf-8")
    news_package.install([("a1", "Title", _BODY.removeprefix("Title\n\n"))], folder, monkeypatch)


def test_the_marks_come_with_the_text_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(_record((12, 16)), tmp_path, monkeypatch)
    (passage,) = news.news_passages()
    (event,) = passage.events
    (place,) = event.spans["place"]
    assert passage.text == "Rebels took Baaj on Monday."
    assert (event.type, event.realis) == (EventType.CONTROL_GAINED, Realis.ACTUAL)
    assert passage.text[place.start : place.end] == "Baaj"


def test_the_marks_of_the_project_are_of_passages_that_are_not_learned_from() -> None:
    records = [json.loads(line) for line in news.NEWS.read_text(encoding="utf-8").splitlines()]
    assert records
    for record in records:
        passage = from_line(json.dumps(record | {"text": " " * (record["end"] - record["start"])}))
        assert is_measured(record["article"]), passage.id


def test_a_mark_outside_the_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(_record((12, 99)), tmp_path, monkeypatch)
    with pytest.raises(BadInputError, match="outside the text"):
        news.news_passages()
