"""From words to the map: which theatre, actor and place the mentions of a reading are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.event import WORLD, ActorRef, PlaceKind, PlaceRef
from schemas.theatre import Actor, Theatre
from services.detect.names.mentions import Mention
from services.detect.names.nations import Nations
from services.detect.names.offices import known_id
from services.detect.names.sides import Sides
from services.detect.names.theatre_names import Entry, NameKind
from services.detect.parties.nouns import Parties
from services.detect.words.text import words
from services.detect.words.vocabulary import FORCE_NOUNS

OWN_KIND_STAYS = frozenset(
    {
        PlaceKind.BORDER,
        PlaceKind.ROAD,
        PlaceKind.VILLAGE,
        PlaceKind.BRIDGE,
        PlaceKind.DAM,
        PlaceKind.CROSSING,
        PlaceKind.BASE,
    }
)
"""Kinds that the words tell better than the anchor: "villages near Baaj" are villages, though Baaj is a town."""


@dataclass(frozen=True)
class Atlas:
    """The theatres, in order of precedence, and what they say of their actors and places; then the world's forces."""

    theatres: tuple[Theatre, ...]
    nations: Nations

    @cached_property
    def monitors(self) -> frozenset[str]:
        """Ids of the actors that report and do not fight."""
        return frozenset(id_ for id_, actor in self._actors if actor.monitor)

    @cached_property
    def parties(self) -> Parties:
        """What decides which of the actors a noun may stand for."""
        return Parties(self.force_nouns, self._is_state, self.monitors)

    @cached_property
    def superiors(self) -> Mapping[str, str]:
        """For the id of an actor that takes orders, the id of the one who gives them."""
        return {id_: actor.under for id_, actor in self._actors if actor.under}

    @cached_property
    def force_nouns(self) -> Mapping[str, frozenset[str]]:
        """For each actor's id the words such as "army" or "militia" in its names."""
        return {id_: _force_nouns(actor) for id_, actor in self._actors}

    @cached_property
    def place_kinds(self) -> Mapping[str, PlaceKind]:
        """For each place's id what it is."""
        return {id_: place.kind for theatre in self.theatres for id_, place in theatre.places.items()}

    @cached_property
    def _own_ids(self) -> Mapping[str, Mapping[str, str]]:
        """For each theatre what it calls those that the world calls by another id: its `turkey` is `tr`."""
        return {theatre.theatre: self.nations.own_ids(theatre) for theatre in self.theatres}

    @cached_property
    def _states(self) -> frozenset[str]:
        """Ids of the theatres' actors that are a state or a state's."""
        return frozenset(id_ for id_, actor in self._actors if self._is_states(actor))

    def _is_states(self, actor: Actor) -> bool:
        named = (self.nations.actor(name) for name in (actor.name, *actor.aliases))
        first = next((id_ for id_ in named if id_), None)
        return first is not None and self.nations.is_state(first)

    def _is_state(self, entry: Entry) -> bool:
        return self.nations.is_state(entry.id) if entry.theatre == WORLD else entry.id in self._states

    @cached_property
    def sides(self) -> Sides:
        """Who stands with whom."""
        return Sides(self.theatres, self.nations)

    @property
    def _actors(self) -> Iterator[tuple[str, Actor]]:
        return ((id_, actor) for theatre in self.theatres for id_, actor in theatre.actors.items())

    def theatre_of(self, place: Mention | None, actors: Sequence[Mention | None], topic: Mention | None = None) -> str:
        """The first theatre that knows the place, else the first that knows one of the actors, else the world.

        What names nobody and nothing ("two more villages were cleared") is where the text's `topic` is.
        """
        for theatre in self.theatres:
            if place and any(e.theatre == theatre.theatre for e in place.entries):
                return theatre.theatre
        for theatre in self.theatres:
            if any(
                e.theatre == theatre.theatre
                for actor in actors
                if actor
                for e in actor.entries
                if e.kind is NameKind.ACTOR
            ):
                return theatre.theatre
        named = [m for m in (place, *actors) if m and m.named]
        return topic.entries[0].theatre if topic and not named else WORLD

    def actor(self, mention: Mention | None, theatre: str) -> ActorRef | None:
        """The actor that a mention names, with the id that the theatre gives it, or failing that the world."""
        if mention is None or mention.pronoun:
            return None
        text = mention.full
        ids = {e.theatre: e.id for e in reversed(mention.entries) if e.kind is NameKind.ACTOR}
        if theatre in ids:
            return ActorRef(text=text, id=ids[theatre])
        id_ = ids.get(WORLD) or (None if ids else known_id(mention, self.nations))
        return ActorRef(text=text, id=self._own_ids.get(theatre, {}).get(id_ or "", id_))

    def place(self, mention: Mention | None, theatre: str) -> PlaceRef | None:
        """The place that a mention names or that anchors it ("villages near X"), with its position if known."""
        if mention is None:
            return None
        entry = next((e for e in mention.entries if e.theatre == theatre and e.kind is NameKind.PLACE), None)
        if entry is None:
            return PlaceRef(text=mention.text, kind=mention.place_kind)
        known = next(t for t in self.theatres if t.theatre == theatre).places[entry.id]
        kind = mention.place_kind if mention.place_kind in OWN_KIND_STAYS else known.kind
        return PlaceRef(text=mention.text, id=entry.id, lat=known.lat, lon=known.lon, country=known.country, kind=kind)


def _force_nouns(actor: Actor) -> frozenset[str]:
    return FORCE_NOUNS & {word.key for name in (actor.name, *actor.aliases) for word in words(name)}
