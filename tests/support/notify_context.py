"""A context for notify without Kafka: what would be published is kept in a list."""

from datetime import datetime
from typing import Any, cast

import structlog
from prometheus_client import CollectorRegistry

from schemas.base import Contract
from schemas.delivery import DeliveryReceipt
from schemas.topics import Topic
from services.runtime.context import Context
from services.runtime.deadletters import DeadLetters
from services.runtime.health import Health
from services.runtime.metrics import Metrics
from services.runtime.settings import Settings


class KeptReceipts:
    """A publisher that acknowledges at once."""

    def __init__(self) -> None:
        self.receipts: list[DeliveryReceipt] = []

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
        """Keep a receipt."""
        assert isinstance(value, DeliveryReceipt)
        assert (key, id) == (value.endpoint, value.id)
        self.receipts.append(value)

    async def tombstone(self, topic: Topic, *, key: str, partition_key: str | None = None) -> None:
        """Never asked for."""
        raise AssertionError

    async def partition_of(self, topic: Topic, key: str) -> int:
        """Never asked for."""
        raise AssertionError


def notify_context(publisher: KeptReceipts, **settings: Any) -> Context:
    """A context whose publisher is `publisher`."""
    metrics = Metrics(CollectorRegistry(), "notify", "0")
    return Context(
        service="notify",
        settings=Settings(**settings),
        metrics=metrics,
        health=Health(60, metrics.last_progress),
        log=structlog.get_logger("landbridge").bind(service="notify"),
        publisher=publisher,
        letters=cast("DeadLetters", None),
    )
