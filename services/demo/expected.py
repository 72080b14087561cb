"""What a story must make Landbridge say, and what it must not: the truth that the alerts are held against."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
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
    """Those whom it is about, gainer first; empty if it does not matter."""

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
    """Raised, but after the next one that was expected."""
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
    """Compares the alerts of a run, in the order in which they were raised, with what was expected."""
    raised = list(alerts)
    missing: list[ExpectedAlert] = []
    late: list[ExpectedAlert] = []
    newest = raised[0].raised_at if raised else None
    for expected in expectations.alerts:
        found = next((alert for alert in raised if expected.matches(alert)), None)
        if found is None:
            missing.append(expected)
        elif newest is not None and found.raised_at < newest:
            late.append(expected)
        else:
            newest = found.raised_at
    forbidden = tuple(a for a in raised if any(rule.matches(a) for rule in expectations.never))
    return Verdict(tuple(missing), tuple(late), forbidden)
