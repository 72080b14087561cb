"""A territory event: what one article says happened to one place, and the words that say so.

The types and the realis values follow the annotation guide of the detection corpus.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.base import Contract, UtcDatetime

WORLD = "world"
"""The theatre of events that belong to no theatre file."""


class EventType(StrEnum):
    """What kind of thing happened."""

    CONTROL_GAINED = "control_gained"
    CONTROL_CEDED = "control_ceded"
    CONTROL_TRANSFERRED = "control_transferred"
    CONTROL_HELD = "control_held"
    ADVANCE = "advance"
    SIEGE_LAID = "siege_laid"
    SIEGE_BROKEN = "siege_broken"
    ATTACK_REPELLED = "attack_repelled"
    BORDER_REACHED = "border_reached"
    BORDER_CROSSED = "border_crossed"
    CROSSING_CLOSED = "crossing_closed"
    CROSSING_OPENED = "crossing_opened"
    BORDER_CHANGED = "border_changed"
    LINKUP = "linkup"
    ROUTE_OPENED = "route_opened"
    ROUTE_CUT = "route_cut"
    PASSAGE_GRANTED = "passage_granted"
    PASSAGE_DENIED = "passage_denied"


class Realis(StrEnum):
    """Whether it happened, as the text has it."""

    ACTUAL = "actual"
    CLAIMED = "claimed"
    DENIED = "denied"
    NEGATED = "negated"
    ONGOING = "ongoing"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


HAPPENED = frozenset({Realis.ACTUAL, Realis.CLAIMED})
"""The realis values of an event that somebody says has happened."""


class PlaceKind(StrEnum):
    """What sort of place a name stands for."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    CROSSING = "crossing"
    BASE = "base"
    FIELD = "field"
    DAM = "dam"
    BRIDGE = "bridge"
    ROAD = "road"
    BORDER = "border"
    REGION = "region"
    COUNTRY = "country"
    OTHER = "other"


class Grade(StrEnum):
    """How reliable a source is (the letters of the Admiralty code): A completely, E not, F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class ActorRef(Contract):
    """An actor as the text names it, and the theatre's id for it where one is known."""

    text: str
    id: str | None = None


class PlaceRef(Contract):
    """A place as the text names it, and where on the map it is, where that is known."""

    text: str
    id: str | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Degrees north, WGS 84."""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Degrees east, WGS 84."""
    country: str | None = None
    """ISO 3166-1 alpha-2. With `border` and `border_km` it tells the side of that border."""
    kind: PlaceKind | None = None
    precision_km: Annotated[float, Field(ge=0)] | None = None
    """Within how many kilometres of the point the place is likely to lie, if it is the place that is meant at all. Null
    without a point, and in records of older versions; so are the next two."""
    border: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z]{2}$")] | None = None
    """The nearest international land border, as its two country codes in alphabetical order: IQ-SY. For a stretch of
    border, that border, with or without a point. Null also where none is within some 300 km."""
    border_km: Annotated[float, Field(ge=0)] | None = None
    """Kilometres from the point to that border, true to about 2 km."""


class Evidence(Contract):
    """The words that prove something, and where they stand."""

    quote: str
    start: int
    """Offset of the quote's first character in the article's body (title, blank line, text)."""
    end: int
    """Offset just past its last character."""
    trigger_start: int | None = None
    """Offset in the body, inside the quote, of the words that tell the event and give its type ("seized"). Null in
    records of older versions, and where the quote only says whether something told before is true."""
    trigger_end: int | None = None
    """Offset just past their last character."""
    realis_words: str | None = None
    """The words of the quote that say whether it happened: "has not", "plans to", "the army said". Null where none
    stand out, as in a plain report, or where only the sentence as a whole says so."""
    url: str = ""
    source: str = ""
    published_at: UtcDatetime | None = None


class TerritoryEvent(Contract):
    """One happening that one article reports."""

    id: str
    """Hash of article, sentence, type and roles."""
    theatre: str = WORLD
    article_id: str
    type: EventType
    actor: ActorRef | None = None
    """Who did it: the gainer, the one who left, the defender, the receiver, the one who lets or refuses."""
    loser: ActorRef | None = None
    """The other side: who lost the place, the besieged, the attacker repelled, the giver."""
    other_actor: ActorRef | None = None
    """The second force of a linkup; the force that is let through or refused."""
    place: PlaceRef | None = None
    realis: Realis
    background: bool = False
    """True if it happened more than about 30 days before publication or is mere history."""
    occurred_on: date | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    """How sure the detector is that the text says this; not whether it is true."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    published_at: UtcDatetime
    """The article's event time."""
    attributed_to: ActorRef | None = None
    """Who says so, where the text names somebody; null if the outlet says it in its own voice."""
    origin: str
    """Who stands behind the report: `speaker:ID`, `wire:NAME` or `outlet:NAME`. One origin has one vote."""
    fingerprint: str
    """Hash of the normalised sentence. Copies of one text under other names share it."""
    grade: Grade = Grade.F
    """The reliability of the source that published the article."""

    @property
    def day(self) -> date:
        """The day it happened, or failing that the day it was published."""
        return self.occurred_on or self.published_at.date()
