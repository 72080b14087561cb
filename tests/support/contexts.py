"""Contexts for services that run inside a test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from prometheus_client import CollectorRegistry

from schemas.deadletter import Stage
from services.runtime.context import Context
from services.runtime.deadletters import DeadLetters
from services.runtime.health import Health
from services.runtime.kafka import open_publisher
from services.runtime.logs import logger
from services.runtime.metrics import Metrics
from services.runtime.settings import load_settings


@asynccontextmanager
async def kafka_context(kafka: str, service: str = "detect", **settings: Any) -> AsyncIterator[Context]:
    """The context of a service on the broker `kafka`, as `services.runtime.process` would make it."""
    loaded = load_settings(kafka=kafka, instance="test", session_timeout=6, **settings)
    metrics = Metrics(CollectorRegistry(), service, "test")
    async with open_publisher(loaded, service, metrics) as publisher:
        letters = DeadLetters(publisher, Stage(service), metrics, loaded.dead_letter_limit, "test")
        health = Health(loaded.stall_after, metrics.last_progress)
        yield Context(service, loaded, metrics, health, logger(service), publisher, letters)


async def run_until(context: Context, run: Awaitable[None], done: Callable[[], bool], seconds: float = 30) -> None:
    """Run a service in the background until `done`, then stop it; what it raises is raised here."""
    task = asyncio.ensure_future(run)
    try:
        async with asyncio.timeout(seconds):
            while not done() and not task.done():
                await asyncio.sleep(0.05)
    finally:
        context.stopping.set()
        await task
