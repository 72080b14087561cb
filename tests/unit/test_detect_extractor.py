"""The learned reader: windows, tags, spans; and the model that is packaged."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from schemas.event import EventType, Realis
from services.detect.names.theatre_names import NameTable
from services.detect.network.extractor import MODEL, Extraction, Extractor, Ints, Network, load_extractor
from services.detect.network.pages import pages
from services.detect.network.pieces import pieces_of
from services.detect.network.scan import BUCKETS, Scan, buckets, load_scan, threshold_for
from services.detect.network.tags import (
    NO_EVENT,
    REALIS,
    ROLE_TAGS,
    ROLES,
    TRIGGER_TAGS,
    TYPES,
    Array,
    begin_tag,
    inside_tag,
    tagged_spans,
)
from services.detect.network.windows import Measured, windows
from services.detect.words.text import sentences
from tests.support.detect import THEATRE

SURE = 9.0
VOCABULARY = ["[CLS]", "[SEP]", "?", "took", "held", "rebels", "rawa", "baaj", "and", ".", "perhaps"]
GAINED, HELD = TYPES.index(EventType.CONTROL_GAINED), TYPES.index(EventType.CONTROL_HELD)
NAMES = NameTable([THEATRE])


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(VOCABULARY)}, unk_token="?"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)])
    return tokenizer


def _find(ids: Ints) -> Sequence[Array]:
    """Tags "took" and "held" as triggers, and hands on which word each piece is."""
    trigger = np.zeros((*ids.shape, TRIGGER_TAGS), dtype=np.float32)
    trigger[..., 0] = SURE / 2
    for row, at in np.ndindex(*ids.shape):
        if (word := VOCABULARY[ids[row, at]]) in {"took", "held"}:
            trigger[row, at, begin_tag(GAINED if word == "took" else HELD)] = SURE
    return [trigger, ids[..., np.newaxis].astype(np.float32)]


def _read(hidden: Array, marked: Ints) -> Sequence[Array]:
    """Finds that "held" is no trigger. Rebels act, towns are places; "perhaps" makes it hypothetical."""
    rows, length = marked.shape
    role = np.zeros((rows, length, ROLE_TAGS), dtype=np.float32)
    type_ = np.zeros((rows, len(TYPES) + 1), dtype=np.float32)
    realis = np.zeros((rows, len(REALIS)), dtype=np.float32)
    background = np.tile(np.array([SURE, 0], dtype=np.float32), (rows, 1))
    role[..., 0] = SURE / 2
    for row, at in np.ndindex(rows, length):
        word = VOCABULARY[int(hidden[row, at, 0])]
        if word in {"rebels", "rawa", "baaj"}:
            role[row, at, begin_tag(ROLES.index("actor" if word == "rebels" else "place"))] = SURE
        if marked[row, at]:
            type_[row, GAINED if word == "took" else NO_EVENT] = SURE
        if word == "perhaps":
            realis[row, REALIS.index(Realis.HYPOTHETICAL)] = SURE
    realis[:, REALIS.index(Realis.ACTUAL)] += SURE / 2
    return [role, type_, realis, background]


NETWORK = Network(_find, _read)
EXTRACTOR = Extractor(NETWORK, _tokenizer())


def _extracted(extractor: Extractor, text: str) -> tuple[Extraction, ...]:
    return extractor.extract(text, extractor.stretches(sentences(text)))


def _words(text: str, extraction: Extraction) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"trigger": [text[extraction.start : extraction.end]]}
    for span in extraction.roles:
        found.setdefault(span.role, []).append(text[span.start : span.end])
    return found


def test_trigger_and_roles_are_spans_of_the_text() -> None:
    text = "Nothing here.  Rebels took Rawa and Baaj."
    (extraction,) = _extracted(EXTRACTOR, text)
    assert (extraction.type, extraction.realis) == (EventType.CONTROL_GAINED, Realis.ACTUAL)
    assert _words(text, extraction) == {"trigger": ["took"], "actor": ["Rebels"], "place": ["Rawa", "Baaj"]}


def test_the_second_reading_can_reject_a_trigger() -> None:
    assert _extracted(EXTRACTOR, "Rebels held Rawa.") == ()


def test_events_come_in_the_order_of_the_text_whatever_the_lengths() -> None:
    text = "\n\n".join(["Perhaps " + "so " * n + "rebels took Rawa." for n in (170, 3, 90, 40)])
    found = _extracted(EXTRACTOR, text)
    assert [text[e.start : e.end] for e in found] == ["took"] * 4
    assert [e.start for e in found] == sorted(e.start for e in found)
    assert {e.realis for e in found} == {Realis.HYPOTHETICAL}


def test_what_the_scan_throws_out_is_not_read(tmp_path: Path) -> None:
    weights = np.zeros(BUCKETS, dtype=np.float32)
    weights[list(buckets("rawa"))] = 4
    Scan(weights, -1.0, 0.5).save(tmp_path / "scan.npz")
    extractor = Extractor(NETWORK, _tokenizer(), load_scan(tmp_path / "scan.npz"))
    assert _extracted(extractor, "Rebels took Baaj.") == ()
    assert len(_extracted(extractor, "Rebels took Rawa.")) == 1


def test_a_sentence_is_kept_if_it_or_a_neighbour_may_matter() -> None:
    weights = np.zeros(BUCKETS, dtype=np.float32)
    weights[list(buckets("rawa"))] = 8
    text = "One. Two. Rawa. Four. Five. Six. Seven."
    (stretch,) = Extractor(NETWORK, _tokenizer(), Scan(weights, -1.0, 0.5)).stretches(sentences(text))
    assert [sentence.text for sentence in stretch] == ["One.", "Two.", "Rawa.", "Four.", "Five."]


def test_the_threshold_lets_the_wanted_share_through() -> None:
    weights = [float(n) for n in range(101)]
    assert sum(weight >= threshold_for(weights, 0.9) for weight in weights) == 91


@given(st.lists(st.integers(1, 400), max_size=30), st.integers(20, 200))
def test_windows_take_every_sentence_once_and_are_no_longer_than_allowed(counts: list[int], most: int) -> None:
    measured = [Measured(at * 1000, at * 1000 + 900, count) for at, count in enumerate(counts)]
    found = windows(measured, most)
    fresh = [s for w in found for s in measured if w.fresh <= s.start < w.end]
    assert fresh == measured
    for window in found:
        inside = [s for s in measured if window.start <= s.start < window.end]
        assert len(inside) == 1 or sum(s.pieces for s in inside) <= most


def test_an_event_is_read_with_the_sentences_beside_its_own() -> None:
    text = "Rebels took Rawa. Perhaps. Rebels took Baaj. And Rawa. Rebels held Rawa."
    (page,) = pages(text, [sentences(text)], _tokenizer())
    assert page.begins == (1, 5, 7, 11, 14)
    assert [page.near(at) for at in (1, 6, 8, 16)] == [range(1, 7), range(1, 11), range(5, 14), range(11, 18)]
    assert text[slice(*page.offsets(7, 10))] == "Rebels took Baaj"
    assert list(page.covering(text.index("Baaj"), text.index("Baaj") + 4)) == [9]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=5))
def test_whatever_is_cut_off_a_page_has_sentences_to_read(counts: list[int]) -> None:
    tokenizer = _tokenizer()
    tokenizer.enable_truncation(256)
    text = " ".join("Rawa " * count + "." for count in counts)
    for page in pages(text, [sentences(text)], tokenizer):
        assert all(at in page.near(at) for at in range(1, len(page) - 1))


def test_a_word_is_in_a_span_if_its_first_piece_is() -> None:
    tags = np.full((4, TRIGGER_TAGS), 0.001, dtype=np.float32)
    tags[0, begin_tag(2)] = tags[3, begin_tag(2)] = 0.9
    (first, second) = tagged_spans(tags, [False, True, True, False], [0.5] * len(TYPES))
    assert ((first.first, first.last), (second.first, second.last)) == ((0, 3), (3, 4))


def test_a_span_goes_on_where_the_tag_does() -> None:
    tags = np.full((3, TRIGGER_TAGS), 0.001, dtype=np.float32)
    tags[0, begin_tag(2)] = tags[1, inside_tag(2)] = tags[2, inside_tag(3)] = 0.9
    found = [(s.first, s.last, s.label) for s in tagged_spans(tags, [False] * 3, [0.5] * len(TYPES))]
    assert found == [(0, 2, 2), (2, 3, 3)]


def test_no_span_goes_on_from_one_sentence_to_the_next() -> None:
    tags = np.full((4, TRIGGER_TAGS), 0.001, dtype=np.float32)
    tags[0, begin_tag(2)] = 0.9
    tags[1:, inside_tag(2)] = 0.9
    found = [(s.first, s.last) for s in tagged_spans(tags, [False] * 4, [0.5] * len(TYPES), begins={2})]
    assert found == [(0, 2), (2, 4)]


def test_pieces_cover_the_characters_asked_for() -> None:
    pieces = pieces_of(_tokenizer().encode("rebels took rawa"))
    assert list(pieces.covering(7, 11)) == [2]
    assert list(pieces.covering(8, 16)) == [2, 3]
    assert list(pieces.covering(6, 7)) == []


needs_model = pytest.mark.skipif(not (MODEL / "find.onnx").exists(), reason="no model is packaged")


@needs_model
def test_the_packaged_model_reads_a_plain_sentence() -> None:
    text = "Government forces captured the town of Rawa from Islamic State militants on Friday, residents said."
    (extraction,) = _extracted(load_extractor(), text)
    assert (extraction.type, extraction.realis) == (EventType.CONTROL_GAINED, Realis.ACTUAL)
    likely = {span.role: text[span.start : span.end] for span in extraction.roles if span.likely}
    assert "overnment forces" in likely["actor"]
    assert "Rawa" in likely["place"]


@needs_model
def test_the_packaged_model_is_small() -> None:
    assert sum(file.stat().st_size for file in MODEL.glob("*.onnx")) < 40_000_000


@needs_model
@pytest.mark.parametrize("text", ["", " ", "\x00", "\n\n", "ب", "word " * 20_000, "x" * 5_000, "." * 999])
def test_the_packaged_model_reads_anything(text: str) -> None:
    assert all(0 <= e.start < e.end <= len(text) for e in _extracted(load_extractor(), text))


@needs_model
@pytest.mark.parametrize(
    "headline", ["Rebels seize Atarib", "Fighting reported in Baaj", "NEWS FROM RAWA", "Army enters Rawa"]
)
def test_no_role_runs_from_the_headline_into_the_text(headline: str) -> None:
    text = f"{headline}\n\nRebels seized Atarib from government forces on Monday, residents said."
    found = _extracted(load_extractor(), text)
    assert found
    assert not any("\n" in text[span.start : span.end] for event in found for span in event.roles)
