"""Detect reads articles in processes of its own, and counts what came of them."""

import pytest

from schemas.article import Article
from schemas.base import Contract
from schemas.topics import ARTICLES, EVENTS
from services.detect.detector import Result
from services.detect.pool import DetectorPool
from services.detect.service import GROUP, DetectHandler
from services.runtime.kafka import read_all
from services.runtime.positions import Partition
from services.runtime.stream import run_stream
from tests.support.contexts import kafka_context, run_until
from tests.support.detect import PUBLISHED, SOURCES, THEATRE

pytestmark = pytest.mark.pipeline

TEXTS = {
    "told": "The PMF captured Baaj on Monday.",
    "quiet": "The council of the town met on Monday and spoke of the price of bread.",
    "french": "Les forces gouvernementales ont repris dimanche la ville frontalière après de violents combats. "
    "Un porte-parole de l'armée a affirmé que les rebelles s'étaient retirés vers le désert.",
}


class Counting(DetectHandler):
    """Counts what it has handled."""

    handled = 0

    async def handle(self, value: Contract, partition: Partition) -> None:
        await super().handle(value, partition)
        self.handled += 1


async def test_articles_are_counted_by_what_came_of_them(kafka: str) -> None:
    async with kafka_context(kafka) as context:
        for name, text in TEXTS.items():
            article = Article.model_validate({"id": name, "text": text, "published_at": PUBLISHED})
            await context.publisher.publish(ARTICLES, article, key=name, id=name)
        pool = DetectorPool([THEATRE], SOURCES, workers=1, timeout=60)
        handler = Counting(context, pool)
        try:
            await run_until(
                context, run_stream(context, ARTICLES, GROUP, handler), lambda: handler.handled == len(TEXTS)
            )
        finally:
            pool.close()
        registry = context.metrics.registry
        counts = [registry.get_sample_value("landbridge_articles_scanned_total", {"result": each}) for each in Result]
        assert counts == [1, 1, 1]
        assert len([record async for record in read_all(context.settings, EVENTS)]) == 1
