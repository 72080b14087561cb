"""Within how many kilometres of its point a place lies: by its kind, and by how the words stand to its name.

The errors of the size of a place, of a distance and of a direction add up as in the point-radius method (Wieczorek and
others 2004, doi:10.1080/13658810412331280211), but as independent ones: the radius is a likely one, not the largest.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schemas.event import PlaceKind
from services.detect.names.place_names import NamedPlace, Offset, offset_before
from services.detect.words.text import words

EXTENT_KM: Mapping[PlaceKind | None, float] = {
    None: 5,
    PlaceKind.CITY: 10,
    PlaceKind.TOWN: 5,
    PlaceKind.VILLAGE: 3,
    PlaceKind.CROSSING: 3,
    PlaceKind.BASE: 5,
    PlaceKind.FIELD: 10,
    PlaceKind.DAM: 3,
    PlaceKind.BRIDGE: 3,
    PlaceKind.ROAD: 100,
    PlaceKind.BORDER: 0,
    PlaceKind.REGION: 80,
    PlaceKind.COUNTRY: 300,
    PlaceKind.OTHER: 5,
}
"""From the point to the place's edge. Coordinates are good to some 3 km, so nothing is smaller; the built-up land of a
city of some hundred thousand has a radius of 10; provinces of Syria, Iraq and Ukraine have on average the area of a
circle of 65 to 85, and the gazetteer has each country's own mean; a highway is cut anywhere on its way. What the words
say of a border comes from its distance (`border_astray_km`)."""
NEARBY_KM = 30.0
"""What "near", "outside", "around" and a bare "north of" leave open: the median of the nine pairs of towns of which the
marked corpus says no more than that one is north, east, south or west of the other; a coarse measure."""
OFFSET_SPREAD = 0.5
"""What a distance with a direction leaves open, as a part of it: three in four of the 17 such pairs of towns in the
marked corpus are within that. Half an eighth of a turn alone is .39; the rest is rounding, and kilometres by road."""

_PROVINCE = r"(?:provinces?|regions?|governorate|oblast|state|peninsula|desert|county)"
_IS_WIDE = re.compile(rf"\b{_PROVINCE}$", re.IGNORECASE)
_WIDE_BEFORE = re.compile(rf"\b{_PROVINCE}\s+of\s+$", re.IGNORECASE)
_WIDE_AFTER = re.compile(rf"\s+{_PROVINCE}\b", re.IGNORECASE)
_WITHIN = frozenset(
    {"neighborhood", "neighbourhood", "neighborhoods", "neighbourhoods", "quarter", "suburb", "streets", "parts"}
    | {"side", "bank", "sector", "site", "sites"}
)
"""Heads of phrases that are regions to the vocabulary, but parts of a town."""
_NEAR = re.compile(
    r"\b(?:near(?:by)?|close to|next to|outside|around|surrounding|beyond|vicinity of|outskirts of|edges? of|"
    r"approaches (?:to|of)|countryside of|hinterland of)\s+(?:the\s+)?(?:\w+\s+)?(?:(?:town|city|village) of\s+)?$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|at|of)\s+(?:the\s+)?$", re.IGNORECASE)


class Relation(StrEnum):
    """How a place stands to the name that it is found by."""

    ITSELF = "itself"
    """It is the place of that name, or in it."""
    NEARBY = "nearby"
    AROUND = "around"
    """It is in the province that is called so, or the province itself."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a place is, seen from the name that it is found by."""

    relation: Relation
    offset: Offset | None = None
    """So far from it, if the words say how far."""
    directed: bool = False
    """The words give a direction."""


def standing(text: str, start: int, name: str, phrase: str, named: NamedPlace) -> Standing:
    """How the place that a phrase stands for lies to a name in it, which begins at `start` of the text."""
    before = text[:start]
    offset, directed = offset_before(text, start)
    keys = {word.key for word in words(phrase)}
    after = text[start + len(name) :]
    if _IS_WIDE.search(name) or _WIDE_BEFORE.search(before) or _WIDE_AFTER.match(after):
        return Standing(Relation.AROUND, offset, directed)
    own_name = not named.names or name in named.names[0] or name == phrase
    villages_in = named.kind is PlaceKind.VILLAGE and "of" not in keys and _IN.search(before) is not None
    loose = named.kind is PlaceKind.REGION and not keys & _WITHIN
    near = directed or _NEAR.search(before) or villages_in or loose or not own_name
    return Standing(Relation.NEARBY if near else Relation.ITSELF, offset, directed)


def astray_km(stands: Standing, *, moved: bool) -> float:
    """How far the words may lead from the point, which was `moved` by the distance that they give, or was not."""
    if stands.offset:
        return stands.offset.km * (OFFSET_SPREAD if moved else 1 + OFFSET_SPREAD)
    return NEARBY_KM if stands.relation is Relation.NEARBY else 0.0


def border_astray_km(km: float) -> float:
    """The same for a stretch of border, from a point so far from it or from the place that stands for it.

    It may be any stretch that one would rather call by that place than by another.
    """
    return math.hypot(NEARBY_KM, km)


def border_precision_km(km: float) -> float:
    """The precision of a stretch of border, whose point lies so far from the place that it is called by."""
    return precision_km(EXTENT_KM[PlaceKind.BORDER], border_astray_km(km))


def precision_km(extent: float, astray: float = 0.0) -> float:
    """Within how many kilometres of the point of a place that large lies what is so far astray from it, likely."""
    return float(round(math.hypot(extent, astray)))
