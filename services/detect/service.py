"""Articles in, territory events out."""

import asyncio

from schemas.article import Article
from schemas.base import Contract
from schemas.topics import ARTICLES, EVENTS
from services.detect.pool import DetectorPool
from services.runtime.context import Context
from services.runtime.positions import Partition
from services.runtime.stream import run_stream
from services.runtime.theatres import load_sources, load_theatre

GROUP = "landbridge-detect"


class DetectHandler:
    """Publishes what the detector finds in each article."""

    def __init__(self, context: Context, pool: DetectorPool) -> None:
        self._context = context
        self._pool = pool

    async def assigned(self, partition: Partition, position: int) -> None:
        """Nothing to prepare: detection remembers nothing between articles."""

    async def handle(self, value: Contract, partition: Partition) -> None:  # noqa: ARG002
        """Detect, and publish every event found."""
        assert isinstance(value, Article)
        found = await self._pool.examine(value)
        publish = self._context.publisher.publish
        await asyncio.gather(
            *(publish(EVENTS, event, key=event.theatre, id=event.id, time=event.published_at) for event in found.events)
        )
        metrics = self._context.metrics
        metrics.articles_scanned.labels(found.result.value).inc()
        for event in found.events:
            metrics.events.labels(event.type.value, event.realis.value).inc()


async def run(context: Context) -> None:
    """Run the service; see `services.runtime.process`."""
    settings = context.settings
    theatres = [load_theatre(name) for name in settings.theatres]
    pool = DetectorPool(theatres, load_sources(settings.sources_file), settings.detect_workers, settings.detect_timeout)
    try:
        await run_stream(context, ARTICLES, GROUP, DetectHandler(context, pool))
    finally:
        pool.close()
