"""Which items of a feed are new or have changed since it was last read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from schemas.article import Article, article_id
from schemas.feed import SeenItem
from services.ingest.dates import parse_date
from services.ingest.identity import canonical_url, content_hash, identify
from services.ingest.parse import Item

MAX_REVISIONS = 24
"""Revisions of one item that are published: some feeds carry a clock or a counter in their text."""
SEEN_LIMIT = 1000
"""Items remembered of a feed. More than one body can hold, so that none that is still in the feed is forgotten."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be published, oldest first, and what is to be remembered once that has been done."""

    articles: tuple[Article, ...]
    seen: tuple[SeenItem, ...]


def find_new(feed: str, items: Sequence[Item], seen: Iterable[SeenItem], fetched_at: datetime) -> Found:
    """Compare a feed's items with those that were published before.

    An item without words is passed over, so that it counts as new when it gets some.
    """
    known = {item.identity: item for item in seen}
    articles = []
    for identity, item in reversed(identify(items)):  # feeds have the newest first
        if not item.title and not item.text:
            continue
        content = content_hash(item)
        before = known.pop(identity, None)
        if before and (before.content == content or before.revision >= MAX_REVISIONS):
            known[identity] = before
            continue
        revision = before.revision + 1 if before else 0
        known[identity] = SeenItem(identity=identity, content=content, revision=revision)
        articles.append(_article(feed, identity, item, revision, fetched_at))
    articles.sort(key=lambda article: article.published_at or fetched_at)
    return Found(tuple(articles), tuple(known.values())[-SEEN_LIMIT:])


def _article(feed: str, identity: str, item: Item, revision: int, fetched_at: datetime) -> Article:
    return Article(
        id=article_id(feed, identity, revision),
        source=feed,
        url=_page(item),
        title=item.title,
        text=item.text,
        published_at=_published(item, revision, fetched_at),
        fetched_at=fetched_at,
        revision=revision,
    )


def _page(item: Item) -> str:
    """The item's web address, and nothing that a browser would run."""
    for candidate in (item.link, item.guid):
        if candidate.startswith(("http://", "https://")):
            return canonical_url(candidate)
    return ""


def _published(item: Item, revision: int, fetched_at: datetime) -> datetime | None:
    """When the outlet says that it published these words, but never later than we had them."""
    published, updated = parse_date(item.published), parse_date(item.updated)
    if published is None or (revision and updated):
        published = updated or published
    return min(published, fetched_at) if published else None
