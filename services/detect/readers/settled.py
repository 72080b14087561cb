"""What the words at a trigger settle against the network: whether it happened, and which type of event it is.

Each is a wording that news uses often and with one meaning only, and that the network reads as a plain report.
"""

import re
from dataclasses import replace

from schemas.event import HAPPENED, EventType, Realis
from services.detect.names.mentions import Mention
from services.detect.reading import Reading

_NEARLY = re.compile(
    r"""\b(?:(?:very\ )?nearly|almost|all\ but|(?:narrowly\ )?(?:missed|failed\ in)
    |c[ao]me\ (?:very\ |perilously\ )?close\ to|(?:just\ )?short\ of|on\ the\ (?:verge|point|brink)\ of)\s+$""",
    re.IGNORECASE | re.VERBOSE,
)
_WOULD_HAVE = re.compile(
    r"\b(?:would|could|might)\s+(?:\w+ly\s+|well\s+|also\s+|then\s+)?have\s+(?:\w+ly\s+|been\s+)*$", re.IGNORECASE
)
_DONE = re.compile(
    r"""\b(?:(?:was|were)\s+(?:\w+\s+)?able\s+to|(?<!have\ )(?<!has\ )managed\s+to|succeeded\s+in)\s+(?:\w+ly\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_PERHAPS = re.compile(
    r"\b(?:not|n['\u2019]t|never|nobody|no\s+one|neither|nor|only\s+if|if|unless|whether|until|hardly)\b", re.IGNORECASE
)
_IN_CONTROL = re.compile(r"\bin (?:\w+ )?control of\b", re.IGNORECASE)
"""A state, as a reporter finds it."""
_PUT = re.compile(r"\b(?:back|left|leav(?:es?|ing)|put(?:s|ting)?|plac(?:ed|es|ing))\b[^.,;]{0,40}$", re.IGNORECASE)
_SURRENDERED_BY = re.compile(r"surrendered\s+by\s+(?:(?:the|its|their|an?)\s+)?", re.IGNORECASE)
_DENIES_ELSE = re.compile(
    r",\s*(?:which|who)\s+(?:\w+ly\s+|has\s+|have\s+)*(?:den(?:y|ies|ied)|rejects?|rejected)\b[^,;]*,\s*(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""A denial in an aside, of something else: "Rwanda, which denies backing them, closed the border"."""
_TO_BORDER = re.compile(
    r"""\s*(?:(?:all|the|way|back|on|out|down|forward|further|farther|\w*(?:north|south|east|west)\w*)\s+){0,3}
    (?:(?:right\ )?(?:up\ )?to|as\ far\ as)\s+(?:the|its|their)\s+
    (?:[\w\u2019'-]+\s+){0,3}?(?:border|frontier)\b
    (?!\s+(?:towns?|city|cities|villages?|crossings?|posts?|areas?|regions?|districts?|provinces?|zones?|strips?|guards?))""",
    re.IGNORECASE | re.VERBOSE,
)


def settled(reading: Reading, text: str) -> Reading:
    """The reading as the words of its sentence at its trigger demand it."""
    before = text[: max(0, reading.start)]
    if reading.realis in HAPPENED:
        if near := _NEARLY.search(before):
            # A ring that is nearly closed is being closed; a town that was nearly taken was not.
            realis = Realis.ONGOING if reading.type is EventType.SIEGE_LAID else Realis.NEGATED
            reading = replace(reading, realis=realis, cue=near[0].strip())
        elif thought := _WOULD_HAVE.search(before):
            reading = replace(reading, realis=Realis.HYPOTHETICAL, cue=thought[0].strip())
    elif _is_done(reading, before):
        reading = replace(reading, realis=Realis.ACTUAL, cue=None)
    if reading.type is EventType.CONTROL_GAINED and reading.actor and _gave_up(reading.actor, reading, text):
        reading = replace(reading, type=EventType.CONTROL_CEDED, loser=None)
    if reading.type is EventType.CONTROL_GAINED and _is_in_control(reading, text):
        reading = replace(reading, type=EventType.CONTROL_HELD, loser=None)
    if reading.type is EventType.ADVANCE and _TO_BORDER.match(text, reading.end):
        reading = replace(reading, type=EventType.BORDER_REACHED)
    return reading


def _gave_up(actor: Mention, reading: Reading, text: str) -> bool:
    """Whether who is said to gain is who gave it up: "the city was surrendered by its governor"."""
    given = _SURRENDERED_BY.match(text, max(0, reading.start))
    return given is not None and given.end() == actor.start


def _is_in_control(reading: Reading, text: str) -> bool:
    """Whether a party is found in control of a place, and not put there: "left them in control of it"."""
    found = _IN_CONTROL.search(text, max(0, reading.start - 12), max(0, reading.end) + 11)
    return found is not None and found.end() > reading.start and not _PUT.search(text[: found.start()])


def _is_done(reading: Reading, before: str) -> bool:
    """Whether what the network takes for a thought or a denial has happened by the words before its trigger."""
    if reading.realis is Realis.DENIED and _DENIES_ELSE.search(before):
        return True
    return _DONE.search(before) is not None and not _PERHAPS.search(before)
