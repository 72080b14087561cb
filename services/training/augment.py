"""Varies passages while the model learns, so that it learns the language and neither the names nor the commas."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.training.marked import PARTS, MarkedEvent, Passage, Span

SWAPPED = 0.4
"""The share of passages whose names change in a round."""
UNPUNCTUATED = 0.2
"""The share that loses its commas and apostrophes, as text from careless web scrapers has."""

_NAME = re.compile(r"(?:[A-Z][\w'\u2019-]*|al-[A-Z]\w+)(?:[ -](?:[A-Z][\w'\u2019-]*|al-[A-Z]\w+|of|de|the))*")
_FRAGILE = re.compile(r"[,'\u2019\u2018]")
_ONSETS = ("b", "d", "g", "k", "l", "m", "n", "r", "s", "sh", "t", "v", "z")
_VOWELS = ("a", "a", "e", "i", "o", "u")
_CODAS = ("", "", "", "n", "r", "l")
_ENDINGS = ("", "", "", "n", "r", "sk", "vo", "grad", "ville", "pur", "abad", "ia", "eh", "iya", "ton", "feld")


@dataclass(frozen=True, slots=True)
class Names:
    """Names found in a corpus in the roles of actors and of places."""

    actors: tuple[str, ...]
    places: tuple[str, ...]


def names_in(passages: Sequence[Passage]) -> Names:
    """The names that the marked spans of some passages consist of."""
    actors: set[str] = set()
    places: set[str] = set()
    for passage in passages:
        for event in passage.events:
            for role in PARTS:
                for span in event.spans.get(role, ()):
                    text = passage.text[span.start : span.end]
                    if _NAME.fullmatch(text):
                        (places if role == "place" else actors).add(text)
    return Names(tuple(sorted(actors)), tuple(sorted(places)))


def varied(passage: Passage, names: Names, chance: random.Random) -> Passage:
    """The passage as this round shows it: itself, with other names, or without its small punctuation."""
    if chance.random() < SWAPPED:
        passage = _with_other_names(passage, names, chance)
    if chance.random() < UNPUNCTUATED:
        passage = _edited(passage, [(Span(*m.span()), "") for m in _FRAGILE.finditer(passage.text)])
    return passage


def _with_other_names(passage: Passage, names: Names, chance: random.Random) -> Passage:
    chosen: dict[str, str] = {}
    for event in passage.events:
        for role in PARTS:
            for span in event.spans.get(role, ()):
                text = passage.text[span.start : span.end]
                if text not in chosen and _NAME.fullmatch(text):
                    chosen[text] = _other_name(role, names, chance)
    if not chosen:
        return passage
    longest_first = sorted(chosen, key=lambda name: (-len(name), name))
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in longest_first) + r")\b")
    return _edited(passage, [(Span(*m.span()), chosen[m[0]]) for m in pattern.finditer(passage.text)])


def _other_name(role: str, names: Names, chance: random.Random) -> str:
    pool = names.places if role == "place" else names.actors
    if role == "place" and (chance.random() < 0.5 or not pool):
        return invented(chance)
    return chance.choice(pool) if pool else invented(chance)


def invented(chance: random.Random) -> str:
    """A name that no gazetteer knows."""
    syllables = range(chance.choice((1, 2, 2, 3)))
    stem = "".join(chance.choice(part) for _ in syllables for part in (_ONSETS, _VOWELS, _CODAS))
    return (stem + chance.choice(_ENDINGS)).capitalize()


def _edited(passage: Passage, edits: Sequence[tuple[Span, str]]) -> Passage:
    """The passage with stretches replaced, and all spans moved accordingly; a span that vanishes is dropped."""
    text = passage.text
    parts: list[str] = []
    moved = [0] * (len(text) + 1)
    at, length = 0, 0
    for span, new in edits:
        for offset in range(at, span.start):
            moved[offset] = length + offset - at
        parts += [text[at : span.start], new]
        length += span.start - at
        for offset in range(span.start, span.end):
            moved[offset] = length
        length += len(new)
        at = span.end
    for offset in range(at, len(text) + 1):
        moved[offset] = length + offset - at
    parts.append(text[at:])
    events = tuple(_moved(event, moved) for event in passage.events)
    return Passage(passage.id, passage.kind, passage.region, passage.date, "".join(parts), events)


def _moved(event: MarkedEvent, moved: Sequence[int]) -> MarkedEvent:
    spans = {
        role: [Span(moved[s.start], moved[s.end]) for s in spans if moved[s.start] < moved[s.end]]
        for role, spans in event.spans.items()
    }
    return MarkedEvent(event.type, event.realis, event.background, spans)
