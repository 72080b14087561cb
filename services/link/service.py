"""Territory events in; beliefs, corridor states and alerts out.

What link believes is a fold over its partition of the events topic. Given a partition it folds what is committed, then
goes on; so there is no state to lose, and none to disagree with the log.
"""

import asyncio
import time
from collections.abc import Iterable, Mapping
from datetime import timedelta

from schemas.base import Contract, stable_id
from schemas.control import PlaceControl
from schemas.corridor import CorridorState
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
    """Keeps the ledgers of the theatres whose partitions are its own, and publishes what changes."""

    def __init__(self, context: Context, theatres: Mapping[str, Theatre]) -> None:
        self._context = context
        self._theatres = theatres
        self.ledgers: dict[str, TheatreLedger] = {}

    async def assigned(self, partition: Partition, position: int) -> None:
        """Fold the partition up to the committed position, and publish the state that this comes to.

        No alert is raised for what is committed. The state is published because nobody may have done so: at the very
        beginning, or when an owner that was frozen put an old state over a newer one.
        """
        started = time.perf_counter()
        events = {name: list[TerritoryEvent]() for name in self._theatres if await self._is_in(name, partition)}
        async for record in read_partition(self._context.settings, partition, position):
            try:
                event = decode(EVENTS, record.headers, record.value)
            except UndecodableError:
                continue  # it went to the dead letters when its turn came
            assert isinstance(event, TerritoryEvent)
            if event.theatre in events:
                events[event.theatre].append(event)
            self._context.health.progress()
        for name, committed in events.items():
            ledger = TheatreLedger(self._theatres[name], timedelta(days=self._context.settings.lateness))
            await asyncio.to_thread(ledger.restore, committed)
            self.ledgers[name] = ledger
            await self._publish_state(ledger.control(), ledger.corridors(), cause=f"fold up to {position}")
        self._context.metrics.rebuild_seconds.observe(time.perf_counter() - started)

    async def handle(self, value: Contract, partition: Partition) -> None:  # noqa: ARG002
        """Take the event in, and publish what it changed: alerts last, when what they speak of can be looked up."""
        assert isinstance(value, TerritoryEvent)
        ledger = self.ledgers.get(value.theatre)
        if ledger is None:
            return
        outputs = ledger.apply(value)
        await self._publish_state(outputs.control, outputs.corridors, cause=value.id)
        for alert in outputs.alerts:
            key = f"{alert.theatre}/{alert.subject}"
            await self._context.publisher.publish(ALERTS, alert, key=key, id=alert.id, time=alert.raised_at)
            self._context.metrics.alerts.labels(alert.kind.value, alert.stage.value).inc()

    async def _is_in(self, theatre: str, partition: Partition) -> bool:
        return await self._context.publisher.partition_of(EVENTS, theatre) == partition.number

    async def _publish_state(
        self, control: Iterable[PlaceControl], corridors: Iterable[CorridorState], *, cause: str
    ) -> None:
        await asyncio.gather(
            *(self._publish(CONTROL, state, f"{state.theatre}/{state.place}", cause) for state in control),
            *(self._publish(CORRIDORS, state, f"{state.theatre}/{state.corridor}", cause) for state in corridors),
        )

    async def _publish(self, topic: Topic, state: PlaceControl | CorridorState, key: str, cause: str) -> None:
        record_id = stable_id(topic.name, key, cause)
        await self._context.publisher.publish(topic, state, key=key, id=record_id, time=state.as_of)


async def run(context: Context) -> None:
    """Run the service; see `services.runtime.process`."""
    settings = context.settings
    loaded = [load_theatre(name) for name in settings.theatres]
    theatres = {theatre.theatre: theatre for theatre in loaded}
    await run_stream(context, EVENTS, GROUP, LinkHandler(context, theatres))
