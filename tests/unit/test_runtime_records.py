"""Records are CloudEvents in binary mode, and what is not is named for what it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import MAX_TEXT, Article
from schemas.deadletter import DeadLetterReason
from schemas.topics import ARTICLES, EVENTS
from services.runtime.records import Encoded, UndecodableError, decode, encode

WHEN = datetime(2017, 5, 29, 12, tzinfo=UTC)
ARTICLE = Article(id="a1", source="wire", title="Militia reaches border", published_at=WHEN)


def encoded(article: Article = ARTICLE) -> Encoded:
    return encode(ARTICLES, article, service="ingest", key=article.id, id=article.id, time=WHEN)


def test_the_envelope_has_the_attributes_that_the_specification_requires() -> None:
    headers = dict(encoded().headers)
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_id"] == b"a1"
    assert headers["ce_source"] == b"/landbridge/ingest"
    assert headers["ce_type"] == b"landbridge.articles.v1"
    assert headers["ce_time"] == b"2017-05-29T12:00:00Z"
    assert headers["content-type"] == b"application/json"


@given(title=st.text(), text=st.text())
def test_what_is_encoded_is_decoded(title: str, text: str) -> None:
    try:
        article = Article(id="x", title=title, text=text)
        record = encoded(article)
    except UnicodeEncodeError:
        return  # lone surrogates are no text
    assert decode(ARTICLES, record.headers, record.value) == article


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, DeadLetterReason.DECODE),
        (b"", DeadLetterReason.DECODE),
        (b"{", DeadLetterReason.DECODE),
        (b"\xff\xfe", DeadLetterReason.DECODE),
        (b"[]", DeadLetterReason.SCHEMA),
        (b'{"title": "no id"}', DeadLetterReason.SCHEMA),
        (b'{"id": "x", "published_at": "2017-05-29T12:00:00"}', DeadLetterReason.SCHEMA),
        (b'{"id": "x", "text": "' + b"a" * (MAX_TEXT + 1) + b'"}', DeadLetterReason.SCHEMA),
        (b" " * (ARTICLES.max_bytes + 1), DeadLetterReason.TOO_LARGE),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_bad_value_is_refused_with_its_reason(value: bytes | None, reason: DeadLetterReason) -> None:
    with pytest.raises(UndecodableError) as caught:
        decode(ARTICLES, encoded().headers, value)
    assert caught.value.reason is reason


def test_a_record_without_envelope_is_refused() -> None:
    with pytest.raises(UndecodableError) as caught:
        decode(ARTICLES, [], ARTICLE.to_json())
    assert caught.value.reason is DeadLetterReason.DECODE


def test_a_record_of_another_topic_is_refused() -> None:
    record = encoded()
    with pytest.raises(UndecodableError, match=r"landbridge\.articles") as caught:
        decode(EVENTS, record.headers, record.value)
    assert caught.value.reason is DeadLetterReason.SCHEMA


def test_a_reader_ignores_fields_that_it_does_not_know() -> None:
    record = encoded()
    newer = record.value[:-1] + b',"invented_later":[1,2]}'
    assert decode(ARTICLES, record.headers, newer) == ARTICLE
