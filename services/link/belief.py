"""What is believed about who holds one place: a forward Bayes filter over the possible holders.

A filter with a flip hazard recovers when a town changes hands for the third time in a fortnight; adding up log-odds
does not. The quiet hazard is of the size measured over 649 places of Ukraine in 2022 and 2023 (0.03 to 0.13 % a day).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from schemas.control import CONTESTED, UNKNOWN
from services.link.origins import Report
from services.link.sides import Sides

QUIET_HAZARD = 0.001
"""The chance a day that a place changes hands while nobody fights for it."""
HOT_HAZARD = 0.2
HOT_FOR = timedelta(days=10)
"""For how long after an opposing action the place counts as fought for."""
TO_CONTESTED = 0.1
"""The share of flips that leave a place to nobody."""
AUTHORED = 0.98
"""How far an analyst's word on who held a place at the start is believed."""
COPY_WINDOW = timedelta(days=5)
"""For how long the same sentence under another name is taken for a copy."""
NEGLIGIBLE = 0.001


@dataclass(frozen=True, slots=True)
class Belief:
    """The probability of each holder at the end of `day`."""

    holders: Mapping[str, float]
    day: date
    hot_until: date | None = None
    heard: Mapping[str, date] = field(default_factory=dict)
    """The votes and the texts heard of late, so that none counts twice."""

    def of(self, holder: str) -> float:
        """The probability that `holder` holds the place."""
        return self.holders.get(holder, 0.0)

    def rounded(self) -> dict[str, float]:
        """The holders that are not negligible, most likely first, adding up to one."""
        kept = {holder: p for holder, p in self.holders.items() if p >= NEGLIGIBLE}
        total = sum(kept.values())
        return {h: round(p / total, 6) for h, p in sorted(kept.items(), key=lambda item: (-item[1], item[0]))}


def nothing_known(day: date) -> Belief:
    """The belief about a place that nobody ever reported on."""
    return Belief({UNKNOWN: 1.0, CONTESTED: 0.0}, day)


def held_from_start(holder: str, day: date) -> Belief:
    """The belief about a place whose holder the theatre's author gives."""
    return Belief({holder: AUTHORED, UNKNOWN: 1 - AUTHORED, CONTESTED: 0.0}, day)


def predict(belief: Belief, day: date) -> Belief:
    """The belief on `day` if nothing more is reported: the longer ago, and the hotter, the less sure."""
    if day <= belief.day:
        return belief
    hot_days = 0
    if belief.hot_until is not None:
        hot_days = max(0, (min(day, belief.hot_until) - belief.day).days)
    holders = belief.holders
    for _ in range(hot_days):
        holders = _flip(holders, HOT_HAZARD)
    if quiet_days := (day - belief.day).days - hot_days:
        holders = _flip(holders, 1 - (1 - QUIET_HAZARD) ** quiet_days)
    return replace(belief, holders=holders, day=day)


def fought_for(belief: Belief, attacker: str | None, day: date, sides: Sides) -> Belief:
    """The belief after an action against whoever holds the place. The first day of a fight is a hot day already."""
    belief = predict(belief, day)
    if attacker is not None:
        belief = _admit(belief, _known_as(belief, attacker, sides))
    if belief.hot_until is None or belief.hot_until < day:
        belief = replace(belief, holders=_flip(belief.holders, HOT_HAZARD))
    return replace(belief, hot_until=day + HOT_FOR)


def call_after(belief: Belief, actor: str, sides: Sides) -> Belief:
    """The same belief, where whoever of the actor's allies was thought to hold the place is now called by its name."""
    old = _known_as(belief, actor, sides)
    if old == actor:
        return belief
    return replace(belief, holders={actor if holder == old else holder: p for holder, p in belief.holders.items()})


def vote_for(belief: Belief, holder: str, report: Report, sides: Sides) -> Belief:
    """The belief after a report that `holder` holds the place."""
    holder = _known_as(belief, holder, sides)
    return _vote(belief, holder, report, "for", (report.reliability, 1 - report.reliability))


def recall(belief: Belief, holder: str, report: Report, sides: Sides) -> Belief:
    """The belief after a report that `holder` held the place some time ago, which says half as much."""
    holder = _known_as(belief, holder, sides)
    right = (report.reliability + 0.5) / 2
    return _vote(belief, holder, report, "for", (right, 1 - right))


def vote_against(belief: Belief, holder: str, report: Report, sides: Sides) -> Belief:
    """The belief after a report that `holder` does not hold the place."""
    holder = _known_as(belief, holder, sides)
    return _vote(belief, holder, report, "against", (1 - report.reliability, report.reliability))


def _vote(belief: Belief, holder: str, report: Report, sense: str, likelihood: tuple[float, float]) -> Belief:
    belief = _admit(predict(belief, report.day), holder)
    # All interested parties of a claim are one origin, so they share one vote a day.
    voter = "interested" if report.interested else report.origin
    vote, text = f"{sense} {holder}: {voter}", f"{sense} {holder}: text {report.fingerprint}"
    recent = {key: day for key, day in belief.heard.items() if day >= report.day - COPY_WINDOW}
    if recent.get(vote) == report.day or text in recent:
        return belief
    if_so, if_not = likelihood
    weighed = {other: p * (if_so if other == holder else if_not) for other, p in belief.holders.items()}
    total = sum(weighed.values())
    heard = recent | {vote: report.day, text: report.day}
    return replace(belief, holders={other: p / total for other, p in weighed.items()}, heard=heard)


def _flip(holders: Mapping[str, float], hazard: float) -> dict[str, float]:
    after = {holder: p * (1 - hazard) for holder, p in holders.items()}
    for holder, p in holders.items():
        takers = [other for other in holders if _named(other) and other != holder] or [UNKNOWN]
        for taker in takers:
            after[taker] += p * hazard * (1 - TO_CONTESTED) / len(takers)
        after[CONTESTED] += p * hazard * TO_CONTESTED
    return after


def _known_as(belief: Belief, actor: str, sides: Sides) -> str:
    # Allies who hand a town to each other have not lost it, so they are one holder here.
    if actor in belief.holders:
        return actor
    return next((other for other in belief.holders if _named(other) and sides.allied(other, actor)), actor)


def _admit(belief: Belief, actor: str) -> Belief:
    # An actor not yet heard of here was until now half of "unknown".
    if actor in belief.holders:
        return belief
    half = belief.of(UNKNOWN) / 2
    return replace(belief, holders={**belief.holders, UNKNOWN: half, actor: half})


def _named(holder: str) -> bool:
    return holder not in (UNKNOWN, CONTESTED)
