"""Reads the dates of feeds.

feedparser's own reader takes an epoch for the year 1704, EEST for UTC and `2016/6/29` for the first of June, so this
one reads the text as it stands and says None sooner than something wrong.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

_EARLIEST = 1990
_LATEST = 2200
_EPOCH = re.compile(r"\d{9,10}(\d{3})?")
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(.*)"
)
_WEEKDAY = re.compile(r"^[^\W\d_]+\.?,\s*")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_HALF_DAY = re.compile(r"\s*([ap])\.?m\b\.?", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(0?\d|1[0-4]):?([0-5]\d)?\b", re.IGNORECASE)

# Hours east of UTC. Names that mean different zones in different countries (IST, CST outside America) are those of
# RFC 5322, or left out.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
    "BST": 1, "CET": 1, "MEZ": 1, "WEST": 1,
    "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "CAT": 2, "SAST": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "EAT": 3, "AST": -4, "ADT": -3,
    "IRST": 3.5, "GST": 4, "PKT": 5, "NPT": 5.75, "WIB": 7, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip

_MONTHS = {
    "mär": "Mar", "mai": "May", "okt": "Oct", "dez": "Dec",
    "янв": "Jan", "фев": "Feb", "мар": "Mar", "апр": "Apr", "май": "May", "мая": "May", "июн": "Jun", "июл": "Jul",
    "авг": "Aug", "сен": "Sep", "окт": "Oct", "ноя": "Nov", "дек": "Dec",
    "січ": "Jan", "лют": "Feb", "бер": "Mar", "кві": "Apr", "тра": "May", "чер": "Jun", "лип": "Jul", "сер": "Aug",  # noqa: RUF001
    "вер": "Sep", "жов": "Oct", "лис": "Nov", "гру": "Dec",  # noqa: RUF001
}  # fmt: skip


def parse_date(raw: str) -> datetime | None:
    """The moment that `raw` names, in UTC, or None where it names none that can be believed.

    A time without a zone is taken as UTC, and so is one with a zone whose name is not known: no better guess exists,
    and the error stays under a day.
    """
    raw = raw.strip()[:100]
    moment = _from_epoch(raw) or _from_iso(raw) or _from_mail(raw)
    return moment if moment and _EARLIEST <= moment.year < _LATEST else None


def _from_epoch(raw: str) -> datetime | None:
    if not _EPOCH.fullmatch(raw):
        return None
    seconds = int(raw) / 1000 if len(raw) > 10 else int(raw)
    return datetime.fromtimestamp(seconds, UTC)


def _from_iso(raw: str) -> datetime | None:
    matched = _ISO.fullmatch(raw)
    if not matched:
        return None
    *numbers, zone = matched.groups()
    year, month, day, hour, minute, second = (int(number or 0) for number in numbers)
    return _moment(year, month, day, hour, minute, second, _zone(zone))


def _from_mail(raw: str) -> datetime | None:
    """RFC 822 and its kin, whose names of days and months may be in another language."""
    words = _WEEKDAY.sub("", raw).replace(",", " ").split()
    words = [_MONTHS.get(word.lower()[:3], word) for word in words]
    if len(words) == 3:  # a date without a time
        words.append("00:00:00")
    parsed = parsedate_tz(" ".join(words))
    if parsed is None:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    _, _, zone = _TIME.sub("\0", raw, count=1).partition("\0")
    if half := _HALF_DAY.match(zone):
        hour = hour % 12 + (12 if half[1].lower() == "p" else 0)
        zone = zone[half.end() :]
    return _moment(year, month, day, hour, minute, second, _zone(zone))


def _zone(text: str) -> timedelta:
    text = text.strip().strip("()")
    if matched := _OFFSET.match(text):
        sign, hours, minutes = matched.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return -offset if sign == "-" else offset
    name = text.split()[0].upper() if text else ""
    return timedelta(hours=_ZONES.get(name, 0))


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int, zone: timedelta) -> datetime | None:
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    if hour > 24 or minute > 59 or second > 60:
        return None
    try:
        return midnight + timedelta(hours=hour, minutes=minute, seconds=second) - zone
    except OverflowError:
        return None
