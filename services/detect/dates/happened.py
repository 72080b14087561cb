"""When it happened, as far as the text tells: which of the dates in its words is that of a happening."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.detect.dates.date_words import COUNTED, count_of
from services.detect.dates.dated import NO_DATE, When, days_told, heard
from services.detect.dates.days import Clock, is_old, shifted

_EDGE = re.compile(r"[,;]|\b(?:but|while|before|when)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|(?<!the )following)\b(?! (?:\w+ ){0,2}(?:hours?|days?|weeks?|months?) (?:of|in)\b)", re.IGNORECASE
)
_BARRIER = re.compile(r";|\b(?:but|while|after|before|since|when|and had|which|who)\b", re.IGNORECASE)


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


def when(trigger: Trigger, clock: Clock) -> When:
    """When a happening was, by a clock that has heard the text before its sentence.

    Weekdays are the last such day on or before publication; of several ("on Saturday and Sunday") and of a weekend
    the last one counts. Without a publication only full dates can be computed.
    """
    dates = days_told(trigger.text, clock)
    found = [one for one in dates if one.tells_of(trigger.start)]
    if counted := _counted_in(trigger):
        return _counted(counted, [one for one in found if one.start != counted.start()], clock.published)
    return _by_its_words(trigger, dates, clock) or _nearest(trigger.text, found, trigger.start)


def after_sentence(text: str, clock: Clock, happened: date | None) -> Clock:
    """The clock after a sentence in which something happened on a day, if one is known."""
    clock = heard(text, clock)
    return replace(clock, last=happened or clock.last)


def went_before(trigger: Trigger) -> bool:
    """Whether a happening is what another one came after ("after the army had taken it")."""
    return _last_in_clause(_AFTER, trigger) is not None


def _last_in_clause(wanted: re.Pattern[str], trigger: Trigger) -> re.Match[str] | None:
    text, start = trigger.text, trigger.start
    found = [m for m in wanted.finditer(text, trigger.clause, start) if not _EDGE.search(text, m.end(), start)]
    return found[-1] if found else None


def _counted_in(trigger: Trigger) -> re.Match[str] | None:
    """The "two days after" that a happening stands behind, as what another one is counted from.

    If a sentence begins so, and no comma comes after the happening, that is what is counted: "The day after the truce
    the army took it."
    """
    counted = _last_in_clause(COUNTED, trigger)
    return counted if counted and (counted.start() > 0 or "," in trigger.text[trigger.start :]) else None


def _counted(counted: re.Match[str], others: Sequence[When], published: date | None) -> When:
    """When that was which another happening came "two days after", or before; that one's date is among the others."""
    own = next((one for one in others if one.only and one.only.start == counted.end()), None)
    if own:
        return own
    before = counted["way"].lower() == "before"
    main = _nearest(counted.string, others, counted.start()) if others else _undated(None if before else published)
    number, exact = count_of(counted["n"])
    if main.day is None or not exact:
        return replace(NO_DATE, background=main.background)
    days = number * (7 if counted["unit"].lower() == "week" else 1)
    day = shifted(main.day, days if before else -days)
    if day is None or (published and day > published):
        return NO_DATE
    return When(day, is_old(day, published), *counted.span())


def _undated(day: date | None) -> When:
    return replace(NO_DATE, day=day)


def _by_its_words(trigger: Trigger, dates: Sequence[When], clock: Clock) -> When | None:
    """The date in the words that were read as telling when, which are the least that tell it."""
    if not trigger.time:
        return None
    time = re.sub(r"\s", " ", trigger.time)
    places = [m.start() for m in re.finditer(re.escape(time), trigger.text)]
    if not places:
        return _alone(time, clock)
    at = min(places, key=lambda place: abs(place - trigger.start))
    meant = [one for one in dates if one.start < at + len(time) and at < one.end]
    if not meant:
        return _alone(time, clock)
    return next((one for one in meant if one.tells_of(trigger.start)), None)


def _alone(time: str, clock: Clock) -> When | None:
    """The date in words that stand for themselves; of "2014" or "December 1864" the "in" is missing."""
    return next(iter(days_told(time, clock) or days_told(f"in {time}", clock)), None)


def _nearest(text: str, found: Sequence[When], trigger: int) -> When:
    return min(found, key=lambda told: _distance(text, told, trigger), default=NO_DATE)


def _distance(text: str, told: When, trigger: int) -> int:
    """How far a date is from a trigger: less if it follows it or begins the sentence, more across a clause's edge."""
    away = abs(told.start - trigger) + (40 if _barrier(text, told, trigger) else 0)
    return away + (15 if 4 < told.start < trigger else 0) + (60 if told.after_saying else 0)


def _barrier(text: str, told: When, trigger: int) -> bool:
    between = text[told.end : trigger] if told.start < trigger else text[trigger : told.start]
    return _BARRIER.search(between) is not None
