"""Alerts, and the conditions that they are about."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.base import Contract, UtcDatetime
from schemas.event import Evidence


class AlertKind(StrEnum):
    """What an alert says has happened."""

    BORDER_REACHED = "border_reached"
    BORDER_CROSSED = "border_crossed"
    CONTROL_CHANGED = "control_changed"
    SIEGE_LAID = "siege_laid"
    SIEGE_BROKEN = "siege_broken"
    PASSAGE_GRANTED = "passage_granted"
    PASSAGE_DENIED = "passage_denied"
    CROSSING_OPENED = "crossing_opened"
    CROSSING_CLOSED = "crossing_closed"
    BORDER_CHANGED = "border_changed"
    ONE_GAP_LEFT = "one_gap_left"
    LINKUP = "linkup"
    CORRIDOR_OPEN = "corridor_open"
    CORRIDOR_CUT = "corridor_cut"


class AlertStage(StrEnum):
    """How far the matter has come."""

    REPORTED = "reported"
    """Somebody says so."""
    CONFIRMED = "confirmed"
    """A second independent origin says so too, or it has stood for days."""
    DISPUTED = "disputed"
    """A credible source contradicts it."""
    RETRACTED = "retracted"
    """It was withdrawn, or turned out never to have been so."""


class SubjectKind(StrEnum):
    """What the subject of an alert is."""

    CORRIDOR = "corridor"
    PLACE = "place"


class Condition(Contract):
    """One of the conditions that an analyst wrote for a corridor, evaluated."""

    name: str
    met: bool
    since: date | None = None
    """The day since which it is met or not met, where a report tells."""
    why: str
    """One sentence for the reader of the alert."""
    evidence: tuple[Evidence, ...] = ()


class Alert(Contract):
    """Something that somebody asked to be woken up for."""

    id: str
    """Hash of theatre, subject, kind, parties, episode and stage; the same whichever report came first."""
    kind: AlertKind
    stage: AlertStage
    theatre: str
    subject: str
    """Id of the corridor or the place that it is about."""
    subject_kind: SubjectKind
    occurred_on: date
    raised_at: UtcDatetime
    """Event time: the publication of the report that raised it. Not the wall clock."""
    headline: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    """How likely it is to be so. Of a corridor: that of its weakest place."""
    conditions: tuple[Condition, ...] = ()
    route: tuple[str, ...] = ()
    """The corridor's places from end to end; empty where the subject lies on no corridor."""
    gaps: tuple[str, ...] = ()
    """The places of the route that still must change hands."""
    corridors: tuple[str, ...] = ()
    """The corridors that the subject bears on."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    parties: tuple[str, ...] = ()
    """The actors that it is about, gainer first."""
    episode: Annotated[int, Field(ge=1)] = 1
    """Which time this is that it happened to the subject: 1, 2, ..."""
    follows: str | None = None
    """Id of the alert of an earlier stage that this one continues."""
