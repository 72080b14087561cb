"""The state of a corridor: how much of it is open, and what still blocks it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.alert import Condition
from schemas.base import Contract, UtcDatetime


class CorridorStatus(StrEnum):
    """How much of a corridor is passable for its coalition."""

    OPEN = "open"
    ONE_GAP = "one_gap"
    GAPS = "gaps"
    CUT = "cut"
    """It was open before, and is no longer."""


class RoutePlace(Contract):
    """One place of the route, with what is believed of it."""

    place: str
    holder: str
    belief: Annotated[float, Field(ge=0, le=1)]
    """The probability that the coalition, or a third party that lets it through, holds the place."""
    passable: bool


class CorridorState(Contract):
    """One corridor of a theatre, at one moment of event time."""

    theatre: str
    corridor: str
    status: CorridorStatus
    route: tuple[RoutePlace, ...]
    gaps: tuple[str, ...]
    weakest: str
    """The place of the route that the coalition is least likely to hold."""
    weakest_belief: Annotated[float, Field(ge=0, le=1)]
    open_probability: Annotated[float, Field(ge=0, le=1)]
    """The chance that the whole route is passable, taking its places as independent."""
    conditions: tuple[Condition, ...]
    as_of: UtcDatetime
