"""Health is tied to progress."""

import aiohttp
from prometheus_client import CollectorRegistry, Gauge

from services.runtime.health import Health
from services.runtime.web import serve_status


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_loop_that_does_not_turn_is_not_alive() -> None:
    clock = Clock()
    health = Health(10, Gauge("g", "g", registry=None), clock)
    health.ready()
    clock.now = 9
    assert health.is_live
    assert health.is_ready
    clock.now = 10
    assert not health.is_live
    assert not health.is_ready
    health.progress()
    assert health.is_live


async def test_the_status_pages_say_what_health_says() -> None:
    registry, clock = CollectorRegistry(), Clock()
    health = Health(10, Gauge("landbridge_g", "g", registry=registry), clock)
    async with serve_status("127.0.0.1", 0, registry, health) as port, aiohttp.ClientSession() as session:

        async def status(path: str) -> int:
            async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                return response.status

        assert await status("/health/live") == 200
        assert await status("/health/ready") == 503
        health.ready()
        assert await status("/health/ready") == 200
        clock.now = 11
        assert await status("/health/live") == 503
        async with session.get(f"http://127.0.0.1:{port}/metrics") as response:
            assert "landbridge_g" in await response.text()
