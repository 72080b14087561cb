"""Whether a sentence takes back what was said before: a paper's correction, a party's withdrawal of its own words."""

import re

from services.detect.words.patterns import pattern

_CORRECTION = pattern(
    r"""\b(?:correction|corrects|corrected|retract(?:s|ed|ion)?|clarif(?:ies|ied|ication)|earlier version
    |earlier report|wrongly|mistakenly|in fact)\b""",
    whole=False,
)
_PAPER = r"(?:story|article|report|dispatch|headline|post|item|piece|copy|text|page|paragraph|entry|alert)"
_WRONGLY = r"(?:wrongly|mistakenly|incorrectly|erroneously|inaccurately|falsely|in error)"
_SAID = r"""(?:said|says|saying|reported|reporting|stated|stating|wrote|writing|suggested|suggesting)"""
_SORRY = rf"(?:has |have |had )?apologi[sz](?:ed|es|e) for (?:\w+ly )?(?:{_SAID}|claiming|announcing)"
_MISREPORTED = pattern(
    rf"""\b(?:{_WRONGLY} {_SAID}|{_SAID} {_WRONGLY}|mis(?:reported|stated|reporting|stating)|{_SORRY})\b""",
    whole=False,
)
_REMOVED = pattern(
    r"""\b(?:remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|drop(?:s|ped|ping)?|tak(?:e|es|ing) out|strik(?:e|es|ing))
    (?:\w+ ){0,3}?(?:references?|mentions?|claims?|statements?|reports?|assertions?|lines?|sentences?)\b""",
    whole=False,
)
_ANOTHER = re.compile(
    r"[;\u2014]|\b(?:but|who|which|whose|after|before|when|where|while|since|although|though|in fact)\b", re.IGNORECASE
)
"""What begins to speak of something else than what was said."""
_OWN_CORRECTION = pattern(
    rf"""^[\W_]*(?:(?:corrections?|clarifications?|retraction|erratum|editor'?s note)\s*[^\w\s]|correct(?:ed|s)\b)
    |\b(?:this|the|our|an?) (?:\w+ ){{0,2}}?{_PAPER} (?:has|have|had|was|were|is) (?:since )?(?:been )?(?:corrected
    |amended|retracted|updated to correct)\b
    |\b(?:earlier|previous|original) (?:{_PAPER}|version) of (?:this|our|the) {_PAPER}\b
    |\b(?:earlier|previous|original) version (?:said|had|misstated|misreported|{_WRONGLY})\b
    |\bwe (?:\w+ )?{_WRONGLY} (?:said|reported|stated|wrote)\b
    |\b(?:we|{_PAPER}|newspaper|paper|agency|broadcaster) (?:\w+ )?(?:misreported|misstated)\b
    |\b(?:we|newspaper|paper|agency|broadcaster|channel|website) {_SORRY}\b""",
    whole=False,
)
_WITHDRAWING = r"""(?:withdr(?:ew|aws|awn)|retract(?:s|ed)|rescind(?:s|ed)|recant(?:s|ed)|revok(?:es|ed)|disavow(?:s|ed)
    |t(?:ook|akes|aken) back|walk(?:s|ed) back|row(?:s|ed) back on|backtrack(?:s|ed) on|back(?:s|ed) away from
    |delet(?:es|ed))"""
_WORDS_SAID = r"""(?:statements?|announcements?|claims?|reports?|assertions?|accounts?|posts?|tweets?|remarks?
    |allegations?|messages?)"""
_WITHDRAWN = pattern(
    rf"\b{_WITHDRAWING} (?:the|that|this|those|these|its|their|his|her|an?) (?:[\w'\u2019-]+ ){{0,2}}?{_WORDS_SAID}\b"
    r"(?! (?:to|on|over)\b)",
    whole=False,
)
_SUBJECT = r"(?:\b(?:they|it|he|she|this|that|which|the [\w-]+(?: [\w-]+)?)|^[\W_]*[A-Z][\w-]+)"
_DO_NOT = r"(?:(?:have|has|had|did|do|does|was|were|is|are) not|(?:have|has|had|did|was|were|is|are)n['\u2019]t)"
_SO = r"(?: yet)?(?: done so| happened| occurred| been the case| the case| so| true| correct| right)?"
_NO = pattern(
    rf"""{_SUBJECT} {_DO_NOT}{_SO}\s*(?:[.;,:!)\u2014]|$)
    |\b(?:it|this|that|which) (?:was|is|were) (?:wrong|incorrect|inaccurate|untrue|false|an error|a mistake)\b""",
    whole=False,
)


def is_correction(text: str) -> bool:
    """Whether a headline or sentence corrects something said before."""
    return _CORRECTION.search(text) is not None


def corrects_itself(text: str) -> bool:
    """Whether a sentence says that the text that it is in was wrong. It may be the next that says how."""
    return _OWN_CORRECTION.search(text) is not None


def misreported(text: str, start: int, *, own: bool) -> re.Match[str] | None:
    """The words that say of what begins at `start` in a sentence that it was told in error.

    In a correction of the text's own (`own`) they may also say that it was taken out: "to remove a reference to".
    """
    words = [*_MISREPORTED.finditer(text, 0, start), *(_REMOVED.finditer(text, 0, start) if own else ())]
    last = max(words, key=lambda match: match.end(), default=None)
    return last if last and not _ANOTHER.search(text, last.end(), start) else None


def withdrawal(text: str) -> re.Match[str] | None:
    """The words by which somebody takes back what he said."""
    return _WITHDRAWN.search(text)


def bare_no(text: str) -> re.Match[str] | None:
    """The words that say no to something without saying to what: "They have not."."""
    return _NO.search(text)
