"""The whole of Landbridge on one machine: a broker, if none is given, and each service as a process of its own."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from services.runtime.admin import create_topics
from services.runtime.embedded import embedded_broker, free_port
from services.runtime.errors import FatalError
from services.runtime.pacing import pace_fetches
from services.runtime.settings import PREFIX, Settings, load_settings
from services.runtime.supervisor import Program, Supervisor

SERVICES = ("notify", "link", "detect", "ingest")
"""In the order in which they are started: each finds its reader running."""
READY_TIMEOUT = 60.0


@dataclass(frozen=True)
class Stack:
    """A running stack."""

    settings: Settings
    supervisor: Supervisor
    status_urls: Mapping[str, str]
    """Where each service serves /metrics and /health."""


@asynccontextmanager
async def run_stack(
    data: Path,
    environment: Mapping[str, str],
    *,
    kafka: str | None = None,
    broker_port: int = 0,
    first_port: int = 0,
    on_restart: Callable[[str, int], None] = lambda _name, _status: None,
) -> AsyncIterator[Stack]:
    """Run the stack while the context is open.

    Args:
        data: where the embedded broker keeps its log, and the log files of all processes are.
        environment: settings of the services, as LANDBRIDGE_ variables.
        kafka: HOST:PORT of a broker to use; without it the embedded one is started.
        broker_port: the embedded broker's port; 0 takes a free one.
        first_port: the services' status ports are this one and the next three; 0 takes free ones.
        on_restart: called with the name and exit status of a process that is about to be started again.

    Raises:
        FatalError: a part of it did not come up, or stopped again and again.
        BadInputError: a service refused its settings.
    """
    logs = data / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    supervisor = Supervisor(logs, on_restart)
    try:
        if kafka is None:
            port = broker_port or free_port()
            await supervisor.start(embedded_broker(port, data / "broker"))
            kafka = f"127.0.0.1:{port}"
            environment = {**environment, f"{PREFIX}EMBEDDED": "true"}
            pace_fetches()
        settings = load_settings(kafka=kafka)
        await create_topics(settings)
        urls = {}
        for index, service in enumerate(SERVICES):
            status_port = first_port + index if first_port else free_port()
            urls[service] = f"http://{settings.metrics_host}:{status_port}"
            await supervisor.start(_program(service, kafka, status_port, environment))
        await _until_ready(supervisor, urls)
        yield Stack(settings, supervisor, urls)
    finally:
        await supervisor.stop()


def _program(service: str, kafka: str, status_port: int, environment: Mapping[str, str]) -> Program:
    own = {
        f"{PREFIX}KAFKA": kafka,
        f"{PREFIX}METRICS_PORT": str(status_port),
        # One worker a service, under a name that lasts: the embedded broker never expires a member that was killed.
        f"{PREFIX}INSTANCE": "single",
    }
    return Program(service, (sys.executable, "-m", "services.cli", service), {**environment, **own})


async def _until_ready(supervisor: Supervisor, urls: Mapping[str, str]) -> None:
    deadline = time.monotonic() + READY_TIMEOUT
    waiting = dict(urls)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        while waiting:
            supervisor.check()
            if time.monotonic() > deadline:
                raise FatalError(f"not ready after {READY_TIMEOUT:g} s: {', '.join(waiting)}")
            for service, url in list(waiting.items()):
                if await _is_ready(session, url):
                    del waiting[service]
            await asyncio.sleep(0.1)


async def _is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/health/ready") as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
