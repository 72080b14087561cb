"""The records that readers see of a place and of a corridor."""

from schemas.control import PlaceControl
from schemas.corridor import CorridorState
from services.link.conditions import MAX_EVIDENCE, evaluate
from services.link.corridor import open_probability, route_places, status, weakest
from services.link.state import State, holder_of
from services.link.world import World


def place_control(world: World, state: State, place: str) -> PlaceControl:
    """What is believed of a place that the state has a record of."""
    record = state.places[place]
    run = record.track.run
    holder = holder_of(run)
    beliefs = record.belief.rounded()
    return PlaceControl(
        theatre=world.theatre.theatre,
        place=place,
        holder=holder,
        belief=beliefs.get(holder, 0.0),
        beliefs=beliefs,
        since=run.since if run else None,
        as_of=record.as_of,
        origins=len(run.support) if run else 0,
        evidence=tuple(each.evidence for each in run.support[:MAX_EVIDENCE]) if run else (),
    )


def corridor_state(world: World, state: State, key: str) -> CorridorState:
    """How much of a corridor is open, and what blocks it."""
    record = state.corridors[key]
    route = route_places(world, state, key)
    weak = weakest(route)
    return CorridorState(
        theatre=world.theatre.theatre,
        corridor=key,
        status=status(record),
        route=route,
        gaps=record.gaps,
        weakest=weak.place,
        weakest_belief=weak.belief,
        open_probability=open_probability(route),
        conditions=evaluate(world, state, key),
        as_of=record.as_of,
    )
