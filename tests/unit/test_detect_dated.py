"""Dates by their words, by the day told before and by the past year told of; Tuesday 30 May 2017 unless said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.detect.dates.dated import When
from services.detect.dates.days import Clock
from services.detect.dates.happened import Trigger, after_sentence, when

CLOCK = Clock(date(2017, 5, 30))


def _dated(text: str, clock: Clock = CLOCK, trigger: str = "took", time: str | None = None) -> When:
    """When the last sentence's trigger was, by a clock that has heard the others."""
    *before, text = text.split("|")
    for sentence in before:
        clock = after_sentence(sentence, clock, None)
    return when(Trigger(text, text.index(trigger), time=time), clock)


@pytest.mark.parametrize(
    ("text", "time", "day", "background"),
    [
        ("On May 11, 1995, they took it.", "May 11", date(1995, 5, 11), True),
        ("On 11 May 1995 they took it.", "11 May", date(1995, 5, 11), True),
        ("They took it on Friday, 12 May 1995.", "Friday", date(1995, 5, 12), True),
        ("They took it in December 1864.", "December 1864", None, True),
        ("In the 2014 offensive they took it.", "2014", None, True),
        ("They took it.", "2014", None, True),
        ("They took it.", "December 1864", None, True),
        ("On May 11 they took it.", "May 11", date(2017, 5, 11), False),
        ("They took it three days ago.", "three days ago", date(2017, 5, 27), False),
        ("They took it on Monday.", "hours of fighting", date(2017, 5, 29), False),
        ("They took it on Monday.", "2000 men", date(2017, 5, 29), False),
        ("They took it.", "Monday", date(2017, 5, 29), False),
        ("They took it this month.", "this month", None, False),
    ],
)
def test_the_words_that_tell_when_are_read_in_their_sentence(
    text: str, time: str, day: date | None, background: bool
) -> None:
    told = _dated(text, time=time)
    assert (told.day, told.background) == (day, background)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Since Friday, they took it.", True),
        ("They took it and have held it since Friday.", True),
        ("On Friday they took it.", False),
        ("They took it on Friday.", False),
    ],
)
def test_what_precedes_the_words_that_tell_when_is_heard(text: str, since: bool) -> None:
    told = _dated(text, time="Friday")
    assert (told.day, told.since) == (date(2017, 5, 26), since)


@pytest.mark.parametrize(
    ("text", "day", "background"),
    [
        ("They took it on 14 September 1812.", date(1812, 9, 14), True),
        ("They took it on July 4, 1863.", date(1863, 7, 4), True),
        ("They took it in 1187.", None, True),
        ("They took it in July, 1187.", None, True),
        ("By 1453 they took it.", None, True),
        ("By 1453 the Turks took it.", None, True),
        ("On May 29, 1500 men took it.", date(2017, 5, 29), False),
        ("In 1500 armed men they took it.", None, False),
        ("They took it with 1200 men.", None, False),
        ("It was held by 1500 when they took it.", None, False),
        ("They took it by 1800 hours on May 29.", date(2017, 5, 29), False),
        ("They took Hill 1187.", None, False),
    ],
)
def test_a_year_may_be_of_an_earlier_century(text: str, day: date | None, background: bool) -> None:
    told = _dated(text)
    assert (told.day, told.background) == (day, background)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In 1991 it was besieged.|They took it on 18 November.", date(1991, 11, 18)),
        ("In 1991 it was besieged, and on 18 November they took it.", date(1991, 11, 18)),
        ("In 1991 it was besieged.|Nobody left.|They took it on 18 May.", date(1991, 5, 18)),
        ("It was besieged on 3 May 1991 and in 1992.|They took it on 18 May.", date(1992, 5, 18)),
        ("The war began in September 1980.|They took it on October 26.", date(1980, 10, 26)),
        ("It was besieged in 1991.|Yesterday they met.|They took it on 18 May.", date(2017, 5, 18)),
        ("It was besieged in 1991.|It was besieged again in May 2017.|They took it on 18 May.", date(2017, 5, 18)),
        ("They have besieged it since 1991.|They took it on 18 May.", date(2017, 5, 18)),
        ("The group, which was founded in 1991, besieged it.|They took it on 18 May.", date(2017, 5, 18)),
        ("They met on Monday.|It was besieged in 1991.|They took it on 18 May.", date(2017, 5, 18)),
        ("They met on Monday.|It was besieged in 1991.|They took it on 18 March.", date(1991, 3, 18)),
        ("It was besieged in 1991.|They took it on 18 May 2017.", date(2017, 5, 18)),
        ("It was besieged.|They took it on 18 November.", date(2016, 11, 18)),
    ],
)
def test_a_day_is_of_the_past_year_that_was_told_until_news_comes(text: str, day: date) -> None:
    assert _dated(text).day == day


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("It was besieged in 1991.|In May they took it.", True),
        ("In May they took it.", False),
        ("It was besieged in 1991.|They met on Monday.|In May they took it.", False),
    ],
)
def test_a_month_is_of_the_past_year_that_was_told(text: str, background: bool) -> None:
    assert _dated(text).background is background


