"""Places that the text lists one after another, and places that are only said behind another: "Savannah, Georgia,"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.event import PlaceKind
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.readers.apposition import STOP, holds_description, is_country, is_description, phrase_end
from services.detect.reading import Context
from services.detect.words.text import words
from services.detect.words.vocabulary import PLACE_HEADS

JOINT = re.compile(
    r"""\s*(?:,|;|\band\b|\bor\b|[,;]\s*and\b|\bas\ well\ as\b|&)\s*
    (?:(?:in|of|the|both|nearby|neighbouring|also|then|most|parts?|half|\d+(?:\.\d+)?(?:%|\ percent|\ per\ cent))\ )*
    (?:(?:towns?|villages?|cit(?:y|ies)|districts?|crossings?)\ (?:of\ )?)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What joins the members of a list."""
_BORDER_WITH = re.compile(r"\b(?:borders?|frontiers?) with\b", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?:the\s+)?", re.IGNORECASE)
_IN = re.compile(r"\s*,\s*in\s+(?:the\s+)?", re.IGNORECASE)
_PAIR = 2
_TOWN_PROVINCE_COUNTRY = 3


def listed(places: Sequence[Mention], at: int, context: Context) -> list[Mention]:
    """The list in which one of some places stands; what only describes or locates another is no member.

    Where there are several, the named ones at its ends that were not among the places are members too.
    """
    first = last = at
    while first > 0 and _joined(places[first - 1], places[first], context):
        first -= 1
    while last + 1 < len(places) and _joined(places[last], places[last + 1], context):
        last += 1
    members = list(places[first : last + 1])
    return _borders(_members(_whole_list(members, context), context)) if len(members) > 1 else members


def _borders(members: list[Mention]) -> list[Mention]:
    """The members; of "its borders with Somalia and Ethiopia" the second is a border too, and not Ethiopia."""
    if not _BORDER_WITH.search(members[0].text):
        return members
    return [members[0], *(_border_with(place) if is_country(place) else place for place in members[1:])]


def _border_with(country: Mention) -> Mention:
    return replace(country, text=f"border with {country.text}", place_kind=PlaceKind.BORDER)


def _whole_list(members: list[Mention], context: Context) -> list[Mention]:
    others = [m for m in context.mentions if m.kind is NameKind.PLACE and m.named and not is_country(m)]
    before: list[Mention] = []
    for other in reversed(others):
        if other.end <= members[0].start and _joined(other, [*before, *members][0], context):
            before.insert(0, other)
    after: list[Mention] = []
    for other in others:
        if other.start >= members[-1].end and _joined([*members, *after][-1], other, context):
            after.append(other)
    return [*before, *members, *after]


def _joined(one: Mention, other: Mention, context: Context) -> bool:
    return JOINT.fullmatch(_between(one, other, context)) is not None


def _between(one: Mention, other: Mention, context: Context) -> str:
    begin = context.sentence.start
    return context.mentioned.text[begin + one.end : begin + other.start]


def _members(places: Sequence[Mention], context: Context) -> list[Mention]:
    """The members of a list, of which commas alone part some and conjunctions others.

    "A, B and C" has three, and so has "A, B and C, D": behind the conjunction stands the last, and D is what it lies
    in. "A, B, and C, D" has two, each with what it lies in.
    """
    if len(places) > 1 and _IN.fullmatch(_between(places[-2], places[-1], context)) and _stops(places[-1], context):
        return _members(places[:-1], context)
    groups: list[list[Mention]] = []
    for place in places:
        if groups and _COMMA.fullmatch(_between(groups[-1][-1], place, context)):
            groups[-1].append(place)
        else:
            groups.append([place])
    in_pairs = all(len(group) == _PAIR for group in groups)
    *others, last = groups
    members = [place for group in others for place in _told_apart(group, context, may_locate=in_pairs)]
    return members + _told_apart(last, context, may_locate=in_pairs or bool(others))


def _told_apart(group: list[Mention], context: Context, *, may_locate: bool) -> list[Mention]:
    """What is left of places that only commas part, without those that describe another, or say where it lies."""
    if len(group) == 1:
        return group
    first, second, *_ = group
    if is_description(first) and _names_what(first, group, context):
        return group[1:]
    stops = _stops(group[-1], context)
    in_country = is_country(group[-1]) and not is_country(first)
    if in_country and len(group) <= _TOWN_PROVINCE_COUNTRY and (stops or may_locate):
        return [first]
    if not may_locate or not stops or len(group) > _PAIR or (is_country(first) and is_country(second)):
        return group
    if is_country(first):
        return [second]
    # A theatre knows its towns: two of them are a list, however short.
    towns = first.known and second.known and second.place_kind is not PlaceKind.REGION
    return group if towns and not holds_description(second, context) else [first]


def _names_what(description: Mention, group: Sequence[Mention], context: Context) -> bool:
    """Whether the names behind a description say what it means: "the port, Kismayo,", "two towns, Baaj and Qara"."""
    if any(is_description(place) for place in group[1:]):
        return False
    many = words(description.text)[-1].key
    if many.endswith("s") and many.removesuffix("s") in PLACE_HEADS:
        return True
    return len(group) == _PAIR and _stops(group[-1], context)


def _stops(place: Mention, context: Context) -> bool:
    begin = context.sentence.start
    return STOP.match(context.mentioned.text, begin + phrase_end(place, context)) is not None
