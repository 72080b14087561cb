"""Runs: how long the reports have been saying one thing, and which time it is that they say it.

Whatever changes and can change back (a place's holder, a siege, a border post open or closed) is a track of runs. The
n-th run of one value is its episode n. Leaving out some reports never yields more runs, so an episode number that was
given out on partial knowledge still exists when the missing reports come in.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from schemas.alert import AlertStage
from services.link.origins import Report, with_report

WINDOW = timedelta(days=5)
"""For how long after its first day a run can be confirmed by a second origin, or disputed."""
STANDING = timedelta(days=3)
"""After this long unreversed a reported change counts as confirmed: most false ones are reversed within it."""


class Family(StrEnum):
    """What sort of thing a track is about."""

    CONTROL = "control"
    DEPARTURE = "departure"
    """That a side left a place, whoever came next."""
    BORDER_REACHED = "border_reached"
    BORDER_CROSSED = "border_crossed"
    BORDER_CHANGED = "border_changed"
    LINKUP = "linkup"
    SIEGE = "siege"
    PASSAGE = "passage"
    CROSSING = "crossing"
    CORRIDOR = "corridor"


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a track is about: who holds this place, whether this party lets the coalition through, ..."""

    family: Family
    subject: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of time through which the reports say one thing."""

    value: str
    episode: int
    since: date
    parties: tuple[str, ...] = ()
    """Whom it is about, gainer first, after the newest report."""
    support: tuple[Report, ...] = ()
    """One report for each independent origin that says so, in canonical order."""
    against: tuple[Report, ...] = ()
    raised: frozenset[AlertStage] = frozenset()
    """The stages that somebody was told of."""
    given: bool = False
    """Whether it was so from the start, on the word of the theatre's author."""


@dataclass(frozen=True, slots=True)
class Track:
    """The present run of a proposition, and how many runs of each value there have been."""

    run: Run | None = None
    before: Run | None = None
    """The run that ended when the present one began. It goes on if the present one turns out never to have been."""
    episodes: dict[str, int] = field(default_factory=dict)
    denied: tuple[tuple[str, Report], ...] = ()
    """What was denied before it was reported, on the newest day on which that happened."""


Reached = tuple[tuple[Run, AlertStage], ...]
Step = tuple[Track, Reached]
"""A track after something was reported, and the runs that newly came to a stage."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run of a proposition that came to a stage: what an alert tells of."""

    proposition: Proposition
    run: Run
    stage: AlertStage


def changes_of(proposition: Proposition, reached: Reached) -> list[Change]:
    """What the runs of a proposition have newly come to."""
    return [Change(proposition, run, stage) for run, stage in reached]


def start(track: Track, value: str, since: date, *, parties: tuple[str, ...] = ()) -> Track:
    """The track with a run that was so from the start: nobody needs telling of it."""
    return _begin(track, Run(value, 1, since, parties, given=True))


def turn(track: Track, value: str, since: date, support: tuple[Report, ...]) -> Step:
    """The track after it turned to `value` because of something else that did, on the reports about that."""
    return _reach(_begin(track, Run(value, 1, since, support=support)), AlertStage.REPORTED)


def report(track: Track, value: str, by: Report, parties: tuple[str, ...] = (), *, quiet: bool = False) -> Step:
    """The track after a report that `value` holds.

    A `quiet` report tells of a state, not of a change: it begins a run, but raises nothing by itself. News from before
    the present run is not news of it, and changes nothing.
    """
    run = track.run
    if run is not None and by.day < run.since:
        return track, ()
    if run is None or run.value != value:
        track = _begin(track, Run(value, 1, by.day, parties, (by,)))
        return (track, ()) if quiet else _announce(track)
    run = replace(run, support=with_report(run.support, by), parties=parties or run.parties)
    track = replace(track, run=run)
    if AlertStage.REPORTED not in run.raised:
        return (track, ()) if quiet or run.given else _announce(track)
    return _corroborate(track)


def deny(track: Track, value: str, by: Report, *, outright: bool = True) -> Step:
    """The track after a report that `value` does not hold.

    If nothing says yet that it holds, an `outright` denial is remembered for that day: rumour and denial often come in
    the wrong order. If all who said so take it back, it is as if it had never been said.
    """
    run = track.run
    if run is None or run.value != value:
        if not outright:
            return track, ()
        same_day = tuple(pair for pair in track.denied if pair[1].day == by.day)
        return replace(track, denied=(*same_day, (value, by))), ()
    if not run.since <= by.day <= run.since + WINDOW:
        return track, ()
    if run.support and all(each.origin == by.origin for each in run.support):
        return take_back(track, (by,))
    return dispute(track, with_report(run.against, by))


def end(track: Track) -> Track:
    """The track after its run ended without another one."""
    return replace(track, run=None, before=track.run)


def dispute(track: Track, against: tuple[Report, ...]) -> Step:
    """The track after its run was contradicted."""
    if track.run is None:
        return track, ()
    return _reach(replace(track, run=replace(track.run, against=against)), AlertStage.DISPUTED)


def take_back(track: Track, against: tuple[Report, ...]) -> Step:
    """The track after its run turned out never to have been: the run before it goes on."""
    if track.run is None:
        return track, ()
    track, reached = _reach(replace(track, run=replace(track.run, against=against)), AlertStage.RETRACTED)
    return replace(track, run=track.before, before=None), reached


def stand(track: Track) -> Step:
    """The track once its run has stood for days.

    A boast that nobody else repeats does not become true by standing: silence is what it would meet anyway.
    """
    run = track.run
    if run is None or run.against or all(each.interested for each in run.support):
        return track, ()
    return confirm(track)


def confirm(track: Track, support: tuple[Report, ...] = ()) -> Step:
    """The track after its run was confirmed, on further reports if there are any."""
    if track.run is not None and support:
        track = replace(track, run=replace(track.run, support=support))
    return _reach(track, AlertStage.CONFIRMED)


def _begin(track: Track, run: Run) -> Track:
    episode = track.episodes.get(run.value, 0) + 1
    episodes = track.episodes | {run.value: episode}
    return replace(track, run=replace(run, episode=episode), before=track.run, episodes=episodes)


def _announce(track: Track) -> Step:
    run = track.run
    if run is None:
        return track, ()
    track, reached = _reach(track, AlertStage.REPORTED)
    if doubts := tuple(by for value, by in track.denied if value == run.value and by.day == run.since):
        track, more = dispute(replace(track, denied=()), (*run.against, *doubts))
        reached += more
    track, more = _corroborate(track)
    return track, reached + more


def _corroborate(track: Track) -> Step:
    # The reports kept are of independent origins, and of interested ones at most one is kept.
    run = track.run
    if run is None or sum(each.day <= run.since + WINDOW for each in run.support) < 2:
        return track, ()
    return confirm(track)


def _is_told_of(track: Track) -> bool:
    return track.run is not None and AlertStage.REPORTED in track.run.raised


def _reach(track: Track, stage: AlertStage) -> Step:
    run = track.run
    if run is None or stage in run.raised or not (stage is AlertStage.REPORTED or _is_told_of(track)):
        return track, ()
    run = replace(run, raised=run.raised | {stage})
    return replace(track, run=run), ((run, stage),)
