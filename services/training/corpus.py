"""Makes the corpus's JSON Lines of the marked passages. `python -m services.training.corpus`.

A line has ``id``, ``kind``, ``region``, ``date``, ``text`` and ``events``; an event has ``type``, ``realis``,
``background`` and ``spans``: for each role the character offsets ``[start, end]`` of its spans in the text, the first
being the one to be found.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from schemas.event import EventType, Realis
from services.runtime.errors import BadInputError
from services.training.marked import MarkedEvent, Passage, Span, read_marked

CORPUS = Path(__file__).resolve().parents[2] / "seeds" / "corpus"
MARKED = CORPUS / "marked"


def to_line(passage: Passage) -> str:
    """The passage as one line of JSON, the same bytes for equal passages."""
    record = {
        "id": passage.id,
        "kind": passage.kind,
        "region": passage.region,
        "date": passage.date,
        "text": passage.text,
        "events": [
            {
                "type": event.type.value,
                "realis": event.realis.value,
                "background": event.background,
                "spans": {role: [[span.start, span.end] for span in spans] for role, spans in event.spans.items()},
            }
            for event in passage.events
        ],
    }
    return json.dumps(record, ensure_ascii=False)


def from_line(line: str) -> Passage:
    """The passage of a line that `to_line` wrote.

    Raises:
        BadInputError: the line is no such thing, or a span lies outside the text.
    """
    try:
        record: dict[str, Any] = json.loads(line)
        events = tuple(_event(event) for event in record["events"])
        passage = Passage(record["id"], record["kind"], record["region"], record["date"], record["text"], events)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInputError(f"not a line of the corpus: {line[:60]!r}: {error}") from error
    for event in passage.events:
        for span in (span for spans in event.spans.values() for span in spans):
            if not 0 <= span.start < span.end <= len(passage.text):
                raise BadInputError(f"{passage.id}: a span lies outside the text: {span.start} to {span.end}")
    return passage


def read_passages(files: Iterable[Path]) -> list[Passage]:
    """The passages of marked files (`.txt`) and of lines (`.jsonl`), in the order of the files' names.

    Raises:
        BadInputError: a file is wrong.
    """
    passages: list[Passage] = []
    for path in sorted(files):
        if path.suffix == ".jsonl":
            passages += [from_line(line) for line in path.read_text(encoding="utf-8").splitlines()]
        else:
            passages += read_marked(path)
    return passages


def write_corpus(marked: Path, into: Path) -> Sequence[Path]:
    """Write a JSON Lines file for each marked file; returns those written.

    Raises:
        BadInputError: a marked file is wrong.
    """
    written: list[Path] = []
    for path in sorted(marked.glob("*.txt")):
        target = into / f"{path.stem}.jsonl"
        target.write_text("".join(f"{to_line(passage)}\n" for passage in read_marked(path)), encoding="utf-8")
        written.append(target)
    return written


def _event(record: dict[str, Any]) -> MarkedEvent:
    spans = {role: [Span(start, end) for start, end in spans] for role, spans in record["spans"].items()}
    return MarkedEvent(EventType(record["type"]), Realis(record["realis"]), record["background"], spans)


def main() -> int:
    """Write all files of the corpus; status 2 if a marked file is wrong."""
    try:
        written = write_corpus(MARKED, CORPUS)
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{len(written)} files written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
