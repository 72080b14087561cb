"""Whom or what the extractor's spans mean: the mentions that names are known by.

The extractor knows no names: it may cut one in two, take several for one, or a party for a place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.detect.extractor import RoleSpan
from services.detect.mentions import PRONOUNS, Mention
from services.detect.names import NameKind
from services.detect.reading import Context
from services.detect.sentence_words import is_definite
from services.detect.text import holds_name
from services.detect.vocabulary import COUNTRIES

_OF_AN_ACTOR = 0.1
"""By how much the probability of an actor counts more: losers are rarer, and have a threshold of their own."""
_HERE = 0.1
"""By how much that of a party in the trigger's own sentence counts more."""
_COORDINATION = re.compile(
    r"""\s*(?:,|;|\band\b|\bor\b|,\s*and\b|\bas\ well\ as\b|&)\s*
    (?:(?:in|of|the|both|nearby|neighbouring|also|then|most|parts?|half|\d+(?:\.\d+)?(?:%|\ percent|\ per\ cent))\ )*
    (?:(?:towns?|villages?|cit(?:y|ies)|districts?|crossings?)\ (?:of\ )?)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What joins the members of a list."""


def parties_meant(spans: Sequence[RoleSpan], context: Context) -> list[tuple[RoleSpan, Mention]]:
    """The parties that spans mean, likeliest first, with the likeliest span of each.

    Parties of one role that the text joins are one: the first of them that is known, or else the first.
    """
    joined: list[list[RoleSpan]] = []
    ordered = sorted(spans, key=lambda span: span.start)
    for span in ordered:
        group = next((g for g in reversed(joined) if g[-1].role == span.role and g[-1].end <= span.start), None)
        if group and _COORDINATION.fullmatch(context.mentioned.text, group[-1].end, span.start):
            group.append(span)
        else:
            joined.append([span])
    likeliest = [max(group, key=lambda span: span.probability) for group in joined]
    meant = [_first_known([_party(span, context) for span in group]) for group in joined]
    return sorted(zip(likeliest, meant, strict=True), key=lambda pair: -_weight(pair[0], context))


def _weight(span: RoleSpan, context: Context) -> float:
    here = context.sentence.start <= span.start < context.sentence.end
    return span.probability + (_OF_AN_ACTOR if span.role == "actor" else 0) + (_HERE if here else 0)


def _party(span: RoleSpan, context: Context) -> Mention:
    """The actor that a span means; of several the first that is known, or else the first, called by the whole span."""
    met, whole = _met(span, context, NameKind.ACTOR), _as_it_stands(span, context, NameKind.ACTOR)
    party = _first_known([*met, whole])
    if party.entries or len(party.text) >= len(whole.text):
        return party
    return replace(party, whole=whole.text, named=party.named or holds_name(whole.text[1:]))


def _first_known(parties: Sequence[Mention]) -> Mention:
    return next((party for party in parties if party.entries), parties[0])


def places_meant(spans: Sequence[RoleSpan], context: Context) -> list[Mention]:
    """The likeliest place, and those that the text joins to it by commas and conjunctions.

    Offsets of mentions are those of the context's sentence, also where they stand in another.
    """
    found = [
        (mention, span)
        for span in sorted(spans, key=lambda span: span.start)
        for mention in _places(span, context)
        if span.likely or not _is_country(mention)
    ]
    if not any(span.likely for _, span in found):
        return []
    first = last = max(range(len(found)), key=lambda at: found[at][1].probability)
    mentions = [mention for mention, _ in found]
    while first > 0 and _joined(mentions[first - 1], mentions[first], context):
        first -= 1
    while last + 1 < len(mentions) and _joined(mentions[last], mentions[last + 1], context):
        last += 1
    listed = mentions[first : last + 1]
    return _whole_list(listed, context) if len(listed) > 1 else listed


def _whole_list(listed: list[Mention], context: Context) -> list[Mention]:
    """A list of places with the named ones at its ends that the extractor did not see."""
    others = [m for m in context.mentions if m.kind is NameKind.PLACE and m.named and not _is_country(m)]
    before: list[Mention] = []
    for other in reversed(others):
        if other.end <= listed[0].start and _joined(other, [*before, *listed][0], context):
            before.insert(0, other)
    after: list[Mention] = []
    for other in others:
        if other.start >= listed[-1].end and _joined([*listed, *after][-1], other, context):
            after.append(other)
    return [*before, *listed, *after]


def _joined(one: Mention, other: Mention, context: Context) -> bool:
    begin = context.sentence.start
    return _COORDINATION.fullmatch(context.mentioned.text, begin + one.end, begin + other.start) is not None


def _is_country(mention: Mention) -> bool:
    """Countries are said behind a town's name: "Baaj, Iraq"."""
    return mention.text.casefold() in COUNTRIES


def _places(span: RoleSpan, context: Context) -> list[Mention]:
    """The places that a span means; none where it is the name of a party, or the city of the dateline."""
    sent_from = context.mentioned.dateline
    if sent_from and span.start < sent_from.stop and sent_from.start < span.end:
        return []
    if found := _met(span, context, NameKind.PLACE):
        return found
    party = any(mention.entries for mention in _met(span, context, NameKind.ACTOR))
    return [] if party else [_as_it_stands(span, context, NameKind.PLACE)]


def _met(span: RoleSpan, context: Context, kind: NameKind) -> list[Mention]:
    """The mentions inside a span, in order, or the one that it cuts."""
    home = context.mentioned.sentence_at(span.start)
    start, end = span.start - home.start, span.end - home.start
    shift = home.start - context.sentence.start
    met = [m for m in context.mentioned.by(home) if m.kind is kind and m.start < end and start < m.end]
    inside = [m for m in met if start <= m.start and m.end <= end]
    cut = [max(met, key=lambda m: min(m.end, end) - max(m.start, start))] if met else []
    return [replace(m, start=m.start + shift, end=m.end + shift) for m in inside or cut]


def _as_it_stands(span: RoleSpan, context: Context, kind: NameKind) -> Mention:
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
        definite=is_definite(mentioned.text, span.start),
    )
