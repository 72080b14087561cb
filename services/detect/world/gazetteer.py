"""The world gazetteer: which places bear a name, and which of them a text means.

The file is made by `services/training/build_world.py` and only ever read, so that all processes share its pages.
"""

import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.event import PlaceKind
from services.detect.names.theatre_names import ARTICLES
from services.detect.words.text import words
from services.detect.world.precision import EXTENT_KM

FILE = Path(__file__).resolve().parents[3] / "seeds" / "world" / "gazetteer.sqlite"
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
"""How sure a place is that only its name speaks for, or that lies next to the countries of the text; one far away."""
_LETTERS, _MANY_LETTERS = 6, 8
"""Shorter names are borne, or nearly borne, by villages everywhere. A name that is only like the place's own, or one of
its others, needs many. By the marked corpus: a village's own name of 4 or 5 letters is the right one in 59 of 100
cases, a longer one in 84; a name that is only like it in 65 below 6 letters, and in 89 from 8 on."""
_ASKED_FOR = 3.5
"""What it weighs that a place is the province, dam or base that the words ask for: as much as two cities' millions."""
_CLEARLY = 10
"""So many times as many inhabitants make one of two namesakes the one that is meant."""


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the gazetteer."""

    id: str
    """`gn:` and the number that GeoNames gives it, `iso:` and a province's code, or the slug of one that we added."""
    name: str
    lat: float
    lon: float
    country: str
    population: int
    """Inhabitants; 0 where nobody knows."""
    kind: PlaceKind
    extent_km: float
    """From its point to its edge."""
    main: bool
    """It was found by the name that it mostly goes by, in whatever spelling."""
    letters: str
    """Those of the name that it was found by."""

    @property
    def exact(self) -> bool:
        """Whether that is its own name in the same spelling, but for accents and article, or one that we gave it."""
        return not self.id.startswith("gn:") or (self.main and _letters(self.name) == self.letters)

    @property
    def province(self) -> bool:
        """Whether it is a part of a country by ISO 3166-2, which a town in it may be called like."""
        return self.id.startswith("iso:")

    @property
    def village(self) -> bool:
        """Whether it is known to be small."""
        return 0 < self.population < TOWN


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
    return "".join(_sound(_without_article(part) if at else part) for at, part in enumerate(_words_of(name)))


def _words_of(name: str) -> Sequence[str]:
    parts = [word.key.translate(_LATIN) for word in words(name)]
    return [_SPELLINGS.get(part, part) for part in parts if part not in ARTICLES] or parts


def _letters(name: str) -> str:
    """A name without accents, article and last h: "Raqqa" is spelled as "Ar Raqqah", but "Baaj" not as "Baj"."""
    kept = "".join(_words_of(name))
    return kept[:-1] if kept.endswith("ah") else kept


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
        key, letters = place_key(name), _letters(name)
        rows = self._database.execute(
            "SELECT id, slug, name, lat, lon, country, population, kind, extent_km, main "
            "FROM names JOIN places ON id = place WHERE key = ? ORDER BY population DESC, id",
            (key,),
        )
        return tuple(
            Known(
                slug or f"gn:{id_}",
                own,
                lat / 1e4,
                lon / 1e4,
                country,
                people,
                PlaceKind(kind),
                extent or EXTENT_KM[PlaceKind(kind)],
                bool(main),
                letters,
            )
            for id_, slug, own, lat, lon, country, people, kind, extent, main in rows
        )


def choose(candidates: Sequence[Known], setting: Setting, kind: PlaceKind | None, *, marked: bool) -> Match | None:
    """The candidate that a text with that setting means, if that can be told: a wrong point is worse than none.

    One in a country of the text is sure, as is the crossing, dam or base that the words ask for by `kind`. One in a
    neighbouring country must be the only one; one elsewhere, or in a text without countries, must have a name that
    speaks for itself. A name that is not `marked` as one of a place may be a word ("Reading") or a person ("Victoria"),
    and is then only believed in a country of the text.
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
        return _by_name_alone(best, rivals)
    if rivals:
        return None
    if best.country in setting.neighbours:
        blurred = not best.exact and len(best.letters) < _LETTERS and best.population < CITY
        return None if blurred else Match(best, DOUBTFUL)
    return Match(best, ELSEWHERE) if best.exact and best.population >= CITY else None


def _by_name_alone(best: Known, rivals: Sequence[Known]) -> Match | None:
    """The place, if its name tells it from all others of the world without a word on the country."""
    if best.exact and best.population >= CITY:
        clear = all(best.population >= _CLEARLY * rival.population for rival in rivals if rival.main)
        return Match(best, 1.0) if clear else None
    if rivals or (best.village and not best.exact):
        return None
    needed = _MANY_LETTERS if not best.exact else _LETTERS if best.village else 0
    return Match(best, DOUBTFUL) if len(best.letters) >= needed else None


def _fitness(known: Known, setting: Setting, kind: PlaceKind | None) -> float:
    as_said = kind in _SETTLEMENTS if known.kind in _SETTLEMENTS else known.kind is kind
    peopled = kind is None and known.population > 0  # a province that no town of its own is called like
    return (
        (4.0 + 3.0 * setting.countries[known.country] if known.country in setting.countries else 0.0)
        + (1.0 if known.country in setting.neighbours else 0.0)
        + ((1.5 if known.kind in _SETTLEMENTS else _ASKED_FOR) if as_said else 1.5 if peopled else 0.0)
        + (0.5 if known.main else 0.0)
        + math.log10(known.population + 1000) / 2
    )
