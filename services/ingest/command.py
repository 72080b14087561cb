"""`landbridge feeds`: what is polled, and how to end it."""

from collections.abc import AsyncIterator

from prometheus_client import CollectorRegistry

from schemas.feed import Feed
from schemas.topics import FEEDS
from services.ingest.hosts import host_of
from services.runtime.errors import BadInputError
from services.runtime.kafka import open_publisher, read_all
from services.runtime.metrics import Metrics
from services.runtime.records import UndecodableError, decode
from services.runtime.settings import Settings


async def standing_feeds(settings: Settings) -> dict[str, Feed]:
    """The feeds that are polled now, by id."""
    feeds: dict[str, Feed] = {}
    async for key, feed in _history(settings):
        feeds.pop(key, None)
        if feed is not None:
            feeds[key] = feed
    return feeds


async def remove_feed(settings: Settings, feed_id: str) -> None:
    """End the polling of a feed.

    Raises:
        BadInputError: no feed has this id.
    """
    feed = (await standing_feeds(settings)).get(feed_id)
    if feed is None:
        raise BadInputError(f"no feed '{feed_id}' is polled; `landbridge feeds list` shows those that are")
    async with open_publisher(settings, "feeds", Metrics(CollectorRegistry(), "feeds", "")) as publisher:
        await publisher.tombstone(FEEDS, key=feed_id, partition_key=host_of(feed.url))


async def _history(settings: Settings) -> AsyncIterator[tuple[str, Feed | None]]:
    async for record in read_all(settings, FEEDS):
        key = bytes(record.key or b"").decode(errors="replace")
        try:
            feed = decode(FEEDS, record.headers, record.value) if record.value is not None else None
        except UndecodableError:
            continue
        yield key, feed if isinstance(feed, Feed) else None
