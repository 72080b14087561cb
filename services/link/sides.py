"""Who belongs with whom in a theatre."""

from collections.abc import Collection

from schemas.event import ActorRef
from schemas.theatre import Theatre


class Sides:
    """The actors of a theatre, by whose orders they take and with whom they form coalitions."""

    def __init__(self, theatre: Theatre) -> None:
        self._monitors = frozenset(key for key, actor in theatre.actors.items() if actor.monitor)
        self._chains = {key: _chain(theatre, key) for key in theatre.actors}
        coalitions = [frozenset(corridor.coalition) for corridor in theatre.corridors.values()]
        self._allies = {one: frozenset(self._allies_of(one, coalitions)) for one in theatre.actors}

    def resolve(self, reference: ActorRef | None) -> str | None:
        """The theatre's id of the actor referred to; None if the theatre does not know it."""
        if reference is None or reference.id not in self._chains:
            return None
        return reference.id

    def knows(self, actor: str) -> bool:
        """Whether the theatre has an actor of this id."""
        return actor in self._chains

    def chain(self, actor: str) -> tuple[str, ...]:
        """The actor, the one above it, and so on to the top."""
        return self._chains.get(actor, (actor,))

    def side(self, actor: str) -> str:
        """The actor at the top of the chain of command. Unlike coalitions, chains part the actors cleanly."""
        return self.chain(actor)[-1]

    def is_monitor(self, actor: str | None) -> bool:
        """Whether the actor reports and does not fight."""
        return actor in self._monitors

    def counts_among(self, actor: str, group: Collection[str]) -> bool:
        """Whether the actor, or one that it is under, is in the group."""
        return any(link in group for link in self.chain(actor))

    def allied(self, one: str, other: str) -> bool:
        """Whether the two are on one side, or together in the coalition of some corridor."""
        return other in self._allies.get(one, ())

    def _allies_of(self, one: str, coalitions: list[frozenset[str]]) -> set[str]:
        mine = [group for group in coalitions if self.counts_among(one, group)]
        return {
            other
            for other in self._chains
            if self.side(other) == self.side(one) or any(self.counts_among(other, group) for group in mine)
        }


def _chain(theatre: Theatre, actor: str) -> tuple[str, ...]:
    chain = [actor]
    while (above := theatre.actors[chain[-1]].under) and above not in chain:
        chain.append(above)
    return tuple(chain)
