"""Whether a clause says that its event happened: from the words around the trigger."""

import re
from dataclasses import dataclass

from schemas.event import Realis
from services.detect.rules.clause import Clause
from services.detect.words.patterns import pattern

_DENIAL = pattern(
    r"""\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing)|refut(?:es?|ed|ing)|disput(?:es?|ed
    |ing))\s+(?:\w+\s+){0,3}?(?:that|having|reports?|claims?|news|rumou?rs|it|they|any|allegations|statements?
    |the)\b|\b(?:no truth|untrue|not true|false (?:report|claim)s?)\b""",
    whole=False,
)
_NEGATION = pattern(
    r"""\b(?:not|never|cannot|without (?:\w+ )?$|neither|nor|unable to|fail(?:s|ed|ing)? to|yet to
    |refus(?:e|es|ed|ing) to|impossible to|stopp?(?:ed)? short of|far from|no (?:longer|intention of
    |plans? to|forces?|troops?|one|side
    |fighters?|army|militia)|stop(?:s|ped)? short of|prevent(?:ed|s|ing)?\b.{0,40}\bfrom|keep(?:s
    |ing)?\b.{0,30}\bfrom|kept\b.{0,30}\bfrom|incapable of|nowhere near|yet been)\b|n['\u2019]t\b""",
    whole=False,
)
_NO_EVIDENCE = pattern("no (?:evidence|signs?|indications?|proof|confirmation|word) (?:that|of)")
_NEVERTHELESS = re.compile(r"\bnot only\b", re.IGNORECASE)
_HYPOTHETICAL = pattern(
    r"""\b(?:would|could|might|may|if|unless|should|whether|in case|fears?|feared|fearing|risks?|threat(?:s
    |en(?:s|ed|ing)?)? (?:of|to)|demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|pressur\w+|call(?:s|ed|ing)? (?:on|for)
    |possib\w+|potential\w*|expect(?:s|ed)? to|likely to|hop(?:e|es|ed|ing) (?:to|that|of)|dream\w*|wants?
    |wanted|asked|insist\w*|warn(?:s|ed|ing)?|can|must|ought to|need(?:s|ed)? to|suppos\w+|prospect of
    |chance of|require\w*|ultimatum|so as to|unclear|unknown|appeal\w* (?:to|for))\b""",
    whole=False,
)
_PLANNED = pattern(
    r"""\b(?:will|shall|going to|plan(?:s|ned|ning)?(?: to| for| on)?|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)
    |promis(?:e|es|ed|ing)|ready (?:to|for)|readiness to|prepar(?:e|es|ed|ing|ation|ations)|inten(?:d|ds|ded
    |ding|t|tion|tions)|agree(?:s|d|ing)?(?: \w+)? (?:to|on)|set to|about to|due to|poised to|willing to
    |decid(?:e|es|ed) to|decision to|order(?:s|ed)|deal (?:to|for|on|under)|agreement (?:to|for|on|under)
    |determin(?:ed|ation) to|aims? to|aimed to|aiming to|goal of|goal is|next step|first step
    |announced (?:plans|that it would)|would soon|ahead of|is to|are to|was to|were to|swore|sworn|scheduled
    |ey(?:es|ed|e?ing)|mull(?:s|ed|ing)|look(?:s|ing)? to|sights on|pav(?:es|ed|ing) the way (?:for|to))\b
    |['\u2019]ll\b""",
    whole=False,
)
_OPERATION = r"""(?:offensives?|operations?|assaults?|attacks?|campaigns?|push|battles?|bids?|efforts?|attempts?
    |drives?|advances?|missions?|fight|clashes|fighting|blitz|raids?|struggle|counter-?(?:offensives?|attacks?))"""
