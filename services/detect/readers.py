"""Who reads the sentences of an article: the rules, the model, or both."""

from collections.abc import Callable, Sequence

from services.detect.extractor import Extractor
from services.detect.learned import readings
from services.detect.lexicon import has_trigger
from services.detect.reading import Context, Reading
from services.detect.roles import read

ReadSentence = Callable[[Context], tuple[Reading, ...]]
"""The events that a sentence reports, in the order of their triggers."""
Reader = Callable[[str], ReadSentence]
"""Given the whole text, gives what reads its sentences."""


def by_rules(text: str) -> ReadSentence:  # noqa: ARG001 - the rules need nothing but the sentence
    """Reads by the frames of `lexicon.py`."""
    return _by_rules


def by_model(extractor: Extractor) -> Reader:
    """Reads by what was learned from the corpus."""

    def begin(text: str) -> ReadSentence:
        extractions = extractor.extract(text)
        return lambda context: readings(extractions, context)

    return begin


def by_both(extractor: Extractor) -> Reader:
    """Reads by the rules, and by the model where they find nothing."""

    def begin(text: str) -> ReadSentence:
        learned = by_model(extractor)(text)
        return lambda context: joined(_by_rules(context), learned(context))

    return begin


def joined(first: Sequence[Reading], second: Sequence[Reading]) -> tuple[Reading, ...]:
    """All of `first`, and what of `second` tells of something else: another type, at other words."""
    added = [r for r in second if not any(_meet(r, known) or r.type is known.type for known in first)]
    return tuple(sorted([*first, *added], key=lambda r: (r.start, r.end)))


def _by_rules(context: Context) -> tuple[Reading, ...]:
    text = context.sentence.text
    return read(text, context.mentions) if has_trigger(text) else ()


def _meet(one: Reading, other: Reading) -> bool:
    return one.start < other.end and other.start < one.end
