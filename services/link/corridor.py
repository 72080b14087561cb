"""How much of a corridor is open: which of its places let the coalition through."""

from schemas.alert import AlertKind
from schemas.corridor import CorridorStatus, RoutePlace
from services.link.state import CorridorRecord, State, passage_of
from services.link.world import World

UNREPORTED = 0.5
"""The chance that a place lets the coalition through of which nobody ever reported anything."""


def lets_through(world: World, state: State, key: str, actor: str) -> bool:
    """Whether the coalition of corridor `key` can pass where `actor` rules: it is a member, or gave leave."""
    if world.in_coalition(key, actor):
        return True
    party = world.listed_party(world.theatre.corridors[key], actor)
    if party is None:
        return False
    run = state.track(passage_of(key, party)).run
    return run is not None and run.value == AlertKind.PASSAGE_GRANTED


def passable(world: World, state: State, key: str, place: str) -> bool:
    """Whether the coalition can pass the place, after what was reported last.

    A place of which nothing was ever reported does not block. One that somebody left, or that nobody holds clearly,
    does, until the coalition is reported there.
    """
    if not state.is_reported(place):
        return True
    holder = state.holder(place)
    return world.sides.knows(holder) and lets_through(world, state, key, holder)


def passable_belief(world: World, state: State, key: str, place: str) -> float:
    """The probability that the coalition can pass the place."""
    if not state.is_reported(place):
        return UNREPORTED
    holders = state.places[place].belief.holders
    through = [
        p for holder, p in holders.items() if world.sides.knows(holder) and lets_through(world, state, key, holder)
    ]
    return min(1.0, sum(through))


def gaps(world: World, state: State, key: str) -> tuple[str, ...]:
    """The places of the route that block the coalition, in the order of the route."""
    route = world.theatre.corridors[key].route
    return tuple(place for place in dict.fromkeys(route) if not passable(world, state, key, place))


def status(record: CorridorRecord) -> CorridorStatus:
    """How much of the corridor is open."""
    if not record.gaps:
        return CorridorStatus.OPEN
    if record.track.run is not None:
        return CorridorStatus.CUT
    return CorridorStatus.ONE_GAP if len(record.gaps) == 1 else CorridorStatus.GAPS


def route_places(world: World, state: State, key: str) -> tuple[RoutePlace, ...]:
    """The places of the route, with what is believed of each."""
    return tuple(
        RoutePlace(
            place=place,
            holder=state.holder(place),
            belief=round(passable_belief(world, state, key, place), 6),
            passable=passable(world, state, key, place),
        )
        for place in world.theatre.corridors[key].route
    )


def open_probability(route: tuple[RoutePlace, ...]) -> float:
    """The chance that every place of the route can be passed, taking the places as independent."""
    chance = 1.0
    for place in route:
        chance *= place.belief
    return round(chance, 6)


def weakest(route: tuple[RoutePlace, ...]) -> RoutePlace:
    """The place of the route that is least likely to let the coalition through; the first of equals."""
    return min(route, key=lambda place: place.belief)