_ONGOING = pattern(
    rf"""\b(?:try(?:ing)?|tries|tried|fight(?:s|ing)?|fought|battl(?:e|es|ed|ing)|attempt(?:s|ed|ing)?
    |struggl(?:e|es|ed|ing)|seek(?:s|ing)?|sought|{_OPERATION}|aimed at|aiming at|aiming for|close to|closer to
    |on the verge of|working to|moving to|began to|beg(?:in|an)|begun|start(?:s|ed|ing)?|launch(?:es|ed|ing)?
    |continu(?:e|es|ed|ing)|poised|focus\w*|intensif\w+|progress (?:in|towards?)|in the process of|bent on
    |determination to|moved to|move to|tasked with)\b""",
    whole=False,
)
_ACHIEVED = pattern(
    r"""\b(?:(?:manag|succeed|enabl|allow)(?:e|es|s|ed|d|ing)?|able|help(?:s|ed|ing)?|forc(?:ed|ing)|compel(?:s
    |led)|led|first|latest)(?: [\w'\u2019-]+){0,3} to\s*$|\b(?:went on|proceeded|said|claimed|reported
    |reportedly|believed|known|thought|understood|appears?|appeared|seems?|seemed) to\s*$""",
    whole=False,
)
_ANNOUNCED = pattern(r"(?:said|says|announced|pledged|confirmed|declared|promised) (?:that )?(?:[\w]+ ){0,3}would")
_CONDITIONAL = re.compile(r"\s*,?\s*(?:and |or |only |even )?(?:if|unless|whether)\b", re.IGNORECASE)
_LAST_WORDS = re.compile(r"(?:[^\s]+\s+){0,6}$")
_PROGRESSIVE = pattern(
    r"""\b(?:is|are|was|were|be|been|began|begins?|begun|start(?:ed|s)?|continu(?:e[sd]?)|kept
    |still)\s+(?:\w+ly\s+|now\s+|also\s+|still\s+|already\s+)*$""",
    whole=False,
)
_TO = re.compile(r"\bto\s+(?:\w+ly\s+|then\s+|also\s+|fully\s+|re-?\s*)?$", re.IGNORECASE)
_AFTER_CAN_FLIP = re.compile(r"^[^.;]{0,80}?\b(would|could|might)\b", re.IGNORECASE)
_FAILED_AFTER = re.compile(
    r"^[^.;]{0,60}?\b(failed|was impossible|(?:has|have|had) not (?:been|yet)|is not|was not|remains? "
    r"incomplete)\b",
    re.IGNORECASE,
)
_GERUND_OF_AIM = pattern(
    r"""\b(?:aim(?:ed|ing|s)? (?:at|for|of)|goal (?:of|is)|target of|purpose of|hope of|hopes of|view to
    |intention of|toward|towards|verge of|close to|closer to|in)\s+(?:\w+ly\s+)?$""",
    whole=False,
)


