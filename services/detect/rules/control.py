"""Roles around the predicates of control."""

import re
from dataclasses import replace

from schemas.event import EventType, PlaceKind, Realis
from services.detect.names.mentions import Mention
from services.detect.predicates.frames import Frame
from services.detect.reading import Reading
from services.detect.rules.clause import Clause
from services.detect.rules.phrases import (
    BY,
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
    receiver,
)
from services.detect.words.patterns import pattern

_IT = pattern(r" (?:it|them)\b", whole=False)
_OUT_OF = pattern(r"\s*(?:[\w'\u2019-]+ ){0,5}?(?:out of|from|off)\b", whole=False)
_OPERATION = pattern("(?:offensive|operation|assault|campaign|battle|bid|push|drive)s?")


def take(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR takes PLACE (from LOSER); PLACE is taken (by ACTOR)."""
    places = objects(clause, frame)
    if clause.word.startswith("secur") and places and places[0].place_kind is PlaceKind.BORDER:
        return []
    loser = party(clause, "from")
    if not places and loser and loser.start - clause.end < 12:
        places = objects(clause, frame, loser.end)
    if places:
        if clause.word.startswith("clear") and re.match(r"\s+of\b", clause.text[places[-1].end :]):
            loser = party(clause, "of", places[-1].end)
            if loser is None:  # of mines, of rubble
                return []
        return make(clause, frame, places=places, actor=clause.subject(), loser=loser)
    if _IT.match(clause.text, clause.end) and (
        named := [m for m in clause.mentions if m.kind is P and m.end <= clause.start]
    ):
        return make(clause, frame, places=named[-1:], actor=clause.subject(), loser=loser)
    places = passive_subjects(clause, frame)
    return make(clause, frame, places=places, actor=party(clause, BY), loser=loser) if places else []


def expel(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR drives LOSER out of PLACE; LOSER is driven out of PLACE (by ACTOR)."""
    loser = clause.actor()
    if loser and (out := _OUT_OF.match(clause.text, loser.end)):
        places = clause.places(out.end())
        return make(clause, frame, places=places, actor=clause.subject(), loser=loser) if places else []
    out = _OUT_OF.match(clause.text, clause.end)
    if out and is_participle(clause) and len(out[0].split()) <= 4 and not loser:
        places = clause.places(out.end())
        return make(clause, frame, places=places, actor=party(clause, BY), loser=clause.subject()) if places else []
    return []


def fall(clause: Clause, frame: Frame) -> list[Reading]:
    """PLACE falls to ACTOR."""
    places = clause.places_before()
    if not places or (frame.weak and not any(p.entries or p.place_kind for p in places)):
        return []
    actor = clause.actor() or next((p for p in clause.places()[:1] if p.named), None)
    if actor is None and not frame.weak:
        return []
    return make(clause, frame, places=places, actor=None if frame.weak else actor)


def leave(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR leaves PLACE, ACTOR withdraws from PLACE."""
    subject, places = clause.subject(), objects(clause, replace(frame, weak=False))
    if not places or not subject:
        return []
    if frame.weak and not (subject.pronoun or clause.follows(subject) or places[0].entries):
        return []
    taker = receiver(clause, places[-1])
    if taker:
        return []
    return as_under_way(make(clause, frame, places=places, actor=subject), clause)


def lose(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR loses PLACE; with "to WINNER" it is the winner's gain."""
    subject, places = clause.subject(), objects(clause, frame)
    if not places or not subject:
        return []
    winner = receiver(clause, places[-1])
    if winner:
        return make(clause, replace(frame, type=EventType.CONTROL_GAINED), places=places, actor=winner, loser=subject)
    return make(clause, frame, places=places, actor=subject)


def hand(clause: Clause, frame: Frame) -> list[Reading]:
    """LOSER hands PLACE over to ACTOR."""
    over = re.compile(r"\s*(?:over|back)\b").match(clause.text, clause.end)
    places = clause.places(over.end() if over else clause.end)
    if places:
        taker = receiver(clause, places[-1])
        if taker is None and over:
            taker = party(clause, "to", places[-1].end)
        strong = over is not None or taker is not None
        return make(clause, frame, places=places, actor=taker, loser=clause.subject()) if strong and taker else []
    places = clause.places_before()
    taker = party(clause, "to") if places and is_participle(clause) else None
    return make(clause, frame, places=places, actor=taker, loser=party(clause, BY)) if taker else []


def hold(clause: Clause, frame: Frame) -> list[Reading]:
    """ACTOR holds PLACE; PLACE is held by ACTOR."""
    by = re.compile(r"\s*(?:\w+ly\s+)?by\b").match(clause.text, clause.end)
    if by:
        holder = clause.actor(by.end()) or next((p for p in clause.places(by.end())[:1] if p.named), None)
        places = clause.places_before()
        if not holder or not places or _is_mere_description(clause, places[0]):
            return []
        return make(clause, frame, places=places, actor=holder)
    subject, places = clause.subject(), objects(clause, frame)
    if not (subject and places and clause.follows(subject)):
        return []
    return make(clause, frame, places=places, actor=subject)


def _is_mere_description(clause: Clause, place: Mention) -> bool:
    """Whether "held by" only tells which place is meant: "Rawa, the last town held by X"."""
    if has_be(clause):
        return re.search(r"\bto be\s+$", clause.before) is not None
    return re.search(r",\s*(?:the|a|its)?\s*$", clause.text[: place.start]) is not None or place.text.startswith(
        ("last", "only", "largest")
    )


def state(clause: Clause, frame: Frame) -> list[Reading]:
    """PLACE is in the hands of ACTOR."""
    places, holder = clause.places_before(), clause.actor()
    if not places or not holder:
        return []
    if clause.text[clause.start : clause.end].endswith(("under", "in")) and not re.match(
        r"(?:['\u2019]s?)?\s*(?:\w+\s+)?(?:control|rule|occupation|hands)\b", clause.text[holder.end :]
    ):
        return []
    return make(clause, frame, places=places, actor=holder)


def capture(clause: Clause, frame: Frame) -> list[Reading]:
    """The capture of PLACE (by ACTOR); an offensive on PLACE is an attempt at it."""
    operation = _OPERATION.match(clause.text, clause.start) is not None
    places = objects(clause, frame)
    if not places or (operation and not any(p.named for p in places)):
        return []
    actor = (
        party(clause, "by|to" if clause.word == "fall" else BY)
        or possessor(clause)
        or (clause.subject() if operation else None)
    )
    readings = make(clause, frame, places=places, nominal=True, actor=actor, loser=party(clause, "from"))
    if operation:
        return [replace(r, realis=Realis.ONGOING if r.realis is Realis.ACTUAL else r.realis) for r in readings]
    return readings


def withdrawal(clause: Clause, frame: Frame) -> list[Reading]:
    """The withdrawal (of ACTOR) from PLACE."""
    inside = [m for m in clause.mentions if m.kind is A and m.start >= clause.start and m.end <= clause.end]
    actor = next(iter(inside), None) or possessor(clause)
    places = clause.places()
    return make(clause, frame, places=places, nominal=True, actor=actor) if places and actor else []
