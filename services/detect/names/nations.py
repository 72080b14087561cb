"""The states and forces of the world as the news names them: who "Ukrainian troops", "Kyiv" and "M23" are.

The tables are `seeds/world/nations.yaml` and `forces.yaml`. An id is a state's code in lower case, or a force's slug.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from schemas.event import WORLD
from schemas.theatre import Authored, Slug, Theatre
from services.detect.names.theatre_names import Entry, Found, NameKind, Spellings, is_linked, is_patron, is_shouted
from services.detect.words.text import Word, words
from services.runtime.authored import read_yaml, validate

FOLDER = Path(__file__).resolve().parents[3] / "seeds" / "world"
Code = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STATE_NOUNS = _listed(
    """army armies forces force troops troop soldiers military militaries police navy marines guards guard government
    authorities regime units brigade brigades division battalion regiment corps commandos paratroopers infantry junta
    command invaders occupiers defenders servicemen gendarmes"""
)
"""What belongs to a state when its adjective stands before it. Rebels, fighters and militias may be anybody's."""
_STATE_MODIFIERS = _listed(
    """government regime armed ground border security special federal national military army state air airborne
    regular elite naval defence defense mechanized mechanised armoured armored marine counter terrorism people's peoples
    occupation occupying invading invasion coalition royal"""
)
_SAYING = _listed(
    "said says claimed claims announced announces denied denies confirmed confirms accused accuses insists"
)
"""What a government does and its city does not: "Moscow said"."""
_OTHER_SIDE = frozenset({"pro", "anti", "ex", "non"})
_SEAT_WEIGHT = 0.5
"""A capital is also a place, and a force fights abroad too: each tells less of where a text plays than a country."""


class Nation(Authored):
    """A state's names."""

    name: str
    also: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seat: tuple[str, ...] = ()


class Force(Authored):
    """A force that goes by a name of its own."""

    name: str
    also: tuple[str, ...] = ()
    countries: Annotated[tuple[Code, ...], Field(alias="in")]
    """Where one expects it."""
    state: Code | None = None
    """The state whose it is."""
    beside: tuple[Code, ...] = ()
    """The states whose ally or client it is; of the other states where one expects it, it is an enemy."""


class _NationsFile(Authored):
    nations: dict[Code, Nation]


class _ForcesFile(Authored):
    forces: dict[Slug, Force]