_WOULD = re.compile(r"\b(?:would|could|might|may|should|must|can|if|unless|whether|ought to)\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|shall|going to)\b|['\u2019]ll\b", re.IGNORECASE)
_TOWARDS = re.compile(
    rf"\b(?:{_OPERATION}|aimed at|aiming (?:at|for)|toward|towards)\s+(?:\w+\s+){{0,3}}$", re.IGNORECASE
)
_GERUND_OF_THOUGHT = re.compile(
    r"\b(?:before|of|for|from|without|against|instead of|about|considering|risk)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)
_AUXILIARY = re.compile(r"\b(?:will|would|could|may|might)\b", re.IGNORECASE)
_INTENT = re.compile(r"\b(?:will|would|plan\w*|prepar\w+|vow\w*|intend\w*|ready|announced)\b", re.IGNORECASE)
_CUE_HEAD = re.compile(
    r"(?:\b(?:has|have|had|is|are|was|were|did|does|do|will|would|could|can|may|might)\s+)?[\w'\u2019-]*$",
    re.IGNORECASE,
)
_CUE_TAIL = re.compile(r"[\w'\u2019-]*(?:\s+to\b)?")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The realis of a clause, before it is known who says so, and how sure the reading is."""

    realis: Realis
    confidence: float
    cue: str | None = None
    """The words that gave it; null where their absence did."""


def is_progressive(clause: Clause) -> bool:
    """Whether the trigger tells of something going on: "are leaving", "began moving"."""
    return clause.word.endswith("ing") and _PROGRESSIVE.search(clause.before) is not None


def cue(clause: Clause, realis: Realis) -> str | None:
    """The words around a trigger by which `judge` makes its event `realis`.

    Null for what has happened, and where a shape knew better than the judge: a saying that refuses passage is a deed.
    """
    if realis is Realis.ACTUAL:
        return None
    verdicts = (judge(clause, nominal=nominal) for nominal in (False, True))
    return next((verdict.cue for verdict in verdicts if verdict.realis is realis), None)


def judge(clause: Clause, *, nominal: bool = False) -> Verdict:
    """The realis that the words around a trigger give its event: `actual` stands for "said to have happened"."""
    before = clause.before
    near_match = _LAST_WORDS.search(before)
    near = near_match[0] if near_match else before
    near = near.rpartition(",")[2] if _comma_shields(near) else near
    whole_before = clause.text[: clause.start]
    if not nominal and (denial := _DENIAL.search(whole_before[-90:])):
        return _by(denial, Realis.DENIED, 0.8)
    if none := _NO_EVIDENCE.search(whole_before[-120:]):
        return _by(none, Realis.NEGATED, 0.8)
    if (negation := _NEGATION.search(near)) and not _NEVERTHELESS.search(near):
        return _by(negation, Realis.NEGATED, 0.9)
    if nominal and (failed := _FAILED_AFTER.search(clause.after)):
        return _by(failed, Realis.NEGATED, 0.6)
    if nominal:
        return _judge_nominal(clause, before)
    return _judge_verb(clause, before, near)


def _judge_nominal(clause: Clause, before: str) -> Verdict:
    tail = before[-60:]
    if thought := _HYPOTHETICAL.search(tail) or _AFTER_CAN_FLIP.search(clause.after):
        return _by(thought, Realis.HYPOTHETICAL, 0.6)
    if plan := _PLANNED.search(tail):
        return _by(plan, Realis.PLANNED, 0.6)
    if effort := _TOWARDS.search(tail):
        return _by(effort, Realis.ONGOING, 0.7)
    return Verdict(Realis.ACTUAL, 0.6)


def _judge_verb(clause: Clause, before: str, near: str) -> Verdict:
    if condition := _CONDITIONAL.match(before):
        return _by(condition, Realis.HYPOTHETICAL, 0.8)
    if to := _TO.search(before):
        return _judge_infinitive(before, to)
    if clause.word.endswith("ing"):
        return _judge_gerund(clause, before, near)
    return _modal(near) or Verdict(Realis.ACTUAL, 0.9)


def _judge_gerund(clause: Clause, before: str, near: str) -> Verdict:
    aim = _GERUND_OF_AIM.search(before)
    if aim and (_ONGOING.search(before) or not aim[0].lower().startswith("in ")):
        return _first_licence(before, aim)
    if progressive := _PROGRESSIVE.search(before):
        return _by(progressive, Realis.ONGOING, 0.8)
    opens = clause.begin + len(before.strip()) < 12
    if opens and (thought := _AFTER_CAN_FLIP.search(clause.after)):
        return _by(thought, Realis.HYPOTHETICAL, 0.7)
    if _GERUND_OF_THOUGHT.search(before) and (thought := _HYPOTHETICAL.search(near) or _PLANNED.search(near)):
        return _by(thought, Realis.HYPOTHETICAL, 0.6)
    if modal := _AUXILIARY.search(before):
        return _by(modal, Realis.HYPOTHETICAL, 0.6)
    return Verdict(Realis.ACTUAL, 0.7)


def _modal(near: str) -> Verdict | None:
    if announced := _ANNOUNCED.search(near):
        return _by(announced, Realis.PLANNED, 0.85)
    if would := _WOULD.search(near):
        return _by(would, Realis.HYPOTHETICAL, 0.85)
    if will := _WILL.search(near):
        return _by(will, Realis.PLANNED, 0.85)
    return None


def _judge_infinitive(before: str, to: re.Match[str]) -> Verdict:
    if _ACHIEVED.search(before[-60:]) and not _modal(before[-70:]):
        return Verdict(Realis.ACTUAL, 0.7)
    return _first_licence(before, to)


def _first_licence(before: str, link: re.Match[str]) -> Verdict:
    """What the governing words nearest before an infinitive or gerund make of it; `link` is what joins it to them."""
    nearest, realis = link, Realis.ONGOING
    governing = False
    for words, licensed in (
        (_ONGOING, Realis.ONGOING),
        (_PLANNED, Realis.PLANNED),
        (_HYPOTHETICAL, Realis.HYPOTHETICAL),
    ):
        for match in words.finditer(before):
            if not governing or match.start() > nearest.start():
                nearest, realis, governing = match, licensed, True
    if not governing:
        return _by(link, Realis.PLANNED if len(before.split()) <= 5 else Realis.ONGOING, 0.8)
    if realis is Realis.ONGOING and (intent := _INTENT.search(before)):
        would = re.search(r"\bwould\b", before)
        return _by(would or intent, Realis.HYPOTHETICAL if would else Realis.PLANNED, 0.8)
    return _by(nearest, realis, 0.8)


def _by(match: re.Match[str], realis: Realis, confidence: float) -> Verdict:
    """The verdict that a match gives: its first group, or all of it, is the cue, filled up to whole words."""
    start, end = match.span(match.lastindex or 0)
    head = _CUE_HEAD.search(match.string, 0, start)
    tail = _CUE_TAIL.match(match.string, end)
    words = match.string[head.start() if head else start : tail.end() if tail else end]
    return Verdict(realis, confidence, words.strip(" ,'\u2019"))


def _comma_shields(near: str) -> bool:
    """Whether the words before the last comma belong to another clause ("which has not fallen, captured")."""
    return "," in near and not AUXILIARY_AFTER_COMMA.match(near.rpartition(",")[2])


AUXILIARY_AFTER_COMMA = re.compile(r"\s*(?:as yet|so far|however|\w+ly)?\s*$", re.IGNORECASE)
