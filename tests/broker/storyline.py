"""The demo's story through the real services on a broker, told while something goes wrong."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from aiokafka import AIOKafkaProducer

from schemas.alert import Alert
from schemas.base import Contract
from schemas.control import PlaceControl
from schemas.corridor import CorridorState
from schemas.topics import ALERTS, ARTICLES, CONTROL, CORRIDORS, EVENTS, Topic
from services.demo.story import Story
from services.detect.detector import Detector
from services.link.ledger import TheatreLedger
from services.runtime.kafka import lag
from services.runtime.records import encode
from services.runtime.settings import load_settings
from services.runtime.theatres import load_sources, load_theatre
from tests.broker.records import count, read_all
from tests.support.apache_kafka import ApacheKafka
from tests.support.processes import ProcessFailedError, Worker, Workers

SESSION = "3"
"""Seconds after which the broker gives a dead worker's partitions to another."""
PACE = 0.05
"""Seconds between two articles."""
PATIENCE = 90
"""Seconds after which what has not happened will not happen."""
Model = TypeVar("Model", bound=Contract)

GROUPS = (("landbridge-detect", ARTICLES), ("landbridge-link", EVENTS))


@dataclass(frozen=True)
class Told:
    """What the services made of a story."""

    alerts: Mapping[str, str]
    """Kind, stage and subject of each alert, by id."""
    control: Mapping[str, PlaceControl]
    """The newest state of each place."""
    corridors: Mapping[str, CorridorState]
    """The newest state of each corridor."""


def told_without_a_broker(story: Story) -> Told:
    """What the story comes to when all of it is known: the truth that the services are measured against."""
    theatre = load_theatre(story.theatre)
    detector = Detector([theatre], load_sources(story.sources_file))
    ledger = TheatreLedger(theatre)
    outputs = ledger.restore(event for item in story.items for event in detector.detect(item.article()))
    return _told(outputs.alerts, ledger.control(), ledger.corridors())


def _told(alerts: Iterable[Alert], control: Iterable[PlaceControl], corridors: Iterable[CorridorState]) -> Told:
    return Told(
        alerts={alert.id: f"{alert.kind} {alert.stage} {alert.subject}" for alert in alerts},
        control={state.place: state for state in control},
        corridors={state.corridor: state for state in corridors},
    )


class Storyline:
    """Tells a story to detect and link, restarts them when they end, and collects what they say."""

    def __init__(self, broker: ApacheKafka, workers: Workers, story: Story) -> None:
        self.broker = broker
        self.workers = workers
        self._kafka = broker.bootstrap
        self._story = story

    def start(self, service: str, name: str | None = None) -> Worker:
        """Start a service with the story's theatre and sources."""
        return self.workers.service(
            service,
            name,
            theatres=self._story.theatre,
            sources_file=str(self._story.sources_file),
            session_timeout=SESSION,
        )

    @asynccontextmanager
    async def telling(self, pace: float = PACE) -> AsyncIterator[None]:
        """Publish an article every `pace` seconds in the background; at the end wait until all are processed."""
        publishing = asyncio.create_task(self._publish_all(pace))
        try:
            yield
            await publishing
        finally:
            publishing.cancel()
        await self.settled()

    async def until_events(self, number: int) -> None:
        """Wait until detect has found that many events of the story."""
        deadline = time.monotonic() + PATIENCE
        while await count(self._kafka, EVENTS.name) < number:
            await self._pause(deadline, f"there are not {number} events")

    async def settled(self) -> None:
        """Wait until every article, and then every event that came of one, has been processed and committed."""
        deadline = time.monotonic() + PATIENCE
        settings = load_settings(kafka=self._kafka)
        for group, topic in GROUPS:
            while await lag(settings, group, topic):
                await self._pause(deadline, f"{group} has not processed all of {topic.name}")

    async def told(self) -> Told:
        """What is on the topics now; places and corridors of which nothing is there are as the theatre's file says."""
        untold = TheatreLedger(load_theatre(self._story.theatre))
        return _told(
            await self._read(ALERTS, Alert),
            [*untold.control(), *await self._read(CONTROL, PlaceControl)],
            [*untold.corridors(), *await self._read(CORRIDORS, CorridorState)],
        )

    async def _read(self, topic: Topic, model: type[Model]) -> list[Model]:
        return [model.model_validate_json(record.value or b"") for record in await read_all(self._kafka, topic.name)]

    async def _publish_all(self, pace: float) -> None:
        producer = AIOKafkaProducer(bootstrap_servers=self._kafka, enable_idempotence=True)
        await producer.start()
        try:
            for item in self._story.items:
                article = item.article()
                record = encode(ARTICLES, article, service="test", key=article.id, id=article.id, time=None)
                await producer.send_and_wait(ARTICLES.name, record.value, record.key, headers=record.headers)
                await asyncio.sleep(pace)
        finally:
            await producer.stop()

    async def _pause(self, deadline: float, problem: str) -> None:
        if time.monotonic() > deadline:
            raise ProcessFailedError(f"{problem} after {PATIENCE:g} s\n{self.workers.logs()}")
        self.workers.restart_ended()
        await asyncio.sleep(0.1)
