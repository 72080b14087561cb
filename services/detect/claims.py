"""Whose word a report is, and what that makes of it: claims, admissions, denials, confirmations, corrections."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from schemas.event import HAPPENED, EventType, Evidence, Realis, TerritoryEvent
from services.detect.mentions import Mention
from services.detect.names import NameKind
from services.detect.patterns import pattern
from services.detect.reading import Reading
from services.detect.speaker import Attribution, Speaker, Stance, attribution_of
from services.detect.told import Told

_REPORT = r"(?:reports?|claims?|news|statements?|announcements?|rumou?rs?|assertions?|accounts?|captures?|losses|loss)"
_REPORT_DENIED = pattern(
    rf"""\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|refut(?:es|ed)|disput(?:es|ed)|contradict(?:s|ed))
    (?:(?:the|these|those|that|this|such|any|its|their|his) (?:[\w'\u2019-]+ ){{0,3}}?{_REPORT}|(?:this|that|it)(?=\W))
    |\b(?:{_REPORT}|it|that|this) (?:was|is|were|are) (?:not true|untrue|false|wrong|premature|incorrect|inaccurate
    |baseless|unfounded)\b""",
    whole=False,
)
_CONFIRMED = pattern(
    r"""\bconfirm(?:s|ed)\s+(?:the|this|that|these|those|their|its)\s+(?:[\w'-]+\s+){0,2}?(?:captures?|reports?
    |claims?|news|advances?|takeover|withdrawal|announcement|statement|linkup|fall|loss)\b""",
    whole=False,
)
_CORRECTION = pattern(
    r"""\b(?:correction|corrects|corrected|retract(?:s|ed|ion)?|clarif(?:ies|ied|ication)|earlier version
    |earlier report|wrongly|mistakenly|in fact)\b""",
    whole=False,
)
_REACH = 2
"""Sentences back that "the report" may refer to."""


def governing(said: Sequence[Attribution], text: str, reading: Reading, last: Speaker | None) -> Attribution | None:
    """The attribution of what a reading tells, with its speaker; `last` is who "he said" means."""
    attribution = attribution_of(said, text, reading.start)
    return replace(attribution, speaker=attribution.speaker or last) if attribution else None


def realis_by(reading: Reading, speaker: Speaker | None) -> Realis:
    """A party's word makes a happening a claim; what it admits to its own harm is as good as seen."""
    if reading.realis is not Realis.ACTUAL or speaker is None or speaker.stance is Stance.NEUTRAL:
        return reading.realis
    harmed = reading.actor if reading.type is EventType.CONTROL_CEDED else reading.loser
    if harmed and _speaks_for(speaker, harmed):
        return Realis.ACTUAL
    if reading.type is EventType.PASSAGE_DENIED and reading.actor and _speaks_for(speaker, reading.actor):
        return Realis.ACTUAL
    return Realis.CLAIMED


def realis_words(reading: Reading, realis: Realis, said: Attribution | None) -> str | None:
    """The words that make what a reading tells `realis`: its cue, or the attribution that made a claim of it."""
    if realis is reading.realis and reading.cue:
        return reading.cue
    return said.words if said and realis is Realis.CLAIMED else None


def _speaks_for(speaker: Speaker, side: Mention) -> bool:
    ids = {e.id for e in side.entries if e.kind is NameKind.ACTOR}
    own = {e.id for e in speaker.mention.entries} if speaker.mention else set()
    return bool(ids & own) or side.text.casefold() == (speaker.mention or speaker).text.casefold()


def is_correction(text: str) -> bool:
    """Whether a headline or sentence corrects something said before."""
    return _CORRECTION.search(text) is not None


def judged_afterwards(
    told: Sequence[Told],
    text: str,
    sentence: int,
    said: Sequence[Attribution],
    evidence: Callable[[str], Evidence],
) -> list[Told]:
    """What was told so far, in the light of a sentence that only speaks of it.

    "The monitor said that was not true" makes the last claim denied; "it confirmed the capture" makes it actual.
    `evidence` gives the sentence as evidence, by the words of it that judge.
    """
    if denied := _REPORT_DENIED.search(text):
        return _remark(told, sentence, HAPPENED, Realis.DENIED, evidence(denied[0]))
    neutral = any(a.speaker and a.speaker.stance is Stance.NEUTRAL for a in said)
    if neutral and (confirmed := _CONFIRMED.search(text)):
        return _remark(told, sentence, frozenset({Realis.CLAIMED}), Realis.ACTUAL, evidence(confirmed[0]))
    return list(told)


def _remark(
    told: Sequence[Told], sentence: int, of: frozenset[Realis], realis: Realis, evidence: Evidence
) -> list[Told]:
    recent = [t for t in told if t.event.realis in of and sentence - t.sentence <= _REACH]
    last = recent[-1] if recent else None
    return [replace(t, event=_judged(t.event, realis, evidence)) if t is last else t for t in told]


def _judged(event: TerritoryEvent, realis: Realis, by: Evidence) -> TerritoryEvent:
    """The event with the evidence that judges it; if its own sentence does, that one says by which words."""
    own = [e.model_copy(update={"realis_words": by.realis_words}) if e.start == by.start else e for e in event.evidence]
    added = [] if any(e.start == by.start for e in own) else [by]
    return event.model_copy(update={"realis": realis, "evidence": (*own, *added)})
