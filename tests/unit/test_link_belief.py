"""The belief about one place."""

from datetime import UTC, date, datetime, time

import pytest

from schemas.control import CONTESTED, UNKNOWN
from schemas.event import Evidence, Grade
from services.link.belief import (
    Belief,
    call_after,
    fought_for,
    held_from_start,
    nothing_known,
    predict,
    vote_against,
    vote_for,
)
from services.link.origins import RELIABILITY, Report
from services.link.sides import Sides
from tests.support.link_story import THEATRE

SIDES = Sides(THEATRE)
ARMY, IS = "syrian-army", "is"


def on(day: str) -> date:
    return date.fromisoformat(f"2017-{day}")


def said(day: str, grade: Grade, origin: str = "", text: str = "", *, interested: bool = False) -> Report:
    when = datetime.combine(on(day), time(12), tzinfo=UTC)
    return Report(
        origin or f"outlet:{day}",
        text or f"{day} {origin}",
        None,
        interested,
        grade,
        RELIABILITY[grade],
        on(day),
        when,
        Evidence(quote="q", start=0, end=1),
    )


def test_recovers_when_a_town_changes_hands_three_times() -> None:
    """Abu Kamal, November 2017, by the numbers of a two-state filter worked out by hand."""
    belief = Belief({IS: 0.88, ARMY: 0.12, UNKNOWN: 0.0, CONTESTED: 0.0}, on("11-07"))
    seen: dict[str, float] = {}

    def attack(day: str, attacker: str) -> None:
        nonlocal belief
        belief = fought_for(belief, attacker, on(day), SIDES)

    def claim(day: str) -> None:
        nonlocal belief
        belief = vote_for(belief, ARMY, said(day, Grade.D, interested=True), SIDES)
        seen[f"{day} claim"] = belief.of(ARMY)

    attack("11-08", ARMY)
    claim("11-08")
    belief = vote_against(belief, ARMY, said("11-08", Grade.B, "sohr"), SIDES)
    seen["11-08 denial"] = belief.of(ARMY)
    claim("11-09")
    attack("11-10", IS)
    belief = vote_for(belief, IS, said("11-10", Grade.B, "sohr"), SIDES)
    belief = vote_for(belief, IS, said("11-11", Grade.B, "sohr"), SIDES)
    seen["11-11 lost"] = belief.of(ARMY)
    attack("11-17", ARMY)
    claim("11-17")
    claim("11-19")
    belief = vote_for(belief, ARMY, said("11-20", Grade.B, "sohr"), SIDES)
    seen["11-20 agreed"] = belief.of(ARMY)
    by_hand = {
        "11-08 denial": 0.03,
        "11-09 claim": 0.30,
        "11-11 lost": 0.06,
        "11-17 claim": 0.58,
        "11-19 claim": 0.63,
        "11-20 agreed": 0.89,
    }
    assert {key: seen[key] for key in by_hand} == pytest.approx(by_hand, abs=0.06)


def test_silence_does_not_erode_a_quiet_place() -> None:
    later = predict(held_from_start(ARMY, on("05-01")), on("11-01"))
    assert 0.80 < later.of(ARMY) < 0.85


def test_the_hot_hazard_ends_after_ten_days() -> None:
    hot = fought_for(held_from_start(ARMY, on("05-01")), IS, on("05-02"), SIDES)
    at_the_end = predict(hot, on("05-12")).of(ARMY)
    assert at_the_end < 0.6
    assert predict(hot, on("05-22")).of(ARMY) == pytest.approx(at_the_end, abs=0.01)


def test_a_day_of_fighting_counts_once_however_many_attacks_are_told_of() -> None:
    once = fought_for(held_from_start(ARMY, on("05-01")), IS, on("05-02"), SIDES)
    assert fought_for(once, IS, on("05-02"), SIDES).holders == once.holders


def test_one_origin_votes_once_a_day() -> None:
    once = vote_for(nothing_known(on("05-01")), ARMY, said("05-01", Grade.B, "wire:ap", "first"), SIDES)
    assert vote_for(once, ARMY, said("05-01", Grade.B, "wire:ap", "second"), SIDES).holders == once.holders


def test_a_copy_under_another_name_is_no_vote() -> None:
    once = vote_for(nothing_known(on("05-01")), ARMY, said("05-01", Grade.B, "outlet:a", "same words"), SIDES)
    assert vote_for(once, ARMY, said("05-01", Grade.A, "outlet:b", "same words"), SIDES).holders == once.holders


def test_all_boasts_of_a_side_on_one_day_are_one_vote() -> None:
    once = vote_for(nothing_known(on("05-01")), ARMY, said("05-01", Grade.D, "speaker:a", interested=True), SIDES)
    again = vote_for(once, ARMY, said("05-01", Grade.D, "speaker:b", interested=True), SIDES)
    assert again.holders == once.holders


def test_the_first_report_of_an_unknown_place_counts_as_its_grade_does() -> None:
    belief = vote_for(nothing_known(on("05-01")), ARMY, said("05-01", Grade.B), SIDES)
    assert belief.of(ARMY) == pytest.approx(RELIABILITY[Grade.B])


def test_handing_a_town_to_an_ally_keeps_the_belief() -> None:
    held = held_from_start(ARMY, on("05-01"))
    told = vote_for(held, "hezbollah", said("05-01", Grade.C), SIDES)
    handed = call_after(told, "hezbollah", SIDES)
    assert told.of(ARMY) > held.of(ARMY)
    assert ARMY not in handed.holders
    assert handed.of("hezbollah") == told.of(ARMY)


def test_rounded_beliefs_leave_out_the_negligible_and_add_up() -> None:
    rounded = Belief({ARMY: 0.9, IS: 0.0995, UNKNOWN: 0.0005}, on("05-01")).rounded()
    assert list(rounded) == [ARMY, IS]
    assert sum(rounded.values()) == pytest.approx(1, abs=1e-5)
