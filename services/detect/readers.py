"""Who reads the sentences of an article: the rules, the model, or both."""

from collections.abc import Callable, Sequence

from services.detect.extractor import Extractor
from services.detect.learned import readings
from services.detect.lexicon import has_subject_matter, has_trigger
from services.detect.names import NameTable
from services.detect.reading import Context, Reading
from services.detect.roles import read

ReadSentence = Callable[[Context], tuple[Reading, ...]]
"""The events that a sentence reports, in the order of their triggers."""
Reader = Callable[[str, NameTable], ReadSentence | None]
"""Given a text, and the names that are known, gives what reads its sentences; null if nothing can be read out of it."""


def by_rules(text: str, names: NameTable) -> ReadSentence | None:
    """Reads by the frames of `lexicon.py`."""
    relevant = has_trigger(text) and (has_subject_matter(text) or names.may_name(text))
    return _by_rules if relevant else None


def by_model(extractor: Extractor) -> Reader:
    """Reads by what was learned from the corpus."""

    def begin(text: str, _: NameTable) -> ReadSentence | None:
        extractions = extractor.extract(text)
        return (lambda context: readings(extractions, context)) if extractions else None

    return begin


def by_both(extractor: Extractor) -> Reader:
    """Reads by the rules, and by the model where they find nothing."""
    model = by_model(extractor)

    def begin(text: str, names: NameTable) -> ReadSentence | None:
        first, second = by_rules(text, names), model(text, names)
        if first is None or second is None:
            return first or second
        return lambda context: joined(first(context), second(context))

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
