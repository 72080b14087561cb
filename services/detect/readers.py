"""Who reads the sentences of an article: the rules or the model."""

from collections.abc import Callable
from functools import cache

from schemas.event import WORLD
from services.detect.extractor import Extractor, load_extractor
from services.detect.learned import readings
from services.detect.lexicon import has_subject_matter, has_trigger
from services.detect.names import NameKind, NameTable
from services.detect.reading import Context, Reading
from services.detect.roles import read
from services.detect.text import sentences, words

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


def by_theatre(extractor: Extractor) -> Reader:
    """Reads a theatre's news by the rules, and the rest of the world's by the model.

    A theatre's names are its own, and the rules take them exactly; the model has learned to do without any. It finds
    more, and makes more of it, than beliefs that stand on a theatre's ids can take: see `docs/detection.md`.
    """
    model = by_model(extractor)

    def begin(text: str, names: NameTable) -> ReadSentence | None:
        rules = by_rules(text, names)
        return rules if rules and _in_theatre(text, names) else model(text, names)

    return begin


@cache
def served() -> Reader:
    """The reader of the services, with the packaged model. One for each process."""
    return by_theatre(load_extractor())


def _in_theatre(text: str, names: NameTable) -> bool:
    """Whether a text names a place that some theatre's file has, or two of its parties."""
    found = (name for sentence in sentences(text) for name in names.find(words(sentence.text)))
    entries = {entry for name in found for entry in name.entries if entry.theatre != WORLD}
    return len(entries) > 1 or any(entry.kind is NameKind.PLACE for entry in entries)


def _by_rules(context: Context) -> tuple[Reading, ...]:
    text = context.sentence.text
    return read(text, context.mentions) if has_trigger(text) else ()
