"""Events about something other than who holds a place: borders reached, linkups, sieges, passage, crossings."""

from dataclasses import dataclass

from schemas.alert import AlertKind
from schemas.event import EventType, TerritoryEvent
from schemas.theatre import ConditionSpec
from services.link.runs import Family, Proposition
from services.link.state import passage_of
from services.link.world import World, slug

FAMILIES = {
    EventType.CONTROL_CEDED: Family.DEPARTURE,
    EventType.BORDER_REACHED: Family.BORDER_REACHED,
    EventType.BORDER_CROSSED: Family.BORDER_CROSSED,
    EventType.BORDER_CHANGED: Family.BORDER_CHANGED,
    EventType.LINKUP: Family.LINKUP,
    EventType.SIEGE_LAID: Family.SIEGE,
    EventType.SIEGE_BROKEN: Family.SIEGE,
    EventType.PASSAGE_GRANTED: Family.PASSAGE,
    EventType.PASSAGE_DENIED: Family.PASSAGE,
    EventType.CROSSING_OPENED: Family.CROSSING,
    EventType.CROSSING_CLOSED: Family.CROSSING,
}
"""What raises alerts by itself. Gains do so through who holds the place."""

OWN_WORD = frozenset({Family.PASSAGE, Family.CROSSING, Family.BORDER_CHANGED})
"""What a party does by saying so. Its word on it is no boast."""


AT_A_BORDER = frozenset({EventType.BORDER_REACHED, EventType.BORDER_CROSSED, EventType.BORDER_CHANGED})


@dataclass(frozen=True, slots=True)
class Point:
    """What an event of a family asserts."""

    proposition: Proposition
    value: AlertKind
    parties: tuple[str, ...]
    gainers: tuple[str, ...]
    """Those whose own word on it counts as a boast."""


def points_of(event: TerritoryEvent, world: World) -> list[Point]:
    """What the event asserts, most notable first; empty if it leaves open whom or where it is about.

    Only leave to pass makes more than one: it is kept for each corridor that needs it.
    """
    family = FAMILIES.get(event.type)
    if family is None:
        return []
    value = AlertKind.CONTROL_CHANGED if family is Family.DEPARTURE else AlertKind(event.type.value)
    actor, other, loser = (world.sides.resolve(r) for r in (event.actor, event.other_actor, event.loser))
    if family is Family.PASSAGE:
        return _passage(event, world, value, actor, other)
    if family is Family.DEPARTURE:
        place = world.place_of(event)
        if actor is None or place is None:
            return []
        return [Point(departure_of(place, actor, world), value, (actor,), ())]
    if family is Family.LINKUP:
        pair = tuple(sorted((actor, other))) if actor and other else ()
        named, makers = pair, pair
    elif family in (Family.BORDER_REACHED, Family.BORDER_CROSSED):
        named = makers = (actor,) if actor else ()
    else:
        named, makers = tuple(party for party in (actor, loser or other) if party), ()
    if not named and family in (Family.LINKUP, Family.BORDER_REACHED, Family.BORDER_CROSSED):
        return []
    subject = _subject(event, world, makers)
    if subject is None:
        return []
    gainers = () if family in OWN_WORD else named[:1] if family is Family.SIEGE else named
    return [Point(Proposition(family, subject, makers), value, named, gainers)]


def departure_of(place: str, actor: str, world: World) -> Proposition:
    """The question of whether the actor's side left the place."""
    return Proposition(Family.DEPARTURE, place, (world.sides.side(actor),))


def meets(spec: ConditionSpec, key: str, event: TerritoryEvent, world: World) -> bool:
    """Whether the event, if it happened, meets a condition of corridor `key` that a single report can meet.

    A linkup in one desert does not join the two ends of a highway in another: if its place is known, it must bear on
    the corridor.
    """
    actor, other = world.sides.resolve(event.actor), world.sides.resolve(event.other_actor)
    if actor is None:
        return False
    if spec.border_reached is not None and event.type is EventType.BORDER_REACHED:
        wanted = spec.border_reached
        place = world.theatre.places.get(world.place_of(event) or "")
        country = place.country if place else event.place.country if event.place else None
        sector = place.sector if place else None
        there = country in (None, wanted.side) and wanted.sector in (None, sector)
        return there and world.sides.counts_among(actor, wanted.by)
    if spec.linkup is not None and event.type is EventType.LINKUP and other is not None:
        one, two = spec.linkup.between
        chains = world.sides.chain(actor), world.sides.chain(other)
        place_id = world.place_of(event)
        if place_id is not None and key not in world.corridors_near(place_id):
            return False
        return any(one in a and two in b for a, b in (chains, chains[::-1]))
    return False


def _passage(
    event: TerritoryEvent, world: World, value: AlertKind, party: str | None, beneficiary: str | None
) -> list[Point]:
    if party is None:
        return []
    parties = (party, beneficiary) if beneficiary else (party,)
    listed = world.corridors_past(party, beneficiary)
    if listed:
        return [Point(passage_of(corridor, name), value, parties, ()) for corridor, name in listed.items()]
    subject = _subject(event, world, ())
    return [Point(Proposition(Family.PASSAGE, subject, parties), value, parties, ())] if subject else []


def _subject(event: TerritoryEvent, world: World, actors: tuple[str, ...]) -> str | None:
    if (place := world.place_of(event)) is not None:
        return place
    for key, corridor in world.theatre.corridors.items():
        if actors and any(meets(spec, key, event, world) for spec in corridor.conditions):
            return key
    for key in world.theatre.corridors:
        if len(actors) > 1 and all(world.in_coalition(key, actor) for actor in actors):
            return key
    if event.type in AT_A_BORDER and world.border is not None:
        return world.border.lower()
    named = event.place is not None and event.place.lat is not None  # else it may be "a nearby base"
    return slug(event.place) or None if named and event.place is not None else None
