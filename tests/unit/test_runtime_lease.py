"""A process that was frozen must not publish what it thought before."""

import asyncio

import pytest

from services.runtime.errors import FatalError
from services.runtime.lease import Lease


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_lease_holds_for_half_a_session() -> None:
    clock = Clock()
    lease = Lease(30, clock)
    clock.now += 15
    lease.check()
    clock.now += 0.1
    with pytest.raises(FatalError, match="did not run for more than 15 s"):
        lease.check()


async def test_a_lease_that_lapsed_is_not_renewed_whoever_runs_first_after_the_thaw() -> None:
    clock = Clock()
    lease = Lease(30, clock)
    keeping = asyncio.create_task(lease.keep())
    await asyncio.sleep(0)
    clock.now += 20
    with pytest.raises(FatalError):
        await keeping
    with pytest.raises(FatalError):
        lease.check()
