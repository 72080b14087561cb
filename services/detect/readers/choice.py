"""Who reads the sentences of an article: the model, the rules, or both."""

from collections.abc import Callable, Sequence
from functools import cache

from services.detect.names.mentioned import Mentioned
from services.detect.network.extractor import Extractor, load_extractor
from services.detect.predicates.lexicon import has_subject_matter, has_trigger
from services.detect.readers.learned import readings
from services.detect.reading import Context, Reading
from services.detect.rules.roles import read
from services.detect.words.text import Sentence

ReadSentence = Callable[[Context], tuple[Reading, ...]]
"""The events that a sentence reports, in the order of their triggers."""
Reader = Callable[[Mentioned], ReadSentence | None]
"""Given a text, gives what reads its sentences; null if nothing can be read out of it."""


def by_rules(mentioned: Mentioned) -> ReadSentence | None:
    """Reads by the frames of `predicates`."""
    text = mentioned.text
    relevant = has_trigger(text) and (has_subject_matter(text) or mentioned.may_name(text))
    return _by_rules if relevant else None


def by_model(extractor: Extractor) -> Reader:
    """Reads by what was learned from the corpus, and fills its gaps by the rules.

    The rules are heard where the model has read a sentence and finds nothing in it, and only of parties and places
    that a theatre knows: with any names, they double the false alarms.
    """

    def begin(mentioned: Mentioned) -> ReadSentence | None:
        stretches = extractor.stretches(mentioned.sentences)
        extractions = extractor.extract(mentioned.text, stretches)
        gaps = _known_to_theatres(mentioned, [sentence for stretch in stretches for sentence in stretch])

        def read_sentence(context: Context) -> tuple[Reading, ...]:
            return readings(extractions, context) or gaps.get(context.sentence.start, ())

        return read_sentence if extractions or gaps else None

    return begin


@cache
def served() -> Reader:
    """The reader of the services, with the packaged model. One for each process."""
    return by_model(load_extractor())


def _by_rules(context: Context) -> tuple[Reading, ...]:
    text = context.sentence.text
    return read(text, context.mentions) if has_trigger(text) else ()


def _known_to_theatres(mentioned: Mentioned, sentences: Sequence[Sentence]) -> dict[int, tuple[Reading, ...]]:
    """What the rules read in some sentences of parties and places that a theatre knows, by the sentences' offsets."""
    telling = (s for s in sentences if has_trigger(s.text) and mentioned.may_name(s.text))
    found = {s.start: tuple(filter(_is_of_a_theatre, read(s.text, mentioned.by(s)))) for s in telling}
    return {start: read_here for start, read_here in found.items() if read_here}


def _is_of_a_theatre(reading: Reading) -> bool:
    """Whether a theatre knows who did it, and where; "the town" may be one that the text has named before."""
    actor, place = reading.actor, reading.place
    if actor is None or place is None or not actor.known:
        return False
    return place.known or (place.definite and not place.named)
