"""Acronyms that a text explains."""

import pytest

from schemas.article import Article
from services.detect.detector import Detector
from services.detect.readers.choice import by_rules
from services.detect.words.acronyms import acronyms
from tests.support.detect import SOURCES


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("On Monday Zagros Defence Forces (ZDF) came.", "ZDF", "Zagros Defence Forces"),
        ("The National Army of the Steppe (NAS) came.", "NAS", "National Army of the Steppe"),
        ("The Army of the North (AotN) came.", "AotN", "Army of the North"),
        ("The People's Protection Units (YPG) came.", "YPG", None),
        ("The fighters (ZDF) came.", "ZDF", None),
    ],
)
def test_an_acronym_stands_for_the_words_that_it_is_made_of(text: str, acronym: str, name: str | None) -> None:
    assert acronyms(text).get(acronym) == name


def test_an_actor_has_one_name_in_a_text() -> None:
    text = "The Zagros Defence Forces (ZDF) captured Robotyne on Monday.\n\nThe ZDF also captured Orikhiv."
    assert {e.actor.text for e in Detector([], SOURCES, by_rules).detect(Article(id="a", text=text)) if e.actor} == {
        "Zagros Defence Forces"
    }
