"""The corpus as it is written: passages with inline marks, from which offsets are taken.

A passage begins with a line ``== kind=wire; region=Sahel; date=2012-03-31`` and goes on to the next such line. In its
text ``{A1 the rebels}`` marks the actor of event 1 and ``{T1=control_gained.actual seized}`` the event's trigger with
type and realis; ``.bg`` after the realis says that it is background. The roles are T trigger, A actor, L loser, O other
actor, P place, D time. A span may play several roles, ``{A1L2 the army}``, or one role for several events,
``{A1,2 the army}``, and marks may be nested. Curly braces have no other meaning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from schemas.event import EventType, Realis
from services.runtime.errors import BadInputError

ROLES = {"T": "trigger", "A": "actor", "L": "loser", "O": "other_actor", "P": "place", "D": "time"}
KINDS = (
    "wire",
    "local",
    "official",
    "thinktank",
    "headline",
    "liveblog",
    "translated",
    "magazine",
    "history",
    "article",
)

PARTS = ("actor", "loser", "other_actor", "place")
"""The roles that names play: all but trigger and time."""

_OPEN = re.compile(r"\{((?:[TALOPD]\d+(?:,\d+)*)+)(?:=([a-z_]+)\.([a-z]+)(\.bg)?)? ")
_CODE = re.compile(r"([TALOPD])(\d+(?:,\d+)*)")


@dataclass(frozen=True)
class Span:
    """A stretch of a passage's text, by character offsets."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        """Whether both have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass
class MarkedEvent:
    """One event of a passage."""

    type: EventType
    realis: Realis
    background: bool
    spans: dict[str, list[Span]] = field(default_factory=dict)
    """By role. A role may have several spans, the first being the one to be found."""


@dataclass(frozen=True)
class Passage:
    """One passage of the corpus."""

    id: str
    kind: str
    region: str
    date: str
    text: str
    events: tuple[MarkedEvent, ...]


def read_marked(path: Path) -> list[Passage]:
    """Read the passages of a file.

    Raises:
        BadInputError: there is no such file, or marks or headers are wrong; a line for each, with its own number.
    """
    passages: list[Passage] = []
    faults: list[str] = []
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInputError(f"cannot read {path}: {error.strerror}") from error
    for number, header, body in _blocks(text):
        try:
            passages.append(_passage(f"{path.stem}-{len(passages) + len(faults) + 1:04d}", header, body))
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}")
    if faults:
        raise BadInputError("\n".join(faults))
    return passages


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    number, header, body = 0, "", list[str]()
    for line_number, line in enumerate(text.splitlines(), 1):
        if line.startswith("== "):
            if header:
                yield number, header, "\n".join(body).strip()
            number, header, body = line_number, line[3:], []
        elif header:
            body.append(line)
        elif line.strip():
            raise BadInputError(f"line {line_number}: text before the first '== ' line")
    if header:
        yield number, header, "\n".join(body).strip()


def _passage(passage_id: str, header: str, body: str) -> Passage:
    pairs = dict(part.strip().split("=", 1) for part in header.split(";"))
    if set(pairs) != {"kind", "region", "date"}:
        raise ValueError(f"a header has kind, region and date, not {', '.join(pairs)}")
    if pairs["kind"] not in KINDS:
        raise ValueError(f"kind '{pairs['kind']}' is none of {', '.join(KINDS)}")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", pairs["date"]):
        raise ValueError(f"date '{pairs['date']}' is not YYYY-MM-DD")
    text, events = _take_marks(body)
    if not text:
        raise ValueError("the passage is empty")
    return Passage(passage_id, pairs["kind"], pairs["region"], pairs["date"], text, events)


def _take_marks(body: str) -> tuple[str, tuple[MarkedEvent, ...]]:
    plain: list[str] = []
    length, at = 0, 0
    opened: list[tuple[str, re.Match[str], int]] = []
    closed: list[tuple[re.Match[str], Span]] = []
    while at < len(body):
        if body[at] == "{":
            mark = _OPEN.match(body, at)
            if mark is None:
                raise ValueError(f"not a mark: {body[at : at + 30]!r}")
            opened.append((body[at:], mark, length))
            at = mark.end()
        elif body[at] == "}":
            if not opened:
                raise ValueError(f"a brace closes nothing before {body[at + 1 : at + 31]!r}")
            _, mark, start = opened.pop()
            if start == length:
                raise ValueError(f"an empty mark: {mark.group()!r}")
            closed.append((mark, Span(start, length)))
            at += 1
        else:
            plain.append(body[at])
            length, at = length + 1, at + 1
    if opened:
        raise ValueError(f"never closed: {opened[0][0][:30]!r}")
    return "".join(plain), _events(sorted(closed, key=lambda pair: pair[1].start))


def _events(marks: list[tuple[re.Match[str], Span]]) -> tuple[MarkedEvent, ...]:
    events: dict[int, MarkedEvent] = {}
    for mark, span in marks:
        for number in _triggered(mark):
            if number in events:
                raise ValueError(f"event {number} has two triggers")
            events[number] = MarkedEvent(EventType(mark[2]), Realis(mark[3]), mark[4] is not None, {"trigger": [span]})
    for mark, span in marks:
        for letter, number in _roles(mark):
            if number not in events:
                raise ValueError(f"event {number} has no trigger")
            events[number].spans.setdefault(ROLES[letter], []).append(span)
    return tuple(events[number] for number in sorted(events))


def _triggered(mark: re.Match[str]) -> list[int]:
    numbers = [number for letter, number in _codes(mark) if letter == "T"]
    if bool(numbers) != (mark[2] is not None):
        raise ValueError(f"a trigger, and only a trigger, has type and realis: {mark.group()!r}")
    return numbers


def _roles(mark: re.Match[str]) -> list[tuple[str, int]]:
    return [(letter, number) for letter, number in _codes(mark) if letter != "T"]


def _codes(mark: re.Match[str]) -> list[tuple[str, int]]:
    return [(letter, int(n)) for letter, numbers in _CODE.findall(mark[1]) for n in numbers.split(",")]
