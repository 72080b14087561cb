"""Turns what the extractor read in a text into `Reading`s of its sentences, with the mentions that names resolve by."""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.detect.extractor import Extraction, RoleSpan
from services.detect.mentions import PRONOUNS, Mention, find_mentions
from services.detect.names import NameKind
from services.detect.reading import Context, Reading
from services.detect.text import holds_name, words

_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_FRINGE = frozenset({
    "the", "a", "an", "its", "their", "his", "this", "that", "these", "those", "of", "to", "with", "as", "by", "in",
    "on", "at", "from", "for", "and", "or", "near", "around", "some", "several", "more", "most", "all", "both", "other",
    "held", "controlled", "occupied", "besieged",
})  # fmt: skip
"""Words that are no part of a name at whose edge they stand."""
_DEFINITE = ("the ", "its ", "their ", "this ", "that ")
_COORDINATION = re.compile(
    r"\s*(?:,|;|\band\b|\bor\b|,\s*and\b|\bas well as\b|&)\s*(?:in |of |the |both |nearby |neighbouring )*"
    r"(?:towns? |villages? |cit(?:y|ies) |districts? |crossings? )?(?:of )?",
    re.IGNORECASE,
)


def readings(extractions: Sequence[Extraction], context: Context) -> tuple[Reading, ...]:
    """The events whose trigger stands in the context's sentence; one for each place, where a trigger has several."""
    sentence = context.sentence
    inside = [e for e in extractions if sentence.start <= e.start < sentence.end]
    clean = (_two_sided(_trimmed(extraction, context.text), context.text) for extraction in inside)
    return tuple(reading for extraction in clean for reading in _readings(extraction, context))


def _trimmed(extraction: Extraction, text: str) -> Extraction:
    """The extraction without the little words at the edges of its roles, and without roles that are nothing else."""
    roles = [(role, list(_WORD.finditer(text, role.start, role.end))) for role in extraction.roles]
    for _, found in roles:
        while found and found[0][0].casefold() in _FRINGE:
            del found[0]
        while found and found[-1][0].casefold() in _FRINGE:
            del found[-1]
    kept = (replace(role, start=found[0].start(), end=found[-1].end()) for role, found in roles if found)
    return replace(extraction, roles=tuple(kept))


def _two_sided(extraction: Extraction, text: str) -> Extraction:
    """The extraction with only the likelier of actor and loser where both are the same words: nobody beats himself."""
    actor, loser = extraction.best("actor"), extraction.best("loser")
    if actor is None or loser is None:
        return extraction
    one, other = ({word.key for word in words(text[span.start : span.end])} for span in (actor, loser))
    if not one <= other and not other <= one:
        return extraction
    dropped = "loser" if loser.probability <= actor.probability else "actor"
    return replace(extraction, roles=tuple(role for role in extraction.roles if role.role != dropped))


def _readings(extraction: Extraction, context: Context) -> list[Reading]:
    def best(role: str) -> Mention | None:
        span = extraction.best(role)
        return _mention(span, context) if span else None

    reading = Reading(
        type=extraction.type,
        realis=extraction.realis,
        start=extraction.start - context.sentence.start,
        end=extraction.end - context.sentence.start,
        actor=best("actor"),
        loser=best("loser"),
        other=best("other_actor"),
        background=extraction.background,
        confidence=round(extraction.probability, 3),
    )
    places = _places(extraction, context.text)
    return [replace(reading, place=_mention(place, context)) for place in places] or [reading]


def _places(extraction: Extraction, text: str) -> list[RoleSpan]:
    """The likeliest place, and those that the text joins to it by commas and conjunctions."""
    best = extraction.best("place")
    if best is None:
        return []
    ordered = sorted((r for r in extraction.roles if r.role == "place"), key=lambda r: r.start)
    at = ordered.index(best)
    first, last = at, at
    while first > 0 and _joined(ordered[first - 1], ordered[first], text):
        first -= 1
    while last + 1 < len(ordered) and _joined(ordered[last], ordered[last + 1], text):
        last += 1
    return ordered[first : last + 1]


def _joined(one: RoleSpan, other: RoleSpan, text: str) -> bool:
    return _COORDINATION.fullmatch(text, one.end, other.start) is not None


def _mention(span: RoleSpan, context: Context) -> Mention:
    """The mention that the span means, as an actor or as a place; offsets are those of the sentence."""
    kind = NameKind.PLACE if span.role == "place" else NameKind.ACTOR
    start, end = span.start - context.sentence.start, span.end - context.sentence.start
    alike = [m for m in context.mentions if m.kind is kind and m.start < end and start < m.end]
    if alike:
        return max(alike, key=lambda m: min(m.end, end) - max(m.start, start))
    name = context.text[span.start : span.end]
    entries = [e for m in find_mentions(name, context.names) for e in m.entries if e.kind is kind]
    return Mention(
        text=name,
        start=start,
        end=end,
        kind=kind,
        named=holds_name(name),
        entries=tuple(dict.fromkeys(entries)),
        pronoun=name.casefold() in PRONOUNS,
        definite=context.text[: span.start].casefold().endswith(_DEFINITE),
    )
