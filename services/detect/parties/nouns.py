"""Which party a noun may stand for: "the group" is no state's army, "the troops" are no movement's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.detect.names.mentions import Mention
from services.detect.names.sides import IRREGULAR
from services.detect.names.theatre_names import Entry
from services.detect.words.vocabulary import FORCE_NOUNS

IRREGULARS = frozenset({"militants", "jihadists", "insurgents", "rebels", "extremists", "terrorists", "gunmen"})
ONE_FORCE = frozenset({"group", "force", "movement", "organisation", "organization", "faction"})
_GROUP = ONE_FORCE - {"force"} | {"insurgency", "rebellion"}
"""Nouns that are said of irregulars together, and never of a state's army."""
_STATE = frozenset({"army", "military", "government", "troops", "soldiers", "regime", "police", "navy"})
"""Nouns that are said of a state first."""
_REGULARS = frozenset({"army", "forces", "police", "military", "government", "troops", "guard", "navy"})


@dataclass(frozen=True)
class Parties:
    """What the theatres and the world know of the parties that a text may name."""

    force_nouns: Mapping[str, frozenset[str]]
    """For each actor id the nouns of its names: "the militia" is an actor that is called a militia."""
    is_states: Callable[[Entry], bool]
    """Whether an actor is a state, or an army of one."""
    monitors: frozenset[str]
    """Ids of those that report and do not fight."""

    def is_called(self, party: Mention, noun: str) -> bool:
        """Whether the noun is part of a name of the party."""
        return head(party) == noun or any(noun in self.force_nouns.get(e.id, ()) for e in party.entries)

    def may_be_called(self, party: Mention, noun: str) -> bool:
        """Whether a noun may stand for a party of its kind."""
        if _is_stateless(noun):
            return not self.is_state(party)
        return noun not in _STATE or self.is_state(party) or self.is_called(party, noun)

    def is_state(self, party: Mention) -> bool:
        """Whether a party is a state or its army, as far as one knows; an unknown army is."""
        if party.entries:
            return any(map(self.is_states, party.entries))
        return head(party) in _STATE and not any(map(_is_stateless, party.full.casefold().split()))

    def is_regular(self, party: Mention) -> bool:
        """Whether a party is called an army or forces: militants seldom are."""
        return self.is_state(party) or any(self.force_nouns.get(e.id, frozenset()) & _REGULARS for e in party.entries)

    def is_monitor(self, party: Mention) -> bool:
        """Whether a party reports and does not fight."""
        return any(entry.id in self.monitors for entry in party.entries)


def _is_stateless(noun: str) -> bool:
    return noun in _GROUP or IRREGULAR.fullmatch(noun) is not None


def head(party: Mention) -> str:
    """The last word of a party's name or description."""
    return party.text.casefold().rsplit(maxsplit=1)[-1]


def is_plural(party: Mention) -> bool:
    """Whether "it" cannot stand for a party: "TPLF fighters", but "Rapid Support Forces"."""
    last = party.text.split()[-1]
    return last in FORCE_NOUNS and last.endswith(("s", "men"))
