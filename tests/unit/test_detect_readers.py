"""Who reads a sentence: the model, and where it is silent the rules, of what a theatre knows."""

from collections.abc import Sequence

import numpy as np
import pytest

from schemas.article import Article
from services.detect.detector import Detector
from services.detect.network.extractor import MODEL, Extractor, Ints, Network
from services.detect.network.pieces import load_tokenizer
from services.detect.network.tags import TRIGGER_TAGS, Array
from services.detect.readers.choice import by_model
from tests.support.detect import PUBLISHED, SOURCES, THEATRE


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
        ("The PMF captured a village on Monday.", None),
    ],
)
def test_where_the_model_is_silent_the_rules_are_heard_of_what_a_theatre_knows(text: str, place: str | None) -> None:
    found = Detector([THEATRE], SOURCES, SILENT).detect(Article(id="a", text=text))
    assert [event.place and event.place.id for event in found] == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "history", "news"),
    [
        ("Islamic State retook Baaj after the PMF captured the town.", ["pmf"], ["islamic-state"]),
        ("Hours after Islamic State seized Baaj the PMF recaptured the town.", ["islamic-state"], ["pmf"]),
        (
            "Islamic State retook Baaj and Raqqa after the PMF captured Baaj and Raqqa.",
            ["pmf", "pmf"],
            ["islamic-state", "islamic-state"],
        ),
        ("Islamic State retook Raqqa after the PMF captured Baaj.", [], ["islamic-state", "pmf"]),
        (
            "Islamic State seized Baaj on Monday. The following day the PMF recaptured Baaj.",
            [],
            ["islamic-state", "pmf"],
        ),
        (
            "Following heavy clashes the PMF captured Baaj. Islamic State captured Baaj in 2014.",
            ["islamic-state"],
            ["pmf"],
        ),
    ],
)
def test_what_was_turned_around_in_the_same_breath_is_background(
    text: str, history: list[str], news: list[str]
) -> None:
    found = Detector([THEATRE], SOURCES, SILENT).detect(Article(id="a", text=text, published_at=PUBLISHED))
    assert [e.actor.id for e in found if e.actor and e.background] == history
    assert [e.actor.id for e in found if e.actor and not e.background] == news


@pytest.mark.parametrize("first", ["failed to capture", "tried to capture", "captured"])
def test_events_of_one_sentence_have_their_own_ids(first: str) -> None:
    text = f"The PMF {first} Baaj on Sunday but captured Baaj on Monday."
    found = Detector([THEATRE], SOURCES, SILENT).detect(Article(id="a", text=text, published_at=PUBLISHED))
    assert len(found) == 2
    assert len({event.id for event in found}) == 2


def test_without_a_theatre_the_model_alone_is_heard() -> None:
    assert Detector([], SOURCES, SILENT).detect(Article(id="a", text="The Iraqi army captured Mosul.")) == ()


def test_a_link_that_is_none_loses_no_article() -> None:
    article = Article(id="a", text="The PMF captured Baaj on Monday.", url="http://[bad/x")
    (event,) = Detector([THEATRE], SOURCES, SILENT).detect(article)
    assert event.origin == "outlet:unknown"
