"""Runs and the stages that they reach."""

from datetime import UTC, date, datetime, time

from schemas.alert import AlertStage
from schemas.event import Evidence, Grade
from services.link import runs
from services.link.origins import Report
from services.link.runs import Track, start

REPORTED, CONFIRMED = AlertStage.REPORTED, AlertStage.CONFIRMED
DISPUTED, RETRACTED = AlertStage.DISPUTED, AlertStage.RETRACTED


def by(origin: str, day: int = 1, *, text: str = "", interested: bool = False) -> Report:
    when = date(2017, 11, day)
    moment = datetime.combine(when, time(12), tzinfo=UTC)
    evidence = Evidence(quote="q", start=0, end=1)
    return Report(origin, text or f"{origin} {day}", None, interested, Grade.C, 0.75, when, moment, evidence)


Stages = tuple[Track, tuple[AlertStage, ...]]


def report(track: Track, value: str, said: Report, *, quiet: bool = False) -> Stages:
    track, reached = runs.report(track, value, said, quiet=quiet)
    return track, tuple(stage for _, stage in reached)


def deny(track: Track, value: str, said: Report, *, outright: bool = True) -> Stages:
    track, reached = runs.deny(track, value, said, outright=outright)
    return track, tuple(stage for _, stage in reached)


def stand(track: Track) -> Stages:
    track, reached = runs.stand(track)
    return track, tuple(stage for _, stage in reached)


def after(*values: str) -> Track:
    track = Track()
    for day, value in enumerate(values, 1):
        track, _ = report(track, value, by("a", day))
    return track


def test_episodes_count_the_runs_of_each_value() -> None:
    track = after("army", "is", "is", "army", "is")
    assert track.run is not None
    assert (track.run.value, track.run.episode) == ("is", 2)
    assert track.episodes == {"army": 2, "is": 2}


def test_the_first_report_raises_and_a_repeat_does_not() -> None:
    track, first = report(Track(), "army", by("a"))
    track, repeat = report(track, "army", by("a", 2))
    assert (first, repeat) == ((REPORTED,), ())


def test_a_second_origin_confirms() -> None:
    _, stages = report(after("army"), "army", by("b", 3))
    assert stages == (CONFIRMED,)


def test_a_copy_does_not_confirm() -> None:
    track, _ = report(Track(), "army", by("a", text="same"))
    assert report(track, "army", by("b", 2, text="same"))[1] == ()


def test_two_boasts_do_not_confirm_but_a_neutral_voice_then_does() -> None:
    track, _ = report(Track(), "army", by("speaker:army", interested=True))
    track, boast = report(track, "army", by("speaker:militia", interested=True))
    _, neutral = report(track, "army", by("wire:ap"))
    assert (boast, neutral) == ((), (CONFIRMED,))


def test_a_second_origin_after_the_window_does_not_confirm() -> None:
    assert report(after("army"), "army", by("b", 7))[1] == ()


def test_a_denial_disputes_and_a_second_denial_is_no_news() -> None:
    track, first = deny(after("army"), "army", by("b", 2))
    assert (first, deny(track, "army", by("c", 2))[1]) == ((DISPUTED,), ())


def test_a_denial_weeks_later_is_about_something_else() -> None:
    assert deny(after("army"), "army", by("b", 20))[1] == ()


def test_a_denial_that_came_first_disputes_at_once() -> None:
    track, _ = deny(Track(), "army", by("b"))
    assert report(track, "army", by("a"))[1] == (REPORTED, DISPUTED)


def test_not_yet_there_in_the_morning_does_not_dispute_the_afternoon() -> None:
    track, _ = deny(Track(), "army", by("b"), outright=False)
    assert report(track, "army", by("a"))[1] == (REPORTED,)


def test_a_denial_of_yesterday_does_not_dispute_today() -> None:
    track, _ = deny(Track(), "army", by("b", 1))
    assert report(track, "army", by("a", 2))[1] == (REPORTED,)


def test_the_only_one_who_said_so_takes_it_back() -> None:
    track, stages = deny(after("is", "army"), "army", by("a", 3))
    assert stages == (RETRACTED,)
    assert track.run is not None
    assert (track.run.value, track.run.episode) == ("is", 1)


def test_what_was_taken_back_and_is_said_again_is_another_episode() -> None:
    track, _ = deny(after("is", "army"), "army", by("a", 3))
    track, stages = report(track, "army", by("a", 5))
    assert stages == (REPORTED,)
    assert track.run is not None
    assert track.run.episode == 2


def test_one_of_two_who_said_so_takes_it_back() -> None:
    track, _ = report(after("army"), "army", by("b", 2))
    assert deny(track, "army", by("a", 2))[1] == (DISPUTED,)


def test_what_stood_is_confirmed_unless_disputed_or_a_boast() -> None:
    boast, _ = report(Track(), "army", by("speaker:army", interested=True))
    disputed, _ = deny(after("army"), "army", by("b", 2))
    assert [stand(track)[1] for track in (after("army"), boast, disputed)] == [(CONFIRMED,), (), ()]


def test_a_report_of_a_state_begins_a_run_without_news() -> None:
    track, stages = report(Track(), "army", by("a"), quiet=True)
    assert stages == ()
    assert report(track, "army", by("b", 2))[1] == (REPORTED, CONFIRMED)


def test_what_was_so_from_the_start_is_no_news() -> None:
    track = start(Track(), "army", date(2017, 10, 1))
    assert report(track, "army", by("a"))[1] == ()


def test_old_news_changes_nothing() -> None:
    track = start(Track(), "army", date(2017, 12, 1))
    assert report(track, "is", by("a")) == (track, ())
