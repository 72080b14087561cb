"""Reads a sentence by its frames: which trigger, who, whom, where. The rule-based maker of `Reading`s."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from schemas.event import EventType, PlaceKind, Realis
from services.detect.clause import AUXILIARIES, PASSIVE, Clause
from services.detect.lexicon import FRAMES, PARTICIPLES, Frame, Shape
from services.detect.mentions import Mention
from services.detect.names import NameKind
from services.detect.reading import Reading
from services.detect.realis import Verdict, judge
from services.detect.vocabulary import COUNTRIES

A, P = NameKind.ACTOR, NameKind.PLACE
_BY = "by|at the hands of"
_MOST_TRIGGERS = 24
"""A sentence with more is a list or garbage; what comes later in it is not read."""

_NOUN_FOLLOWS = re.compile(r"(?:['’]s?)?\s(?!(?:and|or|but|in|on|at|from|by|with|after|before|as|to|for|of|near|while|when|since|during|over|under|into|is|are|was|were|has"
    r"|have|had|will|would|that|which|who|where|it|they|the|a|an|this|last|earlier|late|early|today|yesterday|overnight|along|through|toward|towards|against|despite"
    r"|amid|between|following|because|if|so|back|again|also|then|now|just|once|without|within|not|could|may|might|until|alone|itself|using|about|say|says|said|some)\b)"
    r"[a-z][\w-]*(?<!ly)(?<!ed)\b")  # fmt: skip
_INTERNAL_BORDER = re.compile(
    r"\b(?:provinc\w+|governorate|administrative|district|county|internal|oblast|regional)\b", re.IGNORECASE
)
_OPERATION = re.compile(r"(?:offensive|operation|assault|campaign|battle|bid|push|drive)", re.IGNORECASE)
_PASSING = re.compile(
    r"\s*(?:['’]s?\s)?(?:[\w'’-]+\s+){0,4}?(?:pass(?:age)?|cross(?:ing)?|transit|through|enter(?:ing)?|access|us(?:e|ing)|travel|mov(?:e|ing)|advanc(?:e|ing)|go|fly|withdraw|leave|deploy|in)\b",
    re.IGNORECASE,
)
_PASSAGE = re.compile(
    r"[^.;]{0,60}?\b(?:passage|transit|airspace|air space|free movement|safe exit|right of way|bases?)\b", re.IGNORECASE
)
_OUT_OF = re.compile(r"\s*(?:[\w'’-]+\s+){0,5}?(?:out of|from|off)\b", re.IGNORECASE)
_TO = re.compile(r"\s*(?:back\s+|over\s+)*to\s+(?:the\s+|its\s+)?$", re.IGNORECASE)


_LINKUP_NOUN = re.compile(r"link-?ups?\b|junction|meeting point", re.IGNORECASE)
_IT = re.compile(r"\s+(?:it|them)\b", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:a|an|the|this|that|any|first|final|such|no)\s+$", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:two|both)\s+(?:\w+\s+)?$", re.IGNORECASE)


def read(text: str, mentions: Sequence[Mention]) -> tuple[Reading, ...]:
    """The events that a sentence reports, in the order of their triggers."""
    readings: list[Reading] = []
    taken_until = -1
    used: set[Mention] = set()
    for start, end, frame in _triggers(text):
        if start < taken_until:
            continue
        clause = Clause(text, mentions, start, end, frozenset(used))
        found = [r for r in _SHAPES[frame.shape](clause, frame) if _tells_enough(r)]
        if not found:
            continue
        readings += found
        taken_until = end
        used |= {m for r in found for m in (r.actor, r.loser, r.other) if m and m.start >= start}
    return tuple(readings)


def _triggers(text: str) -> list[tuple[int, int, Frame]]:
    lowered = text.lower()
    found = [
        (match.start(), match.end(), frame)
        for frame in FRAMES
        if any(hint in lowered for hint in frame.hints)
        for match in frame.pattern.finditer(text)
        if not (match.start() and text[match.start() - 1] in "-‐‑")
    ]
    found.sort(key=lambda f: (f[0], f[0] - f[1], FRAMES.index(f[2])))
    return found[:_MOST_TRIGGERS]


def _tells_enough(reading: Reading) -> bool:
    """A happening with neither a place nor two sides is no territory event that anybody could use."""
    return (
        reading.place is not None
        or reading.type is EventType.LINKUP
        or (reading.actor is not None and (reading.other or reading.loser) is not None)
    )


def _make(
    clause: Clause,
    frame: Frame,
    *,
    places: Sequence[Mention | None] = (None,),
    nominal: bool = False,
    **roles: Mention | None,
) -> list[Reading]:
    verdict = judge(clause, nominal=nominal)
    return [
        Reading(
            frame.type,
            verdict.realis,
            clause.start,
            clause.end,
            place=place,
            confidence=_confidence(verdict, roles),
            **roles,
        )
        for place in places
    ]


def _confidence(verdict: Verdict, roles: dict[str, Mention | None]) -> float:
    return round(verdict.confidence * (1.0 if any(roles.values()) else 0.7), 2)


def _is_place(clause: Clause, mention: Mention, *, strict: bool) -> bool:
    """Whether a place mention after a verb is what the verb takes, not the modifier of another noun."""
    if mention.place_kind is None and _NOUN_FOLLOWS.match(clause.text, mention.end):
        return False
    return not strict or bool(mention.entries) or mention.place_kind is not None


def _objects(clause: Clause, frame: Frame, at: int | None = None) -> tuple[Mention, ...]:
    places = clause.places(at)
    if not places or not _is_place(clause, places[0], strict=frame.weak):
        return ()
    return tuple(p for p in places if _is_place(clause, p, strict=False))


def _is_participle(clause: Clause) -> bool:
    return clause.word.endswith("ed") or clause.word in PARTICIPLES


def _passive_subjects(clause: Clause, frame: Frame) -> tuple[Mention, ...]:
    if not _is_participle(clause):
        return ()
    return tuple(p for p in clause.places_before() if not frame.weak or p.entries or p.place_kind or _has_be(clause))


def _has_be(clause: Clause) -> bool:
    return (
        re.search(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+\s+){0,2}$", clause.before, re.IGNORECASE)
        is not None
    )


def _party(clause: Clause, prepositions: str, at: int | None = None) -> Mention | None:
    found = clause.governed(prepositions, A, at) or tuple(
        p
        for p in clause.governed(prepositions, P, at)[:1]
        if p.named and p.place_kind is None and p.text.casefold() in COUNTRIES
    )
    return found[0] if found else None


def _take(clause: Clause, frame: Frame) -> list[Reading]:
    places = _objects(clause, frame)
    loser = _party(clause, "from")
    if not places and loser and loser.start - clause.end < 12:
        places = _objects(clause, frame, loser.end)
    if places:
        if clause.word.startswith("clear") and not loser:
            loser = _party(clause, "of", places[-1].end)
        return _make(clause, frame, places=places, actor=clause.subject(), loser=loser)
    if _IT.match(clause.text, clause.end) and (
        named := [m for m in clause.mentions if m.kind is P and m.end <= clause.start]
    ):
        return _make(clause, frame, places=named[-1:], actor=clause.subject(), loser=loser)
    places = _passive_subjects(clause, frame)
    return _make(clause, frame, places=places, actor=_party(clause, _BY), loser=loser) if places else []


def _expel(clause: Clause, frame: Frame) -> list[Reading]:
    loser = clause.actor()
    if loser and (out := _OUT_OF.match(clause.text, loser.end)):
        places = clause.places(out.end())
        return _make(clause, frame, places=places, actor=clause.subject(), loser=loser) if places else []
    out = _OUT_OF.match(clause.text, clause.end)
    if out and _is_participle(clause) and len(out[0].split()) <= 4 and not loser:
        places = clause.places(out.end())
        return _make(clause, frame, places=places, actor=_party(clause, _BY), loser=clause.subject()) if places else []
    return []


def _fall(clause: Clause, frame: Frame) -> list[Reading]:
    places = clause.places_before()
    if not places or (frame.weak and not any(p.entries or p.place_kind for p in places)):
        return []
    actor = clause.actor() or next((p for p in clause.places()[:1] if p.named), None)
    if actor is None and not frame.weak:
        return []
    return _make(clause, frame, places=places, actor=None if frame.weak else actor)


def _leave(clause: Clause, frame: Frame) -> list[Reading]:
    subject, places = clause.subject(), _objects(clause, replace(frame, weak=False))
    if not places or not subject:
        return []
    if frame.weak and not (
        subject.pronoun or AUXILIARIES.fullmatch(clause.text[subject.end : clause.start]) or places[0].entries
    ):
        return []
    receiver = _receiver(clause, places[-1])
    if receiver:
        return []
    return _make(clause, frame, places=places, actor=subject)


def _receiver(clause: Clause, place: Mention) -> Mention | None:
    """The actor in "... PLACE to ACTOR"."""
    to = re.compile(r"\s*(?:back\s+|over\s+)*to\b").match(clause.text, place.end)
    return (
        (
            clause.actor(to.end())
            or next((p for p in clause.places(to.end())[:1] if p.text.casefold() in COUNTRIES), None)
        )
        if to
        else None
    )


def _lose(clause: Clause, frame: Frame) -> list[Reading]:
    subject, places = clause.subject(), _objects(clause, frame)
    if not places or not subject:
        return []
    winner = _receiver(clause, places[-1])
    if winner:
        return _make(clause, replace(frame, type=EventType.CONTROL_GAINED), places=places, actor=winner, loser=subject)
    return _make(clause, frame, places=places, actor=subject)


def _hand(clause: Clause, frame: Frame) -> list[Reading]:
    over = re.compile(r"\s*(?:over|back)\b").match(clause.text, clause.end)
    places = clause.places(over.end() if over else clause.end)
    if places:
        receiver = _receiver(clause, places[-1])
        if receiver is None and over:
            receiver = _party(clause, "to", places[-1].end)
        strong = over is not None or receiver is not None
        return (
            _make(clause, frame, places=places, actor=receiver, loser=clause.subject()) if strong and receiver else []
        )
    places = clause.places_before()
    receiver = _party(clause, "to") if places and _is_participle(clause) else None
    return _make(clause, frame, places=places, actor=receiver, loser=_party(clause, _BY)) if receiver else []


def _hold(clause: Clause, frame: Frame) -> list[Reading]:
    by = re.compile(r"\s*(?:\w+ly\s+)?by\b").match(clause.text, clause.end)
    if by:
        holder = clause.actor(by.end()) or next((p for p in clause.places(by.end())[:1] if p.named), None)
        places = clause.places_before()
        return _make(clause, frame, places=places, actor=holder) if holder and places else []
    subject, places = clause.subject(), _objects(clause, frame)
    if not (subject and places and AUXILIARIES.fullmatch(clause.text[subject.end : clause.start])):
        return []
    return _make(clause, frame, places=places, actor=subject)


def _state(clause: Clause, frame: Frame) -> list[Reading]:
    places, holder = clause.places_before(), clause.actor()
    if not places or not holder:
        return []
    if clause.text[clause.start : clause.end].endswith("under") and not re.match(
        r"(?:['’]s?)?\s*(?:\w+\s+)?(?:control|rule|occupation)\b", clause.text[holder.end :]
    ):
        return []
    return _make(clause, frame, places=places, actor=holder)


def _move(clause: Clause, frame: Frame) -> list[Reading]:
    subject, places = clause.subject(), _objects(clause, frame)
    if not places:
        places = _objects(clause, replace(frame, weak=False))
        if not (subject and places and AUXILIARIES.fullmatch(clause.text[subject.end : clause.start])):
            return []
    if subject is None:
        return []
    return [_at_border(reading, clause) for reading in _make(clause, frame, places=places, actor=subject)]


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


def _cross(clause: Clause, frame: Frame) -> list[Reading]:
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
    actor = _party(clause, _BY) or (subject if not nominal else None)
    return _make(clause, frame, places=places or (clause.nearest_place(),), nominal=nominal, actor=actor)


def _besiege(clause: Clause, frame: Frame) -> list[Reading]:
    subject = clause.subject()
    trigger = clause.text[clause.start : clause.end].lower()
    if trigger.startswith("under"):
        places = clause.places_before()
        return _make(clause, frame, places=places, actor=_party(clause, _BY)) if places else []
    places = _objects(
        clause,
        replace(
            frame,
            weak=clause.word
            not in {"besieging", "encircling", "besiege", "encircle", "encircled", "surrounded", "besieged"},
        ),
    )
    linked = subject and AUXILIARIES.fullmatch(clause.text[subject.end : clause.start])
    if places and (subject or not _is_participle(clause)) and (linked or clause.word != "besieged"):
        return _make(clause, frame, places=places, actor=subject)
    passive = _passive_subjects(clause, frame)
    by = _party(clause, _BY)
    if passive and (by or _has_be(clause)):
        return _make(clause, frame, places=passive, actor=by)
    if linked and by and _is_participle(clause):
        return _make(clause, frame, places=(clause.nearest_place(),), actor=by, loser=subject)
    loser = clause.actor()
    if loser and linked and not trigger.startswith("cut") and clause.word not in {"besieged", "isolated"}:
        place = clause.governed("in|at|inside|near", P, loser.end)
        return _make(clause, frame, places=place[:1] or (None,), actor=subject, loser=loser)
    return []


def _relieve(clause: Clause, frame: Frame) -> list[Reading]:
    inside = [m for m in clause.mentions if m.start >= clause.start and m.end <= clause.end]
    places = clause.governed("of|on|around|in|at", P)[:1] or tuple(m for m in inside if m.kind is P and m.named)[:1]
    where: tuple[Mention | None, ...] = places or (clause.nearest_place(),)
    passive = not re.match(r"brea|brok|lift|end|reliev|rais|smash|shatter", clause.word)
    besieger = next((m for m in inside if m.kind is A), None) or _party(
        clause, _BY if not passive else "laid by|imposed by"
    )
    actor = _party(clause, _BY) if passive else clause.subject()
    return _make(clause, frame, places=where, actor=actor, loser=besieger)


def _repel(clause: Clause, frame: Frame) -> list[Reading]:
    trigger = clause.text[clause.start : clause.end].lower()
    inside = [m for m in clause.mentions if m.kind is A and m.start >= clause.start and m.end <= clause.end]
    where = clause.governed("on|against|in|at|near|towards?|to|into|from|around", P)[:1] or (
        (clause.nearest_place(),) if clause.nearest_place() else ()
    )
    failed = re.match(
        r"(?:attack|assault|offensive|attempt|advance|raid|counter|incursion|push|infiltration|invasion)", trigger
    )
    if failed:
        attacker = next(iter(inside), None) or _possessor(clause)
        return _make(clause, frame, places=where or (None,), actor=_party(clause, _BY), loser=attacker)
    attacker = next(iter(inside), None) or _party(clause, "by|of|from") or (clause.actor() if frame.weak else None)
    return _make(clause, frame, places=where or (None,), actor=clause.subject(), loser=attacker)


def _possessor(clause: Clause) -> Mention | None:
    """The actor right before a noun: "the army's attack", "a rebel attack"."""
    before = [m for m in clause.mentions if m.kind is A and m.end <= clause.start]
    return (
        before[-1]
        if before and re.fullmatch(r"(?:['’]s?)?\s+(?:\w+\s+){0,2}", clause.text[before[-1].end : clause.start])
        else None
    )


def _is_gate(mention: Mention) -> bool:
    return mention.place_kind in {PlaceKind.BORDER, PlaceKind.CROSSING} and not re.search(
        r"checkpoint|post\b|gate", mention.text, re.IGNORECASE
    )


def _shut(clause: Clause, frame: Frame) -> list[Reading]:
    gates = tuple(p for p in clause.places() if _is_gate(p))
    if gates:
        return _make(clause, frame, places=gates, actor=clause.subject())
    gates = tuple(p for p in clause.places_before() if _is_gate(p))
    return _make(clause, frame, places=gates, actor=_party(clause, _BY)) if gates else []


def _meet(clause: Clause, frame: Frame) -> list[Reading]:
    nominal = _LINKUP_NOUN.match(clause.text, clause.start) is not None or _DETERMINER.search(clause.before) is not None
    subject, other = (_possessor(clause) if nominal else clause.subject()), clause.actor()
    if between := clause.governed("between", A):
        subject, other = between[0], between[1] if len(between) > 1 else other
    elif other is None:
        withs = clause.governed("with|to|and", A)
        other = withs[0] if withs else _second_of_subject(clause, subject)
    if other and subject is None:
        subject = clause.subject()
    where = clause.governed("at|in|near|on|north of|south of|east of|west of|along|outside|around", P)[:1]
    place = where[0] if where else next((p for p in clause.places()[:1] if p.named), None)
    both = subject is not None and _BOTH.search(clause.text, 0, subject.start) is not None
    linking = re.search(r"link|junction", clause.text[clause.start : clause.end], re.IGNORECASE) is not None
    if (other is None and not (linking and (place or both))) or (subject is None and other is None):
        return []
    return _make(clause, frame, places=(place,), nominal=nominal, actor=subject, other=other)


def _second_of_subject(clause: Clause, subject: Mention | None) -> Mention | None:
    after = [
        m
        for m in clause.mentions
        if subject and m.start > subject.end and m.end <= clause.start and m.kind is A and not m.pronoun
    ]
    return (
        after[0]
        if after and subject and re.fullmatch(r"\s*(?:,|and)\s*(?:the\s+)?", clause.text[subject.end : after[0].start])
        else None
    )


def _route(clause: Clause, frame: Frame) -> list[Reading]:
    inside = [m for m in clause.mentions if m.kind is P and m.end > clause.start and m.start < clause.end]
    named = [m for m in inside if m.named]
    ahead = clause.governed("between|to|into|of|from|linking|connecting|leading to|with", P)[:1]
    place = next(iter(named), None) or next(iter(ahead), None) or next(iter(inside), None)
    passive = not re.match(
        r"cut|sever|block|clos|interrupt|disrupt|chok|interdict|open|re-?open|secur|clear|unblock|establish|restor",
        clause.word,
    )
    actor = _party(clause, _BY) if passive else clause.subject()
    if actor is None and not passive and not re.search(r"ing$", clause.word):
        return []
    return _make(clause, frame, places=(place,), actor=actor)


def _let(clause: Clause, frame: Frame) -> list[Reading]:
    force, subject = clause.actor(), clause.subject()
    passing = bool(force and _PASSING.match(clause.text, force.end)) if force else False
    passage = _PASSAGE.match(clause.text, clause.end)
    if subject is None or not (passing or passage):
        return []
    if not passing and frame.type is EventType.PASSAGE_GRANTED and re.match(r"let|allow|permit", clause.word):
        return []
    if force is None:
        force = _party(clause, "to|for|by|of")
    if force is None:
        return []
    where = clause.governed("through|via|across|into|at|in|over|from|to", P, force.end)[:1]
    return [_refusal(r, clause) for r in _make(clause, frame, places=where or (None,), actor=subject, other=force)]


def _refusal(reading: Reading, clause: Clause) -> Reading:
    """A party that says it will not let a force through has refused: the saying is the deed."""
    if reading.realis is not Realis.NEGATED or reading.type is not EventType.PASSAGE_GRANTED:
        return reading
    return replace(reading, type=EventType.PASSAGE_DENIED, realis=Realis.ACTUAL)


def _annex(clause: Clause, frame: Frame) -> list[Reading]:
    nominal = (
        re.search(r"ation|secession|independence", clause.text[clause.start : clause.end], re.IGNORECASE) is not None
    )
    places = clause.places()
    if places:
        actor = _party(clause, _BY) or (_possessor(clause) if nominal else clause.subject())
        return _make(clause, frame, places=places, nominal=nominal, actor=actor, loser=_party(clause, "from"))
    places = clause.places_before()
    return (
        _make(clause, frame, places=places, actor=_party(clause, f"{_BY}|into"))
        if places and _is_participle(clause)
        else []
    )


def _nominal(clause: Clause, frame: Frame) -> list[Reading]:
    operation = _OPERATION.match(clause.text, clause.start) is not None
    places = _objects(clause, frame)
    if not places or (operation and not any(p.named for p in places)):
        return []
    actor = (
        _party(clause, "by|to" if clause.word == "fall" else _BY)
        or _possessor(clause)
        or (clause.subject() if operation else None)
    )
    readings = _make(clause, frame, places=places, nominal=True, actor=actor, loser=_party(clause, "from"))
    if operation:
        return [replace(r, realis=Realis.ONGOING if r.realis is Realis.ACTUAL else r.realis) for r in readings]
    return readings


def _nominal_leave(clause: Clause, frame: Frame) -> list[Reading]:
    inside = [m for m in clause.mentions if m.kind is A and m.start >= clause.start and m.end <= clause.end]
    actor = next(iter(inside), None) or _possessor(clause)
    places = clause.places()
    return _make(clause, frame, places=places, nominal=True, actor=actor) if places and actor else []


_SHAPES: dict[Shape, Callable[[Clause, Frame], list[Reading]]] = {
    Shape.TAKE: _take,
    Shape.EXPEL: _expel,
    Shape.FALL: _fall,
    Shape.LEAVE: _leave,
    Shape.LOSE: _lose,
    Shape.HAND: _hand,
    Shape.HOLD: _hold,
    Shape.STATE: _state,
    Shape.MOVE: _move,
    Shape.CROSS: _cross,
    Shape.BESIEGE: _besiege,
    Shape.RELIEVE: _relieve,
    Shape.REPEL: _repel,
    Shape.SHUT: _shut,
    Shape.MEET: _meet,
    Shape.ROUTE: _route,
    Shape.LET: _let,
    Shape.ANNEX: _annex,
    Shape.NOMINAL: _nominal,
    Shape.NOMINAL_LEAVE: _nominal_leave,
}
