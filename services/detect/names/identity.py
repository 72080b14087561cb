"""Whether two mentions are of one party: by the names that tables know, else by their words."""

from services.detect.names.mentions import Mention
from services.detect.words.text import words


def is_same(one: Mention | None, other: Mention | None) -> bool:
    """Whether two mentions are known by one name, or called the same."""
    if one is None or other is None:
        return False
    known = _by_entries(one, other)
    return one.full.casefold() == other.full.casefold() if known is None else known


def may_be_same(one: Mention, other: Mention) -> bool:
    """The same for spans that may be cut short: of unknown parties all words of the one are in the other's."""
    known = _by_entries(one, other)
    return _is_part(one.text, other.text) and _is_part(one.full, other.full) if known is None else known


def _by_entries(one: Mention, other: Mention) -> bool | None:
    """Whether the tables know both under one name; null if they do not know both."""
    if not (one.entries and other.entries):
        return None
    return not set(one.entries).isdisjoint(other.entries)


def _is_part(one: str, other: str) -> bool:
    first, second = ({word.key for word in words(name)} for name in (one, other))
    return first <= second or second <= first
