"""When it happened, as far as the text tells: days relative to the publication."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

BACKGROUND_AFTER = timedelta(days=30)
"""What happened longer before publication is background, and no news."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_NAMES = "|".join(rf"{m[:3]}(?:{m[3:]}|\.)?" if len(m) > 3 else m for m in _MONTHS) + r"|Sept\.?"
_MONTH = rf"(?-i:{_MONTH_NAMES}|{_MONTH_NAMES.upper()})"  # "may" and "march" are words
_STRETCH = (
    r"(?:end|start|beginning|middle|half|part|spring|summer|autumn|fall|winter|war|invasion|uprising|accord|deal)"
)
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a|several|few|a few)"
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {w: i for i, w in enumerate(_NUMBER_WORDS)} | {
    "a": 1,
    "several": 4,
    "few": 3,
    "a few": 3,
}
_VAGUE = frozenset({"several", "few", "a few"})
_EXPRESSION = re.compile(
    rf"""(?P<day_month>\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b(?:,?\s+(?P<y1>(?:19|20)\d\d))?)
    |(?P<month_day>\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>(?:19|20)\d\d))?)
    |(?P<iso>\b(?P<yi>(?:19|20)\d\d)-(?P<mi>\d\d)-(?P<di>\d\d)\b)
    |(?P<weekday>\b(?P<wlast>last\s+)?(?P<wd>{"|".join(_DAYS)})\b)
    |(?P<today>\b(?:today|tonight|overnight|this\s+(?:morning|afternoon|evening)|earlier\s+today)\b)
    |(?P<yesterday>\b(?:yesterday|last\s+night|the\s+previous\s+day|a\s+day\s+earlier|the\s+day\s+before)\b)
    |(?P<ago>\b(?P<n>{_NUMBER})\s+(?P<unit>days?|weeks?|months?|years?|decades?)\s+(?P<way>ago|earlier|before|later|after|previously)\b)
    |(?P<last>\blast\s+(?P<lunit>week|month|year|summer|winter|spring|autumn|fall|{_MONTH})\b)
    |(?P<past>\b(?:back\s+in|earlier\s+this\s+year|previously|years\s+ago|months\s+ago|decades\s+ago|formerly)\b)
    |(?P<year>\b(?:in|since|during|from|until|early|late|mid|{_STRETCH}\s+of|of(?=\s+{_MONTH}))[\s-]+(?:(?P<ym>{_MONTH})\s+(?:of\s+)?)?(?P<y>(?:19|20)\d\d)\b)
    |(?P<month>\b(?:in|since|during|of|early|late|mid)[\s-]+(?:early\s+|late\s+|mid-?\s*)?(?P<mo>{_MONTH})\b(?!\s+\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|declared|confirmed|claimed)\s+(?:[\w.]+\s+){0,3}?(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\b(?P<n>{_NUMBER})\s+(?P<unit>day|week)s?\s+after\b(?!\s*[,.;])", re.IGNORECASE)
_EDGE = re.compile(r"[,;]|\b(?:but|while|before|when)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|(?<!the )following)\b(?! (?:\w+ ){0,2}(?:hours?|days?|weeks?|months?) (?:of|in)\b)", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|until|for)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """What a date expression says: a day if it can be computed, and whether it is long ago."""

    day: date | None
    background: bool
    start: int
    after_saying: bool
    """It tells when somebody said it: the happening was that day or before."""
    since: bool = False
    """It tells since when a state lasts."""


NO_DATE = When(None, False, -1, False)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell a happening."""

    text: str
    """Their sentence."""
    start: int
    clause: int = 0
    """The offset in the sentence from which on words may belong to no earlier trigger."""
    time: str | None = None
    """The words that were read as telling when, if any."""


def when(trigger: Trigger, published: date | None, last: date | None = None) -> When:
    """When a happening was; `last` is the day that the text spoke of before ("a day later").

    Weekdays are the last such day on or before publication. Without `published` only full dates can be computed.
    """
    found = list(_expressions(trigger.text, published, last))
    if counted := _last_in_clause(_COUNTED, trigger):
        return _counted_back(counted, [one for one in found if one.start != counted.start()], published)
    named = next(_expressions(trigger.time, published, last), None) if trigger.time else None
    return named or _nearest(trigger.text, found, trigger.start)


def went_before(trigger: Trigger) -> bool:
    """Whether a happening is what another one came after ("after the army had taken it")."""
    return _last_in_clause(_AFTER, trigger) is not None


def _last_in_clause(wanted: re.Pattern[str], trigger: Trigger) -> re.Match[str] | None:
    text, start = trigger.text, trigger.start
    found = [m for m in wanted.finditer(text, trigger.clause, start) if not _EDGE.search(text, m.end(), start)]
    return found[-1] if found else None


def _counted_back(counted: re.Match[str], others: Sequence[When], published: date | None) -> When:
    """When that was which another happening came "two days after"; that one's date is among the others."""
    main = _nearest(counted.string, others, counted.start()) if others else replace(NO_DATE, day=published)
    count, exact = _count(counted["n"])
    if main.day is None or not exact:
        return replace(NO_DATE, background=main.background)
    day = main.day - timedelta(days=count * (7 if counted["unit"].lower() == "week" else 1))
    return When(day, published is not None and published - day > BACKGROUND_AFTER, counted.start(), False)


def _nearest(text: str, found: Sequence[When], trigger: int) -> When:
    return min(found, key=lambda told: _distance(text, told, trigger), default=NO_DATE)


def _distance(text: str, told: When, trigger: int) -> int:
    """How far a date is from a trigger: less if it follows it or begins the sentence, more across a clause's edge."""
    away = abs(told.start - trigger) + (40 if _barrier(text, told.start, trigger) else 0)
    return away + (15 if 4 < told.start < trigger else 0) + (60 if told.after_saying else 0)


def _barrier(text: str, one: int, other: int) -> bool:
    between = text[min(one, other) : max(one, other)]
    return (
        re.search(r";|\b(?:but|while|after|before|since|when|and had|which|who)\b", between, re.IGNORECASE) is not None
    )


def _expressions(text: str, published: date | None, last: date | None) -> Iterator[When]:
    for match in _EXPRESSION.finditer(text):
        day, old = _resolve(match, published, last)
        if day and published and published - day > BACKGROUND_AFTER:
            old = True
        if day and published and day > published:
            day = None
        state = _SINCE.search(text, max(0, match.start() - 8), match.start() + 6) is not None
        yield When(
            None if state else day,
            old,
            match.start(),
            _AFTER_SAYING.search(text, 0, match.start()) is not None,
            state,
        )


def _resolve(match: re.Match[str], published: date | None, last: date | None) -> tuple[date | None, bool]:
    kind = match.lastgroup
    if kind in {"day_month", "month_day", "iso"}:
        return _calendar_day(match, published), False
    if kind in {"year", "month", "last"}:
        return None, _is_old_period(match, published)
    if kind == "past":
        return None, True
    if published is None and kind != "ago":
        return None, False
    if kind == "ago":
        return _relative(match, published, last)
    assert published is not None
    if kind == "today":
        return published, False
    if kind == "yesterday":
        return published - timedelta(days=1), False
    back = (published.weekday() - _DAYS.index(match["wd"].lower())) % 7
    return published - timedelta(days=back or (7 if match["wlast"] else 0)), False


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].title()))


