"""Whom or what the extractor's spans mean: the mentions that names are known by.

The extractor knows no names: it may cut one in two, take several for one, or a party for a place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.detect.extractor import ROLE_THRESHOLDS, RoleSpan
from services.detect.mentions import PRONOUNS, Mention
from services.detect.names import NameKind
from services.detect.reading import Context
from services.detect.text import holds_name

_DEFINITE = ("the ", "its ", "their ", "this ", "that ")
_COORDINATION = re.compile(
    r"\s*(?:,|;|\band\b|\bor\b|,\s*and\b|\bas well as\b|&)\s*(?:in |of |the |both |nearby |neighbouring )*"
    r"(?:towns? |villages? |cit(?:y|ies) |districts? |crossings? )?(?:of )?",
    re.IGNORECASE,
)


def party_meant(span: RoleSpan, context: Context) -> Mention:
    """The actor that a span means; of several that act together the first that is known, or else all of them.

    An unknown one is called by the whole span, not by a part of it ("forces" of "forces loyal to the president").
    """
    met, whole = _met(span, context, NameKind.ACTOR), _unknown(span, context, NameKind.ACTOR)
    known = next((mention for mention in met if mention.entries), None)
    return known or max([*met[:1], whole], key=lambda mention: len(mention.text))


def first_of_lists(parties: Sequence[RoleSpan], context: Context) -> list[RoleSpan]:
    """The parties without those that the text joins to an earlier one of their role: of several the first counts."""
    text = context.mentioned.text
    ordered = sorted(parties, key=lambda span: span.start)

    def follows(one: RoleSpan) -> bool:
        before = next((s for s in reversed(ordered) if s.role == one.role and s.end <= one.start), None)
        return before is not None and _COORDINATION.fullmatch(text, before.end, one.start) is not None

    return [span for span in ordered if not follows(span)]


def places_meant(spans: Sequence[RoleSpan], context: Context) -> list[Mention]:
    """The likeliest place, and those that the text joins to it by commas and conjunctions.

    Offsets of mentions are those of the context's sentence, also where they stand in another.
    """
    text = context.mentioned.text
    found = [
        (mention, span.probability)
        for span in sorted(spans, key=lambda span: span.start)
        for mention in _places(span, context)
    ]
    if not found or max(probability for _, probability in found) < ROLE_THRESHOLDS["place"]:
        return []
    first = last = max(range(len(found)), key=lambda at: found[at][1])
    mentions = [mention for mention, _ in found]
    begin = context.sentence.start

    def joined(one: Mention, other: Mention) -> bool:
        return _COORDINATION.fullmatch(text, begin + one.end, begin + other.start) is not None

    while first > 0 and joined(mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and joined(mentions[last], mentions[last + 1]):
        last += 1
    return mentions[first : last + 1]


def _places(span: RoleSpan, context: Context) -> list[Mention]:
    """The places that a span means; none where it is the name of a party, or the city of the dateline."""
    sent_from = context.mentioned.dateline
    if sent_from and span.start < sent_from.stop and sent_from.start < span.end:
        return []
    if found := _met(span, context, NameKind.PLACE):
        return found
    party = any(mention.entries for mention in _met(span, context, NameKind.ACTOR))
    return [] if party else [_unknown(span, context, NameKind.PLACE)]


def _met(span: RoleSpan, context: Context, kind: NameKind) -> list[Mention]:
    """The mentions inside a span, in order, or the one that it cuts."""
    home = context.mentioned.sentence_at(span.start)
    start, end = span.start - home.start, span.end - home.start
    shift = home.start - context.sentence.start
    met = [m for m in context.mentioned.by(home) if m.kind is kind and m.start < end and start < m.end]
    inside = [m for m in met if start <= m.start and m.end <= end]
    cut = [max(met, key=lambda m: min(m.end, end) - max(m.start, start))] if met else []
    return [replace(m, start=m.start + shift, end=m.end + shift) for m in inside or cut]


def _unknown(span: RoleSpan, context: Context, kind: NameKind) -> Mention:
    mentioned = context.mentioned
    name = mentioned.text[span.start : span.end]
    entries = [e for m in mentioned.named(name) for e in m.entries if e.kind is kind]
    return Mention(
        text=name,
        start=span.start - context.sentence.start,
        end=span.end - context.sentence.start,
        kind=kind,
        named=holds_name(name),
        entries=tuple(dict.fromkeys(entries)),
        pronoun=name.casefold() in PRONOUNS,
        definite=mentioned.text[: span.start].casefold().endswith(_DEFINITE),
    )
