"""Whom or what the extractor's spans mean: the mentions that names are known by.

The extractor knows no names: it may cut one in two, take several for one, or a party for a place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.detect.names.mentions import PRONOUNS, Mention
from services.detect.names.outlets import is_outlet
from services.detect.names.sentence_words import is_definite, is_no_place
from services.detect.names.theatre_names import NameKind
from services.detect.network.extractor import RoleSpan
from services.detect.readers.apposition import is_country, the_town
from services.detect.readers.place_lists import JOINT, listed
from services.detect.reading import Context
from services.detect.words.bylines import bylines
from services.detect.words.text import holds_name

_OF_AN_ACTOR = 0.1
"""By how much the probability of an actor counts more: losers are rarer, and have a threshold of their own."""
_NO_PLACE_AFTER = re.compile(
    r"""\btold\ (?:the\ )?$                          # "a commander told al-Araby al-Jadeed"
    |\b(?:Gen|Lt|Col|Maj|Brig|Capt|Sgt|Adm|Mr|Mrs|Ms|Dr|General|Colonel|Major|Captain|President)\.?\ $
    |(?i:\b(?:all\ but|except(?:\ for)?|apart\ from|other\ than|but\ for)\ (?:the\ )?)$  # "all but the strip"
    """,
    re.VERBOSE,
)
_LOOK_BACK = 30
_HERE = 0.1
"""By how much that of a party in the trigger's own sentence counts more."""


def parties_meant(spans: Sequence[RoleSpan], context: Context) -> list[tuple[RoleSpan, Mention]]:
    """The parties that spans mean, likeliest first, with the likeliest span of each.

    Parties of one role that the text joins are one: the first of them that is known, or else the first.
    """
    joined: list[list[RoleSpan]] = []
    ordered = sorted(spans, key=lambda span: span.start)
    for span in ordered:
        group = next((g for g in reversed(joined) if g[-1].role == span.role and g[-1].end <= span.start), None)
        if group and JOINT.fullmatch(context.mentioned.text, group[-1].end, span.start):
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
        (the_town(mention, context), span)
        for span in spans
        for mention in _places(span, context)
        if span.likely or not is_country(mention)
    ]
    if not any(span.likely for _, span in found):
        return []
    likelihood: dict[Mention, float] = {}
    for place, span in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        last = next(reversed(likelihood), place)
        within = last.start <= place.start and place.end <= last.end
        if within and span.probability <= likelihood.get(last, 0):
            continue
        if within:
            likelihood.pop(last, None)
        likelihood[place] = span.probability
    places = list(likelihood)
    return listed(places, max(range(len(places)), key=lambda at: likelihood[places[at]]), context)


def _places(span: RoleSpan, context: Context) -> list[Mention]:
    """The places that a span means; none where it means a party, persons or a day, or the city of the dateline."""
    sent_from = context.mentioned.dateline
    if sent_from and span.start < sent_from.stop and sent_from.start < span.end:
        return []
    text = context.mentioned.text
    if is_outlet(text[span.start : span.end]) or _NO_PLACE_AFTER.search(
        text, max(0, span.start - _LOOK_BACK), span.start
    ):
        return []
    if found := _met(span, context, NameKind.PLACE):
        return found
    party = any(mention.entries for mention in _met(span, context, NameKind.ACTOR))
    if party or is_no_place(text[span.start : span.end]) or _in_byline(span, context):
        return []
    return [_as_it_stands(span, context, NameKind.PLACE)]


def _in_byline(span: RoleSpan, context: Context) -> bool:
    home = context.mentioned.sentence_at(span.start)
    return any(span.start - home.start in names for names in bylines(home.text))


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
