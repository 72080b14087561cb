"""One step of the fold: a state, and the next event in canonical order."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from schemas.alert import Alert, AlertKind, AlertStage
from schemas.event import HAPPENED, Realis, TerritoryEvent
from services.link.alerts import alert_id, make_alert
from services.link.conditions import evaluate
from services.link.control import CONTROL_TYPES, apply_to_place
from services.link.corridor import gaps
from services.link.order import day_of
from services.link.origins import report_of
from services.link.points import Point, departure_of, meets, points_of
from services.link.runs import (
    STANDING,
    Family,
    Proposition,
    Reached,
    Run,
    Track,
    confirm,
    deny,
    dispute,
    end,
    report,
    stand,
    start,
    take_back,
    turn,
)
from services.link.state import (
    BEFORE_ANY_REPORT,
    CorridorRecord,
    State,
    at_start,
    control_of,
    place_record,
)
from services.link.world import World


@dataclass(frozen=True, slots=True)
class Change:
    """A proposition whose run has come to a stage that somebody wants to know of."""

    proposition: Proposition
    run: Run
    stage: AlertStage


@dataclass(frozen=True, slots=True)
class Step:
    """What one event did."""

    alerts: tuple[Alert, ...] = ()
    places: frozenset[str] = frozenset()
    corridors: frozenset[str] = frozenset()


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


def step(world: World, state: State, event: TerritoryEvent, known: Container[str] = frozenset()) -> Step:
    """Fold one event into the state, which is changed. Alerts whose id is `known` are not made again."""
    changes = _come_due(state, day_of(event))
    moved: dict[str, Proposition] = {}
    touched = {key for change in changes for key in _affected(world, change.proposition)}
    places: frozenset[str] = frozenset()
    place = world.place_of(event)
    if place is not None and event.type in CONTROL_TYPES:
        before = place_record(state, place, day_of(event))
        outcome = apply_to_place(before, event, world.sides)
        if outcome.record is not before:
            state.places[place] = outcome.record
            places = frozenset({place})
            changes += _changes(control_of(place), outcome.reached)
            moved = dict.fromkeys(world.routes_through(place), control_of(place))
            _end_departure(world, state, place)
    if not event.background:
        points = points_of(event, world)
        changes += _apply_points(world, state, event, points)
        moved |= {p.proposition.subject: p.proposition for p in points if p.proposition.family is Family.PASSAGE}
        touched |= _note_facts(world, state, event, points)
    touched |= moved.keys() & world.theatre.corridors.keys()
    _watch(world, state, changes)
    for key in sorted(touched):
        changes += _advance(world, state, key, moved.get(key), changes, event)
    alerts = tuple(
        make_alert(world, state, change.proposition, change.run, change.stage, event.published_at)
        for change in changes
        if alert_id(world, change.proposition, change.run, change.stage) not in known
    )
    return Step(alerts, places, frozenset(touched))


def _come_due(state: State, today: date) -> list[Change]:
    changes: list[Change] = []
    for proposition, due in list(state.waiting.items()):
        if due <= today:
            del state.waiting[proposition]
            track, reached = stand(state.track(proposition))
            _put(state, proposition, track)
            changes += _changes(proposition, reached)
    return changes


def _watch(world: World, state: State, changes: list[Change]) -> None:
    for change in changes:
        if change.stage is AlertStage.REPORTED:
            state.waiting[change.proposition] = change.run.since + STANDING + world.lateness
        else:
            state.waiting.pop(change.proposition, None)


def _end_departure(world: World, state: State, place: str) -> None:
    holder = state.holder(place)
    gone = departure_of(place, holder, world)
    if gone in state.points:  # whoever is back can leave again
        state.points[gone] = end(state.points[gone])


def _apply_points(world: World, state: State, event: TerritoryEvent, points: list[Point]) -> list[Change]:
    changes: list[Change] = []
    for index, point in enumerate(points):
        by = report_of(event, world.sides, point.gainers)
        track = state.track(point.proposition)
        if event.realis in HAPPENED:
            track, reached = report(track, point.value, by, point.parties)
        elif event.realis in (Realis.DENIED, Realis.NEGATED):
            track, reached = deny(track, point.value, by, outright=event.realis is Realis.DENIED)
        else:
            continue
        _put(state, point.proposition, track)
        if index == 0:  # one statement is one alert, however many corridors it bears on
            changes += _changes(point.proposition, reached)
    return changes


def _note_facts(world: World, state: State, event: TerritoryEvent, points: list[Point]) -> set[str]:
    if not points:
        return set()
    proposition = points[0].proposition
    if event.realis in HAPPENED:
        for key, corridor in world.theatre.corridors.items():
            for index, spec in enumerate(corridor.conditions):
                if not meets(spec, key, event, world):
                    continue
                known = state.facts.get((key, index))
                if known is None or state.track(known).run is None:
                    state.facts[key, index] = proposition
    return {key for (key, _), fact in state.facts.items() if fact == proposition}


def _advance(
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
        if bool(now) == is_open and (is_open or before):
            value = AlertKind.CORRIDOR_CUT if is_open else AlertKind.CORRIDOR_OPEN
            track, turned = turn(record.track, value, day_of(event), reports)
            record = replace(record, track=track, cause=(moved, cause.value, cause.episode))
            reached += turned
        opening = record.track.episodes.get(AlertKind.CORRIDOR_OPEN, 0) + 1
        if len(now) == 1 < len(before) and record.told_of_one_gap < opening:
            record = replace(record, told_of_one_gap=opening)
            gap = Run(AlertKind.ONE_GAP_LEFT, opening, day_of(event), support=reports)
            reached += ((gap, AlertStage.REPORTED),)
    record, carried = _carry(record, changes)
    state.corridors[key] = record
    return _changes(about, reached + carried) + _confirm_open(world, state, key)


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
    return _changes(Proposition(Family.CORRIDOR, key), reached)


def _affected(world: World, proposition: Proposition) -> list[str]:
    if proposition.family is Family.CONTROL:
        return world.routes_through(proposition.subject)
    return [proposition.subject] if proposition.subject in world.theatre.corridors else []


def _changes(proposition: Proposition, reached: Reached) -> list[Change]:
    return [Change(proposition, run, stage) for run, stage in reached]


def _put(state: State, proposition: Proposition, track: Track) -> None:
    if proposition.family is Family.CONTROL:
        state.places[proposition.subject] = replace(state.places[proposition.subject], track=track)
    else:
        state.points[proposition] = track
