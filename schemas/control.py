"""Who holds a place, as far as the reports tell."""

from datetime import date
from typing import Annotated

from pydantic import Field

from schemas.base import Contract, UtcDatetime
from schemas.event import Evidence

UNKNOWN = "unknown"
CONTESTED = "contested"


class PlaceControl(Contract):
    """The belief about one place of a theatre."""

    theatre: str
    place: str
    holder: str
    """The actor reported last as holding it, `contested` or `unknown`."""
    belief: Annotated[float, Field(ge=0, le=1)]
    """The probability that `holder` does hold it."""
    beliefs: dict[str, float]
    """The probability of every holder that is not negligible; they add up to one."""
    since: date | None
    """The day from which `holder` is reported there."""
    as_of: UtcDatetime
    """Event time of the newest report taken in."""
    origins: int
    """How many independent origins report `holder` there."""
    evidence: tuple[Evidence, ...] = ()
