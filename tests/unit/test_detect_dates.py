"""Days relative to the publication, Tuesday 30 May 2017."""

from datetime import date

import pytest

from services.detect.dates.days import Clock
from services.detect.dates.happened import Trigger, went_before, when

PUBLISHED = date(2017, 5, 30)
CLOCK = Clock(PUBLISHED)


@pytest.mark.parametrize(
    ("text", "day", "background"),
    [
        ("The army took it on Monday.", date(2017, 5, 29), False),
        ("The army took it on Tuesday.", PUBLISHED, False),
        ("The army took it on Wednesday.", date(2017, 5, 24), False),
        ("The army took it yesterday.", date(2017, 5, 29), False),
        ("The army took it overnight.", PUBLISHED, False),
        ("The army took it on 29 May.", date(2017, 5, 29), False),
        ("The army took it on the 2nd of May.", date(2017, 5, 2), False),
        ("The army took it on May 29, 2017.", date(2017, 5, 29), False),
        ("The army took it on December 30.", date(2016, 12, 30), True),
        ("The army took it three days ago.", date(2017, 5, 27), False),
        ("The army took it last week.", None, False),
        ("The army took it last month.", None, True),
        ("The army took it in 2014.", None, True),
        ("The army took it in May.", None, False),
        ("The army took it in January.", None, True),
        ("The army took it three years ago.", None, True),
        ("The army has held it since 2014.", None, True),
        ("The army took it on 31 February.", None, False),
        ("The army took it in April.", None, True),
        ("The army took it at the end of 2014.", None, True),
        ("The army took it in the spring of 2015.", None, True),
        ("The army took it in the first days of January 2017.", None, True),
        ("A force of 2000 men took it.", None, False),
        ("The men march 20 miles and took it.", None, False),
        ("20 may have died when the army took it.", None, False),
        ("The army took it last April.", None, True),
        ("ARMY took it ON 29 MAY.", date(2017, 5, 29), False),
        ("The army took it.", None, False),
    ],
)
def test_a_day_is_computed_from_the_publication(text: str, day: date | None, background: bool) -> None:
    told = when(Trigger(text, text.index("took") if "took" in text else 0), CLOCK)
    assert (told.day, told.background) == (day, background)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The army took it over the weekend.", date(2017, 5, 28)),
        ("The army took it at the weekend after a fight.", date(2017, 5, 28)),
        ("Last weekend the army took it.", date(2017, 5, 28)),
        ("The army took it this weekend.", date(2017, 5, 28)),
        ("The army took it during the past weekend.", date(2017, 5, 28)),
        ("The army took it in weekend fighting.", date(2017, 5, 28)),
        ("The army took it on Saturday and Sunday.", date(2017, 5, 28)),
        ("The army took it between Friday and Sunday.", date(2017, 5, 28)),
        ("The army took it late on Saturday night and Sunday morning.", date(2017, 5, 28)),
        ("The army took it on Saturday, and on Sunday rested.", date(2017, 5, 27)),
        ("The army took it the weekend before.", None),
        ("The army has held it, which it took, since the weekend.", None),
        ("The army took it before next weekend.", None),
        ("The army took it every weekend.", None),
    ],
)
def test_a_stretch_of_days_is_its_last(text: str, day: date | None) -> None:
    told = when(Trigger(text, text.index("took")), CLOCK)
    assert (None if told.since else told.day) == day


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("last weekend", date(2017, 6, 4), date(2017, 5, 28)),
        ("at the weekend", date(2017, 6, 4), date(2017, 6, 4)),
        ("last weekend", date(2017, 6, 3), date(2017, 5, 28)),
        ("this weekend", date(2017, 6, 3), date(2017, 6, 3)),
        ("over the past weekend", date(2017, 6, 3), date(2017, 5, 28)),
        ("over the weekend", date(2017, 6, 2), date(2017, 5, 28)),
        ("over the weekend", date(2017, 6, 5), date(2017, 6, 4)),
    ],
)
def test_a_weekend_that_is_not_over_is_the_day_of_publication(words: str, published: date, day: date) -> None:
    assert when(Trigger(f"They took it {words}.", 5), Clock(published)).day == day


