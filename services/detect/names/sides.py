"""Who stands with whom and who against, as far as the tables of theatres and of the world know it."""

from collections.abc import Sequence
from functools import cache

from schemas.theatre import Theatre
from services.detect.names.nations import Nations
from services.detect.words.patterns import pattern

Ids = frozenset[str]
IRREGULAR = pattern(
    r"""\b(?:rebels?|insurgents?|militants?|guerrillas?|separatists?|jihadists?|islamists?|extremists?|terrorists?|gunmen
    |fighters?|militia\w*|tribesmen|opposition|resistance|faction|partisans|bandits|cartels?|gangs?|mutineers)\b""",
    whole=False,
)
"""What is said of those who are no state's."""


class Sides:
    """Parties by their ids: those of theatres, or of the world where no theatre names the party."""

    def __init__(self, theatres: Sequence[Theatre], nations: Nations) -> None:
        self._nations = nations
        self._chains: dict[str, Ids] = {}
        self._world_ids: dict[str, Ids] = {}
        self._coalitions: list[Ids] = []
        self.together = cache(self._together)
        self.opposed = cache(self._opposed)
        for theatre in theatres:
            self._take_in(theatre)

    def _take_in(self, theatre: Theatre) -> None:
        for id_ in theatre.actors:
            chain = _chain(theatre, id_)
            names = (name for link in chain for name in (theatre.actors[link].name, *theatre.actors[link].aliases))
            known = (self._nations.actor(name) for name in names)
            sponsors = (sponsor for link in chain for sponsor in theatre.actors[link].sponsors)
            self._chains[id_] = self._chains.get(id_, frozenset()) | {*chain, *sponsors}
            self._world_ids[id_] = self._world_ids.get(id_, frozenset()) | {known_id for known_id in known if known_id}
        self._coalitions += [frozenset(corridor.coalition) for corridor in theatre.corridors.values()]

    def _together(self, one: Ids, other: Ids) -> bool:
        """Whether two parties are one, command or sponsor each other, or are in one coalition or alliance."""
        first, second = self._with_superiors(one), self._with_superiors(other)
        if first & other or second & one:
            return True
        if any(first & coalition and second & coalition for coalition in self._coalitions):
            return True
        return bool(self._allegiance(self.known(one)) & self._allegiance(self.known(other)))

    def _opposed(self, one: Ids, other: Ids) -> bool:
        """Whether the one fights the state that the other is, or is an ally of."""
        if self._together(one, other):
            return False
        first, second = self.known(one), self.known(other)
        return bool(self._enemies(first) & self._allegiance(second) or self._enemies(second) & self._allegiance(first))

    def is_irregular(self, ids: Ids) -> bool:
        """Whether a party is a force that is no state's."""
        forces = [self._nations.force(id_) for id_ in self.known(ids)]
        return any(force and not force.state for force in forces)

    def has_enemies(self, ids: Ids) -> bool:
        """Whether a party fights a state where one expects it."""
        return bool(self._enemies(self.known(ids)))

    def _with_superiors(self, ids: Ids) -> Ids:
        return ids.union(*(self._chains.get(id_, frozenset()) for id_ in ids))

    def known(self, ids: Ids) -> Ids:
        """The ids by which the world knows a party."""
        return frozenset().union(*(self._world_ids.get(id_) or {id_} for id_ in ids))

    def _allegiance(self, known: Ids) -> Ids:
        """The states that a party is, or stands beside."""
        return frozenset(code for id_ in known for code in self._beside(id_))

    def _beside(self, id_: str) -> Sequence[str]:
        force = self._nations.force(id_)
        if force is None:
            return (id_.upper(),)
        return (*force.beside, force.state) if force.state else force.beside

    def _enemies(self, known: Ids) -> Ids:
        forces = [force for id_ in known if (force := self._nations.force(id_)) and not force.state]
        return frozenset(code for force in forces for code in force.countries if code not in force.beside)


def _chain(theatre: Theatre, actor: str) -> tuple[str, ...]:
    """The actor, the one above it, and so on to the top."""
    chain = [actor]
    while (above := theatre.actors[chain[-1]].under) and above not in chain:
        chain.append(above)
    return tuple(chain)
