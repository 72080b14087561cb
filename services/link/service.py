"""Territory events in; beliefs, corridor states and alerts out.

What link believes is a fold over its partition of the events topic. Given a partition it folds what is committed
without publishing, then goes on; so there is no state to lose, and none to disagree with the log.
"""

import asyncio
import time
from collections.abc import Mapping
from datetime import timedelta

from schemas.base import Contract, stable_id
from schemas.event import TerritoryEvent
from schemas.theatre import Theatre
from schemas.topics import ALERTS, CONTROL, CORRIDORS, EVENTS, Topic
from services.link.ledger import TheatreLedger
from services.runtime.context import Context
from services.runtime.kafka import read_partition
from services.runtime.positions import Partition
from services.runtime.records import UndecodableError, decode
from services.runtime.stream import run_stream
from services.runtime.theatres import load_theatre

GROUP = "landbridge-link"


class LinkHandler:
    """Keeps one ledger for each theatre of each partition, and publishes what changes."""

    def __init__(self, context: Context, theatres: Mapping[str, Theatre]) -> None:
        self._context = context
        self._theatres = theatres
        self.ledgers: dict[Partition, dict[str, TheatreLedger]] = {}
        """By partition of the events topic and theatre."""

    async def assigned(self, partition: Partition, position: int) -> None:
        """Fold the partition up to the committed position, publishing nothing."""
        started = time.perf_counter()
        events: dict[str, list[TerritoryEvent]] = {name: [] for name in self._theatres}
        async for record in read_partition(self._context.settings, partition, position):
            try:
                event = decode(EVENTS, record.headers, record.value)
            except UndecodableError:
                continue  # it went to the dead letters when its turn came
            assert isinstance(event, TerritoryEvent)
            if event.theatre in events:
                events[event.theatre].append(event)
            self._context.health.progress()
        lateness = timedelta(days=self._context.settings.lateness)
        self.ledgers[partition] = {name: TheatreLedger(theatre, lateness) for name, theatre in self._theatres.items()}
        for name, ledger in self.ledgers[partition].items():
            await asyncio.to_thread(ledger.restore, events[name])
        self._context.metrics.rebuild_seconds.observe(time.perf_counter() - started)

    async def handle(self, value: Contract, partition: Partition) -> None:
        """Take the event in, and publish what it changed: alerts last, when what they speak of can be looked up."""
        assert isinstance(value, TerritoryEvent)
        ledger = self.ledgers[partition].get(value.theatre)
        if ledger is None:
            return
        outputs = ledger.apply(value)
        await asyncio.gather(
            *(
                self._publish(CONTROL, control, f"{control.theatre}/{control.place}", value)
                for control in outputs.control
            ),
            *(
                self._publish(CORRIDORS, state, f"{state.theatre}/{state.corridor}", value)
                for state in outputs.corridors
            ),
        )
        for alert in outputs.alerts:
            key = f"{alert.theatre}/{alert.subject}"
            await self._context.publisher.publish(ALERTS, alert, key=key, id=alert.id, time=alert.raised_at)
            self._context.metrics.alerts.labels(alert.kind.value, alert.stage.value).inc()

    async def _publish(self, topic: Topic, state: Contract, key: str, cause: TerritoryEvent) -> None:
        record_id = stable_id(topic.name, key, cause.id)
        await self._context.publisher.publish(topic, state, key=key, id=record_id, time=cause.published_at)


async def run(context: Context) -> None:
    """Run the service; see `services.runtime.process`."""
    settings = context.settings
    loaded = [load_theatre(name) for name in settings.theatres]
    theatres = {theatre.theatre: theatre for theatre in loaded}
    await run_stream(context, EVENTS, GROUP, LinkHandler(context, theatres))
