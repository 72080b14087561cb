"""What cannot be processed is kept whole, and a broken service stops instead of burying everything."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from prometheus_client import CollectorRegistry

from schemas.deadletter import DeadLetterReason, Stage
from schemas.topics import DEAD_LETTERS, Topic
from services.runtime.deadletters import DeadLetters
from services.runtime.errors import FatalError
from services.runtime.metrics import Metrics


@dataclass
class Record:
    topic: str = "landbridge.articles"
    partition: int = 2
    offset: int = 40
    key: bytes | None = b"k"
    value: bytes | None = b"\xff\x00 not json"
    headers: Sequence[tuple[str, bytes]] = (("ce_id", b"1"), ("x-dlq-reason", b"an older burial"))


@dataclass
class Sent:
    records: list[tuple[Topic, bytes | None, bytes | None, dict[str, bytes]]] = field(default_factory=list)

    async def send(
        self, topic: Topic, key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes]]
    ) -> None:
        self.records.append((topic, key, value, dict(headers)))


def letters(sent: Sent, limit: int = 3) -> DeadLetters:
    return DeadLetters(sent, Stage.DETECT, Metrics(CollectorRegistry(), "detect", "1"), limit, "1.2.3")


async def test_the_original_bytes_headers_and_position_are_kept() -> None:
    sent = Sent()
    await letters(sent).bury(Record(), DeadLetterReason.DECODE, "bad JSON")
    topic, key, value, headers = sent.records[0]
    assert (topic, key, value) == (DEAD_LETTERS, b"k", b"\xff\x00 not json")
    assert headers["ce_id"] == b"1"
    assert headers["x-dlq-topic"] == b"landbridge.articles"
    assert (headers["x-dlq-partition"], headers["x-dlq-offset"]) == (b"2", b"40")
    assert (headers["x-dlq-stage"], headers["x-dlq-reason"]) == (b"detect", b"decode")
    assert (headers["x-dlq-message"], headers["x-dlq-version"]) == (b"bad JSON", b"1.2.3")


async def test_past_the_limit_the_record_is_not_buried_but_the_service_stops() -> None:
    sent = Sent()
    buried = letters(sent)
    for _ in range(3):
        await buried.bury(Record(), DeadLetterReason.UNHANDLED, "bug")
    with pytest.raises(FatalError, match="3 records"):
        await buried.bury(Record(), DeadLetterReason.UNHANDLED, "bug")
    assert len(sent.records) == 3


async def test_a_good_record_resets_the_count() -> None:
    sent = Sent()
    buried = letters(sent)
    for _ in range(10):
        await buried.bury(Record(), DeadLetterReason.SCHEMA, "wrong")
        buried.good()
    assert len(sent.records) == 10
