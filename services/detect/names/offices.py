"""Offices: the words for who speaks and decides, and the state whose office some words are."""

import re

from services.detect.names.mentions import Mention
from services.detect.names.nations import Nations
from services.detect.names.sides import IRREGULAR
from services.detect.words.patterns import pattern

INTERESTED = pattern(
    r"""\b(?:army|armies|military|militar\w+|ministr(?:y|ies)|minister|spokes\w+|commanders?|generals?|gen
    |colonel|col|officials?|president|government|governor|command|staff|headquarters|militia\w*|rebels?|group
    |militants?|forces?|state (?:media|news|television|tv|agency|radio|run\b.*)|kremlin|pentagon|coalition
    |leaders?|leadership|authorities|mayor|premier|prime minister|statement|troops|fighters?|police|party
    |operations room|media office|press office|war media|command cent(?:er|re)|communique|communiqué|regime
    |insurgents|separatists|(?:security|military|field|intelligence|government|rebel) sources?|officers?
    |captain|lieutenant|admiral|secretary|envoy|jihadists?|faction|brigade|centcom|foreign ministry)\b""",
    whole=False,
)
"""Who speaks for a side."""
OFFICE = pattern(
    r"""\b(?:government|ministr(?:y|ies)|minister|president|presidency|premier|cabinet|junta|regime|authorities|officials?
    |army|military|armed forces|general staff|police|state (?:media|news|television|tv|agency|radio))\b""",
    whole=False,
)
"""What a state has, and no other party."""
_SPEAKS_FOR = pattern(r"\b(?:spokes\w+|embassy|ambassador|envoy|diplomats?|statement)\b", whole=False)
NOT_THE_STATES = pattern(
    r"""\b(?:former|ex|exiled|retired|local|provincial|regional|city|municipal|district|village|town|tribal
    |security sources?)\b""",
    whole=False,
)
_OFFICIAL = re.compile(
    rf"(?:{INTERESTED.pattern}|(?:of|for|the|and|prime|deputy|vice|chief|senior|top|defen[cs]e|interior|foreign|information"
    r"|internal|external|national|state|federal|central|supreme|general|armed|joint|high|security|air|navy|border|guard"
    r"|coast|transport|affairs|operations|cabinet|parliament|republic|presidency|junta|presidential|national)\b)",
    re.IGNORECASE,
)
_LONGEST = 4
"""Words of a country's name."""


def is_name(word: str) -> bool:
    """Whether a word is written as a name is, and not one of those that offices have: "Defence Ministry"."""
    return word[:1].isupper() and _OFFICIAL.fullmatch(word.strip(".,'\u2019")) is None


def holds_name(words: str, *, opens: bool = False) -> bool:
    """Whether a name is among some words; if they open a sentence, the capital of the first tells nothing."""
    first, _, rest = words.partition(" ")
    told = rest if opens and rest and first.isalpha() and not first.isupper() else words
    return any(is_name(word.removesuffix("'s").removesuffix("\u2019s")) for word in told.split())


def state_of(text: str, nations: Nations) -> str | None:
    """The state whose office some words are; of "Iraqi Kurdish officials" one does not know."""
    office = OFFICE.search(text) or _SPEAKS_FOR.search(text)
    if not office or "-" in text or IRREGULAR.search(text) or NOT_THE_STATES.search(text):
        return None
    words = [word.removesuffix("'s").removesuffix("\u2019s").rstrip("'\u2019,") for word in text.split()]
    for at in range(len(words)):
        for end in range(min(len(words), at + _LONGEST), at, -1):
            if code := nations.country(" ".join(words[at:end])):
                alone = not (at and (is_name(words[at - 1]) or words[at - 1] == "to"))
                titled = end == len(words) or not is_name(words[end])
                return code.lower() if alone and titled else None
    return None


def known_id(side: Mention, nations: Nations) -> str | None:
    """By which id the world knows a side that the tables' names do not find: "the junta in Niger"."""
    return nations.actor(side.text) or state_of(side.full, nations)
