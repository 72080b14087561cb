"""The one table of topics. Topic creation, the AsyncAPI document and the compose file's set-up come from it."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.alert import Alert
from schemas.article import Article
from schemas.base import Contract
from schemas.control import PlaceControl
from schemas.corridor import CorridorState
from schemas.delivery import DeliveryReceipt
from schemas.event import TerritoryEvent
from schemas.feed import Feed, FeedState

MIB = 1024 * 1024
DAY_MS = 24 * 60 * 60 * 1000


class Cleanup(StrEnum):
    """What Kafka removes: records past their time, or all but the newest of a key."""

    DELETE = "delete"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of Landbridge."""

    name: str
    model: type[Contract] | None
    """None where records keep the bytes that they had elsewhere."""
    key: str
    """What the record key is, in words."""
    partitions: int
    cleanup: Cleanup
    retention_ms: int
    """Milliseconds; -1 keeps records for ever."""
    guarantee: str
    max_bytes: int = 4 * MIB
    """The largest record that the broker takes."""

    @property
    def type(self) -> str:
        """The CloudEvents type of its records."""
        return f"{self.name}.v1"

    @property
    def config(self) -> dict[str, str]:
        """The topic's settings on the broker."""
        return {
            "cleanup.policy": self.cleanup.value,
            "retention.ms": str(self.retention_ms),
            "max.message.bytes": str(self.max_bytes),
        }


FEEDS = Topic(
    name="landbridge.feeds",
    model=Feed,
    key="feed id, partitioned by the host of its URL",
    partitions=4,
    cleanup=Cleanup.COMPACT,
    retention_ms=-1,
    guarantee="The newest record of a feed is what is polled; no record (tombstone) ends the polling.",
)
FEED_STATE = Topic(
    name="landbridge.feed-state",
    model=FeedState,
    key="feed id, partitioned by the host of its URL",
    partitions=4,
    cleanup=Cleanup.COMPACT,
    retention_ms=-1,
    guarantee="Written after the articles that it marks as seen were acknowledged.",
)
ARTICLES = Topic(
    name="landbridge.articles",
    model=Article,
    key="article id",
    partitions=4,
    cleanup=Cleanup.DELETE,
    retention_ms=30 * DAY_MS,
    guarantee="At least once, with the same id each time.",
)
EVENTS = Topic(
    name="landbridge.events",
    model=TerritoryEvent,
    key="theatre id, or `world`",
    partitions=4,
    cleanup=Cleanup.DELETE,
    retention_ms=365 * DAY_MS,
    guarantee="At least once, with the same id each time. The log of record: beliefs are a fold over it.",
)
CONTROL = Topic(
    name="landbridge.control",
    model=PlaceControl,
    key="theatre/place",
    partitions=4,
    cleanup=Cleanup.COMPACT,
    retention_ms=-1,
    guarantee="The newest record of a place is what link believes; for readers, never read back by link.",
)
CORRIDORS = Topic(
    name="landbridge.corridors",
    model=CorridorState,
    key="theatre/corridor",
    partitions=4,
    cleanup=Cleanup.COMPACT,
    retention_ms=-1,
    guarantee="The newest record of a corridor is its state; for readers, never read back by link.",
)
ALERTS = Topic(
    name="landbridge.alerts",
    model=Alert,
    key="theatre/corridor or theatre/place",
    partitions=4,
    cleanup=Cleanup.DELETE,
    retention_ms=-1,
    guarantee="At least once, with the same id each time: a subscriber drops an id that it has had.",
)
DELIVERIES = Topic(
    name="landbridge.deliveries",
    model=DeliveryReceipt,
    key="endpoint",
    partitions=1,
    cleanup=Cleanup.DELETE,
    retention_ms=90 * DAY_MS,
    guarantee="One receipt an alert and endpoint, written before the alert is committed.",
)
DEAD_LETTERS = Topic(
    name="landbridge.dead-letters",
    model=None,
    key="the original key",
    partitions=1,
    cleanup=Cleanup.DELETE,
    retention_ms=90 * DAY_MS,
    guarantee="The original bytes, with headers that say why, acknowledged before the original is committed.",
    max_bytes=32 * MIB,
)

TOPICS = (FEEDS, FEED_STATE, ARTICLES, EVENTS, CONTROL, CORRIDORS, ALERTS, DELIVERIES, DEAD_LETTERS)
