"""The phrases around a trigger that fill roles, shared by all shapes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.event import Realis
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.predicates.frames import Frame
from services.detect.reading import Reading
from services.detect.rules.clause import Clause
from services.detect.rules.joints import PASSIVE
from services.detect.rules.realis import is_progressive, judge
from services.detect.words.patterns import pattern
from services.detect.words.vocabulary import COUNTRIES, IRREGULAR_PARTICIPLES

A, P = NameKind.ACTOR, NameKind.PLACE
BY = "by|at the hands of"
DETERMINER = pattern(r"\b(?:a|an|the|this|that|any|first|final|such|no) $", whole=False)
"""A word that makes what follows it a noun."""

_TO = pattern(r"\s*(?:back |over )*to\b", whole=False)
_SURE_OF_PART = 0.6
_SURE_WITHOUT_ACTOR = 0.7
_PARTIAL = pattern(r"(?:\bper ?cent|%|\b(?:half|third|quarter|parts?|some|districts?)) of\b", whole=False)
_WITHOUT_OBJECT = pattern(
    r"""\s*(?:$|[^\w\s]|(?:by|from|in|on|after|before|during|at|for|amid|as|and|or|but|to|near|with|without|under|over|since|until
    |following|completely|fully|entirely|today|yesterday|overnight|last|this|late|early|earlier|again|back|once|off|monday|tuesday
    |wednesday|thursday|friday|saturday|sunday|says?|said|monitor)\b)""",
    whole=False,
)
_NOUN_FOLLOWS = pattern(
    r"""(?:['\u2019]s?)?\s(?!(?:and|or|but|in|on|at|from|by|with|after|before|as|to|for|of|near|while|when
    |since|during|over|under
    |into|is|are|was|were|has|have|had|will|would|that|which|who|where|it|they|the|a|an|this|last|earlier|late
    |early|today
    |yesterday|overnight|along|through|towards?|against|despite|amid|between|following|because|if|so|back|again
    |also|then|now|just
    |once|without|within|not|could|may|might|until|alone|itself|using|about|say|says|said
    |some)\b)(?-i:[a-z])[\w-]*(?<!ly)(?<!ed)\b""",
    whole=False,
)


def make(
    clause: Clause,
    frame: Frame,
    places: Sequence[Mention | None] = (None,),
    *,
    actor: Mention | None = None,
    loser: Mention | None = None,
    other: Mention | None = None,
    nominal: bool = False,
) -> list[Reading]:
    """A reading for each of the `places`, all with the same roles and the realis that the clause's words give."""
    verdict = judge(clause, nominal=nominal)
    last = max((place.start for place in places if place), default=0)
    sure = verdict.confidence * (_SURE_OF_PART if _PARTIAL.search(clause.text, clause.end, last) else 1.0)
    confidence = round(sure if actor or loser or other else sure * _SURE_WITHOUT_ACTOR, 2)
    return [
        Reading(frame.type, verdict.realis, clause.start, clause.end, actor, loser, other, place, confidence=confidence)
        for place in places
    ]


def is_place(clause: Clause, mention: Mention, *, strict: bool) -> bool:
    """Whether a place mention after a verb is what the verb takes, not the modifier of another noun."""
    if mention.place_kind is None and _NOUN_FOLLOWS.match(clause.text, mention.end):
        return False
    return not strict or bool(mention.entries) or mention.place_kind is not None


def objects(clause: Clause, frame: Frame, at: int | None = None) -> tuple[Mention, ...]:
    """The places that the trigger takes as its object; none if the first is only the modifier of another noun."""
    places = clause.places(at)
    if not places or not is_place(clause, places[0], strict=frame.weak):
        return ()
    return tuple(p for p in places if is_place(clause, p, strict=False))


def is_participle(clause: Clause) -> bool:
    """Whether the trigger may be a past participle."""
    return clause.word.endswith("ed") or clause.word in IRREGULAR_PARTICIPLES


def passive_subjects(clause: Clause, frame: Frame) -> tuple[Mention, ...]:
    """The places of which the trigger is the passive: "PLACE was taken"."""
    if not is_participle(clause) or not (has_be(clause) or _WITHOUT_OBJECT.match(clause.after)):
        return ()
    return tuple(p for p in clause.places_before() if not frame.weak or p.entries or p.place_kind or has_be(clause))


def has_be(clause: Clause) -> bool:
    """Whether a form of "be" makes the trigger a passive."""
    return PASSIVE.search(clause.before) is not None


def party(clause: Clause, prepositions: str, at: int | None = None) -> Mention | None:
    """The actor, or state named by its country, that one of the `prepositions` (a pattern) governs."""
    found = clause.governed(prepositions, A, at)
    if found:
        return found[0]
    return next((p for p in clause.governed(prepositions, P, at)[:1] if _may_be_a_force(p)), None)


def _may_be_a_force(place: Mention) -> bool:
    """Whether a name that was taken for a place is a country, whose state it can mean, or an acronym such as MNDAA."""
    acronym = place.text.isupper() and len(place.text) > 2
    return place.place_kind is None and (acronym or place.text.casefold() in COUNTRIES)


def receiver(clause: Clause, place: Mention) -> Mention | None:
    """The actor in "... PLACE to ACTOR"."""
    to = _TO.match(clause.text, place.end)
    if to is None:
        return None
    named = (p for p in clause.places(to.end())[:1] if _may_be_a_force(p))
    return clause.actor(to.end()) or next(named, None)


def possessor(clause: Clause) -> Mention | None:
    """The actor right before a noun: "the army's attack", "a rebel attack"."""
    before = [m for m in clause.mentions if m.kind is A and m.end <= clause.start]
    return (
        before[-1]
        if before and re.fullmatch(r"(?:['\u2019]s?)?\s+(?:\w+\s+){0,2}", clause.text[before[-1].end : clause.start])
        else None
    )


def as_under_way(readings: Sequence[Reading], clause: Clause) -> list[Reading]:
    """Who "is advancing" or "began leaving" does so: a movement under way has happened."""
    if not is_progressive(clause):
        return list(readings)
    return [replace(r, realis=Realis.ACTUAL) if r.realis is Realis.ONGOING else r for r in readings]
