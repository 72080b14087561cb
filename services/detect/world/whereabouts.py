"""In which country the words right behind a name say that it lies: "Palma, Mozambique", "Palma in Cabo Delgado"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.event import PlaceKind
from services.detect.names.nations import Nations
from services.detect.words.text import Word, fold, words
from services.detect.words.vocabulary import DIRECTIONS, FORCE_NOUNS, PLACE_HEADS, PLACE_MODIFIERS
from services.detect.world.gazetteer import CITY, Gazetteer, Known

_LOOK_AHEAD = 120
"""Characters behind a name in which the words may stand that say where it lies."""
_PROVINCE = frozenset({"province", "state", "region", "governorate", "oblast", "prefecture", "department", "county"})
_LONGEST_NAME = 4
"""Words in a country's or province's name; longer ones ("Democratic Republic of the Congo") end in a shorter."""
_BETWEEN = frozenset({"the", "a", "an", "of", "in", "far"}) | DIRECTIONS | PLACE_MODIFIERS | frozenset(PLACE_HEADS)
"""Words that may come before the name of the country: ", a strategic town in the far north of Mali"."""
_OF_NATURE = frozenset({"delta", "river", "basin", "valley", "border", "frontier"})
"""What may be called after a country and lie in another one: "the Niger delta"."""
_OFFICES = frozenset({"centre", "center", "office", "agency"})
_RELATIVE = frozenset({"which", "who", "whose"})
"""Words behind ", X," by which X is what the sentence goes on with: "after the fall of Goma, Rwanda, which ..."."""
_PARTED_FROM = {"SD": "SS", "ET": "ER", "ID": "TL", "RS": "XK", "GE": "US", "RU": "UA"}
"""Countries whose name may mean another one's land too: what was part of it, what it claims, the state of Georgia."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the words behind a name say of where it lies; nothing if no country is among them."""

    countries: tuple[str, ...] = ()
    """Codes of the countries in which it may lie, the likeliest first."""
    country: str | None = None
    """The one in which it lies, if that can be told without knowing the place."""
    certain: bool = False
    """The words name a country or province; else a city, whose namesakes may lie elsewhere."""

    def __bool__(self) -> bool:
        return bool(self.countries)

    @property
    def shares(self) -> dict[str, float]:
        """The countries, each with what it weighs."""
        return {code: 1 / (1 + at) for at, code in enumerate(self.countries)}


def whereabouts(quotes: Iterable[str], phrase: str, name: str, nations: Nations, gazetteer: Gazetteer) -> Whereabouts:
    """Where the place lies that a name in a phrase means, by the first of some quotes that says so behind it."""
    inside = phrase.find(name) + len(name)
    for quote in quotes:
        for found in re.finditer(re.escape(phrase), quote):
            end = found.start() + inside
            behind = quote[end : end + _LOOK_AHEAD]
            if said := _Behind(behind, words(behind), nations, gazetteer).read():
                return said
    return Whereabouts()


@dataclass(frozen=True, slots=True)
class _Behind:
    text: str
    words: Sequence[Word]
    nations: Nations
    gazetteer: Gazetteer

    def read(self) -> Whereabouts:
        at = self._after_head()
        if at >= len(self.words):
            return Whereabouts()
        comma = self._gap(at) == ","
        inside = self.words[at].key == "in" and not self.words[at].capital
        if not (comma or (inside and not self._gap(at))):
            return Whereabouts()
        first = at
        while at < len(self.words) and not self.words[at].capital and self.words[at].key in _BETWEEN:
            if at > first and self._gap(at):
                return Whereabouts()
            at += 1
        if at >= len(self.words) or not self.words[at].capital or (at > first and self._gap(at)):
            return Whereabouts()
        bare = comma and not {word.key for word in self.words[first:at]} & {"in", "of"}
        return self._named(at, bare=bare, of_province=at > 1 and self._before_is_province(at))

    def _after_head(self) -> int:
        """Where the words begin that follow the name and its head noun: "Palma airport", "Palma's"."""
        at = 0
        while at < len(self.words) and not self._gap(at) and not self.words[at].capital:
            if self.words[at].key not in PLACE_HEADS and self.words[at].key not in PLACE_MODIFIERS | {"'s"}:
                break
            at += 1
        return at

    def _named(self, at: int, *, bare: bool, of_province: bool) -> Whereabouts:
        for size in range(min(_LONGEST_NAME, len(self.words) - at), 0, -1):
            if any(self._gap(after) for after in range(at + 1, at + size)):
                continue
            end = at + size
            name = self.text[self.words[at].start : self.words[end - 1].end]
            following = self.words[end] if end < len(self.words) else None
            province = following is not None and following.key in _PROVINCE and not self._gap(end)
            if bare and not province and not self._stands_apart(end):
                continue
            code = self.nations.state(name)
            if code and following and following.key in _OF_NATURE and not self._gap(end):
                continue
            if code and not (province and following and following.capital) and not self._is_someone(end):
                return Whereabouts(tuple(c for c in (code, _PARTED_FROM.get(code)) if c), code, certain=True)
            if following and following.capital and not province and not self._gap(end):
                continue  # "Ayn" in "Ayn Issa" is no department of France
            if found := self._lands(name, province=province or of_province, bare=bare):
                return found
        return Whereabouts()

    def _lands(self, name: str, *, province: bool, bare: bool) -> Whereabouts | None:
        """The countries with a region of that name, or with a city that a province is called by."""
        known = [place for place in self.gazetteer.find(name) if place.exact and fold(name) not in DIRECTIONS]
        regions = [place for place in known if place.kind is PlaceKind.REGION]
        cities = [place for place in known if place.population >= CITY and place not in regions]
        if regions and (province or not cities):  # in "in Gaza", a province of Mozambique too, the city is meant
            return _in_any(regions, certain=True)
        if not cities or (bare and not province):
            return None
        return _in_any(cities, certain=province)

    def _stands_apart(self, end: int) -> bool:
        """Whether what ends at a word is set off, and does nothing: not so in "Vuhledar, Ukraine said"."""
        if end >= len(self.words):
            return True
        if self.words[end].key == "'s":
            return end + 1 < len(self.words) and not self.words[end + 1].capital
        return bool(self._gap(end)) and self.words[end].key not in _RELATIVE

    def _owns_place(self, at: int) -> bool:
        """Whether a country's place follows: "Syria's second city", "Nigeria's Borno state"; not "Turkey's army"."""
        while at < len(self.words) and not self._gap(at):
            word = self.words[at]
            if word.key in FORCE_NOUNS:
                return False
            if word.key in _OFFICES:
                return False
            if word.capital or word.key in PLACE_HEADS or word.key in DIRECTIONS:
                return True
            at += 1
        return False

    def _is_someone(self, end: int) -> bool:
        """Whether a country that ends at a word acts or owns: "in Turkey-held Afrin", "in Turkey's hands"."""
        if end >= len(self.words):
            return False
        return self.words[end].glued or (self.words[end].key == "'s" and not self._owns_place(end + 1))

    def _before_is_province(self, at: int) -> bool:
        return self.words[at - 1].key == "of" and self.words[at - 2].key in _PROVINCE

    def _gap(self, at: int) -> str:
        """What stands between a word and the one before it, but for spaces and hyphens."""
        start = self.words[at - 1].end if at else 0
        return self.text[start : self.words[at].start].strip(" -\u2010\u2011\u2013")


def _in_any(places: Sequence[Known], *, certain: bool) -> Whereabouts:
    countries = tuple(dict.fromkeys(place.country for place in places))
    return Whereabouts(countries, countries[0] if len(countries) == 1 else None, certain)
