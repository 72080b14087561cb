"""All predicates that report territory events, and the cheap scan that throws out what cannot."""

import re

from services.detect.predicates.borders import BORDER_FRAMES
from services.detect.predicates.control import CONTROL_FRAMES
from services.detect.predicates.frames import Frame
from services.detect.predicates.movement import MOVEMENT_FRAMES
from services.detect.words.patterns import pattern

FRAMES: tuple[Frame, ...] = CONTROL_FRAMES + MOVEMENT_FRAMES + BORDER_FRAMES
"""Where two frames match the same words, the earlier one is tried first."""

_TRIGGER = re.compile(
    r"\b(?:re-?|un|over|out|counter-?)?(?:" + "|".join(sorted({h for f in FRAMES for h in f.hints})) + ")",
    re.IGNORECASE,
)
_SUBJECT_MATTER = pattern(
    r"""forces?|troops?|arm(?:y|ies)|soldiers?|fighters?|militants?|militia\w*|rebels?|insurgents?|regime
    |military|jihadis\w*
    |guerrillas?|separatis\w+|border\w*|frontier|crossings?|siege|besieg\w*|annex\w*|captur\w*|liberat\w*|territor\w+
    |front ?lines?|offensive|invasion|enclave|town|village|junta|control of|had fallen|has fallen
    |withdr\w+|retreat\w*"""
)
_HEADLINE_VERB = pattern(
    r"""(?:re)?(?:captur|seiz|tak|took|liberat|enter|reach|clos|open|withdr|retreat|advanc|push|driv|drov|cut
    |lift|break|brok|repel
    |repuls|link|meet|met\b|cross|annex|hold|held|control|los[et]|fall|fell|abandon|leav|left|hand|encircl
    |surround|besieg|claim
    |say|said|den|declar|announc|vow|launch|fight|near|storm|clear|secur|free|overr|win|won\b|evict|oust|expel
    |allow|let\b|refus
    |join|drops?)\w*""",
)


def has_subject_matter(text: str) -> bool:
    """Whether a text speaks of forces or borders at all. One that does not, and names nobody known, tells no event."""
    return _SUBJECT_MATTER.search(text) is not None


def has_trigger(text: str) -> bool:
    """Whether a stem of some frame stands in `text`."""
    return _TRIGGER.search(text) is not None


def is_headline_verb(word: str) -> bool:
    """Whether a capitalised `word` in a headline is likelier to be its verb than part of a name."""
    return _HEADLINE_VERB.fullmatch(word) is not None
