"""Which feeds the topic of feeds has."""

from contextlib import suppress

from schemas.feed import Feed
from schemas.topics import FEEDS
from services.runtime.kafka import read_all
from services.runtime.records import UndecodableError, decode
from services.runtime.settings import Settings


async def standing_feeds(settings: Settings) -> dict[str, list[Feed]]:
    """The feeds that stand on the topic, by id.

    A feed may stand in several partitions, if it moved to another host and its old record was not removed; and a
    removed record says nothing of the other partitions, which are read in no order that matters.
    """
    newest: dict[tuple[int, str], Feed] = {}
    async for record in read_all(settings, FEEDS):
        where = (record.partition, bytes(record.key or b"").decode(errors="replace"))
        newest.pop(where, None)
        with suppress(UndecodableError):
            feed = decode(FEEDS, record.headers, record.value)
            if isinstance(feed, Feed):
                newest[where] = feed
    standing: dict[str, list[Feed]] = {}
    for (_, key), feed in newest.items():
        standing.setdefault(key, []).append(feed)
    return standing
