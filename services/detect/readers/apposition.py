"""Which town a description means that says whose it is: "Syria's second city, Aleppo", "Libya's port of Sirte"."""

import re
from dataclasses import replace

from schemas.event import PlaceKind
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.reading import Context
from services.detect.words.text import holds_name, words
from services.detect.words.vocabulary import COUNTRIES, PLACE_HEADS

_HEAD = rf"(?:{'|'.join(sorted(PLACE_HEADS))})"
_WHOSE = r"['\u2019]s?"
_OWNED = re.compile(rf"(?:{_WHOSE})?\s+(?:[a-z\d][\w-]*\s+){{0,4}}?{_HEAD}\b")
"""What stands behind the owner in "Syria's second city"."""
_OF_OWNER = re.compile(rf"[^,;]*?\w{_WHOSE}\s+(?:[a-z][\w-]*\s+){{0,4}}?{_HEAD}\s+(?:of\s+)?(?=[A-Z\d]|al-|el-)")
_ADJECTIVES = re.compile(rf"{_WHOSE}\s+(?:[a-z][\w-]*\s+){{0,3}}")
_NAMING = re.compile(r"\s*(?P<comma>,)\s*|\s+(?:of\s+)?")
_POSSESSIVE = re.compile(rf"{_WHOSE}$")
STOP = re.compile(r"\s*(?:[,.;:)!?\u2013\u2014]|\n|$)")
"""What ends an apposition."""
_THEN = re.compile(r"\s+(?:on|in|at|after|from|by|to|before|during|with|last|this|early|late|over)\s", re.IGNORECASE)
_KINDS_KEPT = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})


def is_country(place: Mention) -> bool:
    """Countries are said behind a town's name, "Baaj, Iraq", or before it: "Iraq's Baaj"."""
    return _POSSESSIVE.sub("", place.text).casefold() in COUNTRIES


def is_description(place: Mention) -> bool:
    """Whether words only describe a place: "the city", "Somalia's southern port"."""
    owned = re.split(rf"{_WHOSE}\s", place.text)[-1]
    return not holds_name(owned) and words(place.text)[-1].key in PLACE_HEADS


def holds_description(place: Mention, context: Context) -> bool:
    """Whether a place, with what stands behind it, only describes one: "Libya" in "Libya's third city"."""
    return is_description(place) or phrase_end(place, context) > place.end


def phrase_end(place: Mention, context: Context) -> int:
    """Where the description ends that a place owns, or else the place: in "Libya's third city" behind "city"."""
    begin, text = context.sentence.start, context.mentioned.text
    if not _POSSESSIVE.search(place.text) and not re.match(_WHOSE, text[begin + place.end :][:2]):
        return place.end
    owned = _OWNED.match(text, begin + place.end)
    return owned.end() - begin if owned else place.end


def the_town(place: Mention, context: Context) -> Mention:
    """The named place that a description tells of, if it says whose it is and then the name; else the place itself."""
    if owned := _OF_OWNER.match(place.text):
        kind = place.place_kind if place.place_kind in _KINDS_KEPT else None
        start = owned.end()
        return replace(place, text=place.text[start:], start=place.start + start, named=True, place_kind=kind)
    end = phrase_end(place, context)
    described = end > place.end or is_description(place)
    named = _named_behind(end, context) if described else None
    return named or _owned(place, context) or _without_ending(place)


def _without_ending(place: Mention) -> Mention:
    text = _POSSESSIVE.sub("", place.text)
    return replace(place, text=text, end=place.start + len(text)) if text else place


def _named_behind(end: int, context: Context) -> Mention | None:
    """The name that stands behind a description that ends there."""
    begin, text = context.sentence.start, context.mentioned.text
    name = _next(end, context)
    joint = _NAMING.fullmatch(text, begin + end, begin + name.start) if name else None
    if name is None or joint is None or is_country(name) or is_description(name):
        return None
    after = begin + name.end
    if joint["comma"] and not (STOP.match(text, after) or _THEN.match(text, after)):
        return None
    return name


def _owned(owner: Mention, context: Context) -> Mention | None:
    """The place in "Iraq's Anbar province"; a town's is called by the town too: "Homs's Baba Amr district"."""
    begin, text = context.sentence.start, context.mentioned.text
    name = _next(owner.end, context)
    if name is None or not (name.entries or name.place_kind):
        return None
    bare = begin + owner.end - (2 if _POSSESSIVE.search(owner.text) else 0)
    if not _ADJECTIVES.fullmatch(text, bare, begin + name.start):
        return None
    if is_country(owner) or name.entries:
        return name
    return replace(name, text=text[begin + owner.start : begin + name.end], start=owner.start, entries=owner.entries)


def _next(end: int, context: Context) -> Mention | None:
    """The named place that is mentioned next in the sentence."""
    behind = (m for m in context.mentions if m.start >= end and m.kind is NameKind.PLACE and m.named)
    return next(behind, None)
