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
    episodes: dict[str, int] = field(default_factory=dict)
    denied: tuple[tuple[str, Report], ...] = ()
    """What was denied before it was reported, on the newest day on which that happened."""


Step = tuple[Track, tuple[AlertStage, ...]]


def start(track: Track, value: str, since: date, *, parties: tuple[str, ...] = ()) -> Track:
    """The track with a run that was so from the start: nobody needs telling of it."""
    return _begin(track, Run(value, 1, since, parties, given=True))


def turn(track: Track, value: str, since: date, support: tuple[Report, ...]) -> Step:
    """The track after it turned to `value` because of something else that did, on the reports about that."""
    track = _begin(track, Run(value, 1, since, support=support, raised=frozenset({AlertStage.REPORTED})))
    return track, (AlertStage.REPORTED,)


def report(track: Track, value: str, by: Report, parties: tuple[str, ...] = (), *, quiet: bool = False) -> Step:
    """The track after a report that `value` holds, and the stages that this newly reaches.

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
    """The track after a report that `value` does not hold, and the stages that this newly reaches.

    If nothing says yet that it holds, an `outright` denial is remembered for that day: rumour and denial often come in
    the wrong order. If all who said so take it back, the run is retracted.
    """
    run = track.run
    if run is None or run.value != value:
        if not outright:
            return track, ()
        same_day = tuple(pair for pair in track.denied if pair[1].day == by.day)
        return replace(track, denied=(*same_day, (value, by))), ()
    if not run.since <= by.day <= run.since + WINDOW:
        return track, ()
    track = replace(track, run=replace(run, against=with_report(run.against, by)))
    taken_back = bool(run.support) and all(each.origin == by.origin for each in run.support)
    return _reach(track, AlertStage.RETRACTED if taken_back else AlertStage.DISPUTED)


def stand(track: Track) -> Step:
    """The track once its run has stood for days, and the stage that this newly reaches.

    A boast that nobody else repeats does not become true by standing: silence is what it would meet anyway.
    """
    run = track.run
    if run is None or run.against or all(each.interested for each in run.support):
        return track, ()
    return _reach(track, AlertStage.CONFIRMED)


def reach(track: Track, stage: AlertStage, against: tuple[Report, ...] = ()) -> Step:
    """The track after its run came to `stage` because of something else that did."""
    if track.run is None:
        return track, ()
    return _reach(replace(track, run=replace(track.run, against=against or track.run.against)), stage)


def _begin(track: Track, run: Run) -> Track:
    episode = track.episodes.get(run.value, 0) + 1
    return replace(track, run=replace(run, episode=episode), episodes=track.episodes | {run.value: episode})


def _announce(track: Track) -> Step:
    run = track.run
    if run is None:
        return track, ()
    doubts = tuple(by for value, by in track.denied if value == run.value and by.day == run.since)
    raised = {AlertStage.REPORTED} | ({AlertStage.DISPUTED} if doubts else set())
    run = replace(run, against=(*run.against, *doubts), raised=frozenset(raised))
    stages = (AlertStage.REPORTED, AlertStage.DISPUTED) if doubts else (AlertStage.REPORTED,)
    track = replace(track, run=run, denied=())
    track, more = _corroborate(track)
    return track, (*stages, *more)


def _corroborate(track: Track) -> Step:
    # The reports kept are of independent origins, and of interested ones at most one is kept.
    run = track.run
    if run is None or sum(each.day <= run.since + WINDOW for each in run.support) < 2:
        return track, ()
    return _reach(track, AlertStage.CONFIRMED)


def _reach(track: Track, stage: AlertStage) -> Step:
    run = track.run
    if run is None or AlertStage.REPORTED not in run.raised or stage in run.raised:
        return track, ()
    return replace(track, run=replace(run, raised=run.raised | {stage})), (stage,)
