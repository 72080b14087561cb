"""An idle consumer of the embedded broker is patient."""

import asyncio

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.consumer.fetcher import Fetcher

from schemas.topics import ARTICLES
from services.runtime.pacing import PAUSE, pace_fetches

pytestmark = pytest.mark.pipeline


async def test_an_idle_consumer_asks_no_more_often_than_it_should(kafka: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    original = Fetcher._proc_fetch_request

    async def counted(*arguments: object) -> bool:
        nonlocal asked
        asked += 1
        found: bool = await original(*arguments)  # type: ignore[no-untyped-call, arg-type]
        return found

    monkeypatch.setattr(Fetcher, "_proc_fetch_request", counted)
    pace_fetches()
    async with AIOKafkaConsumer(ARTICLES.name, bootstrap_servers=kafka) as consumer:
        await consumer.getmany(timeout_ms=100)
        before = asked
        await asyncio.sleep(20 * PAUSE)
        assert asked - before <= 21
