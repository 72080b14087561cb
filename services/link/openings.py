"""When corridors open and when they are cut, and what becomes of that as the reports behind it fare."""

from dataclasses import replace

from schemas.alert import AlertKind, AlertStage
from schemas.event import TerritoryEvent
from services.link.conditions import evaluate
from services.link.corridor import gaps
from services.link.order import day_of
from services.link.runs import (
    Change,
    Family,
    Proposition,
    Reached,
    Run,
    Track,
    changes_of,
    confirm,
    dispute,
    start,
    take_back,
    turn,
)
from services.link.state import BEFORE_ANY_REPORT, CorridorRecord, State, at_start
from services.link.world import World


def initial_state(world: World) -> State:
    """The state before the first report."""
    state = at_start(world)
    as_of = max((record.as_of for record in state.places.values()), default=BEFORE_ANY_REPORT)
    for key, corridor in world.theatre.corridors.items():
        missing = gaps(world, state, key)
        # Open only because nothing is known of it is not open: losing that would be no cut.
        was_open = not missing and all(map(state.is_reported, corridor.route))
        track = start(Track(), AlertKind.CORRIDOR_OPEN, as_of.date()) if was_open else Track()
        state.corridors[key] = CorridorRecord(gaps=missing, track=track, as_of=as_of)
    return state


def advance(
    world: World, state: State, key: str, moved: Proposition | None, changes: list[Change], event: TerritoryEvent
) -> list[Change]:
    """Bring a corridor up to date after `moved` has changed, or a change that it hangs on came to a new stage."""
    about = Proposition(Family.CORRIDOR, key)
    record = state.corridors[key]
    record, reached = _carry(record, changes)
    before, now = record.gaps, gaps(world, state, key)
    record = replace(record, gaps=now, as_of=max(record.as_of, event.published_at))
    cause = state.track(moved).run if moved is not None else None
    if cause is not None and moved is not None and before != now:
        reports = cause.support or tuple(by for c in changes if c.proposition == moved for by in c.run.against)
        is_open = record.track.run is not None and record.track.run.value == AlertKind.CORRIDOR_OPEN
        if bool(now) == is_open:
            value = AlertKind.CORRIDOR_CUT if is_open else AlertKind.CORRIDOR_OPEN
            track, turned = turn(record.track, value, day_of(event), reports)
            record = replace(record, track=track, cause=(moved, cause.value, cause.episode))
            reached += turned
        if len(now) == 1 < len(before):
            # Told once for each opening that it may herald: its episode is that of the opening.
            opening = record.track.episodes.get(AlertKind.CORRIDOR_OPEN, 0) + 1
            gap = Run(AlertKind.ONE_GAP_LEFT, opening, day_of(event), support=reports)
            reached += ((gap, AlertStage.REPORTED),)
    record, carried = _carry(record, changes)
    state.corridors[key] = record
    return changes_of(about, reached + carried) + _confirm_open(world, state, key)


def _carry(record: CorridorRecord, changes: list[Change]) -> tuple[CorridorRecord, Reached]:
    """Let the corridor share the fate of the change that opened or cut it."""
    reached: Reached = ()
    nothing: Reached = ()
    for change in changes:
        run = record.track.run
        if run is None or record.cause != (change.proposition, change.run.value, change.run.episode):
            continue
        track, more = record.track, nothing
        if change.stage is AlertStage.RETRACTED:
            track, more = take_back(record.track, change.run.against)
            record = replace(record, cause=None)
        elif change.stage is AlertStage.DISPUTED:
            track, more = dispute(record.track, change.run.against)
        elif change.stage is AlertStage.CONFIRMED and run.value == AlertKind.CORRIDOR_CUT:
            track, more = confirm(record.track, change.run.support)  # an opening is confirmed by its conditions instead
        record = replace(record, track=track)
        reached += more
    return record, reached


def _confirm_open(world: World, state: State, key: str) -> list[Change]:
    record = state.corridors[key]
    run = record.track.run
    if run is None or run.value != AlertKind.CORRIDOR_OPEN or AlertStage.CONFIRMED in run.raised:
        return []
    if not all(condition.met for condition in evaluate(world, state, key)):
        return []
    track, reached = confirm(record.track)
    state.corridors[key] = replace(record, track=track)
    return changes_of(Proposition(Family.CORRIDOR, key), reached)
