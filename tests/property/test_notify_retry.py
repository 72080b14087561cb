"""The retry schedule."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.retry import JITTER, LONGEST_RETRY_AFTER, PAUSES, pause_before, retry_after_seconds

attempts = st.integers(0, len(PAUSES) - 1)
ids = st.text(min_size=1)
NOW = datetime(2017, 11, 9, 12, tzinfo=UTC)


def test_the_schedule_is_that_of_the_specification() -> None:
    hours = [pause / 3600 for pause in PAUSES]
    assert hours == pytest.approx([0, 5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24])


@given(ids, attempts)
def test_a_pause_is_the_scheduled_one_and_at_most_a_tenth_more(message: str, attempt: int) -> None:
    assert PAUSES[attempt] <= pause_before(attempt, message) <= PAUSES[attempt] * (1 + JITTER)


@given(ids, attempts, st.floats(0, 1e9))
def test_retry_after_is_honoured_up_to_a_day_and_never_hastens(message: str, attempt: int, wish: float) -> None:
    pause = pause_before(attempt, message, retry_after=wish)
    assert pause >= min(wish, LONGEST_RETRY_AFTER)
    assert pause >= pause_before(attempt, message)
    assert pause <= max(LONGEST_RETRY_AFTER, pause_before(attempt, message))


@given(ids, attempts, st.floats(0.001, 1))
def test_the_scale_shortens_the_schedule_but_not_the_wish(message: str, attempt: int, scale: float) -> None:
    assert pause_before(attempt, message, scale=scale) == pytest.approx(pause_before(attempt, message) * scale)
    assert pause_before(attempt, message, retry_after=60, scale=scale) >= 60


def test_messages_that_failed_together_come_back_apart() -> None:
    assert len({pause_before(3, f"message {number}") for number in range(50)}) == 50


def test_there_is_an_end() -> None:
    with pytest.raises(IndexError):
        pause_before(len(PAUSES), "any")


@given(st.integers(0, 10**12))
def test_retry_after_in_seconds(seconds: int) -> None:
    assert retry_after_seconds(f" {seconds} ", NOW) == seconds


@given(st.integers(-(10**6), 10**6))
def test_retry_after_as_a_date_is_never_negative(seconds: int) -> None:
    header = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after_seconds(header, NOW) == max(seconds, 0)


@pytest.mark.parametrize("header", [None, "", "soon", "-5", "1.5", "²", "Thu, 99 Nov 2017 12:00:00 GMT", "9" * 5000])
def test_retry_after_that_says_nothing_is_no_wish_and_no_error(header: str | None) -> None:
    wish = retry_after_seconds(header, NOW)
    assert wish is None or wish > LONGEST_RETRY_AFTER


@given(st.text())
def test_no_header_can_break_it(header: str) -> None:
    wish = retry_after_seconds(header, NOW)
    assert wish is None or wish >= 0
