"""Turns what the extractor read in a text into `Reading`s of its sentences, with the mentions that names resolve by.

The extractor at times mistakes who took from whom, most of all where the loser comes first ("were driven out of");
there the grammar of the rules is surer.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from schemas.event import EventType
from services.detect.names.identity import may_be_same
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind, is_linked, link_end
from services.detect.network.extractor import Extraction, RoleSpan
from services.detect.readers.meant import parties_meant, places_meant
from services.detect.readers.settled import settled
from services.detect.reading import Context, Reading
from services.detect.rules.clause import Clause
from services.detect.rules.realis import cue
from services.detect.rules.roles import read
from services.detect.words.text import words

_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_FRINGE = frozenset({
    "the", "a", "an", "its", "their", "his", "this", "that", "these", "those", "of", "to", "with", "as", "by", "in",
    "on", "at", "from", "for", "and", "or", "near", "around", "some", "several", "more", "most", "all", "both", "other",
    "held", "controlled", "occupied", "besieged",
})  # fmt: skip
"""Words that are no part of a name at whose edge they stand."""
_HOLDING = re.compile(r"[-\u2010\u2011](?:held|controlled|occupied|run)$", re.IGNORECASE)
_TAKEN = frozenset({EventType.CONTROL_GAINED, EventType.CONTROL_TRANSFERRED})
_OF_A_TOWN = _TAKEN | {EventType.CONTROL_HELD}
"""What a town does not do; a state may well close its border or cross another's."""
_PARTIES = ("actor", "loser", "other_actor")

ReadByRules = Callable[[], tuple[Reading, ...]]
"""What the rules read in the sentence; they read it once, and only if they are asked."""


def readings(extractions: Sequence[Extraction], context: Context) -> tuple[Reading, ...]:
    """The events whose trigger stands in the context's sentence; one for each place, where a trigger has several.

    `extractions` are in the order of their triggers.
    """
    sentence = context.sentence
    first, last = (bisect_left(extractions, at, key=lambda e: e.start) for at in (sentence.start, sentence.end))
    clean = (_trimmed(extraction, context.mentioned.text) for extraction in extractions[first:last])
    by_rules = cache(partial(read, sentence.text, context.mentions))
    return tuple(reading for extraction in clean for reading in _readings(extraction, context, by_rules))


def _trimmed(extraction: Extraction, text: str) -> Extraction:
    """The extraction without the little words at the edges of its roles, and without roles that are nothing else."""
    roles = [(role, list(_WORD.finditer(text, role.start, role.end))) for role in extraction.roles]
    for _, found in roles:
        while found and found[0][0].casefold() in _FRINGE:
            del found[0]
        while found and found[-1][0].casefold() in _FRINGE:
            del found[-1]
    kept = (replace(role, start=found[0].start(), end=_name_end(found[-1])) for role, found in roles if found)
    return replace(extraction, roles=tuple(kept))


def _name_end(last: re.Match[str]) -> int:
    """Where the name ends whose last word that is: of "rebel-held" it is "rebel"."""
    holding = _HOLDING.search(last[0])
    return last.start() + holding.start() if holding else last.end()


def _readings(extraction: Extraction, context: Context, by_rules: ReadByRules) -> list[Reading]:
    parties: dict[str, Mention] = {}
    spans = [role for role in extraction.roles if role.role in _PARTIES and not _is_end_of_name(role, context)]
    for span, party in parties_meant(spans, context):
        # Nobody beats or joins himself: of two roles the likelier is his.
        if span.role not in parties and not any(may_be_same(party, other) for other in parties.values()):
            parties[span.role] = party
    reading = Reading(
        type=extraction.type,
        realis=extraction.realis,
        start=extraction.start - context.sentence.start,
        end=extraction.end - context.sentence.start,
        actor=parties.get("actor"),
        loser=parties.get("loser"),
        other=parties.get("other_actor"),
        time=_time(extraction, context.mentioned.text),
        background=extraction.background,
        confidence=round(extraction.probability, 3),
        cue=_cue(extraction, context),
    )
    reading = settled(_righted(reading, by_rules), context.sentence.text)
    if reading.loser is None and any(mention.known for mention in context.mentions):
        reading = _with_known_loser(reading, by_rules)
    places = places_meant([role for role in extraction.roles if role.role == "place"], context)
    if not _is_sure(places, context):
        places = _seen_here(reading, by_rules, named=not places) or places
    if reading.loser and _is_place(reading.loser, places, context):
        reading = replace(reading, loser=None)
    if reading.actor and reading.type in _OF_A_TOWN and _is_place(reading.actor, places, context):
        reading = replace(reading, actor=None)
    return [replace(reading, place=place) for place in places] or [reading]


