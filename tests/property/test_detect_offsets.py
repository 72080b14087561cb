"""Whatever comes in: detection does not fail, and its evidence is the article's own words."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from services.detect.predicates.lexicon import FRAMES, has_trigger
from services.detect.words.text import blank_markup, sentences
from tests.support.detect import DETECTOR, PUBLISHED, article

PIECES = """The PMF Iraqi army SDF Islamic State Hezbollah captured said it they Baaj Mosul al-Waleed the border
from of by in near not will to has been withdrew reached linked up with let pass if whether on
Monday 29 May , . ; " ' ( ) <p> </p> &amp; <script> \u2019s \u2014 village town crossing road closed
reopened siege broke lifted and or Syrian troops forces"""
WORDS = st.sampled_from([*PIECES.split(), "\n\n", "\x00", "\u0130", "\ufb01"])
NEWS = st.lists(WORDS, max_size=60).map(" ".join)
MATCHES = st.one_of(
    *(st.from_regex(frame.pattern, fullmatch=True) for frame in FRAMES if "(?=" not in frame.pattern.pattern)
)
ANY = st.one_of(NEWS, st.text(max_size=300), NEWS.map(str.upper), NEWS.map(str.title))


@settings(max_examples=300, deadline=None)
@given(title=ANY, text=ANY)
def test_every_quote_is_the_body_at_its_offsets(title: str, text: str) -> None:
    given_article = article(text, title)
    for event in DETECTOR.detect(given_article):
        for evidence in event.evidence:
            assert evidence.quote
            assert given_article.body[evidence.start : evidence.end] == evidence.quote
        assert event.occurred_on is None or event.occurred_on <= PUBLISHED.date()


@settings(max_examples=100, deadline=None)
@given(title=NEWS, text=NEWS)
def test_the_same_article_gives_the_same_bytes_and_no_id_twice(title: str, text: str) -> None:
    first = DETECTOR.detect(article(text, title))
    assert [e.to_json() for e in first] == [e.to_json() for e in DETECTOR.detect(article(text, title))]
    assert len({event.id for event in first}) == len(first)


@settings(max_examples=200, deadline=None)
@given(text=ANY)
def test_blanking_keeps_the_length_and_sentences_their_place(text: str) -> None:
    blanked = blank_markup(text)
    assert len(blanked) == len(text)
    for sentence in sentences(blanked):
        assert re.sub(r"\s", " ", blanked[sentence.start : sentence.end]) == sentence.text


@settings(max_examples=200, deadline=None)
@given(text=MATCHES)
def test_the_scan_throws_out_no_trigger(text: str) -> None:
    assert has_trigger(text)


def test_every_frames_match_holds_one_of_its_hints() -> None:
    sample = "Troops captured, broke the siege of, linked up with and closed the crossing near Baaj; the road was cut."
    for frame in FRAMES:
        for match in frame.pattern.finditer(sample):
            assert any(hint in match[0].lower() for hint in frame.hints)
