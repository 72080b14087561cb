"""Runs one service as a process: composes its context, serves its status, stops on a signal."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from prometheus_client import CollectorRegistry
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from schemas.deadletter import Stage
from services.runtime.context import Context
from services.runtime.deadletters import DeadLetters
from services.runtime.errors import EXIT_FATAL, FatalError
from services.runtime.health import Health
from services.runtime.kafka import open_publisher
from services.runtime.logs import configure_logs, logger
from services.runtime.metrics import Metrics
from services.runtime.pacing import pace_fetches
from services.runtime.settings import Settings
from services.runtime.web import serve_status


def run_service(service: str, settings: Settings, run: Callable[[Context], Awaitable[None]]) -> int:
    """Run a service until SIGTERM or SIGINT, and return the exit status.

    Raises:
        BadInputError: something that the user gave is wrong.
    """
    configure_logs(settings.log_format, settings.log_level)
    log = logger(service)
    try:
        asyncio.run(_run(service, settings, run))
    except FatalError as error:
        log.critical("stopped: %s", error)
        return EXIT_FATAL
    log.info("stopped")
    return 0


async def _run(service: str, settings: Settings, run: Callable[[Context], Awaitable[None]]) -> None:
    if settings.embedded:
        pace_fetches()
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    release = version("landbridge")
    metrics = Metrics(registry, service, release)
    health = Health(settings.stall_after, metrics.last_progress)
    async with (
        serve_status(settings.metrics_host, settings.metrics_port, registry, health) as port,
        open_publisher(settings, service, metrics) as publisher,
    ):
        letters = DeadLetters(publisher, Stage(service), metrics, settings.dead_letter_limit, release)
        context = Context(service, settings, metrics, health, logger(service), publisher, letters)
        loop = asyncio.get_running_loop()
        for signum in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(signum, context.stopping.set)
        context.log.info("started", kafka=settings.kafka, status_port=port)
        await run(context)
