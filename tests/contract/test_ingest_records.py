"""What ingest writes fits the topics, at its largest."""

from datetime import UTC, datetime

from schemas.feed import Feed, FeedState
from schemas.topics import ARTICLES, FEED_STATE
from services.ingest.decision import decide, fresh_state
from services.ingest.newitems import SEEN_LIMIT, find_new
from services.ingest.outcome import Failed
from services.ingest.parse import MAX_ITEMS, MAX_LINE, MAX_TEXT, Item
from services.ingest.schedule import PUBLIC

NOW = datetime(2017, 5, 29, tzinfo=UTC)
FEED = Feed(id="f" * 200, url="https://example.org/feed")
WIDEST = "\N{PILE OF POO}"


def test_the_largest_article_fits() -> None:
    item = Item(guid="g", link="https://x/" + "l" * MAX_LINE, title=WIDEST * MAX_LINE, text=WIDEST * MAX_TEXT)

    (article,) = find_new(FEED.id, [item], (), NOW).articles

    assert len(article.to_json()) < ARTICLES.max_bytes / 2


def test_the_largest_state_fits() -> None:
    state = fresh_state(FEED, NOW)
    for body in range(1 + SEEN_LIMIT // MAX_ITEMS):
        items = [Item(guid=f"{body}-{number}", title="t") for number in range(MAX_ITEMS)]
        state = state.model_copy(update={"seen": find_new(FEED.id, items, state.seen, NOW).seen})

    assert len(state.seen) == SEEN_LIMIT
    assert len(state.to_json()) < FEED_STATE.max_bytes / 10


def test_a_state_that_an_older_version_wrote_is_read() -> None:
    old = FeedState.model_validate_json(b'{"feed": "f", "next_due": "2017-05-29T00:00:00Z", "retired_field": 1}')

    assert decide(FEED, old, Failed("http_error", "HTTP 500"), None, NOW, PUBLIC).state.errors == 1  # type: ignore[arg-type]
