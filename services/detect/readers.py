"""Who reads the sentences of an article: the model, the rules, or both."""

from collections.abc import Callable
from functools import cache

from services.detect.extractor import Extractor, load_extractor
from services.detect.learned import readings
from services.detect.lexicon import has_subject_matter, has_trigger
from services.detect.mentioned import Mentioned
from services.detect.reading import Context, Reading
from services.detect.roles import read

ReadSentence = Callable[[Context], tuple[Reading, ...]]
"""The events that a sentence reports, in the order of their triggers."""
Reader = Callable[[Mentioned], ReadSentence | None]
"""Given a text, gives what reads its sentences; null if nothing can be read out of it."""


def by_rules(mentioned: Mentioned) -> ReadSentence | None:
    """Reads by the frames of `lexicon.py`."""
    text = mentioned.text
    relevant = has_trigger(text) and (has_subject_matter(text) or mentioned.may_name())
    return _by_rules if relevant else None


def by_model(extractor: Extractor) -> Reader:
    """Reads by what was learned from the corpus, and fills its gaps by the rules.

    The rules are heard where the model finds nothing in a sentence, and only of parties and places that a theatre
    knows: with any names, they double the false alarms.
    """

    def begin(mentioned: Mentioned) -> ReadSentence | None:
        extractions, rules = extractor.extract(mentioned.text, mentioned.sentences), by_rules(mentioned)

        def read_sentence(context: Context) -> tuple[Reading, ...]:
            found = readings(extractions, context)
            return found or (tuple(filter(_is_of_a_theatre, rules(context))) if rules else ())

        return read_sentence if extractions or rules else None

    return begin


@cache
def served() -> Reader:
    """The reader of the services, with the packaged model. One for each process."""
    return by_model(load_extractor())


def _by_rules(context: Context) -> tuple[Reading, ...]:
    text = context.sentence.text
    return read(text, context.mentions) if has_trigger(text) else ()


def _is_of_a_theatre(reading: Reading) -> bool:
    """Whether a theatre knows who did it, and where; "the town" may be one that the text has named before."""
    actor, place = reading.actor, reading.place
    if actor is None or place is None or not actor.known:
        return False
    return place.known or (place.definite and not place.named)
