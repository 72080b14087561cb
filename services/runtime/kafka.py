"""Producers and consumers, set up as the promises need them."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from schemas.base import Contract
from schemas.topics import DEAD_LETTERS, Topic
from services.runtime.errors import FatalError
from services.runtime.lease import Lease
from services.runtime.metrics import Metrics
from services.runtime.positions import Partition
from services.runtime.records import encode
from services.runtime.settings import Settings

ACK_TIMEOUT = 60.0
"""Seconds that the broker may take to acknowledge. The idempotent producer itself would wait for ever."""


class KafkaPublisher:
    """Publishes CloudEvents and awaits the acknowledgement of each."""

    def __init__(self, producer: AIOKafkaProducer, service: str, metrics: Metrics, lease: Lease) -> None:
        self._producer = producer
        self._lease = lease
        self._service = service
        self._metrics = metrics

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
        """Publish `value`; see `services.runtime.records.Publisher`."""
        record = encode(topic, value, service=self._service, key=key, id=id, time=time)
        await self.send(topic, record.key, record.value, record.headers, partition_key=partition_key)

    async def tombstone(self, topic: Topic, *, key: str, partition_key: str | None = None) -> None:
        """Publish a record without value; see `services.runtime.records.Publisher`."""
        await self.send(topic, key.encode(), None, [], partition_key=partition_key)

    async def send(
        self,
        topic: Topic,
        key: bytes | None,
        value: bytes | None,
        headers: Sequence[tuple[str, bytes]],
        *,
        partition_key: str | None = None,
    ) -> None:
        """Send bytes as they are, and return when the broker has acknowledged them.

        Raises:
            FatalError: it did not, for `ACK_TIMEOUT` seconds or with an error that a retry does not mend; or this
                process was frozen, and may not publish any longer.
        """
        partition = None
        if partition_key is not None:
            partition = await self.partition_of(topic, partition_key)
        self._lease.check()
        try:
            async with asyncio.timeout(ACK_TIMEOUT):
                await self._producer.send_and_wait(topic.name, value, key, partition, None, list(headers))
        except (KafkaError, TimeoutError) as error:
            raise FatalError(f"{topic.name}: the broker did not acknowledge a record: {error!r}") from error
        self._metrics.published.labels(topic.name).inc()

    async def partition_of(self, topic: Topic, key: str) -> int:
        """Say which partition of `topic` the records with this key are in."""
        partitions = sorted(await self._producer.partitions_for(topic.name))
        chosen: int = self._producer._partitioner(key.encode(), partitions, partitions)  # noqa: SLF001
        return chosen


@asynccontextmanager
async def open_publisher(settings: Settings, service: str, metrics: Metrics) -> AsyncIterator[KafkaPublisher]:
    """Connect an idempotent producer, which neither loses, repeats nor reorders in spite of retries.

    Raises:
        FatalError: there is no broker.
    """
    lease = Lease(settings.session_timeout)
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.kafka,
        client_id=f"landbridge-{service}",
        enable_idempotence=True,
        compression_type="zstd",
        max_request_size=DEAD_LETTERS.max_bytes,
        request_timeout_ms=30_000,
    )
    try:
        await producer.start()
    except KafkaError as error:
        await producer.stop()
        raise FatalError(f"{settings.kafka}: no Kafka broker answers there: {error!r}") from error
    keeping = asyncio.create_task(lease.keep())
    try:
        yield KafkaPublisher(producer, service, metrics, lease)
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        with suppress(KafkaError):
            await producer.stop()


@asynccontextmanager
async def open_consumer(
    settings: Settings, topics: Collection[Topic], group: str, **overrides: Any
) -> AsyncIterator[AIOKafkaConsumer]:
    """Join `group` and read `topics` from the committed position, or from the beginning. Commits are the caller's.

    Raises:
        FatalError: there is no broker.
    """
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka,
        "client_id": group,
        "group_id": group,
        "group_instance_id": f"{group}-{settings.instance}" if settings.instance else None,
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "session_timeout_ms": int(settings.session_timeout * 1000),
        "heartbeat_interval_ms": int(settings.session_timeout * 1000 / 5),
        "max_poll_interval_ms": 300_000,
    }
    consumer = AIOKafkaConsumer(*(topic.name for topic in topics), **(options | overrides))
    try:
        await consumer.start()
    except KafkaError as error:
        await consumer.stop()
        raise FatalError(f"{settings.kafka}: cannot join group {group}: {error!r}") from error
    try:
        yield consumer
    finally:
        with suppress(KafkaError):
            await consumer.stop()


@asynccontextmanager
async def _open_reader(settings: Settings, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
    reader = AIOKafkaConsumer(
        bootstrap_servers=settings.kafka, group_id=group, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    try:
        await reader.start()
        yield reader
    except KafkaError as error:
        raise FatalError(f"{settings.kafka}: cannot read the log: {error!r}") from error
    finally:
        with suppress(KafkaError):
            await reader.stop()


async def starting_position(settings: Settings, group: str, partition: Partition) -> tuple[int, int]:
    """Where `group` goes on in a partition, and how many records expired there before it had read them.

    The position is the committed one, or the beginning of the log where that is later.
    """
    where = TopicPartition(partition.topic, partition.number)
    async with _open_reader(settings, group) as reader:
        reader.assign([where])
        committed = await reader.committed(where)
        beginning = (await reader.beginning_offsets([where]))[where]
    if committed is None:
        return beginning, 0
    return max(committed, beginning), max(beginning - committed, 0)


async def read_partition(settings: Settings, partition: Partition, end: int) -> AsyncIterator[ConsumerRecord[Any, Any]]:
    """Every record of a partition from the beginning of the log up to but not including the offset `end`."""
    where = TopicPartition(partition.topic, partition.number)
    async with _open_reader(settings) as reader:
        reader.assign([where])
        position = (await reader.beginning_offsets([where]))[where]
        reader.seek(where, position)
        while position < end:
            batches = await reader.getmany(where, timeout_ms=1000)
            for record in batches.get(where, []):
                if record.offset >= end:
                    return
                yield record
            position = await reader.position(where)


async def read_all(
    settings: Settings, topic: Topic, partitions: Collection[int] | None = None
) -> AsyncIterator[ConsumerRecord[Any, Any]]:
    """Every record that is on `topic` (or on some of its partitions) now, partition by partition."""
    async with _open_reader(settings) as reader:
        numbers = partitions
        if numbers is None:
            reader.subscribe([topic.name])
            await reader._client.force_metadata_update()  # noqa: SLF001 - partitions are unknown until metadata is there
            numbers = reader.partitions_for_topic(topic.name) or set()
        ends = await reader.end_offsets([TopicPartition(topic.name, number) for number in sorted(numbers)])
    for where, end in ends.items():
        async for record in read_partition(settings, Partition(topic.name, where.partition), end):
            yield record


async def follow(settings: Settings, topics: Collection[Topic]) -> AsyncIterator[ConsumerRecord[Any, Any]]:
    """Every record of `topics`, from the beginning of the log, and then each new one as it comes; without a group."""
    async with _open_reader(settings) as reader:
        reader.subscribe([topic.name for topic in topics])
        async for record in reader:
            yield record


async def lag(settings: Settings, group: str, topic: Topic) -> int:
    """How many records of `topic` the group `group` has not committed yet."""
    async with _open_reader(settings, group) as reader:
        partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
        ends: dict[TopicPartition, int] = await reader.end_offsets(partitions)
        committed = [int(await reader.committed(partition) or 0) for partition in partitions]
    return sum(ends.values()) - sum(committed)
