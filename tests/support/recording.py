"""A publisher that keeps what it is given, in order."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from schemas.article import Article
from schemas.base import Contract
from schemas.feed import FeedState
from schemas.topics import Topic
from services.runtime.errors import FatalError


@dataclass
class Recorded:
    """One record."""

    topic: Topic
    key: str
    value: Any
    id: str
    partition_key: str | None


@dataclass
class RecordingPublisher:
    """Stands in for Kafka; can be told to fail."""

    records: list[Recorded] = field(default_factory=list)
    fails_on: str = ""
    """The name of a topic that the broker does not acknowledge any record of."""

    async def publish(
        self,
        topic: Topic,
        value: Contract,
        *,
        key: str,
        id: str,  # noqa: A002
        time: datetime | None = None,
        partition_key: str | None = None,
    ) -> None:
        """Keep a record."""
        if topic.name == self.fails_on:
            raise FatalError(f"{topic.name}: the broker did not acknowledge a record")
        self.records.append(Recorded(topic, key, value, id, partition_key))

    async def tombstone(self, topic: Topic, *, key: str, partition_key: str | None = None) -> None:
        """Keep a record without value."""
        self.records.append(Recorded(topic, key, None, "", partition_key))

    async def partition_of(self, topic: Topic, key: str) -> int:
        """Never asked for."""
        raise AssertionError

    def articles(self) -> list[Article]:
        """The articles that were published."""
        return [record.value for record in self.records if isinstance(record.value, Article)]

    def states(self) -> list[FeedState]:
        """The feed states that were published."""
        return [record.value for record in self.records if isinstance(record.value, FeedState)]
