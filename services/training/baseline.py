"""The simple way, kept to be measured against: a list of words, and the names that stand nearest."""

import re
from collections.abc import Sequence

from schemas.event import EventType, Realis
from services.detect.names.mentioned import Mentioned
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.readers.choice import ReadSentence
from services.detect.reading import Context, Reading

_KEYWORDS = {
    EventType.CONTROL_GAINED: "captured|seized|retook|recaptured|liberated|overran|conquered|took control of|fell to",
    EventType.CONTROL_CEDED: "withdrew from|retreated from|pulled out of|abandoned|surrendered",
    EventType.CONTROL_TRANSFERRED: "handed over|handed control of",
    EventType.CONTROL_HELD: "controls|controlled|holds|held by",
    EventType.ADVANCE: "advanced|advancing|entered|pushed into|moved towards",
    EventType.SIEGE_LAID: "besieged|encircled|surrounded|laid siege to",
    EventType.SIEGE_BROKEN: "broke the siege|lifted the siege|lifted a siege|broke a siege",
    EventType.ATTACK_REPELLED: "repelled|repulsed|beat back",
    EventType.BORDER_REACHED: "reached the border",
    EventType.BORDER_CROSSED: "crossed the border|crossed into|invaded",
    EventType.CROSSING_CLOSED: "closed the border|closed its border|closed the crossing",
    EventType.CROSSING_OPENED: "reopened the border|opened the border|reopened the crossing",
    EventType.BORDER_CHANGED: "annexed|seceded from",
    EventType.LINKUP: "linked up with|joined up with",
    EventType.ROUTE_CUT: "cut the road|cut off the road|cut the supply",
    EventType.ROUTE_OPENED: "reopened the road|opened the road",
    EventType.PASSAGE_GRANTED: "allowed passage|granted passage",
    EventType.PASSAGE_DENIED: "refused passage|denied passage",
}
_PATTERNS = {type_: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for type_, words in _KEYWORDS.items()}


def by_keywords(_: Mentioned) -> ReadSentence:
    """Takes every keyword for something that happened, to the next place, done by the actor named before."""
    return _read


def _read(context: Context) -> tuple[Reading, ...]:
    found = (
        (type_, match) for type_, pattern in _PATTERNS.items() for match in pattern.finditer(context.sentence.text)
    )
    return tuple(_reading(type_, match, context.mentions) for type_, match in found)


def _reading(type_: EventType, match: re.Match[str], mentions: Sequence[Mention]) -> Reading:
    actors = [m for m in mentions if m.kind is NameKind.ACTOR and m.end <= match.start()]
    places = [m for m in mentions if m.kind is NameKind.PLACE]
    after = [m for m in places if m.start >= match.end()]
    return Reading(
        type=type_,
        realis=Realis.ACTUAL,
        start=match.start(),
        end=match.end(),
        actor=actors[-1] if actors else None,
        place=next(iter(after or places[-1:]), None),
    )
