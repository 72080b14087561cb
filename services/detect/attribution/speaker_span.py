"""Where the words of a sentence stand that name who says something: before the saying, or behind it."""

import re

from services.detect.names.offices import INTERESTED
from services.detect.words.patterns import pattern

NEUTRAL = pattern(
    r"""\b(?:observator(?:y|ies)|sohr|monitors?|monitoring group|united nations|u\.?n\.?|monuc|monusco|unifil
    |isw|institute|residents?|witness(?:es)?|activists?|journalists?|correspondents?|reporters?|analysts?
    |experts?|human rights|amnesty|red (?:cross|crescent)|civilians?|aid (?:workers?|agenc(?:y|ies))
    |researchers?|think ?tank|locals?|charity|medics?|doctors?|villagers|liveuamap|deepstate|bellingcat|osce
    |international crisis group)\b""",
    whole=False,
)
_QUOTE_OR_STOP = re.compile(r"[;\"\u201c\u201d]|\s[\u2013\u2014-]\s")
_THAT_DAY = re.compile(
    r"\s*(?:(?:late|early|later|earlier)\s+)?(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*", re.IGNORECASE
)
_PARTICLE = re.compile(r"(?:al|el|ul|ibn|bin|ben|abu|de|da|di|du|dos|la|van|von|der)\b", re.IGNORECASE)
_LONGEST_NAME = 6
"""Words of a person's name, with rank."""
_DOING = pattern(
    r"""(?<!-)\b(?:had|has|have|was|were|is|are|will|would|can|could|may|might|did|does|do|took|retook|left|fell|lost|fled|held
    |went|came|made|broke|drove|cut|beat|won|got|hit|fought|withdrew|overran|began|struck|gave|sent|(?!armed|united|allied|combined)(?-i:[a-z]{2,}ed))\b""",
    whole=False,
)
"""What there is in a clause, and not in what somebody is called."""
_NOUN = re.compile(r"\s*(?:(?:an?|the|one|its|their|his|two|several)\s|[^\W\d_a-z])")
_RELATIVE = re.compile(r"\s*\b(?:who|which|whose)\b", re.IGNORECASE)
_BEHIND = re.compile(r"[,;.\"\u201c\u201d]|\bas saying\b|\bthat\b")
_CLAUSE = 3
"""Words of the shortest clause."""
_QUOTES = ' ,"\u201c\u201d'
_LEADING = re.compile(r"^(?:(?:and|but|as|while|though|although)\s+)+", re.IGNORECASE)
_LAST_WORDS = re.compile(r"(?<!\S)(?:\S+\s+){0,8}$")


def speaker_span(text: str, saying: re.Match[str]) -> tuple[int, int]:
    """From where to where the words go that say who speaks, where `saying` is the word of saying."""
    if saying[0].lower() in {"according to", "quoting", "citing"}:
        return saying.end(), _end_behind(text, saying.end())
    begin = max((m.end() for m in _QUOTE_OR_STOP.finditer(text, 0, saying.start())), default=0)
    comma = text.rfind(",", begin, saying.start())
    between = text.rfind(",", begin, max(begin, comma))
    tail = text[comma + 1 : saying.start()]
    if comma >= 0 and tail.strip() and not _THAT_DAY.fullmatch(tail):
        return (comma + 1 if _has_role(tail) or between < 0 else between + 1), saying.start()
    if comma >= 0 and (behind := _inverted(text, saying, max(begin, between + 1), alone=between < 0)):
        return saying.end(), behind
    if comma >= 0 and between >= 0 and _is_person(text[between + 1 : comma]):
        office = max(begin, text.rfind(",", begin, between) + 1)
        return (office if _has_role(text[office:between]) else between + 1), comma
    if comma >= 0:
        return max(begin, between + 1), comma
    if text[begin : saying.start()].strip():
        return max(begin, saying.start() - 120), saying.start()
    return saying.end(), _end_behind(text, saying.end())


def _inverted(text: str, saying: re.Match[str], clause: int, *, alone: bool) -> int | None:
    """Where the speaker of ", said a spokesman for the army" ends; null if the one who speaks stands before.

    A clause from `clause` on must come before it, and if that is not `alone` in the sentence, an office behind it.
    """
    end = _end_behind(text, saying.end())
    before, behind = text[clause : saying.start()], text[saying.end() : end]
    called = _RELATIVE.split(behind, maxsplit=1)[0]
    told = len(before.split()) >= _CLAUSE and _DOING.search(before) and not _RELATIVE.match(before)
    is_speaker = _NOUN.match(called) and not _DOING.search(called) and (alone or _has_role(called))
    return end if told and is_speaker else None


def _end_behind(text: str, start: int) -> int:
    """Where words that name a speaker from `start` on end.

    It is the first comma; if that parts a name from an office, as in "according to Zabihullah Mujahid, a spokesman for
    the Taliban", it is the end of the office.
    """
    stop = _BEHIND.search(text, start)
    if not stop:
        return len(text)
    if stop[0] != "," or not _is_person(text[start : stop.start()]) or _has_role(text[start : stop.start()]):
        return stop.start()
    second = _BEHIND.search(text, stop.end())
    end = second.start() if second else len(text)
    office = text[stop.end() : end]
    return end if _has_role(office) and not _DOING.search(office) else stop.start()


def _has_role(words: str) -> bool:
    """Whether words say what somebody is, and so on which side."""
    return INTERESTED.search(words) is not None or NEUTRAL.search(words) is not None


def _is_person(words: str) -> bool:
    """Whether words between commas are a name, behind what its bearer is: "the governor, Babagana Zulum, said"."""
    parts = words.split()
    return 0 < len(parts) <= _LONGEST_NAME and all(part[0].isupper() or _PARTICLE.match(part) for part in parts)


def attributing_words(text: str, saying: re.Match[str], start: int, end: int) -> str:
    """The saying with its speaker, who stands from `start` to `end`; of many words only those next to the saying."""
    before = _LAST_WORDS.search(text, start, saying.start()) if start < saying.start() else None
    begin = before.start() if before else saying.start()
    return _LEADING.sub("", text[begin : max(end, saying.end())].strip(_QUOTES))


def short(words: str) -> str:
    """The first of some words, without those that only lead to them."""
    bare = re.sub(r"^(?:and|but|the|a|an|as|on|while)\s+", "", words.strip(_QUOTES), flags=re.IGNORECASE)
    return " ".join(bare.split()[:8])
