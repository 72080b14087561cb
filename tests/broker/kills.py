"""An experiment: kill workers again and again at random moments of their work, and look up every result."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import NewTopic

from schemas.topics import Topic
from services.runtime.records import encode
from tests.broker.numbers import PARTITIONS, Number, numbers_topic
from tests.broker.records import committed, create_topics
from tests.support.processes import ProcessFailedError, Worker

BACKLOG = 6000
"""Numbers that wait when a worker starts: more than it gets done in one life, so that it is killed at work."""
SHORTEST_LIFE, LONGEST_LIFE = 0.5, 2.0
"""Seconds between a new result and the next kill."""
PATIENCE = 60
"""Seconds without any result after which the workers are stuck."""

StartWorker = Callable[[str, str, str], Worker]
"""Starts a worker, given the group, the source topic and the results topic."""


@dataclass(frozen=True)
class Outcome:
    """What had become of the work after some kills."""

    kills: int
    sent: int
    lost: frozenset[int]
    """Numbers that the group has committed past although no result of them exists: nobody will ever process them."""


@dataclass
class Results:
    """Follows the results topic."""

    consumer: AIOKafkaConsumer
    numbers: set[int] = field(default_factory=set)

    async def read_more(self) -> int:
        """Read what has come since, for a tenth of a second at most, and say how many records that was."""
        batches = await self.consumer.getmany(timeout_ms=100)
        records = [record for batch in batches.values() for record in batch]
        self.numbers.update(Number.model_validate_json(record.value or b"").number for record in records)
        return len(records)

    async def catch_up(self) -> None:
        """Read to the end of the topic as it is now."""
        ends = await self.consumer.end_offsets(self.consumer.assignment())
        while [partition for partition, end in ends.items() if await self.consumer.position(partition) < end]:
            await self.read_more()


async def kill_and_count(
    kafka: str, group: str, starts: Sequence[StartWorker], *, kills: int, seed: int, to_the_end: bool
) -> Outcome:
    """Kill one of the workers after the other at random moments, starting each again at once.

    Ends at the first loss. With `to_the_end` the workers may finish all work after the last kill.

    Raises:
        ProcessFailedError: no result came for a minute.
    """
    source, results_topic = numbers_topic(f"{group}-source"), numbers_topic(f"{group}-results")
    await create_topics(kafka, *(NewTopic(topic.name, PARTITIONS, 1) for topic in (source, results_topic)))
    moments = random.Random(seed)
    async with _clients(kafka, results_topic) as (producer, results):
        workers = [start(group, source.name, results_topic.name) for start in starts]
        sent = 0
        for life in range(1, kills + 1):
            more = BACKLOG - (sent - len(results.numbers))
            await _produce(producer, source, range(sent, sent + more))
            sent += more
            await _next_result(results, workers)
            await asyncio.sleep(moments.uniform(SHORTEST_LIFE, LONGEST_LIFE))
            moments.choice(workers).kill()
            # The commits first: a result that is acknowledged after they are read may only be of a later number.
            offsets = await committed(kafka, group, source.name)
            await results.catch_up()
            lost = _lost(offsets, sent, results.numbers)
            if lost:
                return Outcome(life, sent, lost)
        while to_the_end and len(results.numbers) < sent:
            await _next_result(results, workers)
        return Outcome(kills, sent, frozenset())


@asynccontextmanager
async def _clients(kafka: str, results: Topic) -> AsyncIterator[tuple[AIOKafkaProducer, Results]]:
    producer = AIOKafkaProducer(bootstrap_servers=kafka, linger_ms=5)
    consumer = AIOKafkaConsumer(results.name, bootstrap_servers=kafka, auto_offset_reset="earliest")
    await producer.start()
    await consumer.start()
    try:
        yield producer, Results(consumer)
    finally:
        await producer.stop()
        await consumer.stop()


async def _produce(producer: AIOKafkaProducer, topic: Topic, numbers: Iterable[int]) -> None:
    pending = []
    for number in numbers:
        key = f"name-{number % 100}"
        record = encode(topic, Number(number=number), service="test", key=key, id=str(number), time=None)
        pending.append(
            await producer.send(
                topic.name, record.value, record.key, partition=number % PARTITIONS, headers=record.headers
            )
        )
    await asyncio.gather(*pending)


async def _next_result(results: Results, workers: Sequence[Worker]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        for worker in workers:
            if not worker.running:  # it was killed, or has stopped by itself at a gap
                worker.start()
        if await results.read_more():
            return
        if time.monotonic() > deadline:
            logs = "\n".join(worker.log_tail() for worker in workers)
            raise ProcessFailedError(f"no result in {PATIENCE:g} s\n{logs}")


def _lost(offsets: Mapping[int, int], sent: int, done: set[int]) -> frozenset[int]:
    return frozenset(n for n in range(sent) if n // PARTITIONS < offsets.get(n % PARTITIONS, 0) and n not in done)
