"""`landbridge feeds remove`: ends the polling of a feed."""

from prometheus_client import CollectorRegistry

from schemas.topics import FEEDS
from services.ingest.hosts import host_of
from services.ingest.standing import standing_feeds
from services.runtime.errors import BadInputError
from services.runtime.kafka import open_publisher
from services.runtime.metrics import Metrics
from services.runtime.settings import Settings


async def remove_feed(settings: Settings, feed_id: str) -> None:
    """End the polling of a feed.

    Raises:
        BadInputError: no feed has this id.
    """
    hosts = {host_of(feed.url) for feed in (await standing_feeds(settings)).get(feed_id, ())}
    if not hosts:
        raise BadInputError(f"no feed '{feed_id}' is polled; `landbridge feeds list` shows those that are")
    async with open_publisher(settings, "feeds", Metrics(CollectorRegistry(), "feeds", "")) as publisher:
        for host in hosts:
            await publisher.tombstone(FEEDS, key=feed_id, partition_key=host)
