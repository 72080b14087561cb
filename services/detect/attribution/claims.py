"""Whose word a report is, and what that makes of it: claims, admissions, denials, confirmations, corrections."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from schemas.event import HAPPENED, Evidence, Realis, TerritoryEvent
from services.detect.attribution.admissions import Interests
from services.detect.attribution.corrections import bare_no, misreported, withdrawal
from services.detect.attribution.speaker import Attribution, Speaker, Stance, attribution_of
from services.detect.names.mentions import Mention
from services.detect.names.offices import INTERESTED
from services.detect.names.outlets import is_outlet
from services.detect.readers.apposition import is_country
from services.detect.reading import Reading
from services.detect.told import Told
from services.detect.words.patterns import pattern

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
_DONE_TO = pattern(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", whole=False)
"""What stands right before a participle in the passive."""
_REACH = 2
"""Sentences back that "the report" may refer to."""


def governing(said: Sequence[Attribution], text: str, reading: Reading, last: Speaker | None) -> Attribution | None:
    """The attribution of what a reading tells, with its speaker; `last` is who "he said" means."""
    attribution = attribution_of(said, text, reading.start)
    return replace(attribution, speaker=attribution.speaker or last) if attribution else None


def realis_by(reading: Reading, said: Attribution | None, interests: Interests) -> Realis:
    """A party's word makes a happening a claim; a paper's word, and what a party admits to its own harm, do not."""
    speaker = said.speaker if said else None
    if reading.realis not in HAPPENED or said is None or speaker is None:
        return reading.realis
    if speaker.stance is Stance.NEUTRAL:
        return Realis.ACTUAL if speaker.is_outlet else reading.realis
    return Realis.ACTUAL if interests.admitted(reading, said) else Realis.CLAIMED


def unsaid(reading: Reading, text: str, *, own: bool) -> Reading:
    """The reading; negated if its sentence, with `own` of the text's own correction, says that it was told in error."""
    wrong = misreported(text, max(0, reading.start), own=own) if reading.realis in HAPPENED else None
    return replace(reading, realis=Realis.NEGATED, cue=wrong[0]) if wrong else reading


def without_reporter(reading: Reading, text: str, said: Attribution | None) -> Reading:
    """The reading without its actor, if that only says it: "Al Jazeera's man said ...", "the army denied it"."""
    actor = reading.actor
    if actor and (is_outlet(actor.full) or (said and _only_says(actor, reading, text, said))):
        return replace(reading, actor=None)
    return reading


def _only_says(actor: Mention, reading: Reading, text: str, said: Attribution) -> bool:
    """Whether the actor is the speaker, a person or one who denies it, and what was done is told in the passive."""
    if not (said.since <= actor.start and actor.end <= said.start and _DONE_TO.search(text, 0, max(0, reading.start))):
        return False
    return reading.realis is Realis.DENIED or not (actor.entries or is_country(actor) or INTERESTED.search(actor.full))


def realis_words(reading: Reading, realis: Realis, said: Attribution | None) -> str | None:
    """The words that make what a reading tells `realis`: its cue, or the attribution that made a claim of it."""
    if realis is reading.realis and reading.cue:
        return reading.cue
    return said.words if said and realis is Realis.CLAIMED else None


def judged_afterwards(
    told: Sequence[Told],
    text: str,
    sentence: int,
    said: Sequence[Attribution],
    evidence: Callable[[str], Evidence],
    *,
    corrects: bool = False,
) -> list[Told]:
    """What was told so far, in the light of a sentence that only speaks of it.

    "The monitor said that was not true" makes the last claim denied; "it confirmed the capture" makes it actual; "it
    withdrew the statement" makes it denied. With `corrects` the sentence is of a correction of the text's own, where
    "they have not" says that what was told last has not happened. `evidence` gives the sentence as evidence, by the
    words of it that judge.
    """
    if corrects and (no := bare_no(text)):
        by = evidence(no[0])
        spoken_of = _last_told([t for t in told if _begins(t.event) < by.start + no.start()], sentence)
        wrong = spoken_of if spoken_of and spoken_of.event.realis in HAPPENED else None
        return _remarked(told, wrong, Realis.NEGATED, by)
    if denied := _REPORT_DENIED.search(text) or withdrawal(text):
        return _remarked(told, _last_told(told, sentence, HAPPENED), Realis.DENIED, evidence(denied[0]))
    neutral = any(a.speaker and a.speaker.stance is Stance.NEUTRAL for a in said)
    if neutral and (confirmed := _CONFIRMED.search(text)):
        claim = _last_told(told, sentence, frozenset({Realis.CLAIMED}))
        return _remarked(told, claim, Realis.ACTUAL, evidence(confirmed[0]))
    return list(told)


def _begins(event: TerritoryEvent) -> int:
    return event.evidence[0].trigger_start or event.evidence[0].start


def _last_told(told: Sequence[Told], sentence: int, of: frozenset[Realis] = frozenset(Realis)) -> Told | None:
    return next((t for t in reversed(told) if t.event.realis in of and sentence - t.sentence <= _REACH), None)


def _remarked(told: Sequence[Told], last: Told | None, realis: Realis, evidence: Evidence) -> list[Told]:
    return [replace(t, event=_judged(t.event, realis, evidence)) if t is last else t for t in told]


def _judged(event: TerritoryEvent, realis: Realis, by: Evidence) -> TerritoryEvent:
    """The event with the evidence that judges it; if its own sentence does, that one says by which words."""
    own = [e.model_copy(update={"realis_words": by.realis_words}) if e.start == by.start else e for e in event.evidence]
    added = [] if any(e.start == by.start for e in own) else [by]
    return event.model_copy(update={"realis": realis, "evidence": (*own, *added)})
