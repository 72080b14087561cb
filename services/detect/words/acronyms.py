"""Acronyms that a text explains: "the Syrian Democratic Forces (SDF)"."""

import re
from collections.abc import Mapping

_EXPLAINED = re.compile(
    r"\b(?P<name>[A-Z][\w'\u2019]{0,29}(?:[ -][\w'\u2019]{1,30}){1,9}) \((?P<acronym>[A-Z][A-Za-z]{1,7})\)"
)
_WORD = re.compile(r"[\w'\u2019]+")


def acronyms(text: str) -> Mapping[str, str]:
    """For each acronym that the text explains, what it stands for; so too for a name with its acronym behind it."""
    explained: dict[str, str] = {}
    for match in _EXPLAINED.finditer(text):
        if name := _stands_for(match["name"], match["acronym"]):
            explained |= {match["acronym"]: name, f"{name} ({match['acronym']})": name}
    return explained


def _stands_for(words: str, acronym: str) -> str | None:
    """The end of some words that an acronym is made of; null if it is made of others."""
    found = list(_WORD.finditer(words))
    for first in reversed(found):
        initials = [word[0][0] for word in found if word.start() >= first.start()]
        capitals = "".join(initial for initial in initials if initial.isupper())
        if first[0][0].isupper() and acronym.upper() in (capitals, "".join(initials).upper()):
            return words[first.start() :]
    return None
