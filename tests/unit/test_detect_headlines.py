"""Headlines are short of words, and the verb before a noun decides whether it happened."""

import pytest

from schemas.article import Article
from schemas.event import EventType, Realis
from schemas.theatre import Sources
from services.detect.detector import Detector
from services.detect.readers.choice import by_rules
from services.runtime.theatres import load_theatre


@pytest.mark.parametrize(
    ("title", "type_", "realis"),
    [
        ("Iraqi militia eyes link-up with Syrian army at border", EventType.LINKUP, Realis.PLANNED),
        ("Syrian army sets sights on capture of Abu Kamal", EventType.CONTROL_GAINED, Realis.PLANNED),
        ("Army eyeing capture of Mayadin, sources say", EventType.CONTROL_GAINED, Realis.PLANNED),
        ("Syrian army looks to retake Sukhna", EventType.CONTROL_GAINED, Realis.PLANNED),
        ("Fall of Raqqa paves the way for link-up of army and militia", EventType.LINKUP, Realis.PLANNED),
        ("Militia and Syrian army link up at border", EventType.LINKUP, Realis.ACTUAL),
    ],
)
def test_the_realis_of_a_headline(title: str, type_: EventType, realis: Realis) -> None:
    detector = Detector([load_theatre("iraq-syria")], Sources(sources={}), by_rules)
    found = {event.type: event.realis for event in detector.detect(Article(id="x", title=title))}
    assert found.get(type_) is realis
