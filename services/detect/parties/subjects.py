"""Who stands before an active verb: he does what it says, and is not who suffers it, whatever else the reader saw."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.event import EventType
from services.detect.names.identity import is_same
from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.reading import Reading

_TO_VERB = re.compile(
    r"\s+(?:(?:has|have|had|then|later|also|soon|again|since|now|already|finally|\w+ly)\s+)*", re.IGNORECASE
)
_LOSING = re.compile(r"(?:lost|loses?|losing)\b", re.IGNORECASE)


def with_subject(reading: Reading, text: str, sentence: Sequence[Mention]) -> Reading:
    """A capture, of a sentence with that text and those mentions, by who stands before its verb.

    A loser that only another sentence names, and that this one has as subject, has not lost here: "The army took it.
    Later the army lost it". And who "lost" a place, to nobody that is named, gave it up.
    """
    if reading.type is not EventType.CONTROL_GAINED:
        return reading
    loses = _LOSING.match(text, reading.start)
    if loses and reading.actor is None and reading.loser:
        return replace(reading, type=EventType.CONTROL_CEDED, actor=reading.loser, loser=None)
    subject = _subject(reading, text, sentence)
    if subject is None:
        return reading
    if loses and reading.loser is None and reading.actor and _takes_up(subject, reading.actor):
        return replace(reading, type=EventType.CONTROL_CEDED)
    again = reading.loser and not 0 <= reading.loser.start < len(text) and is_same(subject, reading.loser)
    if again and not loses and reading.actor is None:
        return replace(reading, actor=subject, loser=None)
    return reading


def _subject(reading: Reading, text: str, sentence: Sequence[Mention]) -> Mention | None:
    before = [m for m in sentence if m.kind is NameKind.ACTOR and m.end <= reading.start]
    return before[-1] if before and _TO_VERB.fullmatch(text, before[-1].end, reading.start) else None


def _takes_up(subject: Mention, actor: Mention) -> bool:
    """Whether a subject is the actor, or a pronoun for one named before it."""
    return is_same(subject, actor) or (subject.pronoun and actor.start < subject.start)
