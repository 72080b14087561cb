"""Annotated files as other people write them: a JSON line a passage, with the names in the roles of its events."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.event import EventType, Realis, TerritoryEvent
from services.detect.words.text import holds_name
from services.runtime.errors import BadInputError
from services.training.corpus import from_line
from services.training.marked import MarkedEvent, Passage

_FIELDS = frozenset(
    ["type", "realis", "background", "actor", "loser", "other_actor", "place", "place_named", "date", "quote"]
)


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event with the names in its roles, as an annotator wrote or as the detector found it."""

    type: EventType
    realis: Realis
    background: bool
    actor: str | None = None
    loser: str | None = None
    other_actor: str | None = None
    place: str | None = None
    place_named: bool = True
    """False where `place` is a description ("the border crossing") or null."""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A passage and the events that it reports."""

    id: str
    theatre: str
    date: str | None
    """When it was published, or may have been."""
    text: str
    events: tuple[NamedEvent, ...]
    attributive: bool
    """The text holds a bare modifier ("rebel-held X"), in which a state may be seen or not."""

    @property
    def number(self) -> int:
        """The number in its id, by which a file is halved."""
        digits = re.findall(r"\d+", self.id)
        return int(digits[-1]) if digits else 0

    def article(self) -> Article:
        """The passage as the detector is given it."""
        published = datetime.fromisoformat(self.date).replace(hour=12, tzinfo=UTC) if self.date else None
        return Article(id=self.id, text=self.text, published_at=published)


def read_annotated(path: Path) -> Sequence[Annotated]:
    """The passages of an annotated file, or of one of the corpus's.

    Raises:
        BadInputError: there is no such file, or a line of it is no annotated passage.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadInputError(f"cannot read {path}: {error.strerror}") from error
    passages: list[Annotated] = []
    for number, line in enumerate(lines, 1):
        try:
            passages.append(_passage(line))
        except KeyError as error:
            raise BadInputError(f"{path}:{number}: a passage or an event has no {error}") from error
        except (AttributeError, TypeError, ValueError, BadInputError) as error:
            raise BadInputError(f"{path}:{number}: {error}") from error
    return passages


def annotated(passage: Passage) -> Annotated:
    """A passage of the corpus as such a file has it: the words of the first span of each role."""
    return Annotated(
        id=passage.id,
        theatre=passage.region,
        date=passage.date,
        text=passage.text,
        events=tuple(_named(event, passage.text) for event in passage.events),
        attributive=False,
    )


def named(event: TerritoryEvent) -> NamedEvent:
    """An event of the detector's as an annotator would write it."""
    return NamedEvent(
        type=event.type,
        realis=event.realis,
        background=event.background,
        actor=event.actor.text if event.actor else None,
        loser=event.loser.text if event.loser else None,
        other_actor=event.other_actor.text if event.other_actor else None,
        place=event.place.text if event.place else None,
        day=event.occurred_on,
    )


def _named(event: MarkedEvent, text: str) -> NamedEvent:
    words = {role: text[spans[0].start : spans[0].end] for role, spans in event.spans.items()}
    place = words.get("place")
    return NamedEvent(
        type=event.type,
        realis=event.realis,
        background=event.background,
        actor=words.get("actor"),
        loser=words.get("loser"),
        other_actor=words.get("other_actor"),
        place=place,
        place_named=place is not None and holds_name(place),
    )


def _passage(line: str) -> Annotated:
    record: dict[str, Any] = json.loads(line)
    if any("spans" in event for event in record["events"]):
        return annotated(from_line(line))
    return Annotated(
        id=record["id"],
        theatre=record.get("theatre", ""),
        date=record.get("date") or record.get("assumed_date"),
        text=record["text"],
        events=tuple(_event(event) for event in record["events"]),
        attributive=record.get("attributive", False),
    )


def _event(record: dict[str, Any]) -> NamedEvent:
    if unknown := record.keys() - _FIELDS:
        raise ValueError(f"an event has no {', '.join(sorted(unknown))}")
    return NamedEvent(
        type=EventType(record["type"]),
        realis=Realis(record["realis"]),
        background=record.get("background", False),
        actor=record.get("actor"),
        loser=record.get("loser"),
        other_actor=record.get("other_actor"),
        place=record.get("place"),
        place_named=record.get("place_named", record.get("place") is not None),
        day=date.fromisoformat(record["date"]) if record.get("date") else None,
    )
