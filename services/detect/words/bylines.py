"""Where a text tells who wrote it: names that are neither parties nor places."""

import re

from services.detect.words.patterns import pattern

_NAME = r"(?:[A-Z][\w'\u2019.-]*\s+){1,3}?(?:(?:al|el|bin|de|van|von)[ -])?[A-Z][\w'\u2019-]+"
_NAMES = rf"{_NAME}(?:(?:,|,?\s+and)\s+{_NAME})*"
_END = r"(?=\s*(?:$|[.;:|(\u2013\u2014-]|,\s*[A-Z]|(?:in|for)\s|[A-Z]{3,}\b))"
_AT_BEGINNING = re.compile(rf"\s*(?:By|BY)\s+(?P<names>{_NAMES}){_END}")
_CREDIT = re.compile(
    r"\b(?i:reporting|report|reported|editing|edited|writing|written|compiled|translated|photographs?|photos?)"
    rf"\s+(?i:by)\s+(?P<names>{_NAMES})"
)
_MAY = pattern(r"\bby\b", whole=False)


def bylines(sentence: str) -> tuple[range, ...]:
    """Where in a sentence the names of those stand who wrote, edited or translated the text."""
    if not _MAY.search(sentence):
        return ()
    first = _AT_BEGINNING.match(sentence)
    found = [*([first] if first else ()), *_CREDIT.finditer(sentence)]
    return tuple(range(*match.span("names")) for match in found)
