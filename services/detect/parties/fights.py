"""Who beat or attacked whom: of the two, it is the beaten one that leaves, flees and surrenders afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.detect.names.mentions import Mention
from services.detect.names.theatre_names import NameKind
from services.detect.words.patterns import pattern, verbs

_ATTACK = verbs("attack, assault, storm, assail, shell, bombard, bomb, strike struck struck, pound, target, engage")
_ASSAULT = r"(?:attacks?|assaults?|offensives?|operations?|campaigns?|raids?|push|drive)"
_TO_VICTIM = r"(?:\s+(?:the|a|an|some|several|many|its|their|positions? of|those of))*\s*"

_ACTIVE = pattern(rf"\b{_ATTACK}{_TO_VICTIM}$", whole=False)
_AGAINST = pattern(rf"\b{_ASSAULT} (?:on|against){_TO_VICTIM}$", whole=False)
_PASSIVE = pattern(
    rf"""\b(?:(?:was|were|been|being) {_ATTACK} by
    |(?:came|come|coming|was|were|been) under (?:\w+ )?(?:attack|assault|fire) (?:from|by)){_TO_VICTIM}$""",
    whole=False,
)
_GOES_ON = pattern(
    r"""then|later|subsequently|afterwards?|eventually|(?:has|have|had) since|again
    |(?:after|for|within) (?:\w+ ){1,2}(?:minutes?|hours?|days?|weeks?|months?|years?)"""
)
"""Words that tell what the taker of a place did next, if nobody else is named."""
_BEATEN_OFF = pattern(
    r"""then|(?:was|were|been|being) (?:repelled|repulsed|(?:beaten|driven|thrown|pushed) (?:back|off))
    |(?:its|their|the) (?:attack|assault|offensive|advance|raid)"""
)
"""The same of an attacker."""


@dataclass(frozen=True, slots=True)
class Fight:
    """What one party did to another, as far as the text has told."""

    winner: Mention
    loser: Mention
    taken: bool
    """The winner took something, or stood his ground; otherwise he has only attacked."""

    def goes_on(self, text: str) -> bool:
        """Whether the words of a sentence tell that the winner goes on, rather than what became of the loser."""
        return (_GOES_ON if self.taken else _BEATEN_OFF).search(text) is not None


def attack(text: str, mentions: Sequence[Mention]) -> Fight | None:
    """The last attack that a sentence, or its beginning, tells of with both parties."""
    parties = [m for m in mentions if m.kind is NameKind.ACTOR and m.end <= len(text)]
    for before, after in reversed(list(pairwise(parties))):
        between = text[before.end : after.start]
        if _PASSIVE.search(between):
            return Fight(after, before, taken=False)
        if _ACTIVE.search(between) or _AGAINST.search(between):
            return Fight(before, after, taken=False)
    return None
