"""When it happened, as far as the text tells: days relative to the publication."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.detect.date_words import BACKGROUND_AFTER, EXPRESSION, NUMBER, count_of, resolved

_AFTER_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|declared|confirmed|claimed)\s+(?:[\w.]+\s+){0,3}?(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\b(?P<n>{NUMBER})\s+(?P<unit>day|week)s?\s+after\b(?!\s*[,.;])", re.IGNORECASE)
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
    end: int
    """Offsets of the expression in its sentence."""
    after_saying: bool
    """It tells when somebody said it: the happening was that day or before."""
    since: bool = False
    """It tells since when a state lasts."""


NO_DATE = When(None, False, -1, -1, False)


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

    Weekdays are the last such day on or before publication; of several ("on Saturday and Sunday") and of a weekend
    the last one counts. Without `published` only full dates can be computed.
    """
    found = list(_expressions(trigger.text, published, last))
    if counted := _last_in_clause(_COUNTED, trigger):
        return _counted_back(counted, [one for one in found if one.start != counted.start()], published)
    return _named(trigger, found, published, last) or _nearest(trigger.text, found, trigger.start)


def _named(trigger: Trigger, found: Sequence[When], published: date | None, last: date | None) -> When | None:
    """What the words say that were read as telling when; they may be a piece only of what the sentence says."""
    if not trigger.time:
        return None
    alone = next(_expressions(trigger.time, published, last), None)
    whole = [one for one in found if trigger.time in trigger.text[one.start : one.end]]
    if alone:  # "Saturday" may be half of "Saturday and Sunday"; what only precedes it ("since Saturday") is left out
        whole = [one for one in whole if not trigger.text[one.start : one.end].endswith(trigger.time)]
    return _nearest(trigger.text, whole, trigger.start) if whole else alone


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
    count, exact = count_of(counted["n"])
    if main.day is None or not exact:
        return replace(NO_DATE, background=main.background)
    day = main.day - timedelta(days=count * (7 if counted["unit"].lower() == "week" else 1))
    return When(
        day, published is not None and published - day > BACKGROUND_AFTER, counted.start(), counted.end(), False
    )


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
    for match in EXPRESSION.finditer(text):
        day, old = resolved(match, published, last)
        if day and published and published - day > BACKGROUND_AFTER:
            old = True
        if day and published and day > published:
            day = None
        state = _SINCE.search(text, max(0, match.start() - 8), match.start() + 6) is not None
        yield When(
            None if state else day,
            old,
            match.start(),
            match.end(),
            _AFTER_SAYING.search(text, 0, match.start()) is not None,
            state,
        )
