"""The ledger: idempotent, deterministic, and cheap to correct."""

from collections.abc import Container
from datetime import date, timedelta

import pytest

from schemas.event import TerritoryEvent
from services.link import ledger as ledger_module
from services.link.fold import Step, step
from services.link.ledger import CHECKPOINT_EVERY, MAX_CHECKPOINTS, Outputs, TheatreLedger
from services.link.state import State
from services.link.world import World
from tests.support.link_story import GAINED, REACHED, THEATRE, event, story


def skirmishes(count: int) -> list[TerritoryEvent]:
    """Baaj and Rawa changing hands again and again, two reports a day."""
    told = [
        event(
            f"2017-{6 + n // 56:02}-{1 + n % 56 // 2:02}", GAINED, "pmf" if n % 4 < 2 else "is", place, by=f"wire:{n}"
        )
        for n in range(count)
        for place in (("baaj", "rawa")[n % 2],)
    ]
    return sorted(told, key=lambda each: (each.day, each.published_at, each.id))


def test_an_event_that_was_taken_in_before_changes_nothing() -> None:
    ledger = TheatreLedger(THEATRE)
    for told in story():
        ledger.apply(told)
    before = ledger.control(), ledger.corridors()
    assert [ledger.apply(told) for told in story()] == [Outputs()] * len(story())
    assert (ledger.control(), ledger.corridors()) == before


def test_an_event_of_another_theatre_changes_nothing() -> None:
    elsewhere = event("2017-06-04", GAINED, "pmf", "baaj").model_copy(update={"theatre": "world"})
    assert TheatreLedger(THEATRE).apply(elsewhere) == Outputs()


def test_outputs_are_what_differs_and_add_up_to_the_state() -> None:
    ledger = TheatreLedger(THEATRE)
    control = {c.place: c for c in ledger.control()}
    corridors = {c.corridor: c for c in ledger.corridors()}
    for told in story()[::-1]:
        outputs = ledger.apply(told)
        assert all(control.get(c.place) != c for c in outputs.control)
        assert all(corridors[c.corridor] != c for c in outputs.corridors)
        control |= {c.place: c for c in outputs.control}
        corridors |= {c.corridor: c for c in outputs.corridors}
    assert control == {c.place: c for c in ledger.control()}
    assert corridors == {c.corridor: c for c in ledger.corridors()}


def test_two_replays_give_the_same_bytes() -> None:
    def replay() -> bytes:
        ledger = TheatreLedger(THEATRE)
        return b"\n".join(
            record.to_json()
            for told in story()
            for outputs in (ledger.apply(told),)
            for record in (*outputs.control, *outputs.corridors, *outputs.alerts)
        )

    assert replay() == replay()


def test_a_late_event_is_folded_in_from_a_checkpoint() -> None:
    told = skirmishes(4 * CHECKPOINT_EVERY)
    for late in (0, CHECKPOINT_EVERY - 1, CHECKPOINT_EVERY, 2 * CHECKPOINT_EVERY + 5):
        in_order, corrected = TheatreLedger(THEATRE), TheatreLedger(THEATRE)
        for each in told:
            in_order.apply(each)
        for each in (*told[:late], *told[late + 1 :], told[late]):
            corrected.apply(each)
        assert corrected._state == in_order._state
        assert corrected._checkpoints == in_order._checkpoints


def test_old_checkpoints_are_thinned_and_the_very_first_is_kept() -> None:
    told = [
        event("2017-06-04", REACHED, "pmf", "um-jrais", by=f"outlet:{n}")
        for n in range(CHECKPOINT_EVERY * (MAX_CHECKPOINTS + 40))
    ]
    ledger = TheatreLedger(THEATRE)
    ledger.restore(told)
    counts = [count for count, _ in ledger._checkpoints]
    assert len(counts) <= MAX_CHECKPOINTS
    assert counts == sorted(set(counts))
    assert counts[0] == 0


def test_restoring_comes_to_the_same_state_and_repeats_no_alert() -> None:
    one_by_one, at_once = TheatreLedger(THEATRE), TheatreLedger(THEATRE)
    told = story()
    alerts = [alert.id for each in told[:-3] for alert in one_by_one.apply(each).alerts]
    assert {alert.id for alert in at_once.restore(told[:-3]).alerts} == set(alerts)
    assert at_once.control() == one_by_one.control()
    for each in told[-3:]:
        assert at_once.apply(each) == one_by_one.apply(each)


def test_an_event_that_cannot_be_folded_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    told = skirmishes(2 * CHECKPOINT_EVERY)
    poison = told[CHECKPOINT_EVERY // 2]
    healthy, failing = TheatreLedger(THEATRE), TheatreLedger(THEATRE)
    rest = [each for each in told if each is not poison]
    for each in rest[:-1]:
        healthy.apply(each)
        failing.apply(each)

    def fail_on_poison(world: World, state: State, event: TerritoryEvent, known: Container[str]) -> Step:
        if event is poison:
            raise ArithmeticError
        return step(world, state, event, known)

    monkeypatch.setattr(ledger_module, "step", fail_on_poison)
    with pytest.raises(ArithmeticError):
        failing.apply(poison)
    assert failing.apply(rest[-1]) == healthy.apply(rest[-1])
    assert failing.control() == healthy.control()


def test_a_day_after_publication_is_a_misread_date() -> None:
    ledger = TheatreLedger(THEATRE)
    ledger.apply(event("2018-06-04", GAINED, "pmf", "baaj", published="2017-06-04"))
    assert next(c.since for c in ledger.control() if c.place == "baaj") == date(2017, 6, 4)


def test_a_denial_within_the_lateness_prevents_the_confirmation_by_standing() -> None:
    gained = event("2017-06-04", GAINED, "pmf", "baaj", by="outlet:a")
    denial = event("2017-06-06", GAINED, "is", "baaj", by="outlet:b", published="2017-06-09")
    later = event("2017-06-10", REACHED, "syrian-army", "akash")
    patient = TheatreLedger(THEATRE, lateness=timedelta(days=5))
    kinds = [(a.kind, a.stage) for each in (gained, later, denial) for a in patient.apply(each).alerts]
    assert ("control_changed", "confirmed") not in kinds
