"""What a place's phrase is made of: the name to look up, what the name is of, and the distance from it."""

import math
import re
from dataclasses import dataclass

from schemas.event import PlaceKind
from services.detect.names.theatre_names import ARTICLES, link_end
from services.detect.words.text import Word, words
from services.detect.words.vocabulary import DIRECTIONS, NOT_NAMES, PLACE_HEADS

EARTH_KM = 6371.0
KM_PER_MILE = 1.609344
_ROUND = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
"""The directions, an eighth of a turn apart."""
_LOOK_BACK = 80
"""Characters before a name in which a distance from it may stand."""
_DISTANCE = re.compile(r"(\d{1,3}(?:\.\d)?)[\s-]?(?:(km|kms|kilomet(?:er|re)s?)|miles?)\s+$", re.IGNORECASE)
_BEARING = re.compile(
    r"\b(?:to the )?(?P<bearing>north|south|east|west|north-?east|north-?west|south-?east|south-?west)"
    r"(?:ern)?\s+(?:of|from)\s+(?:the\s+)?(?:town of |city of |village of )?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?P<city>[A-Z][A-Z'\u2019-]+(?: [A-Z][A-Z'\u2019-]+){0,3})(?:, [A-Z][\w., ]{1,40})?\s*"
    r"(?:\([A-Z][\w/ ]+\)|[\u2013\u2014-]{1,2}\s)",
    re.MULTILINE,
)
_HEAD = 600
"""Characters at the beginning of a text, its title among them, in which a dateline stands."""
_PART = DIRECTIONS | {"old", "new", "greater", "inner", "outer"}


@dataclass(frozen=True, slots=True)
class Offset:
    """So far, and in that direction (degrees from north), from a place."""

    km: float
    bearing: float


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A phrase taken apart."""

    names: tuple[str, ...]
    """The names in it, each to be tried before the next: the place itself, then what it lies in or near."""
    kind: PlaceKind | None
    """What its head noun says: "Haditha dam" is a dam."""
    marked: bool
    """Some word says that it is a place: "the town of", "north of"."""


def take_apart(phrase: str) -> NamedPlace:
    """The names and the kind in a place's phrase."""
    read = words(phrase)
    runs: list[list[Word]] = []
    kind: PlaceKind | None = None
    marked = False
    for at, word in enumerate(read):
        head = PLACE_HEADS.get(word.key)
        if head and (at > 0 or not word.capital):
            kind = head if kind is None or read[at - 1].key in PLACE_HEADS else kind
            marked = True
        elif word.key in DIRECTIONS and not word.capital:
            marked = True
        joined = bool(runs) and runs[-1][-1] is read[at - 1] and not _apart(phrase, read[at - 1], word)
        if _is_name(read, at) and (head is None or word.capital):
            if joined:
                runs[-1].append(word)
            else:
                runs.append([word])
    return NamedPlace(tuple(_spans(phrase, runs)), kind, marked)


def _spans(phrase: str, runs: list[list[Word]]) -> list[str]:
    """Each run as it stands, then without the words that only describe it ("Western", "Province")."""
    found: list[str] = []
    for run in runs:
        bare = list(run)
        while len(bare) > 1 and PLACE_HEADS.get(bare[-1].key):
            bare.pop()
        trimmed = list(bare)
        while len(trimmed) > 1 and trimmed[0].key in _PART:
            trimmed.pop(0)
        for part in (run, bare, trimmed):
            text = phrase[part[0].start : part[-1].end]
            if text not in found and not (len(part) == 1 and part[0].key in _PART):
                found.append(text)
    return found


def _is_name(read: tuple[Word, ...], at: int) -> bool:
    word = read[at]
    if word.key in ARTICLES and at + 1 < len(read):
        following = read[at + 1]
        return following.capital and (following.glued or word.capital or word.key in {"al", "el"})
    if link_end(read, at) or (at > 1 and not word.capital and link_end(read, at - 1) == at + 1):
        return True
    return word.capital and word.key not in NOT_NAMES and word.key != "'s"


def _apart(phrase: str, one: Word, other: Word) -> bool:
    return phrase[one.end : other.start].strip(" -\u2010\u2011\u2013\u2019'.") != ""


def dateline(text: str) -> range | None:
    """Where a text names the city that it was sent from: "KHARKIV, Ukraine (Reuters) -"."""
    dated = _DATELINE.search(text, 0, _HEAD)
    return range(*dated.span("city")) if dated else None


def offset_before(text: str, end: int) -> tuple[Offset | None, bool]:
    """How far and in what direction the words before `end` say ("40 km west of"), and whether they give a direction."""
    bearing = _BEARING.search(text[max(0, end - _LOOK_BACK) : end])
    if bearing is None:
        return None, False
    distance = _DISTANCE.search(bearing.string[: bearing.start()])
    if distance is None:
        return None, True
    km = float(distance[1]) * (1 if distance[2] else KM_PER_MILE)
    return Offset(km, 45.0 * _ROUND.index(bearing["bearing"].lower().replace("-", ""))), True


def moved(lat: float, lon: float, offset: Offset) -> tuple[float, float]:
    """The point that lies so far from another, on a sphere."""
    angle, course = offset.km / EARTH_KM, math.radians(offset.bearing)
    phi, lam = math.radians(lat), math.radians(lon)
    new_phi = math.asin(math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(course))
    east = math.sin(course) * math.sin(angle) * math.cos(phi)
    new_lam = lam + math.atan2(east, math.cos(angle) - math.sin(phi) * math.sin(new_phi))
    return round(math.degrees(new_phi), 4), round((math.degrees(new_lam) + 180) % 360 - 180, 4)
