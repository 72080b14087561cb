"""What is the same item, and what is new of it."""

from datetime import UTC, datetime

import pytest

from schemas.article import Article, article_id
from services.ingest.identity import canonical_url, content_hash, identify
from services.ingest.newitems import MAX_REVISIONS, SEEN_LIMIT, Found, find_new
from services.ingest.parse import MAX_ITEMS, Item

NOW = datetime(2017, 5, 29, 12, tzinfo=UTC)


def _next(found: Found, *items: Item) -> Found:
    return find_new("f", items, found.seen, NOW)


def _first(*items: Item) -> Found:
    return find_new("f", items, (), NOW)


def _only(found: Found) -> Article:
    (article,) = found.articles
    return article


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.ORG:443/a?utm_source=x&id=7&at_medium=RSS#top", "https://example.org/a?id=7"),
        ("https://example.org/a?at_medium=RSS&at_campaign=rss", "https://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("http://example.org:8080/A?b=&a", "http://example.org:8080/A?b=&a"),
        ("https://[2001:db8::1]:443/a", "https://[2001:db8::1]/a"),
        ("tag:example.org,2017:1", "tag:example.org,2017:1"),
        ("http://[bad", "http://[bad"),
        ("http://example.org:x/", "http://example.org:x/"),
    ],
)
def test_a_url_is_made_canonical(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Item(guid="https://www.bbc.com/news/1#0"), Item(guid="https://www.bbc.com/news/1#1")),
        (Item(guid="http://example.org/1"), Item(guid="https://example.org/1")),
        (Item(link="https://example.org/1?utm_medium=rss"), Item(link="https://example.org/1", title="new")),
        (Item(link="https://example.org/1"), Item(guid="https://example.org/1", link="https://example.org/1")),
        (Item(title="t", published="x"), Item(title="t", published="x", text="more")),
    ],
)
def test_it_is_the_same_item(one: Item, other: Item) -> None:
    assert identify([one])[0][0] == identify([other])[0][0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Item(guid="a"), Item(guid="b")),
        (Item(guid="https://example.org/log#v1.2"), Item(guid="https://example.org/log#v1.3")),
        (Item(guid="https://example.org/?p=1"), Item(guid="https://example.org/?p=2")),
        (Item(guid="0", link="https://example.org/1"), Item(guid="0", link="https://example.org/2")),
        (Item(link="https://example.org/", title="a"), Item(link="https://example.org/", title="b")),
        (Item(title="a"), Item(title="b")),
    ],
)
def test_it_is_another_item(one: Item, other: Item) -> None:
    assert len({identity for identity, _ in identify([one, other])}) == 2


def test_an_item_that_stands_there_twice_is_one() -> None:
    twice = Item(guid="a", link="https://example.org/a", title="t")

    assert len(identify([twice, twice])) == 1


def test_content_is_the_words_and_not_the_spaces_or_the_link() -> None:
    assert content_hash(Item(title="a  b", text="c\nd", link="x")) == content_hash(Item(title="a b", text="c d"))
    assert content_hash(Item(title="a", text="b c")) != content_hash(Item(title="a b", text="c"))


def test_a_new_item_becomes_an_article() -> None:
    item = Item(
        guid="g", link="https://example.org/1?utm_source=rss", title="T", text="x", published="2017-05-29T10:00:00Z"
    )
    found = _first(item)

    article = _only(found)
    assert article.id == article_id("f", found.seen[0].identity)
    assert article.source == "f"
    assert article.url == "https://example.org/1"
    assert article.body == "T\n\nx"
    assert article.published_at == datetime(2017, 5, 29, 10, tzinfo=UTC)
    assert article.fetched_at == NOW
    assert article.revision == 0
    assert _next(found, item).articles == ()


def test_changed_words_are_a_revision_under_another_id() -> None:
    first = _first(Item(guid="g", title="Town attacked", published="2017-05-29T10:00:00Z"))
    changed = Item(guid="g", title="Town taken", published="2017-05-29T10:00:00Z", updated="2017-05-29T11:00:00Z")
    second = _next(first, changed)

    assert _only(second).revision == 1
    assert _only(second).id != _only(first).id
    assert _only(second).published_at == datetime(2017, 5, 29, 11, tzinfo=UTC)
    assert _next(second, changed).articles == ()


def test_a_feed_with_a_clock_in_its_text_is_silenced() -> None:
    found, published = _first(Item(guid="g", title="0")), 1
    for minute in range(1, 100):
        found = _next(found, Item(guid="g", title=str(minute)))
        published += len(found.articles)

    assert published == 1 + MAX_REVISIONS


def test_articles_come_oldest_first() -> None:
    newest_first = [
        Item(guid="4", title="undated"),
        Item(guid="3", title="c", published="2017-05-29T10:00:00Z"),
        Item(guid="2", title="b", published="2017-05-29T09:00:00Z"),
        Item(guid="1", title="a", published="2017-05-29T09:00:00Z"),
    ]

    assert [article.title for article in _first(*newest_first).articles] == ["a", "b", "c", "undated"]


def test_a_date_in_the_future_is_when_we_had_it_and_no_date_is_none() -> None:
    assert _only(_first(Item(guid="g", title="t", published="2027-01-01T00:00:00Z"))).published_at == NOW
    assert _only(_first(Item(guid="g", title="t", published="soon"))).published_at is None
    assert _only(_first(Item(guid="g", title="t", updated="2017-05-01"))).published_at == datetime(
        2017, 5, 1, tzinfo=UTC
    )


def test_a_link_that_a_browser_would_run_is_left_out() -> None:
    assert _only(_first(Item(guid="javascript:a()", link="javascript:alert(1)", title="t"))).url == ""
    assert _only(_first(Item(guid="https://example.org/1", title="t"))).url == "https://example.org/1"


def test_an_item_without_words_counts_as_new_when_it_gets_some() -> None:
    empty = _first(Item(guid="g"))

    assert empty.articles == ()
    assert _only(_next(empty, Item(guid="g", title="Town taken"))).revision == 0


def test_what_is_still_in_the_feed_is_never_forgotten() -> None:
    standing = Item(guid="standing", title="t")
    found = _first(standing)
    for body in range(10):
        others = [Item(guid=f"{body}-{number}", title="t") for number in range(MAX_ITEMS - 1)]
        found = _next(found, *others, standing)
        assert len(found.articles) == MAX_ITEMS - 1
        assert len(found.seen) <= SEEN_LIMIT