class Nations:
    """All states and forces, found by the words that name them."""

    def __init__(self, nations: Mapping[str, Nation], forces: Mapping[str, Force]) -> None:
        self._forces = forces
        self._codes = frozenset(nations)
        self._force_names, self._countries, self._adjectives, self._people, self._seats = (
            Spellings() for _ in range(5)
        )
        for slug, force in forces.items():
            self._force_names.add((force.name, *force.also), Entry(NameKind.ACTOR, WORLD, slug))
        for code, nation in nations.items():
            entry = Entry(NameKind.ACTOR, WORLD, code.lower())
            self._countries.add((nation.name, *nation.also), entry)
            self._adjectives.add(nation.adjective, entry)
            self._people.add(nation.people, entry)
            self._seats.add(nation.seat, entry)
        self._of_country = (self._countries, self._adjectives, self._people)

    def find_at(self, sentence: Sequence[Word], at: int) -> Found | None:
        """The force that words beginning at `at` name: "M23", "Ukrainian border guards", "Kyiv's troops"."""
        if not sentence[at].capital:
            return None
        shouted = is_shouted(sentence)
        named = self._force_names.longest(sentence, at, shouted=shouted)
        if named and not is_patron(sentence, named.last):
            return named
        if sentence[at].glued and sentence[at - 1].key in _OTHER_SIDE:
            return None
        return self._state_force(sentence, at)

    def _state_force(self, sentence: Sequence[Word], at: int) -> Found | None:
        direct = _longest((self._adjectives, self._countries), sentence, at)
        owner = direct or self._seats.longest(sentence, at)
        if owner is None:
            return None
        end = owner.last
        following = sentence[end].key if end < len(sentence) else ""
        if direct is None and following in _SAYING:
            return owner
        if following == "'s":
            end += 1
        elif direct is None:  # "Moscow police" are the city's, "Moscow's troops" the state's
            return None
        while end < len(sentence) and sentence[end].key in _STATE_MODIFIERS and not _is_noun_last(sentence, end):
            end += 1
        is_force = end < len(sentence) and sentence[end].key in _STATE_NOUNS and not is_patron(sentence, end + 1)
        return Found(at, end + 1, owner.entries) if is_force else None

    def actor(self, text: str) -> str | None:
        """The id of whom a phrase names that plays an actor's part: "Russia", "the Kremlin", "Ukrainians"."""
        phrase = words(text)
        if phrase and phrase[0].key == "the":
            phrase = phrase[1:]
        if not phrase:
            return None
        found = _longest((self._force_names, *self._of_country, self._seats), phrase, 0)
        if found and found.last == len(phrase):
            return found.entries[0].id
        force = self.find_at(phrase, 0)
        return force.entries[0].id if force else None

    def is_state(self, id_: str) -> bool:
        """Whether an id is a state's, or that of one of its forces."""
        force = self._forces.get(id_)
        return force.state is not None if force else id_.upper() in self._codes

    def countries_in(self, text: str) -> dict[str, float]:
        """The countries that a text names or implies, each with its share of all that it says of any."""
        weights: defaultdict[str, float] = defaultdict(float)
        read = words(text)
        at = 0
        while at < len(read):
            found = self._country_at(read, at, weights) if read[at].capital else None
            at = found.last if found else at + 1
        total = sum(weights.values())
        return {code: weight / total for code, weight in sorted(weights.items())}

    def _country_at(self, read: Sequence[Word], at: int, weights: defaultdict[str, float]) -> Found | None:
        if force := self._force_names.longest(read, at):
            for code in self._forces[force.entries[0].id].countries:
                weights[code] += _SEAT_WEIGHT
            return force
        if named := _longest(self._of_country, read, at):
            weights[named.entries[0].id.upper()] += 1
            return named
        if is_linked(read, at):
            return None
        if seat := self._seats.longest(read, at):
            weights[seat.entries[0].id.upper()] += _SEAT_WEIGHT
        return seat

    def countries_of(self, text: str) -> tuple[str, ...]:
        """The codes of the countries that a phrase names, in its order: "the Iraqi-Syrian border" gives IQ and SY."""
        read, found = words(text), list[str]()
        at = 0
        while at < len(read):
            named = _longest(self._of_country, read, at) if read[at].capital else None
            if named and (code := named.entries[0].id.upper()) not in found:
                found.append(code)
            at = named.last if named else at + 1
        return tuple(found)

    def country(self, text: str) -> str | None:
        """The code of the country whose name, adjective or people a text is, and nothing more."""
        phrase = words(text)
        found = _longest(self._of_country, phrase, 0) if phrase else None
        return found.entries[0].id.upper() if found and found.last == len(phrase) else None

    def state(self, text: str) -> str | None:
        """The code of the country whose name a text is; an adjective or a people is none."""
        phrase = words(text)
        found = self._countries.longest(phrase, 0) if phrase else None
        return found.entries[0].id.upper() if found and found.last == len(phrase) else None

    def force(self, id_: str) -> Force | None:
        """The force of an id; null for a state's."""
        return self._forces.get(id_)

    def own_ids(self, theatre: Theatre) -> dict[str, str]:
        """For each id of ours the actor of a theatre that is the same: it has one of the names, and nobody above it."""
        own: dict[str, str] = {}
        for id_, actor in sorted(theatre.actors.items(), key=lambda item: item[1].under is not None):
            for name in (actor.name, *actor.aliases):
                if ours := self.actor(name):
                    own.setdefault(ours, id_)
        return own


def _longest(tables: Sequence[Spellings], sentence: Sequence[Word], at: int) -> Found | None:
    found = (table.longest(sentence, at) for table in tables)
    return max((match for match in found if match), key=lambda match: match.last, default=None)


def _is_noun_last(sentence: Sequence[Word], at: int) -> bool:
    """Whether a word that can be both ends the phrase as its noun: "government" in "the Iraqi government said"."""
    following = sentence[at + 1].key if at + 1 < len(sentence) else ""
    return sentence[at].key in _STATE_NOUNS and following not in _STATE_NOUNS | _STATE_MODIFIERS


def load_nations(folder: Path = FOLDER) -> Nations:
    """The table that Landbridge ships.

    Raises:
        BadInputError: a file is wrong; with file and line.

    """
    data, lines = read_yaml(folder / "nations.yaml")
    nations = validate(_NationsFile, data, lines, folder / "nations.yaml").nations
    data, lines = read_yaml(folder / "forces.yaml")
    return Nations(nations, validate(_ForcesFile, data, lines, folder / "forces.yaml").forces)
