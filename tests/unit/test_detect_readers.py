"""Who reads a sentence: the model, and where it is silent the rules, of what a theatre knows."""

from collections.abc import Sequence

import numpy as np
import pytest

from schemas.article import Article
from services.detect.detector import Detector
from services.detect.extractor import MODEL, Extractor, Ints, Network
from services.detect.pieces import load_tokenizer
from services.detect.readers import by_model
from services.detect.tags import TRIGGER_TAGS, Array
from tests.support.detect import SOURCES, THEATRE


def _find_nothing(ids: Ints) -> Sequence[Array]:
    tags = np.zeros((*ids.shape, TRIGGER_TAGS), dtype=np.float32)
    tags[..., 0] = 9
    return [tags, np.zeros((*ids.shape, 1), dtype=np.float32)]


def _read_nothing(_: Array, __: Ints) -> Sequence[Array]:
    raise AssertionError("without triggers there is nothing to be read")


SILENT = by_model(Extractor(Network(_find_nothing, _read_nothing), load_tokenizer(MODEL / "tokenizer.json")))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The PMF captured Baaj on Monday.", "baaj"),
        ("Fighting went on in Baaj. The PMF captured the town on Monday.", "baaj"),
        ("The tribesmen captured Baaj on Monday.", None),
        ("The PMF captured Zabadani on Monday.", None),
        ("The PMF came on Monday.", None),
    ],
)
def test_where_the_model_is_silent_the_rules_are_heard_of_what_a_theatre_knows(text: str, place: str | None) -> None:
    found = Detector([THEATRE], SOURCES, SILENT).detect(Article(id="a", text=text))
    assert [event.place and event.place.id for event in found] == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Islamic State retook Baaj after the PMF captured the town.", True),
        ("Islamic State retook Raqqa after the PMF captured Baaj.", False),
        ("Islamic State left Baaj, and the PMF captured the town.", False),
    ],
)
def test_what_was_turned_around_in_the_same_breath_is_background(text: str, background: bool) -> None:
    found = Detector([THEATRE], SOURCES, SILENT).detect(Article(id="a", text=text))
    assert [e.background for e in found if e.actor and e.actor.id == "pmf"] == [background]


def test_without_a_theatre_the_model_alone_is_heard() -> None:
    assert Detector([], SOURCES, SILENT).detect(Article(id="a", text="The Iraqi army captured Mosul.")) == ()
