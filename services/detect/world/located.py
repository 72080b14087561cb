"""Puts events on the map of the world: coordinates, country and id of the places that no theatre knows.

It comes last, when an article's events are merged. Of a place that a theatre has named it only says how precise the
point is and how far from a border; but a base 40 km from a town is not the town, nor is the border north of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from schemas.event import EventType, PlaceKind, PlaceRef, TerritoryEvent
from schemas.theatre import Theatre
from services.detect.names.nations import Nations, load_nations
from services.detect.names.place_names import NamedPlace, dateline, take_apart
from services.detect.resolve import OWN_KIND_STAYS
from services.detect.words.patterns import pattern
from services.detect.words.text import fold
from services.detect.world.border_stretch import NAMED_BORDER, stretch
from services.detect.world.borders import Borders
from services.detect.world.gazetteer import Gazetteer, Match, Setting, choose
from services.detect.world.measured import away, measured
from services.detect.world.precision import (
    EXTENT_KM,
    Relation,
    Standing,
    astray_km,
    standing,
)
from services.detect.world.whereabouts import Whereabouts, whereabouts

_WORDS = Path(__file__).resolve().parents[3] / "seeds" / "world" / "words.txt"
_LONG = frozenset({PlaceKind.BORDER, PlaceKind.ROAD})
"""They pass by the town that they are called by, and lead away from it."""
_AT_BORDERS = frozenset({EventType.BORDER_REACHED, EventType.BORDER_CROSSED, EventType.BORDER_CHANGED})
_DECREED = frozenset({EventType.CROSSING_CLOSED, EventType.CROSSING_OPENED})
"""What a state does to its own borders."""
_PART_OF_COUNTRY = frozenset({None, PlaceKind.REGION, PlaceKind.COUNTRY})
_OWN_COUNTRIES = 0.3
"""What a theatre's countries weigh where a text names others more often."""
_DATELINE = 0.3
"""What the country weighs from which a text is sent and which it does not name."""
_LOCATING = pattern(r"\b(?:in|into|at|near|of|from|around|towards?|outside|inside|on|to)\s+(?:the\s+)?$", whole=False)


@dataclass(frozen=True)
class WorldMap:
    """The gazetteer, the borders and the nations together. One for each process."""

    nations: Nations
    gazetteer: Gazetteer
    borders: Borders
    words: frozenset[str]
    """Words and personal names, folded, that are names of places too."""

    def located(
        self, events: Sequence[TerritoryEvent], text: str, theatres: Sequence[Theatre] = ()
    ) -> tuple[TerritoryEvent, ...]:
        """The events of an article with that text, each with all that can be known of its place."""
        said = {} if all(event.place and event.place.id for event in events) else self._countries_of(text)
        of_name = {theatre.theatre: theatre for theatre in theatres}
        found: list[TerritoryEvent] = []
        for event in events:
            theatre = of_name.get(event.theatre)
            countries = dict(said)
            for code in theatre.countries if theatre else ():
                countries[code] = max(countries.get(code, 0.0), _OWN_COUNTRIES)
            found.append(_Finding(self, event, self._setting(countries), theatre).event())
        return tuple(found)

    def _countries_of(self, text: str) -> dict[str, float]:
        """The countries that a text names or implies, with their shares; and that of the city it is dated from."""
        said = self.nations.countries_in(text)
        sent_from = dateline(text)
        if sent_from is None:
            return said
        cities = self.gazetteer.find(text[sent_from.start : sent_from.stop])
        city = choose(cities, self._setting(said), PlaceKind.CITY, marked=True)
        return {city.place.country: _DATELINE} | said if city else said

    def _setting(self, countries: Mapping[str, float]) -> Setting:
        return Setting(countries, self.borders.neighbours(countries))


