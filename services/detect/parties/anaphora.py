"""The words of a sentence that take up a party named before: "they", "the group", "the Islamist movement's"."""

import re
from collections.abc import Sequence

from services.detect.names.mentions import PRONOUNS, Mention
from services.detect.names.theatre_names import NameKind
from services.detect.parties.nouns import ONE_FORCE
from services.detect.words.patterns import pattern
from services.detect.words.vocabulary import FORCE_MODIFIERS, FORCE_NOUNS

_MODIFIER = rf"(?:(?:{'|'.join(sorted(FORCE_MODIFIERS))}|islamist|\w+-\w+)(?: |-))?"
_DESCRIBED = rf"(?:the|this|these|those) (?P<party>{_MODIFIER}(?:{'|'.join(sorted(ONE_FORCE | FORCE_NOUNS))}))"

_DOER = (pattern(r"(?P<party>they|it)"), pattern(rf"{_DESCRIBED}(?!['\u2019])"))
_OWNER = (
    pattern(r"\b(?P<party>their|its) (?:\w+ ){0,2}$", whole=False),
    pattern(rf"\b{_DESCRIBED}['\u2019]s? (?:\w+ ){{0,2}}$", whole=False),
)
_AGENT = (
    pattern(r"(?: \w+){0,3} (?:by|of) (?P<party>them|it)\b", whole=False),
    pattern(rf"(?: \w+){{0,3}} (?:by|of) {_DESCRIBED}(?!\w)", whole=False),
)
_ANOTHERS = pattern(r"that|whose")
"""What begins a clause that has a doer of its own."""
_SUFFERED = pattern(r"\b(?:is|are|was|were|be|been|being|got) (?:\w+ly )?$", whole=False)
"""What stands before a trigger whose doer is not its subject."""
_PRONOUNS = {"their": "they", "its": "it"}


def doer(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Mention | None:
    """Whom the sentence itself has do what its trigger tells, if it only takes up a party named before."""
    agents = (agent.match(text, end) for agent in _AGENT)
    owners = (owner.search(text, 0, start) for owner in _OWNER)
    direct = next(filter(None, (*agents, *owners)), None)
    if direct:
        return _mention(direct)
    if _SUFFERED.search(text, 0, start):
        return None
    found = [match for doers in _DOER for match in doers.finditer(text, 0, start)]
    nearest = max(found, key=lambda match: match.start(), default=None)
    if nearest is None or _ANOTHERS.search(text, nearest.end(), start):
        return None
    others = (m for m in mentions if m.kind is NameKind.ACTOR and m.named)
    return None if any(nearest.end() <= other.start < start for other in others) else _mention(nearest)


def _mention(found: re.Match[str]) -> Mention:
    party = found["party"]
    word = _PRONOUNS.get(party.casefold(), party)
    return Mention(
        text=word,
        start=found.start("party"),
        end=found.end("party"),
        kind=NameKind.ACTOR,
        named=False,
        pronoun=word.casefold() in PRONOUNS,
        definite=True,
    )