@pytest.mark.parametrize(
    ("text", "day", "background"),
    [
        ("The militia, which was founded in 1998, took it.", None, False),
        ("The army, who lost Mosul, Tikrit and Baiji on June 10, 2014, now took it.", None, False),
        ("The militia, founded in 1998, took it.", None, False),
        ("The militia (formed in 1998) took it.", None, False),
        ("In Baaj, where a war began in 2014, the militia took it.", None, False),
        ("They took it from the militia, which was founded in 1998.", None, False),
        ("The militia, which was founded in 1998, took it on Monday.", date(2017, 5, 29), False),
        ("The army, which took it in 2014, has lost Baaj.", None, True),
        ("The army lost Baaj, which it took in 2014.", None, True),
        ("In 2014 the militia, which is small, took it.", None, True),
        ("In 2014, that militia took it.", None, True),
        ("They took it from the militia, who fled on Monday.", date(2017, 5, 29), False),
        ("They took it (3 May 2014).", date(2014, 5, 3), True),
    ],
)
def test_a_date_in_an_aside_tells_of_the_aside(text: str, day: date | None, background: bool) -> None:
    told = _dated(text)
    assert (told.day, told.background) == (day, background)


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("They took it in the 1990s.", True),
        ("They took it in the late 1980s.", True),
        ("Soldiers of the 1990s army took it.", False),
        ("They took it in the 2010s.", False),
    ],
)
def test_a_decade_is_history_when_it_is_over(text: str, background: bool) -> None:
    assert _dated(text).background is background


def test_words_that_tell_when_in_an_aside_tell_of_the_aside() -> None:
    assert not _dated("The militia, which was founded in 1998, took it.", time="1998").background
    assert _dated("The militia, which took it in 1998, lost Baaj.", time="1998").background


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They took it the day before yesterday.", date(2017, 5, 28)),
        ("They took it yesterday.", date(2017, 5, 29)),
        ("They took it the day before the truce.", None),
        ("They took it two days before the truce.", None),
        ("The day after the truce they took it.", None),
        ("Two days after the truce they took it.", None),
        ("Two days after they took it, they met.", date(2017, 5, 28)),
        ("They took it the day before the truce, a monitor said on Monday.", date(2017, 5, 29)),
        ("They met on May 20.|Two days earlier, they took it.", date(2017, 5, 18)),
        ("They met on May 20.|The day before, they took it.", date(2017, 5, 19)),
        ("They met on May 20.|They took it the previous day.", date(2017, 5, 19)),
        ("They met on May 20.|They took it the next day.", date(2017, 5, 21)),
        ("They met on May 20 and took it the following morning.", date(2017, 5, 21)),
        ("They took it the next day.", None),
        ("They met on May 20.|Two days later they took it.", date(2017, 5, 22)),
        ("They met on May 20 and took it the day after.", date(2017, 5, 21)),
        ("They met on May 20.|They took it the day before the truce.", None),
        ("Two days earlier, they took it.", None),
        ("They took it the day before.", None),
        ("They took it two days ago.", date(2017, 5, 28)),
    ],
)
def test_earlier_and_later_count_from_the_day_told_before(text: str, day: date | None) -> None:
    assert _dated(text).day == day


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("They took it two days before they won Baaj, on May 21.", date(2017, 5, 19), date(2017, 5, 21)),
        ("They took it a week before they won Baaj on May 21.", date(2017, 5, 14), date(2017, 5, 21)),
        ("They took it on May 19, two days before they won Baaj.", date(2017, 5, 19), date(2017, 5, 21)),
        ("They took it the day before they won Baaj on Monday.", date(2017, 5, 28), date(2017, 5, 29)),
        ("They took it on May 29, two days before they won Baaj.", date(2017, 5, 29), None),
        ("They took it several days before they won Baaj on Monday.", None, date(2017, 5, 29)),
        ("They took it two days before they won Baaj.", None, None),
        ("They took it on May 19, but won Baaj on Monday.", date(2017, 5, 19), date(2017, 5, 29)),
    ],
)
def test_days_before_something_count_back_from_it(text: str, first: date | None, second: date | None) -> None:
    assert (_dated(text).day, _dated(text, trigger="won").day) == (first, second)


WORDS = (
    "on Monday", "last Monday", "yesterday", "the day before yesterday", "today", "over the weekend", "last weekend",
    "on 3 May", "on 29 February", "on December 31", "on January 1, 1000", "on 14 September 1812", "2099-12-31",
    "in May", "in January", "last January", "last month", "last year", "in 1187", "in 2099", "since 1999",
    "three days ago",
    "999 days ago", "999 weeks earlier", "two days earlier", "two days later", "999 days later", "the previous day",
    "the day before", "the day after the truce", "two days before they won Baaj, on January 1", "a \u017feven days ago",
    "two days after they won Baaj on 31 December", "on \u017funday", "on \u0661\u0662 May",
)  # fmt: skip
_DATES = st.dates() | st.sampled_from([date.min, date.max, date.min + timedelta(days=3), date.max - timedelta(days=3)])


@given(st.none() | _DATES, st.none() | _DATES, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.booleans())
def test_at_the_ends_of_the_calendar_there_is_no_date_but_no_error(
    published: date | None, last: date | None, words: list[str], alone: bool
) -> None:
    clock = Clock(published, last=last)
    text = f"They took it {', '.join(words)}."
    for trigger in ("took", "won"):
        told = when(Trigger(text, max(text.find(trigger), 5), time=words[0] if alone else None), clock)
        assert published is None or told.day is None or told.day <= published
    assert after_sentence(text, clock, None).published == published
