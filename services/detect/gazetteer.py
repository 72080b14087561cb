"""The world gazetteer: which places bear a name, and which of them a text means.

The file is made by `services/training/build_world.py` and only ever read, so that all processes share its pages.
"""

import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.event import PlaceKind
from services.detect.names import ARTICLES
from services.detect.text import words

FILE = Path(__file__).resolve().parents[2] / "seeds" / "world" / "gazetteer.sqlite"
CITY, TOWN = 100_000, 5_000
"""Inhabitants from which on a place is a city, a town. One without a figure is the seat of a district: a town."""

_LATIN = str.maketrans(
    {"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ß": "ss"}
)
_SPELLINGS = {
    variant: usual
    for usual, variants in {
        "abu": "albu abou bu",
        "tal": "tel tell tall til",
        "deir": "dayr dair der dayrat",
        "kafr": "kfar kafar kufr",
        "jabal": "jebel djebel gebel",
        "umm": "um oum",
        "beit": "bayt bait",
        "ain": "ayn ein",
        "wadi": "ouadi oued",
        "sheikh": "shaykh cheikh sheik",
        "saint": "st sainte",
        "mount": "mt",
    }.items()
    for variant in variants.split()
}
"""Words of names that are spelled in several ways, above all those of Arabic."""

_SOUNDS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ay", "ai"), ("ey", "ei"))
_SETTLEMENTS = frozenset({None, PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
DOUBTFUL, ELSEWHERE = 0.6, 0.4
"""How sure a place is that has rivals or lies only next to the countries of the text, and one that lies in neither."""


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the gazetteer."""

    id: str
    """`gn:` and the number that GeoNames gives it, or the slug of a place that we added."""
    name: str
    lat: float
    lon: float
    country: str
    population: int
    """Inhabitants; 0 where nobody knows."""
    kind: PlaceKind
    main: bool
    """It was found by the name that it mostly goes by."""


@dataclass(frozen=True, slots=True)
class Match:
    """The place that a name means in a text, and how sure that is (0 to 1)."""

    place: Known
    confidence: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text plays."""

    countries: Mapping[str, float]
    """The countries that it names or implies, each with its share of all that it says of any."""
    neighbours: frozenset[str] = frozenset()
    """The countries next to those."""


def place_key(name: str) -> str:
    """What a name is looked up by: the same for its spellings ("Tal Afar", "Tel-Afar", "Tall ʿAfar")."""
    parts = [word.key.translate(_LATIN) for word in words(name)]
    kept = [_SPELLINGS.get(part, part) for part in parts if part not in ARTICLES] or parts
    return "".join(_sound(_without_article(part) if at else part) for at, part in enumerate(kept))


def _without_article(word: str) -> str:
    """What is left of "Ezzor", where the article has grown together with the name and its first letter doubled."""
    grown = len(word) > 4 and word[0] in "aeu" and word[1] == word[2] and word[1] in "dnrstzl"
    return word[2:] if grown else word


def _sound(word: str) -> str:
    for heard, plain in _SOUNDS:
        word = word.replace(heard, plain)
    if len(word) > 3 and word.endswith(("ah", "eh")):
        word = word[:-2] + "a"
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1] or letter.isdigit())


class Gazetteer:
    """Looks places up by name."""

    def __init__(self, file: Path = FILE) -> None:
        # immutable: SQLite neither locks nor looks for a journal, so a read-only file system will do.
        self._database = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._database.execute("PRAGMA mmap_size = 67108864")
        self._database.execute("PRAGMA cache_size = -256")

    def find(self, name: str) -> tuple[Known, ...]:
        """All places that bear the name in some spelling, the most populous first."""
        key = place_key(name)
        rows = self._database.execute(
            "SELECT id, slug, name, lat, lon, country, population, kind, main FROM names JOIN places ON id = place "
            "WHERE key = ? ORDER BY population DESC, id",
            (key,),
        )
        return tuple(
            Known(slug or f"gn:{id_}", own, lat / 1e4, lon / 1e4, country, people, PlaceKind(kind), bool(main))
            for id_, slug, own, lat, lon, country, people, kind, main in rows
        )


def choose(candidates: Sequence[Known], setting: Setting, kind: PlaceKind | None, *, marked: bool) -> Match | None:
    """The candidate that a text with that setting means.

    One in a country of the text is sure. Else it must be large, or the only one, in a neighbouring country, or the
    text names no country at all, or it is the crossing, dam or base that the words ask for by `kind`. A name that is
    not `marked` as one of a place may be a word ("Reading") or a person ("Victoria"), and is then only believed in a
    country of the text.
    """
    ranked = sorted(candidates, key=lambda known: -_fitness(known, setting, kind))
    best = ranked[0] if ranked else None
    if best is None or best.country in setting.countries:
        return Match(best, 1.0) if best else None
    if not marked:
        return None
    if best.kind is kind and kind not in _SETTLEMENTS:
        return Match(best, 1.0)
    rivals = [known for known in ranked[1:] if known.country != best.country]
    if not setting.countries:
        clear = all(best.population >= 10 * known.population for known in rivals)
        return Match(best, 1.0 if clear and best.population >= CITY else DOUBTFUL) if best.main else None
    if best.country in setting.neighbours and not rivals:
        return Match(best, DOUBTFUL)
    return Match(best, ELSEWHERE) if best.population >= CITY and best.main else None


def _fitness(known: Known, setting: Setting, kind: PlaceKind | None) -> float:
    as_said = kind in _SETTLEMENTS if known.kind in _SETTLEMENTS else known.kind is kind
    return (
        (4.0 + 3.0 * setting.countries[known.country] if known.country in setting.countries else 0.0)
        + (1.0 if known.country in setting.neighbours else 0.0)
        + (1.5 if as_said else 0.0)
        + (0.5 if known.main else 0.0)
        + math.log10(known.population + 1000) / 2
    )
