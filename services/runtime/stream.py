"""The loop of a stream service: one Faust agent over one topic, a record at a time, in order, none skipped."""

import asyncio
import tempfile
import time
from typing import Any, Protocol

from faust.types import TP

from schemas.base import Contract
from schemas.deadletter import DeadLetterReason
from schemas.topics import Topic
from services.runtime.context import Context
from services.runtime.errors import FatalError
from services.runtime.guarded import GuardedApp, make_app
from services.runtime.kafka import starting_position
from services.runtime.positions import Arrival, Partition
from services.runtime.records import UndecodableError, decode

TICK = 0.25
"""Seconds between two looks of the watchdog."""
STOP_TIMEOUT = 20.0
"""Seconds that Faust may take to leave its group before the process ends without it."""


class Handler(Protocol):
    """What a service does with its topic."""

    async def assigned(self, partition: Partition, position: int) -> None:
        """Get ready to process `partition` from `position` on. Called before its first record."""

    async def handle(self, value: Contract, partition: Partition) -> None:
        """Process one record. What it publishes is acknowledged when this returns.

        Raises:
            UndecodableError: the record cannot be processed, ever; it becomes a dead letter.
            FatalError: the service cannot go on.
        """


async def run_stream(context: Context, topic: Topic, group: str, handler: Handler) -> None:
    """Process `topic` as a member of `group` until the context says stop.

    Raises:
        FatalError: Faust handed over a gap or went quiet, the broker is gone, or the handler gave up. Nothing
            unprocessed is committed; started anew, the service goes on where it was.
    """
    with tempfile.TemporaryDirectory(prefix="landbridge-") as datadir:
        app = make_app(context.settings, group, datadir)
        loop = _Loop(context, app, topic, group, handler)
        app.agent(app.topic(topic.name, key_serializer="raw", value_serializer="raw"), name=group)(loop.run)
        await app.start()
        try:
            while not context.stopping.is_set():
                await asyncio.sleep(TICK)
                loop.check()
                await loop.take_over_owned()
        finally:
            context.health.ready(False)
            await _stop(app, context)


async def _stop(app: GuardedApp, context: Context) -> None:
    try:
        async with asyncio.timeout(STOP_TIMEOUT):
            await app.stop()
    except TimeoutError:
        context.log.warning("Faust did not stop in time", seconds=STOP_TIMEOUT)


class _Loop:
    """The agent, and what the watchdog must know of it."""

    def __init__(self, context: Context, app: GuardedApp, topic: Topic, group: str, handler: Handler) -> None:
        self._context = context
        self._app = app
        self._topic = topic
        self._group = group
        self._handler = handler
        self._letters = context.letters
        self._failure: BaseException | None = None
        self._busy = False
        self._taking_over = asyncio.Lock()

    async def run(self, stream: Any) -> None:
        """Take records for ever. An exception must not leave: Faust would take the record for processed."""
        async for event in stream.events():
            if self._failure is not None or self._context.stopping.is_set():
                continue  # Faust stops only once its buffers are empty; commits do not follow what it takes for done
            self._busy = True
            try:
                await self._step(event.message)
            except Exception as error:  # noqa: BLE001 - the watchdog raises it
                self._failure = error
            finally:
                self._busy = False
            self._context.health.progress()

    def check(self) -> None:
        """Note progress, or raise what ended it.

        Raises:
            FatalError: the service cannot go on.
        """
        if self._failure is not None:
            raise self._failure
        if self._app.crashed:
            raise FatalError(f"Faust stopped: {self._app.crash_reason!r}")
        owned = self._owned()
        self._context.metrics.assigned.labels(self._topic.name).set(len(owned))
        self._context.health.ready(bool(owned) and not self._app.rebalancing)
        if owned and not self._busy and not self._is_behind():
            self._context.health.progress()
        if not self._context.health.is_live:
            raise FatalError(f"no progress on {self._topic.name} for {self._context.settings.stall_after:g} s")

    async def take_over_owned(self) -> None:
        """Get the handler ready for every partition that is owned, also where no record comes."""
        if not self._app.rebalancing:
            for partition in self._owned():
                await self._take_over(partition)

    def _owned(self) -> list[Partition]:
        assigned = self._app.consumer.assignment()
        return [Partition(tp.topic, tp.partition) for tp in assigned if tp.topic == self._topic.name]

    def _is_behind(self) -> bool:
        consumer = self._app.consumer
        return any(
            (consumer.highwater(TP(partition.topic, partition.number)) or 0) > expected
            for partition, expected in self._app.positions.all()
        )

    async def _step(self, message: Any) -> None:
        partition = Partition(message.topic, message.partition)
        positions = self._app.positions
        await self._take_over(partition)
        arrival = positions.arrival(partition, message.offset)
        if arrival is Arrival.REPEAT:
            self._count("repeated")
            return
        if arrival is Arrival.GAP:
            raise FatalError(
                f"{partition.topic}/{partition.number}: expected offset {positions.expected(partition)}, "
                f"was given {message.offset}; the records between must not be skipped"
            )
        started = time.perf_counter()
        await self._process(message, partition)
        positions.processed(partition, message.offset)
        self._context.metrics.record_seconds.labels(self._topic.name).observe(time.perf_counter() - started)
        self._context.metrics.record_age.labels(self._topic.name).observe(max(time.time() - message.timestamp, 0))

    async def _take_over(self, partition: Partition) -> None:
        async with self._taking_over:
            if self._app.positions.knows(partition):
                return
            position, expired = await starting_position(self._context.settings, self._group, partition)
            if expired:
                self._context.metrics.expired.labels(partition.topic).inc(expired)
                self._context.log.error("records expired unread", partition=partition, records=expired)
            await self._handler.assigned(partition, position)
            self._app.positions.assign(partition, position)

    async def _process(self, message: Any, partition: Partition) -> None:
        try:
            value = decode(self._topic, message.headers, message.value)
            await self._handler.handle(value, partition)
        except UndecodableError as error:
            await self._letters.bury(message, error.reason, str(error))
            self._count("dead_letter")
        except FatalError:
            raise
        except Exception as error:
            self._context.log.exception("a record could not be processed", offset=message.offset)
            await self._letters.bury(message, DeadLetterReason.UNHANDLED, repr(error))
            self._count("dead_letter")
        else:
            self._letters.good()
            self._count("processed")

    def _count(self, outcome: str) -> None:
        self._context.metrics.records.labels(self._topic.name, outcome).inc()
