"""The provinces, states and districts of the world as places of the gazetteer."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from services.detect.words.text import fold
from services.detect.world.gazetteer import place_key

Subdivisions = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""For each country's code and each subdivision's what the package iso3166-2 says of it."""

_TOWNS = re.compile(r"city|municipal|capital|borough|commune|town|council|parish|quarter|ward|precinct", re.IGNORECASE)
"""Types that are towns, which GeoNames has."""
_SMALLEST_KM = 8.0
"""Radius from which on a subdivision is more than a town with its fields."""
_TYPE = re.compile(
    r"\s*[\[(][^])]*[\])]|\b(?:autonomous |national )*(?:oblast'?|voblasć|okrug|kra[ijy]|provinces?"
    r"|region(?:al state)?|governorate|state|districts?|department|county|län|sheng|zizhiqu|territory|division"
    r"|respublika|republic|avtonomn\w+|union|council)(?!\w)",
    re.IGNORECASE,
)
_STATES = frozenset({"RS-KM"})
"""Subdivisions that the news knows as states, with all that lies in them: Kosovo is XK."""
_TOO_PLAIN = re.compile(
    r"(?:(?:north|south)[ -]?(?:east|west)?|east|west)(?:ern)?|central|centre|center|coast|capital|metropolitan|federal"
    r"|islands?|area|highlands?|gulf|lake|bay|vale|valley|of .*"
)
"""Names that are found all over the world, and mostly mean something else."""
_SIDES = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "middle", "upper",
    "lower", "inner", "outer", "new",
})  # fmt: skip
_NICKNAME = re.compile(r"^The |\b(?:of|and|to) ", re.IGNORECASE)
_ENGLISH = frozenset({"US", "AU", "NG"})
"""Where the official name is English, and others are nicknames."""
_LETTERS = 4
"""Fewer capitals alone are a code."""
_LIKE = 0.5
"""How like the official name an English one must be, from 0 to 1; nicknames ("Garden State") are not."""


@dataclass(frozen=True, slots=True)
class Province:
    """A part of a country."""

    code: str
    """By ISO 3166-2: "AF-HEL"."""
    name: str
    others: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float
    """Of a circle as large as the mean of such parts of its country."""


def installed_subdivisions() -> Subdivisions:
    """The table of the package iso3166-2, whose own code needs the web and is not run."""
    found = find_spec("iso3166_2")
    assert found
    assert found.origin
    table: Subdivisions = json.loads(Path(found.origin).with_name("iso3166-2.json").read_text(encoding="utf-8"))
    return table


def provinces(
    subdivisions: Subdivisions, areas: Mapping[str, float], called: Mapping[str, Sequence[str]]
) -> Iterator[Province]:
    """The parts of countries that news calls by name.

    `areas` are the countries' in square kilometres; `called` has for some codes names that the table lacks.
    """
    for country, parts in sorted(subdivisions.items()):
        children = Counter(part["parentCode"] for part in parts.values() if part["parentCode"])
        leaves = sum(code not in children for code in parts)
        for code, part in sorted(parts.items()):
            radius = math.sqrt(areas.get(country, 0.0) / leaves * max(1, children[code]) / math.pi)
            if radius < _SMALLEST_KM or not part["latLng"] or _TOWNS.search(part["type"]):
                continue
            if not _STATES.isdisjoint({code, part["parentCode"]}):
                continue
            known = (*called.get(code, ()), *(() if country in _ENGLISH else _english(part)), _bare(part["name"]))
            names = tuple(dict.fromkeys(name for name in known if not _TOO_PLAIN.fullmatch(fold(name))))
            if names:
                lat, lon = part["latLng"]
                yield Province(code, names[0], names[1:], lat, lon, radius)


def _english(part: Mapping[str, Any]) -> Iterator[str]:
    """The English names of a subdivision, without its type."""
    for other in (part["localOtherName"] or "").split(", "):
        name = _bare(other.removesuffix(" (eng)"))
        code = name.isupper() and len(name) < _LETTERS
        if other.endswith(" (eng)") and not code and not _NICKNAME.search(name) and _is_like(name, _bare(part["name"])):
            yield name


def _bare(name: str) -> str:
    """A name without the word for what it is: "Helmand province", "Mykolaivska oblast", "Komi, Respublika"."""
    return " ".join(_TYPE.sub(" ", name.partition(",")[0]).split()) or name


def _is_like(english: str, official: str) -> bool:
    """Whether an English name is the official one in another spelling, or with its compass point in English."""
    own = [word for word in fold(english).split() if word not in _SIDES] or [fold(english)]
    one, other = "".join(own), fold(official).replace(" ", "")
    pieces: Iterable[str] = (other, *re.split(r"[\s-]", fold(official)))
    return any(SequenceMatcher(None, place_key(one), place_key(piece)).ratio() >= _LIKE for piece in pieces)
