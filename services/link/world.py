"""What never changes while a theatre's events are folded: the theatre, looked up from every side."""

from collections import defaultdict
from datetime import timedelta

from schemas.event import PlaceRef, TerritoryEvent
from schemas.theatre import Corridor, Theatre
from services.link.sides import Sides


class World:
    """A theatre with its indexes."""

    def __init__(self, theatre: Theatre, lateness: timedelta) -> None:
        self.theatre = theatre
        self.sides = Sides(theatre)
        self.lateness = lateness
        routes = [theatre.places[place].border for c in theatre.corridors.values() for place in c.route]
        borders = {border for border in routes if border is not None}
        self.border = borders.pop() if len(borders) == 1 else None
        """The border that news of "the border" is about, if the corridors cross just one."""
        self._members = {
            key: frozenset(actor for actor in theatre.actors if self.sides.counts_among(actor, corridor.coalition))
            for key, corridor in theatre.corridors.items()
        }
        self._on_route: dict[str, list[str]] = defaultdict(list)
        self._in_sector: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for key, corridor in theatre.corridors.items():
            for place in dict.fromkeys(corridor.route):
                self._on_route[place].append(key)
                border = theatre.places[place].border
                if border is not None:
                    self._in_sector[border, theatre.places[place].sector].append(key)

    def place_of(self, event: TerritoryEvent) -> str | None:
        """The place of the theatre where the event happened; None if it names none that the theatre has."""
        return event.place.id if event.place is not None and event.place.id in self.theatre.places else None

    def in_coalition(self, key: str, actor: str) -> bool:
        """Whether the actor, or one that it is under, is in the coalition of corridor `key`."""
        return actor in self._members[key]

    def routes_through(self, place: str) -> list[str]:
        """The corridors whose route the place is on."""
        return self._on_route.get(place, [])

    def corridors_near(self, place: str) -> list[str]:
        """The corridors that the place bears on: it is on the route, or in a border sector that the route touches."""
        found = list(self.routes_through(place))
        known = self.theatre.places.get(place)
        if known is not None and known.border is not None:
            found += self._in_sector.get((known.border, known.sector), [])
        return list(dict.fromkeys(found))

    def corridors_past(self, party: str, beneficiary: str | None) -> dict[str, str]:
        """The corridors that need the party's leave to pass, and the name under which each lists it.

        Leave for somebody outside the coalition is no leave for the corridor.
        """
        found: dict[str, str] = {}
        for key, corridor in self.theatre.corridors.items():
            listed = self.listed_party(corridor, party)
            if listed and (beneficiary is None or self.in_coalition(key, beneficiary)):
                found[key] = listed
        return found

    def listed_party(self, corridor: Corridor, actor: str) -> str | None:
        """The third party of the corridor that the actor is, or is under."""
        return next((link for link in self.sides.chain(actor) if link in corridor.passage), None)

    def actor_name(self, actor: str) -> str:
        """What to call the actor in a sentence."""
        return self.theatre.actors[actor].name if self.sides.knows(actor) else actor

    def place_name(self, place: str) -> str:
        """What to call the place in a sentence."""
        known = self.theatre.places.get(place)
        if known is None and self.border is not None and place == self.border.lower():
            return f"the {self.border} border"
        return known.name if known else place.replace("-", " ").title()


def slug(place: PlaceRef) -> str:
    """A stand-in for the id of a place that the theatre does not have."""
    words = "".join(c if c.isalnum() else " " for c in place.text.casefold()).split()
    return "-".join(words)
