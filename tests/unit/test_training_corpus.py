"""The corpus that is committed: every line is fresh, whole and exactly marked."""

from collections import Counter
from pathlib import Path

import pytest

from schemas.event import EventType, Realis
from services.runtime.errors import BadInputError
from services.training.corpus import CORPUS, MARKED, from_line, read_passages, to_line, write_corpus
from services.training.marked import read_marked

MARKED_FILES = sorted(MARKED.glob("*.txt"))
EXAMPLE = """== kind=wire; region=Sahel; date=2012-03-31
{A1 Rebels} {T1=control_gained.claimed took} {P1,2 Kidal} from {L1 the army}, {T2=control_ceded.actual.bg leaving} it.
"""


def _marked(tmp_path: Path, text: str = EXAMPLE) -> Path:
    file = tmp_path / "sahel-01.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_line_says_what_the_marks_say(tmp_path: Path) -> None:
    (passage,) = read_marked(_marked(tmp_path))
    again = from_line(to_line(passage))
    assert again == passage
    assert again.text == "Rebels took Kidal from the army, leaving it."
    first, second = again.events
    assert (first.type, first.realis, first.background) == (EventType.CONTROL_GAINED, Realis.CLAIMED, False)
    assert (second.type, second.realis, second.background) == (EventType.CONTROL_CEDED, Realis.ACTUAL, True)
    words = {role: [again.text[s.start : s.end] for s in spans] for role, spans in first.spans.items()}
    assert words == {"trigger": ["took"], "actor": ["Rebels"], "place": ["Kidal"], "loser": ["the army"]}


def test_a_file_of_lines_is_written_for_each_marked_file(tmp_path: Path) -> None:
    marked = _marked(tmp_path)
    (written,) = write_corpus(tmp_path, tmp_path)
    assert written.name == "sahel-01.jsonl"
    assert read_passages([written]) == read_passages([marked])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        '{"id": "a"}',
        '{"id": "a", "kind": "wire", "region": "", "date": "", "text": "ab", "events": '
        '[{"type": "seized", "realis": "actual", "background": false, "spans": {}}]}',
        '{"id": "a", "kind": "wire", "region": "", "date": "", "text": "ab", "events": '
        '[{"type": "advance", "realis": "actual", "background": false, "spans": {"trigger": [[1, 3]]}}]}',
    ],
)
def test_a_wrong_line_is_refused(line: str) -> None:
    with pytest.raises(BadInputError):
        from_line(line)


@pytest.mark.parametrize("file", MARKED_FILES, ids=lambda file: file.stem)
def test_a_marked_file_has_no_fault(file: Path) -> None:
    for passage in read_marked(file):
        assert not passage.text.startswith((" ", "\n"))
        for event in passage.events:
            for role, spans in event.spans.items():
                for span in spans:
                    words = passage.text[span.start : span.end]
                    assert words == words.strip(), f"{passage.id}: {role} {words!r} begins or ends with a blank"


def test_every_marked_file_has_its_lines() -> None:
    assert {file.stem for file in CORPUS.glob("*.jsonl")} == {file.stem for file in MARKED_FILES}


def test_the_second_marks_are_of_passages_of_the_corpus() -> None:
    texts = {" ".join(passage.text.split()) for passage in read_passages(MARKED_FILES)}
    second = read_passages((CORPUS / "second").glob("*.txt"))
    assert second
    assert [passage.id for passage in second if " ".join(passage.text.split()) not in texts] == []


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.jsonl")), ids=lambda file: file.stem)
def test_a_file_of_lines_is_fresh(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == "".join(
        f"{to_line(passage)}\n" for passage in read_marked(MARKED / f"{file.stem}.txt")
    ), "run `make corpus`"


def test_no_passage_is_written_twice() -> None:
    texts = Counter(" ".join(passage.text.split()).casefold() for passage in read_passages(MARKED_FILES))
    assert [text[:80] for text, times in texts.items() if times > 1] == []


def test_the_corpus_has_enough_of_everything() -> None:
    passages = read_passages(MARKED_FILES)
    events = [event for passage in passages for event in passage.events]
    types = Counter(event.type for event in events)
    realis = Counter(event.realis for event in events)
    assert {type_: types[type_] for type_ in EventType if types[type_] < 250} == {}
    assert {value: realis[value] for value in Realis if realis[value] < 500} == {}
    assert sum(event.background for event in events) >= 200
    assert sum(not passage.events for passage in passages) >= 0.33 * len(passages)
    assert len(passages) >= 8_000
    assert sum(passage.kind == "article" for passage in passages) >= 200
    assert len({passage.region for passage in passages}) >= 40
