"""One step of the fold: a state, and the next event in canonical order."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from schemas.alert import Alert, AlertStage
from schemas.event import HAPPENED, Realis, TerritoryEvent
from services.link.alerts import alert_id, make_alert
from services.link.control import CONTROL_TYPES, apply_to_place
from services.link.openings import advance
from services.link.order import day_of
from services.link.origins import report_of
from services.link.points import Point, departure_of, meets, points_of
from services.link.runs import STANDING, Change, Family, Proposition, changes_of, deny, end, report, stand
from services.link.state import State, control_of, place_record
from services.link.world import World


@dataclass(frozen=True, slots=True)
class Step:
    """What one event did."""

    alerts: tuple[Alert, ...] = ()
    places: frozenset[str] = frozenset()
    corridors: frozenset[str] = frozenset()


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
            changes += changes_of(control_of(place), outcome.reached)
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
        changes += advance(world, state, key, moved.get(key), changes, event)
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
            state.put(proposition, track)
            changes += changes_of(proposition, reached)
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
        state.put(point.proposition, track)
        if index == 0:  # one statement is one alert, however many corridors it bears on
            changes += changes_of(point.proposition, reached)
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


def _affected(world: World, proposition: Proposition) -> list[str]:
    if proposition.family is Family.CONTROL:
        return world.routes_through(proposition.subject)
    return [proposition.subject] if proposition.subject in world.theatre.corridors else []
