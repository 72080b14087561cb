"""The notify service: one consumer group an endpoint, so that Kafka is the queue and a dead endpoint delays nobody.

An alert may wait for days between two attempts. Its partition is paused meanwhile, and the consumer goes on polling, so
that it stays a member of its group and the other partitions go on.
"""

import asyncio
import os
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from importlib.metadata import version
from typing import Any

import aiohttp
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import ConsumerRecord

from schemas.alert import Alert
from schemas.deadletter import DeadLetterReason
from schemas.delivery import DeliveryOutcome, DeliveryReceipt
from schemas.topics import ALERTS, DELIVERIES
from services.notify.attempt import AttemptResult
from services.notify.courier import Courier
from services.notify.endpoints import Endpoint, load_endpoints
from services.notify.ledger import Ledger
from services.runtime.context import Context
from services.runtime.errors import FatalError
from services.runtime.kafka import open_consumer, read_all
from services.runtime.metrics import Metrics
from services.runtime.net import guarded_session
from services.runtime.records import UndecodableError, decode

POLL_MS = 500
"""Milliseconds that one turn of a loop waits for alerts."""


async def run(context: Context) -> None:
    """Deliver alerts until the context says stop.

    Raises:
        BadInputError: the webhooks file is wrong.
        FatalError: the broker is gone, or alert after alert could not be read.

    """
    settings = context.settings
    endpoints = load_endpoints(settings.webhooks_file, os.environ) if settings.webhooks_file else ()
    if not endpoints:
        context.log.warning("no endpoint is set (LANDBRIDGE_WEBHOOKS_FILE): nothing will be delivered")
    _show_zeroes(context.metrics)
    timeout = aiohttp.ClientTimeout(total=settings.webhook_timeout)
    headers = {"User-Agent": f"Landbridge/{version('landbridge')}"}
    async with guarded_session(settings.net_allow, timeout=timeout, headers=headers) as session:
        queues = [_Queue(context, endpoint, session) for endpoint in endpoints]
        await _run_together([_watch(context, queues), *(queue.run() for queue in queues)])


def _show_zeroes(metrics: Metrics) -> None:
    """A counter that appears with its first failure hides that failure from `increase`."""
    for result in AttemptResult:
        metrics.delivery_attempts.labels(result.value)
    for outcome in DeliveryOutcome:
        metrics.deliveries.labels(outcome.value)


async def _run_together(parts: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run until all have ended, or one fails; then end the others and raise what it raised."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.gather(*tasks)
    finally:
        await _cancel(tasks)


async def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _watch(context: Context, queues: list["_Queue"]) -> None:
    """Tell health of progress, once every queue has turned: one that is stuck must not hide behind the others."""
    while not context.stopping.is_set():
        if all(queue.turned for queue in queues):
            context.health.progress()
            context.health.ready(True)
            for queue in queues:
                queue.turned = False
        await asyncio.sleep(POLL_MS / 1000)
    context.health.ready(False)


class _Queue(ConsumerRebalanceListener):
    """The alerts on their way to one endpoint: in each partition one after the other, in order."""

    def __init__(self, context: Context, endpoint: Endpoint, session: aiohttp.ClientSession) -> None:
        self.turned = False
        """Whether the loop has turned since the watch last looked."""
        self._context = context
        self._courier = Courier(endpoint, session, context)
        self._group = f"landbridge-notify-{endpoint.name}"
        self._new: frozenset[TopicPartition] = frozenset()
        """Partitions just assigned, paused until the receipts have been read."""
        self._at_work: dict[TopicPartition, asyncio.Task[None]] = {}

    async def run(self) -> None:
        async with open_consumer(self._context.settings, (), self._group) as consumer:
            self._consumer: AIOKafkaConsumer = consumer
            consumer.subscribe([ALERTS.name], listener=self)
            try:
                while not self._context.stopping.is_set():
                    await self._turn()
                    self.turned = True
            except KafkaError as error:
                raise FatalError(f"{self._group}: {error!r}") from error
            finally:
                await _cancel(self._at_work.values())

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Drop what is under way: whoever gets the partitions begins after the last commit, and knows the receipts."""
        await _cancel([self._at_work.pop(partition) for partition in revoked if partition in self._at_work])

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Hold the partitions back until the receipts that another replica wrote for them have been read."""
        self._new = frozenset(assigned)
        self._consumer.pause(*self._new)

    async def _turn(self) -> None:
        if self._new:
            await self._remember()
        batches = await self._consumer.getmany(timeout_ms=POLL_MS)
        for partition, records in batches.items():
            self._consumer.pause(partition)
            self._at_work[partition] = asyncio.create_task(self._work_off(partition, records))
        for partition, task in list(self._at_work.items()):
            if task.done():
                del self._at_work[partition]
                task.result()
                self._consumer.resume(partition)

    async def _remember(self) -> None:
        new = self._new
        ledger = Ledger(self._courier.endpoint)
        async for record in read_all(self._context.settings, DELIVERIES):
            with suppress(UndecodableError):  # not one of ours
                receipt = decode(DELIVERIES, record.headers, record.value)
                assert isinstance(receipt, DeliveryReceipt)
                ledger.take(receipt)
        if self._new is not new:
            return  # assigned anew meanwhile: there may be newer receipts
        if ledger.is_disabled:
            self._context.log.warning("disabled: it answered 410 at this URL", endpoint=self._courier.endpoint.name)
        self._courier.ledger = ledger
        self._new = frozenset()
        self._consumer.resume(*new)

    async def _work_off(self, partition: TopicPartition, records: list[ConsumerRecord[Any, Any]]) -> None:
        for record in records:
            await self._settle(record)
            with suppress(CommitFailedError, IllegalStateError):  # a rebalance: the next owner finds the receipt
                await self._consumer.commit({partition: record.offset + 1})

    async def _settle(self, record: ConsumerRecord[Any, Any]) -> None:
        outcomes = self._context.metrics.records
        try:
            alert = decode(ALERTS, record.headers, record.value)
            assert isinstance(alert, Alert)
            await self._courier.settle(alert)
        except UndecodableError as error:
            await self._context.letters.bury(record, error.reason, str(error))
            outcomes.labels(ALERTS.name, "dead_letter").inc()
        except FatalError:
            raise
        except Exception as error:
            self._context.log.exception("an alert could not be processed", offset=record.offset)
            await self._context.letters.bury(record, DeadLetterReason.UNHANDLED, repr(error))
            outcomes.labels(ALERTS.name, "dead_letter").inc()
        else:
            self._context.letters.good()
            outcomes.labels(ALERTS.name, "processed").inc()
