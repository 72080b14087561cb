"""Feeds that moved to another host are listed once and removed wholly, whatever partitions the hosts are in."""

import pytest

from schemas.feed import Feed
from services.ingest.command import remove_feed
from services.ingest.service import publish_feeds
from services.ingest.standing import standing_feeds
from services.runtime.errors import BadInputError
from tests.support.contexts import kafka_context

pytestmark = pytest.mark.pipeline

IDS = [f"feed-{number}" for number in range(8)]


def at(host: str) -> list[Feed]:
    return [Feed(id=feed, url=f"https://{feed}.{host}/rss.xml") for feed in IDS]


async def test_a_feed_that_moved_stands_where_it_is_now_until_it_is_removed(kafka: str) -> None:
    async with kafka_context(kafka, "ingest") as context:
        await publish_feeds(context, at("old.example"))
        await publish_feeds(context, at("new.example"))
        assert await standing_feeds(context.settings) == {feed.id: [feed] for feed in at("new.example")}
        await remove_feed(context.settings, IDS[0])
        assert set(await standing_feeds(context.settings)) == set(IDS[1:])
        with pytest.raises(BadInputError, match="feed-0"):
            await remove_feed(context.settings, IDS[0])
