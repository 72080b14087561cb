"""The words that tell a day, a period or how long ago, and what they come to when a text was published."""

import re
from calendar import monthrange
from datetime import date, timedelta

BACKGROUND_AFTER = timedelta(days=30)
"""What happened longer before publication is background, and no news."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH_NAMES = "|".join(rf"{m[:3]}(?:{m[3:]}|\.)?" if len(m) > 3 else m for m in _MONTHS) + r"|Sept\.?"
_MONTH = rf"(?-i:{_MONTH_NAMES}|{_MONTH_NAMES.upper()})"  # "may" and "march" are words
_STRETCH = (
    r"(?:end|start|beginning|middle|half|part|spring|summer|autumn|fall|winter|war|invasion|uprising|accord|deal)"
)
_DAY_NAMES = "|".join(_DAYS)
_UP_TO = r"(?:\s+(?:night|morning|evening))?(?:\s+(?:and|or|to|through)\s+|\s?[\u2013\u2014/-]\s?)"
NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a|several|few|a few)"
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {w: i for i, w in enumerate(_NUMBER_WORDS)} | {
    "a": 1,
    "several": 4,
    "few": 3,
    "a few": 3,
}
_VAGUE = frozenset({"several", "few", "a few"})
EXPRESSION = re.compile(
    rf"""(?P<day_month>\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b(?:,?\s+(?P<y1>(?:19|20)\d\d))?)
    |(?P<month_day>\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>(?:19|20)\d\d))?)
    |(?P<iso>\b(?P<yi>(?:19|20)\d\d)-(?P<mi>\d\d)-(?P<di>\d\d)\b)
    |(?P<weekday>\b(?P<wlast>last\s+)?(?:(?:{_DAY_NAMES}){_UP_TO})?(?P<wd>{_DAY_NAMES})\b)
    |(?P<weekend>\b(?:(?P<which>last|past|this)|in|(?:over|at|on|during|since)\s+(?:the|a)
        |(?:the|a)(?!\s+weekend\s+(?:before|after|of)\b))\s+weekend\b(?!\s+of\s+(?:the\s+)?\d))
    |(?P<today>\b(?:today|tonight|overnight|this\s+(?:morning|afternoon|evening)|earlier\s+today)\b)
    |(?P<yesterday>\b(?:yesterday|last\s+night|the\s+previous\s+day|a\s+day\s+earlier|the\s+day\s+before)\b)
    |(?P<ago>\b(?P<n>{NUMBER})\s+(?P<unit>days?|weeks?|months?|years?|decades?)\s+(?P<way>ago|earlier|before|later|after|previously)\b)
    |(?P<last>\blast\s+(?P<lunit>week|month|year|summer|winter|spring|autumn|fall|{_MONTH})\b)
    |(?P<past>\b(?:back\s+in|earlier\s+this\s+year|previously|years\s+ago|months\s+ago|decades\s+ago|formerly)\b)
    |(?P<year>\b(?:in|since|during|from|until|early|late|mid|{_STRETCH}\s+of|of(?=\s+{_MONTH}))[\s-]+(?:(?P<ym>{_MONTH})\s+(?:of\s+)?)?(?P<y>(?:19|20)\d\d)\b)
    |(?P<month>\b(?:in|since|during|of|early|late|mid)[\s-]+(?:early\s+|late\s+|mid-?\s*)?(?P<mo>{_MONTH})\b(?!\s+\d))""",
    re.IGNORECASE | re.VERBOSE,
)


def resolved(match: re.Match[str], published: date | None, last: date | None) -> tuple[date | None, bool]:
    """The day of a match of `EXPRESSION`, if it tells one, and whether it was long ago; `last` as `when` has it."""
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
    if kind == "weekend":
        return _weekend((match["which"] or "the").lower(), published), False
    if kind == "today":
        return published, False
    if kind == "yesterday":
        return published - timedelta(days=1), False
    back = (published.weekday() - _DAYS.index(match["wd"].lower())) % 7
    return published - timedelta(days=back or (7 if match["wlast"] else 0)), False


def _weekend(which: str, published: date) -> date:
    """The day that stands for a weekend: its Sunday, or the day of publication if that is not over.

    An event has one day. Of a stretch of days that is the last, on which what they brought about was so for certain,
    and after which comes what is told of the Monday.
    """
    since_sunday = (published.weekday() + 1) % 7
    if which == "last":
        return published - timedelta(days=since_sunday or 7)
    saturday = since_sunday == 6 and which != "past"
    return published if saturday else published - timedelta(days=since_sunday)


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


def count_of(words: str) -> tuple[int, bool]:
    """A number in words or digits, and whether it is exact: "several" is not."""
    word = re.sub(r"\s+", " ", words.lower())
    return (int(word) if word.isdigit() else _NUMBERS[word]), word not in _VAGUE


def _relative(match: re.Match[str], published: date | None, last: date | None) -> tuple[date | None, bool]:
    unit, way = match["unit"].lower().rstrip("s"), match["way"].lower()
    count, told = count_of(match["n"])
    exact = told and unit == "day"
    if way in {"later", "after"}:
        return (last + timedelta(days=count) if last and exact else None), False
    anchor = published if way == "ago" else last or published
    if unit in {"month", "year", "decade"}:
        return None, True
    if unit == "week":
        return None, count > 4
    return (anchor - timedelta(days=count) if anchor and exact else None), count > BACKGROUND_AFTER.days