@dataclass(frozen=True)
class _Finding:
    """The search for the place of one event, in a text that speaks of some countries."""

    world: WorldMap
    told: TerritoryEvent
    setting: Setting
    theatre: Theatre | None

    def event(self) -> TerritoryEvent:
        """The event with its place."""
        place = self.told.place or self._border_in_quote()
        if place is None:
            return self.told
        if place.id:
            return self.told.model_copy(update={"place": self._of_theatre(place)})
        found, confidence = self._place(place)
        sure = round(self.told.confidence * confidence, 3)
        return self.told.model_copy(update={"place": found, "confidence": sure})

    @cached_property
    def _quote(self) -> str:
        """The sentence that names the place, else the first; a headline often says only "village"."""
        quotes = [evidence.quote for evidence in self.told.evidence]
        name = self.told.place.text if self.told.place else ""
        return next((quote for quote in quotes if name in quote), quotes[0])

    def _of_theatre(self, place: PlaceRef) -> PlaceRef:
        """The place that a theatre knows, or the point at the distance from it that the phrase itself gives."""
        if place.lat is None or place.lon is None:
            return place
        named = take_apart(place.text)
        name = named.names[0] if named.names else place.text
        known = self.theatre.places.get(place.id or "") if self.theatre else None
        kind = known.kind if known else place.kind
        said = standing(place.text, max(0, place.text.find(name)), name, place.text, named)
        if said.offset and said.offset.km > EXTENT_KM[kind] and place.kind not in _LONG:
            return away(self.world.borders, place, said.offset, EXTENT_KM[kind])
        stands = self._stands(place, name, named)
        extent = EXTENT_KM[PlaceKind.REGION if stands.relation is Relation.AROUND else kind]
        astray = astray_km(stands, moved=False)
        return measured(self.world.borders, place, extent, astray, own_point=kind is PlaceKind.BORDER)

    def _place(self, place: PlaceRef) -> tuple[PlaceRef, float]:
        """The place with what is known of it, and how sure it is that it is this one."""
        named = take_apart(place.text)
        hints = self.world.nations.countries_of(place.text)
        if PlaceKind.BORDER in {place.kind, named.kind}:
            return self._border(place, named, hints)
        whole = self.world.nations.country(place.text)
        if whole:
            return place.model_copy(update={"country": whole, "kind": PlaceKind.COUNTRY}), 1.0
        name, match = self._match(place, named, hints)
        if match:
            return self._at(place, named, name, match), match.confidence
        if (said := self._whereabouts(place.text, (*named.names, place.text)[0])).certain:
            return place.model_copy(update={"country": said.country, "kind": place.kind or named.kind}), 1.0
        if len(hints) != 1 or NAMED_BORDER.search(place.text):  # villages on the Syrian border may lie on either side
            return place, 1.0
        kind = PlaceKind.REGION if place.kind in _PART_OF_COUNTRY else place.kind
        return place.model_copy(update={"country": hints[0], "kind": kind}), 1.0

    def _match(self, place: PlaceRef, named: NamedPlace, hints: Sequence[str]) -> tuple[str, Match | None]:
        """The first name of a phrase that the gazetteer knows in a country that makes sense."""
        kind = place.kind or named.kind
        for name in (place.text, *named.names):
            if self.world.nations.country(name):
                continue
            candidates = list(self.world.gazetteer.find(name))
            if kind is PlaceKind.ROAD:  # it may be named after any town, and its whole length lies elsewhere
                candidates = [known for known in candidates if known.kind is PlaceKind.ROAD]
            said = self._whereabouts(place.text, name)
            if there := [known for known in candidates if known.country in said.countries]:
                return name, choose(there, Setting(said.shares), kind, marked=True)
            if said.certain:  # a namesake elsewhere is another place
                continue
            hinted = [known for known in candidates if known.country in hints]
            located = _LOCATING.search(self._quote[: max(0, self._quote.find(name))]) is not None
            around = self._stands(place, name, named).relation is Relation.AROUND
            if kind is PlaceKind.REGION and not around:  # "suburbs of Damascus" are not of the province
                candidates = [known for known in candidates if not known.province] or candidates
            marked = named.marked or fold(name) not in self.world.words or located or bool(hinted)
            if match := choose(hinted or candidates, self.setting, PlaceKind.REGION if around else kind, marked=marked):
                return name, match
        return "", None

    def _at(self, place: PlaceRef, named: NamedPlace, name: str, match: Match) -> PlaceRef:
        known = match.place
        stands = self._stands(place, name, named)
        if stands.offset:
            there = place.model_copy(update={"lat": known.lat, "lon": known.lon, "country": known.country})
            return away(self.world.borders, there, stands.offset, known.extent_km)
        said = place.kind or named.kind
        around = said is PlaceKind.REGION and known.kind is not PlaceKind.REGION
        found = place.model_copy(
            update={
                "id": None if around or (stands.directed and said is None) else known.id,
                "lat": known.lat,
                "lon": known.lon,
                "country": known.country,
                "kind": said if said in OWN_KIND_STAYS or around else known.kind,
            }
        )
        wide = stands.relation is Relation.AROUND and known.kind is not PlaceKind.REGION
        extent = EXTENT_KM[PlaceKind.REGION] if wide else known.extent_km
        return measured(self.world.borders, found, extent, astray_km(stands, moved=False))

    def _border(self, place: PlaceRef, named: NamedPlace, hints: Sequence[str]) -> tuple[PlaceRef, float]:
        _, anchor = self._match(place, named, ())
        acting = self._acting_state()
        own = acting is not None and self.told.type in _DECREED
        found = stretch(self.world.borders, place, hints, anchor, acting, {} if own else self.setting.countries)
        return found, anchor.confidence if anchor and found.lat is not None else 1.0

    def _acting_state(self) -> str | None:
        id_ = self.told.actor.id if self.told.actor else None
        return id_.upper() if id_ and len(id_) == len("ua") else None

    def _border_in_quote(self) -> PlaceRef | None:
        """For an event at a border without a place: the border that the sentence speaks of, if it names a country."""
        if self.told.type not in _AT_BORDERS:
            return None
        for border in NAMED_BORDER.finditer(self._quote):
            if self.world.nations.countries_of(border[0]):
                return PlaceRef(text=border[0], kind=PlaceKind.BORDER)
        return None

    def _stands(self, place: PlaceRef, name: str, named: NamedPlace) -> Standing:
        """How the place lies to a name in its phrase."""
        start = max(0, self._quote.find(place.text)) + max(0, place.text.find(name))
        return standing(self._quote, start, name, place.text, named)

    def _whereabouts(self, phrase: str, name: str) -> Whereabouts:
        return whereabouts(
            (e.quote for e in self.told.evidence), phrase, name, self.world.nations, self.world.gazetteer
        )


@cache
def load_world() -> WorldMap:
    """The map that Landbridge ships; loaded once.

    Raises:
        BadInputError: a table of nations or forces is wrong; with file and line.

    """
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    words = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    return WorldMap(load_nations(), Gazetteer(), Borders(), words)
