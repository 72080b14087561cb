"""What a date in a text says: a day by the calendar, by the publication, or by what was told before."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from services.detect.dates.date_words import DAYS, count_of, month_number

BACKGROUND_AFTER = timedelta(days=30)
"""What happened longer before publication is background, and no news."""


@dataclass(frozen=True, slots=True)
class Clock:
    """By what the days of a text are computed, as far as it has been read."""

    published: date | None
    last: date | None = None
    """The day that was told last, from which "a day later" counts."""
    year: int | None = None
    """The past year that the text tells of: a day without a year is of it."""
    news: bool = False
    """The text has told a day by its publication."""


def is_old(day: date | None, published: date | None) -> bool:
    """Whether a day is so long before publication that it is no news."""
    return day is not None and published is not None and published - day > BACKGROUND_AFTER


def shifted(day: date | None, days: int) -> date | None:
    """The day so many days later; none where the calendar ends."""
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None


def resolved(match: re.Match[str], clock: Clock) -> tuple[date | None, bool]:
    """The day of a match of `EXPRESSION`, if it tells one, and whether it was long ago."""
    kind, published = match.lastgroup, clock.published
    if kind in {"day_month", "month_day", "iso"}:
        return _calendar_day(match, clock), False
    if kind in {"year", "month", "last"}:
        return None, _is_old_period(match, clock)
    if kind == "past":
        return None, True
    if kind == "decade":
        return None, is_old(_date(int(match["tens"]) + 9, 12, 31), published)
    if kind == "adjacent":
        return shifted(clock.last, -1 if match["side"].lower() == "previous" else 1), False
    if kind == "ago":
        return _relative(match, clock)
    if kind == "today" or published is None:
        return published, False
    if kind == "weekend":
        return shifted(published, -_since_weekend((match["which"] or "the").lower(), published)), False
    if kind == "yesterday":
        return shifted(published, -2 if match["twice"] else -1), False
    back = (published.weekday() - DAYS.index(match["wd"].lower())) % 7
    return shifted(published, -(back or (7 if match["wlast"] else 0))), False


def _since_weekend(which: str, published: date) -> int:
    """How long ago the day was that stands for a weekend: its Sunday, or publication if that is not over.

    An event has one day. Of a stretch of days that is the last, on which what they brought about was so for certain,
    and after which comes what is told of the Monday.
    """
    since_sunday = (published.weekday() + 1) % 7
    if which == "last":
        return since_sunday or 7
    saturday = since_sunday == 6 and which != "past"
    return 0 if saturday else since_sunday


def _calendar_day(match: re.Match[str], clock: Clock) -> date | None:
    if match["iso"]:
        return _date(int(match["yi"]), int(match["mi"]), int(match["di"]))
    day = int(match["d1"] or match["d2"])
    month = month_number(match["m1"] or match["m2"])
    if year := match["y1"] or match["y2"]:
        return _date(int(year), month, day)
    return _in_year_told(_latest(clock.published, month, day), clock, month, day)


def _latest(published: date | None, month: int, day: int) -> date | None:
    """The last such day before publication; what comes within a month after it is to come."""
    if published is None:
        return None
    this_year = _date(published.year, month, day)
    if this_year and this_year - published > timedelta(days=30):
        return _date(published.year - 1, month, day)
    return this_year


def _in_year_told(latest: date | None, clock: Clock, month: int, day: int) -> date | None:
    """The day in the past year of which the text tells; in news a day that has just been is no such day."""
    if clock.year is None or (clock.news and latest and not is_old(latest, clock.published)):
        return latest
    return _date(clock.year, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    if not MINYEAR <= year <= MAXYEAR or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _is_old_period(match: re.Match[str], clock: Clock) -> bool:
    """Whether a year or month that is named was long ago; a month is as old as its middle."""
    published, unit = clock.published, (match["lunit"] or "").lower()
    if unit in {"week", "year", "summer", "winter", "spring", "autumn", "fall"}:
        return unit != "week"
    if published is None:
        return unit != ""
    if match["year"] and not match["ym"]:
        return is_old(_date(int(match["y"]), 12, 31), published)
    month = published.month - 1 or 12 if unit == "month" else month_number(match["ym"] or match["mo"] or match["lunit"])
    if match["y"]:
        return is_old(_date(int(match["y"]), month, 15), published)
    latest = _date(published.year - (month > published.month or (unit != "" and month == published.month)), month, 15)
    return is_old(latest if unit else _in_year_told(latest, clock, month, 15), published)


def days_counted(match: re.Match[str]) -> tuple[int, bool]:
    """How many days it counts, and whether exactly."""
    if match["same"]:
        return 1, True
    number, exact = count_of(match["n"])
    unit = match["unit"].lower().rstrip("s")
    return number * (7 if unit == "week" else 1), exact and unit in {"day", "week"}


def _relative(match: re.Match[str], clock: Clock) -> tuple[date | None, bool]:
    way, unit = match["way"].lower(), (match["unit"] or "day").lower().rstrip("s")
    onwards = way in {"later", "after"}
    if unit in {"month", "year", "decade"}:
        return None, not onwards
    number, exact = days_counted(match)
    known = exact and unit == "day" and not counts_from_what_follows(match)
    anchor = clock.published if way == "ago" else clock.last
    day = shifted(anchor, number if onwards else -number) if known else None
    return day, not onwards and number > BACKGROUND_AFTER.days


def counts_from_what_follows(match: re.Match[str]) -> bool:
    """Whether it is "two days before the truce", and so says nothing by itself."""
    return match.lastgroup == "ago" and match["way"].lower() in {"before", "after"} and match["alone"] is None
