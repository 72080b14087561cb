"""The dates that a sentence tells, and what they say of the days in the sentences after it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from services.detect.dates.date_words import AFTER_SAYING, BESIDE, EXPRESSION, SINCE
from services.detect.dates.days import Clock, counts_from_what_follows, days_counted, is_old, resolved, shifted

_BY_PUBLICATION = frozenset({"weekday", "weekend", "today", "yesterday", "last"})
_BRIDGE = re.compile(r"[^,;]*|(?P<clause>[^,;]*),\s*(?:late\s+|early\s+)?(?:on|in)\s+", re.IGNORECASE)
"""What may stand between "two days before" and the date from which it counts."""
_EDGE = re.compile(r"\b(?:but|while|when|and)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """What a date says: a day if it can be computed, and whether it is long ago."""

    day: date | None
    background: bool
    start: int
    end: int
    after_saying: bool = False
    """It tells when somebody said it: the happening was that day or before."""
    since: bool = False
    """It tells since when, or how long, a state lasts; the day is that since which it does."""
    only: range | None = None
    """It tells of happenings in this part of the sentence only: it stands in an aside."""

    def tells_of(self, trigger: int) -> bool:
        """Whether it can be the date of a happening that is told at this offset."""
        return self.only is None or trigger in self.only


NO_DATE = When(None, background=False, start=-1, end=-1)


def days_told(text: str, clock: Clock) -> tuple[When, ...]:
    """The dates of a sentence in order, read by a clock that has heard what stands before the sentence."""
    return _read(text, clock)[0]


def heard(text: str, clock: Clock) -> Clock:
    """The clock after a sentence."""
    return _read(text, clock)[1]


@lru_cache(maxsize=4)  # asked once for each trigger of a sentence, and once more for the clock after it
def _read(text: str, clock: Clock) -> tuple[tuple[When, ...], Clock]:
    found: list[When] = []
    asides = [range(*aside.span()) for aside in BESIDE.finditer(text)]
    open_count: re.Match[str] | None = None
    for match in EXPRESSION.finditer(text):
        if counts_from_what_follows(match):
            open_count = match
        told = _told(match, clock, asides)
        if told and open_count and _is_bridge(text, open_count, match):
            found.append(_counted_from(told, open_count, clock))
            told = replace(told, only=range(open_count.end(), match.end()))
            open_count = None
        if told:
            found.append(told)
            clock = clock if told.only else _moved(clock, match, told)
    return tuple(found), clock


def _is_bridge(text: str, counted: re.Match[str], dated: re.Match[str]) -> bool:
    between = text[counted.end() : dated.start()]
    bridge = _BRIDGE.fullmatch(between)
    if dated is counted or counted["way"].lower() != "before" or bridge is None or _EDGE.search(between):
        return False
    return bridge["clause"] is None or not (counted.start() == 0 or "," in text[: counted.start()])


def _counted_from(told: When, counted: re.Match[str], clock: Clock) -> When:
    number, exact = days_counted(counted)
    day = shifted(told.day, -number) if exact else None
    return When(day, told.background or is_old(day, clock.published), counted.start(), counted.end())


def _told(match: re.Match[str], clock: Clock, asides: Sequence[range]) -> When | None:
    day, old = resolved(match, clock)
    old = old or is_old(day, clock.published)
    if counts_from_what_follows(match) and not old:
        return None
    if day and clock.published and day > clock.published:
        day = None
    text, start, end = match.string, match.start(), match.end()
    lasting = SINCE.search(text, max(0, start - 8), start + 6)
    if lasting and lasting[0].lower() != "since":
        day = None
    aside = next((one for one in asides if start in one), None)
    if aside and not old and not text[aside.stop :].strip(" .!?\"'\u201d\u2019"):
        aside = None  # what a sentence ends with goes on with its story
    said = AFTER_SAYING.search(text, 0, start) is not None
    return When(day, old, start, end, said, lasting is not None, aside)


def _moved(clock: Clock, match: re.Match[str], told: When) -> Clock:
    """The clock after a date that it has read."""
    if told.since:
        return clock
    if told.day and not told.after_saying:
        clock = replace(clock, last=told.day)
    if match.lastgroup in _BY_PUBLICATION or (match.lastgroup == "ago" and match["way"].lower() == "ago"):
        return replace(clock, year=None, news=True)
    year = next((match[group] for group in ("y1", "y2", "yi", "y") if match[group]), None)
    if year is None:
        return clock
    past = told.background or clock.published is None
    return replace(clock, year=int(year) if past else None, news=clock.news or not past)
