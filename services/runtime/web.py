"""Serves /metrics and /health of one service process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from services.runtime.errors import BadInputError
from services.runtime.health import Health


@asynccontextmanager
async def serve_status(host: str, port: int, registry: CollectorRegistry, health: Health) -> AsyncIterator[int]:
    """Serve while the context is open; yields the port, which is a free one if `port` is 0.

    Raises:
        BadInputError: the port is taken.
    """

    async def metrics(request: web.Request) -> web.Response:
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(registry), headers={"Content-Type": content_type})

    async def live(_: web.Request) -> web.Response:
        return _answer(health.is_live, "alive", "stuck: the main loop has not turned")

    async def ready(_: web.Request) -> web.Response:
        return _answer(health.is_ready, "ready", "not ready")

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics), web.get("/health/live", live), web.get("/health/ready", ready)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise BadInputError(f"LANDBRIDGE_METRICS_PORT={port}: cannot listen on {host}: {error.strerror}") from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _answer(good: bool, yes: str, no: str) -> web.Response:
    return web.Response(text=f"{yes if good else no}\n", status=200 if good else 503)
