"""Roles around the predicates of borders, crossings, roads and passage."""

import re
from dataclasses import replace

from schemas.event import EventType, PlaceKind, Realis
from services.detect.names.mentions import Mention
from services.detect.predicates.frames import Frame
from services.detect.reading import Reading
from services.detect.rules.clause import Clause
from services.detect.rules.phrases import BY, P, is_participle, make, party, possessor
from services.detect.words.patterns import pattern

_PASSING = pattern(
    r"""\s*(?:['\u2019]s?\s)?(?:[\w'\u2019-]+ ){0,4}?(?:pass(?:age)?|cross(?:ing)?|transit|through
    |enter(?:ing)?|access|us(?:e|ing)
    |travel|mov(?:e|ing)|advanc(?:e|ing)|go|fly|withdraw|leave|deploy|in)\b""",
    whole=False,
)
_PASSAGE = pattern(
    r"[^.;]{0,60}?\b(?:passage|transit|airspace|air space|free movement|safe exit|right of way|bases?)\b", whole=False
)


def _is_gate(mention: Mention) -> bool:
    return mention.place_kind in {PlaceKind.BORDER, PlaceKind.CROSSING} and not re.search(
        r"checkpoint|post\b|gate", mention.text, re.IGNORECASE
    )


def shut(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR closes or opens a border or crossing; the crossing reopens."""
    gates = tuple(p for p in clause.places() if _is_gate(p))
    if gates:
        return make(clause, frame, places=gates, actor=clause.subject())
    gates = tuple(p for p in clause.places_before() if _is_gate(p))
    return make(clause, frame, places=gates, actor=party(clause, BY)) if gates else []


def route(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR cuts or opens a road."""
    inside = [m for m in clause.mentions if m.kind is P and m.end > clause.start and m.start < clause.end]
    named = [m for m in inside if m.named]
    ahead = clause.governed("between|to|into|of|from|linking|connecting|leading to|with", P)[:1]
    place = next(iter(named), None) or next(iter(ahead), None) or next(iter(inside), None)
    passive = not re.match(
        r"cut|sever|block|clos|interrupt|disrupt|chok|interdict|open|re-?open|secur|clear|unblock|establish|restor",
        clause.word,
    )
    actor = party(clause, BY) if passive else clause.subject()
    if actor is None and not passive and not re.search(r"ing$", clause.word):
        return []
    return make(clause, frame, places=(place,), actor=actor)


def let(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR lets OTHER pass, or refuses to."""
    force, subject = clause.actor(), clause.subject()
    passing = bool(force and _PASSING.match(clause.text, force.end)) if force else False
    passage = _PASSAGE.match(clause.text, clause.end)
    if subject is None or not (passing or passage):
        return []
    if not passing and frame.type is EventType.PASSAGE_GRANTED and re.match(r"let|allow|permit", clause.word):
        return []
    if force is None:
        force = party(clause, "to|for|by|of")
    if force is None:
        return []
    where = clause.governed("through|via|across|into|at|in|over|from|to", P, force.end)[:1]
    return [_refusal(r) for r in make(clause, frame, places=where or (None,), actor=subject, other=force)]


def _refusal(reading: Reading) -> Reading:
    """A party that says it will not let a force through has refused: the saying is the deed."""
    if reading.realis is not Realis.NEGATED or reading.type is not EventType.PASSAGE_GRANTED:
        return reading
    return replace(reading, type=EventType.PASSAGE_DENIED, realis=Realis.ACTUAL)


def annex(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR annexes PLACE (from LOSER)."""
    nominal = (
        re.search(r"ation|secession|independence", clause.text[clause.start : clause.end], re.IGNORECASE) is not None
    )
    places = clause.places()
    if places:
        actor = party(clause, BY) or (possessor(clause) if nominal else None) or clause.subject()
        return make(clause, frame, places=places, nominal=nominal, actor=actor, loser=party(clause, "from"))
    places = clause.places_before()
    return (
        make(clause, frame, places=places, actor=party(clause, f"{BY}|into"))
        if places and is_participle(clause)
        else []
    )
