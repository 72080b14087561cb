"""What the model is shown: labels where the marks are, and variants in which the marks still fit."""

import random
import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from schemas.event import EventType, Realis
from services.detect.network.tags import NO_EVENT, REALIS, ROLES, TYPES, begin_tag, inside_tag
from services.training.augment import Names, invented, names_in, varied
from services.training.corpus import MARKED, read_passages
from services.training.examples import IGNORED, Example, Question, examples
from services.training.holdout import sample, split
from services.training.marked import MarkedEvent, Passage, Span

GAINED = TYPES.index(EventType.CONTROL_GAINED)
TEXT = "Naro's troops, who had come far, took Kidal and Gao from Front fighters."


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _event(place: str) -> MarkedEvent:
    spans = {"trigger": "took", "actor": "Naro's troops", "loser": "Front fighters", "place": place}
    marked = {role: [_span(words)] for role, words in spans.items()}
    return MarkedEvent(EventType.CONTROL_GAINED, Realis.CLAIMED, False, marked)


PASSAGE = Passage("x-0001", "wire", "Invented", "2012-04-01", TEXT, (_event("Kidal"), _event("Gao")))


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({"[CLS]": 0, "[SEP]": 1, "?": 2}, unk_token="?"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)])
    return tokenizer


def _shown(*lookalikes: Span) -> Example:
    (example,) = examples(PASSAGE, _tokenizer(), lookalikes)
    return example


def _words(tags: Sequence[int], tag: int, first: int = 0) -> list[str]:
    words = re.findall(r"\w+|[^\w\s]", TEXT)
    return [words[first + at - 1] for at, one in enumerate(tags) if one == tag]


def _roles(question: Question, tag: int) -> list[str]:
    return _words(question.role_tags, tag, question.near.start)


def test_a_window_is_shown_once_and_each_trigger_is_asked_about() -> None:
    example = _shown()
    assert _words(example.trigger_tags, begin_tag(GAINED)) == ["took"]
    (question,) = example.questions
    assert (question.type, question.realis, question.background) == (GAINED, REALIS.index(Realis.CLAIMED), 0)
    assert len(question.trigger) == 1
    assert len(question.role_tags) == len(question.near) == len(example.page) - 2


def test_events_that_share_a_trigger_teach_all_their_places() -> None:
    (question,) = _shown().questions
    place, actor = ROLES.index("place"), ROLES.index("actor")
    assert _roles(question, begin_tag(place)) == ["Kidal", "Gao"]
    assert _roles(question, begin_tag(actor)) == ["Naro"]
    assert _roles(question, inside_tag(actor)) == ["'", "s", "troops"]


def test_what_only_looks_like_a_trigger_teaches_that_it_is_none() -> None:
    asked = _shown(_span("come"), _span("took")).questions
    assert [question.type for question in asked] == [GAINED, NO_EVENT]
    assert set(asked[1].role_tags) == {IGNORED}
    assert (asked[1].realis, asked[1].background) == (IGNORED, IGNORED)


def test_the_marks_that_begin_and_end_an_input_are_not_judged() -> None:
    tags = _shown().trigger_tags
    assert (tags[0], tags[-1]) == (IGNORED, IGNORED)


@given(st.integers(0, 10_000))
def test_in_every_variant_the_spans_still_hold_what_was_marked(seed: int) -> None:
    variant = varied(PASSAGE, Names(("Boko Haram", "M23"), ("Sinjar", "Tal Afar")), random.Random(seed))
    for event in variant.events:
        trigger = event.spans["trigger"][0]
        assert variant.text[trigger.start : trigger.end] == "took"
        for role in ("actor", "loser", "place"):
            span = event.spans[role][0]
            words = variant.text[span.start : span.end]
            assert words == words.strip()
            assert words
    places = [variant.text[e.spans["place"][0].start : e.spans["place"][0].end] for e in variant.events]
    assert re.search(rf"took {re.escape(places[0])} and {re.escape(places[1])} from", variant.text)


def test_variants_differ_and_repeat_with_their_seed() -> None:
    names = names_in([PASSAGE])
    assert names.places == ("Gao", "Kidal")

    def texts(seed: int) -> list[str]:
        chance = random.Random(seed)
        return [varied(PASSAGE, names, chance).text for _ in range(20)]

    assert len(set(texts(1))) > 3
    assert texts(1) == texts(1)
    assert TEXT in texts(1)


def test_invented_names_look_like_names() -> None:
    chance = random.Random(3)
    assert all(re.fullmatch(r"[A-Z][a-z]+", invented(chance)) for _ in range(200))


def test_a_region_is_held_out_as_a_whole() -> None:
    passages = read_passages(MARKED.glob("africa-*.txt"))
    learned, held = split(passages)
    assert len(learned) + len(held) == len(passages)
    assert 0.03 < len(held) / len(passages) < 0.25
    real = [{p.region.casefold() for p in part if not p.region.startswith("Invented")} for part in (learned, held)]
    assert real[0].isdisjoint(real[1])


def test_a_larger_share_contains_a_smaller_one() -> None:
    passages = read_passages(MARKED.glob("africa-*.txt"))
    half, quarter = sample(passages, 50), sample(passages, 25)
    assert {p.id for p in quarter} < {p.id for p in half}
    assert sample(passages, 100) == passages
