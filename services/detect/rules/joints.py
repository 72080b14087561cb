"""The little words that join the parts of a clause, or keep them apart."""

import re

from services.detect.words.patterns import laid_out, pattern

BOUNDARY = pattern(
    r"""[;:]|\s[\u2013\u2014-]\s|[\"\u201c\u201d]|,?\s\b(?:but|while|whereas|although|though|however|because
    |after|before|when|as(?! (?:yet|of|an?|the|well)\b)|since|until|once|where|if|unless|whether
    |following|despite)\b""",
    whole=False,
)
"""Where a clause ends and another begins."""
OBLIQUE = pattern(
    r"""\b(?:of|from|by|against|near|with|in|into|at|to|for|on|between|towards?|over|under|around|than|through
    |via|backed by|including|alongside|across|outside|inside|called|told|fighting|dubbed|loyal to)\s+(?:(?:the
    |a|an|its|their|his|some|many|several|all|local|other)\s+)*[\"'\u201c]?$""",
    whole=False,
)
"""What governs the words behind it, so that they are no subject."""
MEMBERS_OF = pattern(
    r"""\b(?:heroes|hundreds|thousands|dozens|scores|groups?|most|many|some|the last|fighters|forces|troops
    |units?|members|elements|soldiers|men|brigades?|columns|remnants|battalions?|leaders?)\s+of\s+(?:the\s+|its\s+)?$""",
    whole=False,
)
"""What goes before the name of those who are its members: "fighters of X" are a subject all the same."""
RELATIVE = re.compile(r"(?:,?\s*(?:who|which|that|whose \w+)\b)", re.IGNORECASE)
"""The beginning of a relative clause."""
COORDINATED = re.compile(
    r"^\s*(?:,|and|,\s*and|along with|together with|as well as|&)\s*(?:the\s+|its\s+|their\s+)?(?:allied\s+)?$",
    re.IGNORECASE,
)
"""What joins two actors into one subject."""
FILLER = pattern(
    r"""^[\s\"\u201c'\u2018]*(?>(?:the|a|an|its|their|his|of|over|both|all|also|back|most|much|more|than|half
    |part|parts|nearly|almost|about|around|at least|control|several|many|some|dozens|another|other|two|three
    |four|five|six|seven|eight|nine|ten|\d[\d.,]*|percent|per|cent|%|key|strategic|strategically|important
    |large|whole|entire|full|completely|fully|entirely|swathes?|series|string|cluster|chain|handful|couple
    |score|scores|number|up to|vital|besieged|rebel|government|militant|regime|city|town|village|neighbou?ring
    |nearby|so-called|former|majority|bulk|outskirts|remaining|last|first|small|new|old|further|deeper|just
    |only|each|every|successfully|within|sight|square|kilomet(?:er|re)s|km|miles|swath|northern|southern
    |eastern|western|central|northeastern|northwestern|southeastern|southwestern|held|controlled|populated|rest
    |stretches|[\w]+ly|[\w]+-(?:held|controlled|occupied|run|besieged|strategic))(?!\w)[\s\"\u201c'\u2018,-]*)*+$""",
    whole=False,
)
"""What may stand between a verb and its object."""
LISTED = pattern(
    r"""^\s*(?:,|and|,\s*and|,?\s*among them|,?\s*including|,?\s*notably|as well as|or|,\s*as well as
    |&)\s*(?:(?:the|also|both|then|later|its|nearby|parts|of|most)\s+)*$""",
    whole=False,
)
"""What stands between the members of a list."""
APPOSED = re.compile(r"^\s*,\s*(?:(?:the|a|an|its|their)\s+)?$")
"""What stands before an apposition."""
AND = re.compile(r",\s*and\b|\band\s+(?=(?:the|a)\b)", re.IGNORECASE)
"""Where a new clause begins without a conjunction of its own."""
ASIDE = pattern(
    r""",\s*(?:backed|supported|aided|assisted|helped|joined|led|accompanied|with|alongside|together with
    |along with|including)\b[^,;]{0,120},""",
    whole=False,
)
"""An aside that names helpers, and not the subject."""

_AUXILIARY_WORDS = laid_out(
    r"""is|are|was|were|be|been|being|has|have|had|will|would|could|can|cannot|may|might|must|should|shall|gets?|got
    |did|do|does|not|never|n['\u2019]t|to|also|now|then|already|just|later|finally|completely|fully|totally|partly
    |partially|mostly|largely|entirely|almost|nearly|recently|still|yet|once|again|both|all|today|yesterday|earlier
    |reportedly|allegedly|effectively|officially|successfully|quickly|briefly|soon|first|since|on|monday|tuesday
    |wednesday|thursday|friday|saturday|sunday|in|last|this|week|month|morning|night|afternoon|and|previously
    |initially|subsequently|twice|overnight|back|able|unable|said|temporarily|itself"""
)
AUXILIARIES = re.compile(rf"(?>[\s,]*\b(?:{_AUXILIARY_WORDS}|\w+ly)\b)*+[\s,]*", re.IGNORECASE)
"""What may stand between a subject and its verb."""

PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""A form of "be" close before a participle."""

RELATIVE_PASSIVE = re.compile(rf",?\s*(?:that|which)(?>\s+(?:{_AUXILIARY_WORDS}|\w+ly)\b)*+\s*", re.IGNORECASE)
"""The relative pronoun and the auxiliaries before the participle of a passive."""