@pytest.mark.parametrize(("time", "day"), [("weekend", date(2017, 5, 28)), ("Saturday", date(2017, 5, 28))])
def test_a_piece_of_the_words_that_tell_when_means_the_whole(time: str, day: date) -> None:
    text = "They took Baaj this weekend." if time == "weekend" else "They took Baaj on Saturday and Sunday."
    assert when(Trigger(text, 5, time=time), CLOCK).day == day


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("They lost it after the army took it.", True),
        ("They lost it following the day that the army took it.", True),
        ("The following day the army took it.", False),
        ("After two days of fighting the army took it.", False),
        ("After a fight, the army took it.", False),
    ],
)
def test_what_another_happening_came_after_went_before(text: str, before: bool) -> None:
    assert went_before(Trigger(text, text.index("took"))) is before


@pytest.mark.parametrize("text", ["The army took it in late May.", "The army took it last month."])
def test_a_month_is_not_long_ago_when_it_has_just_ended(text: str) -> None:
    assert when(Trigger(text, text.index("took")), Clock(date(2017, 6, 1))) == when(
        Trigger(text, text.index("took")), Clock(date(2017, 6, 2))
    )
    assert not when(Trigger(text, text.index("took")), Clock(date(2017, 6, 1))).background
    assert when(Trigger(text, text.index("took")), Clock(date(2017, 6, 20))).background


@pytest.mark.parametrize(
    ("time", "day"),
    [("late Sunday", date(2017, 5, 28)), ("days of fighting", date(2017, 5, 29)), (None, date(2017, 5, 29))],
)
def test_the_words_that_were_read_as_telling_when_go_before_the_nearest(time: str | None, day: date) -> None:
    text = "The army took it, a spokesman said on Monday."
    assert when(Trigger(text, text.index("took"), time=time), CLOCK).day == day


def test_since_is_the_day_of_a_state() -> None:
    text = "The army took it and ended a siege that had lasted since 2014."
    assert when(Trigger(text, text.index("took")), CLOCK).since


def test_later_counts_from_the_day_spoken_of_before() -> None:
    assert when(Trigger("Two days later they took it.", 20), Clock(PUBLISHED, last=date(2017, 5, 20))).day == date(
        2017, 5, 22
    )
    assert when(Trigger("Two days later they took it.", 20), CLOCK).day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They lost it on Monday, two days after the army took it.", date(2017, 5, 27)),
        ("They lost it a day after the army said it took it, a monitor said on Sunday.", date(2017, 5, 27)),
        ("They lost it a week after the army took it.", date(2017, 5, 23)),
        ("They lost it several days after the army took it.", None),
        ("They lost it hours after the army took it.", None),
        ("Two days after the truce, the army took it on Monday.", date(2017, 5, 29)),
    ],
)
def test_days_after_something_count_back_to_it(text: str, day: date | None) -> None:
    assert when(Trigger(text, text.index("took")), CLOCK).day == day


def test_the_day_of_the_happening_comes_before_that_of_the_saying() -> None:
    text = "The army said on Tuesday that it had taken Baaj on Sunday."
    assert when(Trigger(text, text.index("taken")), CLOCK).day == date(2017, 5, 28)


def test_the_nearest_day_is_the_happenings() -> None:
    text = "The army, which took Mosul on Sunday, took Baaj on Monday."
    assert when(Trigger(text, text.index("took Baaj")), CLOCK).day == date(2017, 5, 29)


def test_without_a_publication_only_full_dates_are_days() -> None:
    assert when(Trigger("They took it on Monday.", 5), Clock(None)).day is None
    assert when(Trigger("They took it on 29 May.", 5), Clock(None)).day is None
    assert when(Trigger("They took it on 29 May 2017.", 5), Clock(None)).day == date(2017, 5, 29)


def test_what_is_to_come_is_not_dated() -> None:
    assert when(Trigger("They took it on 12 June 2017.", 5), CLOCK).day is None
