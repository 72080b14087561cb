"""The one order in which the events of a theatre are folded, whatever order they arrived in."""

from datetime import date, datetime

from schemas.event import EventType, TerritoryEvent

Position = tuple[date, datetime, bool, str]


def day_of(event: TerritoryEvent) -> date:
    """The day it happened. Nothing is reported before it happens: a later day is a misread date."""
    return min(event.day, event.published_at.date())


def position(event: TerritoryEvent) -> Position:
    """Where the event stands in the canonical order: by day, then by publication, then by id.

    Where one article says that some left and others came, the coming goes first: so that the leaving bears it out,
    instead of leaving the place to nobody for a moment.
    """
    return day_of(event), event.published_at, event.type is EventType.CONTROL_CEDED, event.id
