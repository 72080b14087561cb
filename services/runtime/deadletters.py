"""Records that cannot be processed are kept with the reason, and can be replayed.

The headers follow Kafka Connect's and KIP-1034's practice: the original ones are kept, ours are added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from schemas.deadletter import DeadLetterReason, Stage
from schemas.topics import DEAD_LETTERS, Topic
from services.runtime.errors import FatalError
from services.runtime.metrics import Metrics

PREFIX = "x-dlq-"


class RawRecord(Protocol):
    """What is needed of a consumed record: aiokafka's and Faust's both have it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


class RawSender(Protocol):
    """Sends bytes and awaits the acknowledgement."""

    async def send(
        self, topic: Topic, key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes]]
    ) -> None:
        """Send, and return when the broker has acknowledged it."""


@dataclass
class DeadLetters:
    """Buries records, and stops the service when it buries one after another."""

    sender: RawSender
    stage: Stage
    metrics: Metrics
    limit: int
    version: str
    in_a_row: int = 0

    def __post_init__(self) -> None:
        """Show every reason as zero: a rate over a series that begins with the first failure would miss it."""
        for reason in DeadLetterReason:
            self.metrics.dead_letters.labels(self.stage.value, reason.value)

    def good(self) -> None:
        """Note that a record was processed: whatever failed before it was the record's fault."""
        self.in_a_row = 0

    async def bury(self, record: RawRecord, reason: DeadLetterReason, message: str) -> None:
        """Keep a record with the reason. Returns when the broker has it, so that the original may be committed.

        Raises:
            FatalError: as many in a row failed as may; the last of them is not buried and not to be committed.
        """
        self.in_a_row += 1
        if self.in_a_row > self.limit:
            raise FatalError(
                f"{self.limit} records of {record.topic} failed in a row, so it is not the records that are wrong. "
                f"The next one, at {record.partition}:{record.offset}, failed with: {message}"
            )
        ours = {
            "topic": record.topic,
            "partition": str(record.partition),
            "offset": str(record.offset),
            "stage": self.stage.value,
            "reason": reason.value,
            "message": message[:2000],
            "version": self.version,
        }
        kept = [(name, value) for name, value in record.headers or () if not name.startswith(PREFIX)]
        added = [(f"{PREFIX}{name}", value.encode()) for name, value in ours.items()]
        await self.sender.send(DEAD_LETTERS, record.key, record.value, [*kept, *added])
        self.metrics.dead_letters.labels(self.stage.value, reason.value).inc()
