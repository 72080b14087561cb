"""What reads the sentences of an article: the model for the services, the rules for comparison."""

from collections.abc import Callable
from functools import cache

from services.detect.extractor import Extractor, load_extractor
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


@cache
def served() -> Reader:
    """The reader of the services, with the packaged model. One for each process."""
    return by_model(load_extractor())


def _by_rules(context: Context) -> tuple[Reading, ...]:
    text = context.sentence.text
    return read(text, context.mentions) if has_trigger(text) else ()