def _is_place(party: Mention, places: Sequence[Mention], context: Context) -> bool:
    """Whether a party is only a piece of a place's name: "Shabelle" in "the Middle Shabelle region"."""
    if party.entries:
        return False
    named = {word.key for word in words(party.text)}
    here = (m for m in context.mentions if m.kind is NameKind.PLACE)
    inside = any(m.start <= party.start and party.end <= m.end and m.text != party.text for m in here)
    return inside or any(named <= {word.key for word in words(place.text)} for place in places)


def _is_end_of_name(span: RoleSpan, context: Context) -> bool:
    """Whether a span is only the end of a place's name: "Praia" in "Mocímboa da Praia"."""
    home = context.mentioned.sentence_at(span.start)
    start, end = span.start - home.start, span.end - home.start
    for place in context.mentioned.by(home):
        if place.kind is NameKind.PLACE and place.start < start and end <= place.end:
            read = words(place.text)
            at = next((at for at, word in enumerate(read) if word.start == start - place.start), 0)
            return is_linked(read, at) or link_end(read, at) > 0
    return False


def _time(extraction: Extraction, text: str) -> str | None:
    spans = [span for span in extraction.roles if span.role == "time"]
    best = max(spans, key=lambda span: span.probability, default=None)
    return text[best.start : best.end] if best else None


def _cue(extraction: Extraction, context: Context) -> str | None:
    """The words for which the rules would judge as the model did; a model gives no reasons of its own."""
    sentence = context.sentence
    start, end = extraction.start - sentence.start, min(extraction.end, sentence.end) - sentence.start
    return cue(Clause(sentence.text, context.mentions, start, end, frozenset()), extraction.realis)


def _righted(reading: Reading, by_rules: ReadByRules) -> Reading:
    """The reading with actor and loser changed over, if the rules see the actor lose by the same trigger."""
    actor = reading.actor
    if actor is None or reading.type not in _TAKEN:
        return reading
    for rule in _of_the_same(reading, by_rules):
        loser, taker = (rule.actor, None) if rule.type is EventType.CONTROL_CEDED else (rule.loser, rule.actor)
        if loser and may_be_same(actor, loser) and not (taker and may_be_same(actor, taker)):
            return replace(reading, actor=taker or reading.loser, loser=actor)
    return reading


def _with_known_loser(reading: Reading, by_rules: ReadByRules) -> Reading:
    """The reading with the loser that the rules see by the same trigger, and that a theatre knows."""
    for rule in _of_the_same(reading, by_rules):
        agreed = rule.type is reading.type and rule.actor and reading.actor and may_be_same(rule.actor, reading.actor)
        if agreed and rule.loser and rule.loser.known:
            return replace(reading, loser=rule.loser)
    return reading


def _is_sure(places: Sequence[Mention], context: Context) -> bool:
    """Whether the extractor has places, and not only such as it took from another sentence and a theatre knows.

    A theatre knows which of its places are cities, and so which one is "the city" of this sentence.
    """
    sentence = range(len(context.sentence.text))
    return any(place.start in sentence or not place.known for place in places)


def _seen_here(reading: Reading, by_rules: ReadByRules, *, named: bool) -> list[Mention]:
    """The event's place as the rules see it in the sentence itself; if not `named` only one that it describes."""
    here = (rule.place for rule in _of_the_same(reading, by_rules) if rule.place and rule.type is reading.type)
    return [place for place in here if named or not place.named][:1]


def _of_the_same(reading: Reading, by_rules: ReadByRules) -> list[Reading]:
    """What the rules read by the same trigger."""
    return [rule for rule in by_rules() if rule.start < reading.end and reading.start < rule.end]
