"""Judging the alerts of a run against what was expected."""

from datetime import UTC, date, datetime

import pytest

from schemas.alert import Alert, AlertKind, AlertStage, SubjectKind
from schemas.event import Evidence
from services.demo.expected import Expectations, ExpectedAlert, ForbiddenAlert, judge, load_expectations
from services.demo.story import DEFAULT_STORY, load_story
from services.runtime.theatres import load_theatre


def _alert(kind: AlertKind, day: int, stage: AlertStage = AlertStage.REPORTED, subject: str = "baaj") -> Alert:
    return Alert(
        id=f"{kind}{day}{stage}",
        kind=kind,
        stage=stage,
        theatre="t",
        subject=subject,
        subject_kind=SubjectKind.PLACE,
        occurred_on=date(2017, 6, day),
        raised_at=datetime(2017, 6, day, 12, tzinfo=UTC),
        headline="h",
        confidence=0.5,
        evidence=(Evidence(quote="q", start=0, end=1),),
        parties=("pmf", "islamic-state"),
    )


REACHED = ExpectedAlert(kind=AlertKind.BORDER_REACHED, stage=AlertStage.REPORTED, day=date(2017, 6, 4))
TAKEN = ExpectedAlert(kind=AlertKind.CONTROL_CHANGED, stage=AlertStage.REPORTED, day=date(2017, 6, 8))
EXPECTED = Expectations(
    alerts=(REACHED, TAKEN),
    never=(ForbiddenAlert(kind=AlertKind.LINKUP, until=date(2017, 6, 17)),),
)


def test_expected_alerts_in_order_with_others_between_them_are_good() -> None:
    run = [_alert(AlertKind.BORDER_REACHED, 4), _alert(AlertKind.SIEGE_LAID, 6), _alert(AlertKind.CONTROL_CHANGED, 8)]

    assert judge(EXPECTED, run).good


def test_an_alert_that_did_not_come_is_missing() -> None:
    verdict = judge(EXPECTED, [_alert(AlertKind.BORDER_REACHED, 4)])

    assert verdict.missing == (TAKEN,)
    assert not verdict.good


def test_no_alerts_at_all_is_not_good() -> None:
    assert judge(EXPECTED, []).missing == (REACHED, TAKEN)


def test_an_alert_that_came_after_a_later_one_is_late() -> None:
    swapped = Expectations(alerts=(TAKEN, REACHED))

    verdict = judge(swapped, [_alert(AlertKind.BORDER_REACHED, 4), _alert(AlertKind.CONTROL_CHANGED, 8)])

    assert (verdict.missing, verdict.late) == ((), (TAKEN,))


def test_a_confirmation_may_take_its_time() -> None:
    confirmed = REACHED.model_copy(update={"stage": AlertStage.CONFIRMED})
    later = _alert(AlertKind.BORDER_REACHED, 4, AlertStage.CONFIRMED)
    run = [
        _alert(AlertKind.BORDER_REACHED, 4),
        _alert(AlertKind.CONTROL_CHANGED, 8),
        later.model_copy(update={"raised_at": datetime(2017, 6, 20, tzinfo=UTC)}),
    ]

    assert judge(Expectations(alerts=(REACHED, confirmed, TAKEN)), run).good


def test_a_forbidden_alert_is_named_only_within_its_days() -> None:
    early, allowed = _alert(AlertKind.LINKUP, 17), _alert(AlertKind.LINKUP, 18)
    run = [_alert(AlertKind.BORDER_REACHED, 4), _alert(AlertKind.CONTROL_CHANGED, 8), early, allowed]

    assert judge(EXPECTED, run).forbidden == (early,)


@pytest.mark.parametrize(
    ("changed", "matches"),
    [
        ({}, True),
        ({"subject": "baaj", "parties": ("pmf",)}, True),
        ({"subject": "rawa"}, False),
        ({"parties": ("islamic-state",)}, False),
        ({"stage": AlertStage.CONFIRMED}, False),
        ({"day": date(2017, 6, 6)}, False),
        ({"day": date(2017, 6, 6), "within": 2}, True),
    ],
)
def test_an_expectation_matches_on_what_it_names(changed: dict[str, object], matches: bool) -> None:
    assert REACHED.model_copy(update=changed).matches(_alert(AlertKind.BORDER_REACHED, 4)) is matches


def test_the_shipped_expectations_speak_of_the_story_and_its_theatre() -> None:
    expectations = load_expectations(DEFAULT_STORY)
    story = load_story()
    theatre = load_theatre(story.theatre)

    first, last = story.day(0), story.day(len(story.items))
    assert all(first <= expected.day <= last for expected in expectations.alerts)
    subjects = {e.subject for e in expectations.alerts} | {rule.subject for rule in expectations.never}
    assert subjects - {None} <= theatre.places.keys() | theatre.corridors.keys()
    assert {party for expected in expectations.alerts for party in expected.parties} <= theatre.actors.keys()
