"""Article in, territory events out. Pure: no clock, no network, the same answer every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from schemas.article import Article
from schemas.event import TerritoryEvent
from schemas.theatre import Sources, Theatre
from services.detect.attribution.origin import provenance
from services.detect.merge import merge
from services.detect.names.mentioned import Mentioned
from services.detect.names.theatre_names import NameTable
from services.detect.readers.choice import Reader, served
from services.detect.resolve import Atlas
from services.detect.telling import Teller
from services.detect.words.language import may_be_english
from services.detect.words.text import blank_markup
from services.detect.world.located import load_world

MOST_READ = 120_000
"""Characters of an article that are read. News has its events far before that; the rest would only cost time."""


class Result(StrEnum):
    """What came of an article."""

    EVENTS = "events"
    NOTHING = "nothing"
    OTHER_LANGUAGE = "other_language"
    """It was not read, because it is not in English."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The events of an article, and if there are none, why."""

    result: Result
    events: tuple[TerritoryEvent, ...] = ()


class Detector:
    """Finds the territory events of articles, with the names that some theatres and a table of sources give.

    `reader` reads the sentences; without one it is that of the services.
    """

    def __init__(self, theatres: Sequence[Theatre], sources: Sources, reader: Reader | None = None) -> None:
        self._sources = sources
        self._reader = reader or served()
        self._world = load_world()
        self._atlas = Atlas(tuple(theatres), self._world.nations)
        self._names = NameTable(theatres, self._world.nations.find_at)

    def detect(self, article: Article) -> tuple[TerritoryEvent, ...]:
        """The events that an article reports, one for each happening, in the order in which it tells them."""
        return self.examine(article).events

    def examine(self, article: Article) -> Detection:
        """The same, with what came of the article."""
        text = blank_markup(article.body[:MOST_READ])
        if not may_be_english(text):
            return Detection(Result.OTHER_LANGUAGE)
        events = self._events(article, text)
        return Detection(Result.EVENTS if events else Result.NOTHING, events)

    def _events(self, article: Article, text: str) -> tuple[TerritoryEvent, ...]:
        mentioned = Mentioned(text, self._names)
        read = self._reader(mentioned)
        if read is None:
            return ()
        credit = provenance(article, self._sources)
        teller = Teller(article, mentioned, read, credit, self._atlas)
        for sentence in mentioned.sentences:
            teller.read(sentence)
        return self._world.located(merge(teller.told, self._atlas.superiors), text, self._atlas.theatres)
