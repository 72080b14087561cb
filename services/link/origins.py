"""Who stands behind a report, how far that is believed, and when two reports are really one.

Copies are the main danger in fusing news: one agency's sentence under forty mastheads is one vote, and so are the
statements of two parties who gain from the same claim.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from schemas.event import Evidence, Grade, TerritoryEvent
from services.link.order import day_of
from services.link.sides import Sides

RELIABILITY = {Grade.A: 0.95, Grade.B: 0.85, Grade.C: 0.75, Grade.D: 0.60, Grade.E: 0.50, Grade.F: 0.55}
"""The chance that a report of this grade is right. E is no better than a coin; F is unjudged, so hardly better."""

MAX_REPORTS = 12
"""Independent origins kept for or against one thing. The thirteenth no longer changes anything."""

CREDIBLE = frozenset({Grade.A, Grade.B, Grade.C})


@dataclass(frozen=True, slots=True)
class Report:
    """What one event contributes to the question whether something is so."""

    origin: str
    fingerprint: str
    speaker: str | None
    """The actor of the theatre who says so."""
    interested: bool
    """Whether the speaker gains from being believed."""
    grade: Grade
    """After allowing for who speaks: a boast is D, an admission A, a monitor at least B."""
    reliability: float
    day: date
    published_at: datetime
    evidence: Evidence

    @property
    def credible(self) -> bool:
        """Whether it is good enough to cast doubt on another report."""
        return self.grade in CREDIBLE and not self.interested


def report_of(event: TerritoryEvent, sides: Sides, gainers: Iterable[str], losers: Iterable[str] = ()) -> Report:
    """The report that an event makes, where `gainers` profit from being believed and `losers` would be admitting."""
    speaker = _speaker(event, sides)
    interested = speaker is not None and any(sides.allied(speaker, gainer) for gainer in gainers)
    admits = speaker is not None and not interested and any(sides.allied(speaker, loser) for loser in losers)
    grade = _grade(event.grade, interested=interested, admits=admits, monitor=sides.is_monitor(speaker))
    return Report(
        origin=event.origin,
        fingerprint=event.fingerprint,
        speaker=speaker,
        interested=interested,
        grade=grade,
        reliability=0.5 + (RELIABILITY[grade] - 0.5) * event.confidence,
        day=day_of(event),
        published_at=event.published_at,
        evidence=event.evidence[0],
    )


def independent(one: Report, other: Report) -> bool:
    """Whether the two reports do not go back to one origin. All interested parties of a claim are one origin."""
    if one.origin == other.origin or one.fingerprint == other.fingerprint:
        return False
    return not (one.interested and other.interested)


def with_report(reports: tuple[Report, ...], new: Report) -> tuple[Report, ...]:
    """The reports, and the new one if it goes back to an origin of its own."""
    if len(reports) >= MAX_REPORTS or not all(independent(new, old) for old in reports):
        return reports
    return (*reports, new)


def confidence(support: Iterable[Report], against: Iterable[Report]) -> float:
    """The probability that it is so, starting from even odds, where each report is of an origin of its own."""
    log_odds = sum(map(_log_odds, support)) - sum(map(_log_odds, against))
    return 1 / (1 + math.exp(-log_odds))


def _log_odds(report: Report) -> float:
    return math.log(report.reliability / (1 - report.reliability))


def _speaker(event: TerritoryEvent, sides: Sides) -> str | None:
    if event.attributed_to is not None and (actor := sides.resolve(event.attributed_to)):
        return actor
    named = event.origin.removeprefix("speaker:")
    return named if named != event.origin and sides.knows(named) else None


def _grade(grade: Grade, *, interested: bool, admits: bool, monitor: bool) -> Grade:
    if interested:
        return Grade.D
    if admits:
        return Grade.A
    if monitor:
        return min(grade, Grade.B)
    return grade