def _calendar_day(match: re.Match[str], published: date | None) -> date | None:
    if match["iso"]:
        return _date(int(match["yi"]), int(match["mi"]), int(match["di"]))
    day = int(match["d1"] or match["d2"])
    month = _month_number(match["m1"] or match["m2"])
    year = match["y1"] or match["y2"]
    if year:
        return _date(int(year), month, day)
    if published is None:
        return None
    this_year = _date(published.year, month, day)
    if this_year and this_year > published + timedelta(days=30):
        return _date(published.year - 1, month, day)
    return this_year


def _date(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _is_old_period(match: re.Match[str], published: date | None) -> bool:
    """Whether a year or month that is named was long ago; a month is as old as its middle."""
    unit = (match["lunit"] or "").lower()
    if unit in {"week", "year", "summer", "winter", "spring", "autumn", "fall"}:
        return unit != "week"
    if published is None:
        return unit != ""
    if match["year"] and not match["ym"]:
        return published - date(int(match["y"]), 12, 31) > BACKGROUND_AFTER
    month = (
        published.month - 1 or 12 if unit == "month" else _month_number(match["ym"] or match["mo"] or match["lunit"])
    )
    year = int(match["y"] or published.year - (month > published.month or (unit != "" and month == published.month)))
    return published - date(year, month, 15) > BACKGROUND_AFTER


def _count(words: str) -> tuple[int, bool]:
    """A number in words or digits, and whether it is exact: "several" is not."""
    word = re.sub(r"\s+", " ", words.lower())
    return (int(word) if word.isdigit() else _NUMBERS[word]), word not in _VAGUE


def _relative(match: re.Match[str], published: date | None, last: date | None) -> tuple[date | None, bool]:
    unit, way = match["unit"].lower().rstrip("s"), match["way"].lower()
    count, told = _count(match["n"])
    exact = told and unit == "day"
    if way in {"later", "after"}:
        return (last + timedelta(days=count) if last and exact else None), False
    anchor = published if way == "ago" else last or published
    if unit in {"month", "year", "decade"}:
        return None, True
    if unit == "week":
        return None, count > 4
    return (anchor - timedelta(days=count) if anchor and exact else None), count > BACKGROUND_AFTER.days
