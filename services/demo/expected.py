"""What a story must make Landbridge say, and what it must not: the truth that the alerts are held against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from schemas.alert import Alert, AlertKind, AlertStage
from schemas.theatre import Authored, Slug
from services.runtime.authored import read_yaml, validate


class ExpectedAlert(Authored):
    """An alert that must come."""

    kind: AlertKind
    stage: AlertStage
    day: date
    """The day on which the thing happened."""
    within: Annotated[int, Field(ge=0)] = 1
    """Days that the alert's day may differ from it."""
    subject: str | None = None
    parties: tuple[Slug, ...] = ()
    """Those whom it is about, gainer first, of a linkup in alphabetical order; empty if it does not matter."""

    def matches(self, alert: Alert) -> bool:
        """Whether `alert` is the one."""
        return (
            alert.kind is self.kind
            and alert.stage is self.stage
            and abs(alert.occurred_on - self.day) <= timedelta(days=self.within)
            and self.subject in (None, alert.subject)
            and alert.parties[: len(self.parties)] == self.parties
        )


class ForbiddenAlert(Authored):
    """An alert that must not come. What is left out stands for any."""

    kind: AlertKind
    stage: AlertStage | None = None
    subject: str | None = None
    since: date | None = None
    """The first day of happening on which it is forbidden."""
    until: date | None = None
    """The last such day."""

    def matches(self, alert: Alert) -> bool:
        """Whether `alert` is such a one."""
        return (
            alert.kind is self.kind
            and self.stage in (None, alert.stage)
            and self.subject in (None, alert.subject)
            and (self.since is None or alert.occurred_on >= self.since)
            and (self.until is None or alert.occurred_on <= self.until)
        )


class Expectations(Authored):
    """The contents of an `expected.yaml`."""

    alerts: tuple[ExpectedAlert, ...]
    never: tuple[ForbiddenAlert, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How the alerts of a run compare with what was expected."""

    missing: tuple[ExpectedAlert, ...]
    """Expected and not raised."""
    late: tuple[ExpectedAlert, ...]
    """Raised, but after one that was expected to come later."""
    forbidden: tuple[Alert, ...]

    @property
    def good(self) -> bool:
        """Whether all came, in order, and nothing that must not."""
        return not (self.missing or self.late or self.forbidden)


def load_expectations(directory: Path) -> Expectations:
    """The `expected.yaml` of the story in `directory`.

    Raises:
        BadInputError: it is missing or wrong; with file and line.

    """
    path = directory / "expected.yaml"
    data, lines = read_yaml(path)
    return validate(Expectations, data, lines, path)


def judge(expectations: Expectations, alerts: Iterable[Alert]) -> Verdict:
    """Compares the alerts of a run with what was expected.

    Only alerts of the stage `reported` have an order: how long it takes until one is confirmed is another matter.
    """
    raised = sorted(alerts, key=lambda alert: alert.raised_at)
    found = [(e, next((alert for alert in raised if e.matches(alert)), None)) for e in expectations.alerts]
    missing = tuple(expected for expected, alert in found if alert is None)
    late: list[ExpectedAlert] = []
    next_raised = datetime.max.replace(tzinfo=UTC)
    for expected, alert in reversed(found):
        if alert is None or expected.stage is not AlertStage.REPORTED:
            continue
        if alert.raised_at > next_raised:
            late.append(expected)
        next_raised = min(next_raised, alert.raised_at)
    forbidden = tuple(alert for alert in raised if any(rule.matches(alert) for rule in expectations.never))
    return Verdict(missing, tuple(reversed(late)), forbidden)
