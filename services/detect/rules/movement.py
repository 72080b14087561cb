"""Roles around the predicates of movement and fighting."""

import re
from dataclasses import replace

from schemas.event import EventType, PlaceKind
from services.detect.names.mentions import Mention
from services.detect.predicates.frames import Frame
from services.detect.reading import Reading
from services.detect.rules.clause import Clause
from services.detect.rules.phrases import (
    BY,
    DETERMINER,
    A,
    P,
    as_under_way,
    has_be,
    is_participle,
    make,
    objects,
    party,
    passive_subjects,
    possessor,
)
from services.detect.words.patterns import pattern
from services.detect.words.vocabulary import COUNTRIES

_INTERNAL_BORDER = pattern(r"provinc\w+|governorate|administrative|district|county|internal|oblast|regional")
_LINKUP_NOUN = pattern("link-?ups?|junction|meeting point")
_BOTH = pattern(r"\b(?:two|both) (?:\w+ )?$", whole=False)


def move(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR moves to PLACE; at an international border it reaches or crosses it."""
    if DETERMINER.search(clause.before):
        return []
    subject, places = clause.subject(), objects(clause, frame)
    if not places:
        places = objects(clause, replace(frame, weak=False))
        if not (subject and places and clause.follows(subject)):
            return []
    if subject is None:
        return []
    readings = [_at_border(reading, clause) for reading in make(clause, frame, places=places, actor=subject)]
    return as_under_way(readings, clause)


def _at_border(reading: Reading, clause: Clause) -> Reading:
    place = reading.place
    if place is None:
        return reading
    trigger = clause.text[clause.start : clause.end].lower()
    if is_international_border(place):
        near = re.search(r"near|approach|toward|clos|within", trigger)
        return reading if near else replace(reading, type=EventType.BORDER_REACHED)
    entered = re.search(r"\b(?:into|inside|in|enter\w*|storm\w*)$", trigger)
    if (
        place.text.casefold() in COUNTRIES
        and entered
        and reading.actor
        and place.text[:3].casefold() not in reading.actor.text.casefold()
    ):
        return replace(reading, type=EventType.BORDER_CROSSED)
    return reading


def is_international_border(place: Mention) -> bool:
    """Whether the mention is a border between states, not one between provinces."""
    return place.place_kind is PlaceKind.BORDER and not _INTERNAL_BORDER.search(place.text)


def cross(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR crosses the border, or into a country."""
    trigger = clause.text[clause.start : clause.end].lower()
    subject, places = clause.subject(), clause.places()
    nominal = re.match(r"incursion|invasion", trigger) is not None
    if not nominal and subject is None:
        return []
    about_border = re.search(r"border|frontier|invad|incursion|invasion", trigger) is not None
    to_border = bool(places) and (is_international_border(places[0]) or places[0].text.casefold() in COUNTRIES)
    into = trigger.endswith(" into") and bool(places)
    if not (about_border or to_border or into) or (nominal and not places):
        return []
    actor = party(clause, BY) or (subject if not nominal else None)
    return make(clause, frame, places=places or (clause.nearest_place(),), nominal=nominal, actor=actor)


def besiege(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR besieges PLACE or LOSER; PLACE is under siege."""
    subject = clause.subject()
    trigger = clause.text[clause.start : clause.end].lower()
    if trigger.startswith("under"):
        places = clause.places_before()
        return make(clause, frame, places=places, actor=party(clause, BY)) if places else []
    places = objects(
        clause,
        replace(
            frame,
            weak=clause.word
            not in {"besieging", "encircling", "besiege", "encircle", "encircled", "surrounded", "besieged"},
        ),
    )
    linked = subject and clause.follows(subject)
    if places and (subject or not is_participle(clause)) and (linked or clause.word != "besieged"):
        return make(clause, frame, places=places, actor=subject)
    passive = passive_subjects(clause, frame)
    by = party(clause, BY)
    if passive and (by or has_be(clause)):
        return make(clause, frame, places=passive, actor=by)
    if linked and by and is_participle(clause):
        return make(clause, frame, places=(clause.nearest_place(),), actor=by, loser=subject)
    loser = clause.actor()
    if loser and linked and not trigger.startswith("cut") and clause.word not in {"besieged", "isolated"}:
        place = clause.governed("in|at|inside|near", P, loser.end)
        return make(clause, frame, places=place[:1] or (None,), actor=subject, loser=loser)
    return []


def relieve(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR breaks the siege of PLACE."""
    inside = [m for m in clause.mentions if m.start >= clause.start and m.end <= clause.end]
    places = clause.governed("of|on|around|in|at", P)[:1] or tuple(m for m in inside if m.kind is P and m.named)[:1]
    where: tuple[Mention | None, ...] = places or (clause.nearest_place(),)
    passive = not re.match(r"brea|brok|lift|end|reliev|rais|smash|shatter", clause.word)
    besieger = next((m for m in inside if m.kind is A), None) or party(
        clause, BY if not passive else "laid by|imposed by"
    )
    actor = party(clause, BY) if passive else clause.subject()
    return make(clause, frame, places=where, actor=actor, loser=besieger)


def repel(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR repels an attack on PLACE by LOSER; the attack fails."""
    trigger = clause.text[clause.start : clause.end].lower()
    inside = [m for m in clause.mentions if m.kind is A and m.start >= clause.start and m.end <= clause.end]
    where = clause.governed("on|against|in|at|near|towards?|to|into|from|around", P)[:1] or (
        (clause.nearest_place(),) if clause.nearest_place() else ()
    )
    failed = re.match(
        r"(?:attack|assault|offensive|attempt|advance|raid|counter|incursion|push|infiltration|invasion)", trigger
    )
    if failed:
        attacker = next(iter(inside), None) or possessor(clause)
        return make(clause, frame, places=where or (None,), actor=party(clause, BY), loser=attacker)
    attacker = next(iter(inside), None) or party(clause, "by|of|from") or (clause.actor() if frame.weak else None)
    return make(clause, frame, places=where or (None,), actor=clause.subject(), loser=attacker)


def meet(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR links up with OTHER at PLACE."""
    nominal = bool(_LINKUP_NOUN.match(clause.text, clause.start) or DETERMINER.search(clause.before))
    subject, other = (possessor(clause) if nominal else clause.subject()), clause.actor()
    if between := clause.governed("between", A):
        subject, other = between[0], between[1] if len(between) > 1 else other
    elif other is None:
        withs = clause.governed("with|to|and", A) or clause.governed("(?:held|controlled) by", A)
        other = withs[0] if withs else _second_of_subject(clause, subject)
    if other and subject is None:
        subject = clause.subject()
    where = clause.governed("at|in|near|on|north of|south of|east of|west of|along|outside|around", P)[:1]
    place = where[0] if where else next((p for p in clause.places()[:1] if p.named), None)
    both = subject is not None and _BOTH.search(clause.text, 0, subject.start) is not None
    linking = re.search(r"link|junction", clause.text[clause.start : clause.end], re.IGNORECASE) is not None
    met = (
        clause.word in {"met", "meet", "meets"}
        and other is not None
        and where == ()
        and subject is not None
        and other.end <= clause.start
    )
    if met or (other is None and not (linking and (place or both))) or (subject is None and other is None):
        return []
    return make(clause, frame, places=(place,), nominal=nominal, actor=subject, other=other)


def _second_of_subject(clause: Clause, subject: Mention | None) -> Mention | None:
    after = [
        m
        for m in clause.mentions
        if subject and m.start > subject.end and m.end <= clause.start and m.kind is A and not m.pronoun
    ]
    if not after or not subject:
        return None
    joined = re.fullmatch(r"\s*(?:,|and)\s*(?:the\s+)?", clause.text[subject.end : after[0].start])
    return after[0] if joined else None
