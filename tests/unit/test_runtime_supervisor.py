"""The supervisor starts programs again, and gives up loudly."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from services.runtime.errors import BadInputError, FatalError
from services.runtime.supervisor import RESTARTS, Program, Supervisor


def program(code: str) -> Program:
    return Program("p", (sys.executable, "-c", code), {})


async def until_given_up(supervisor: Supervisor) -> None:
    while True:
        supervisor.check()
        await asyncio.sleep(0.02)


async def test_a_program_that_was_killed_is_started_again(tmp_path: Path) -> None:
    restarts: list[tuple[str, int]] = []
    supervisor = Supervisor(tmp_path, lambda name, status: restarts.append((name, status)))
    await supervisor.start(program("import time; time.sleep(60)"))
    first = supervisor.pids()["p"]
    os.kill(first, signal.SIGKILL)
    async with asyncio.timeout(10):
        while supervisor.pids().get("p", first) == first:
            await asyncio.sleep(0.02)
    await supervisor.stop()
    assert restarts == [("p", -signal.SIGKILL)]
    assert supervisor.pids() == {}


async def test_a_program_that_stops_again_and_again_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restarts: list[int] = []
    supervisor = Supervisor(tmp_path, lambda _name, status: restarts.append(status))
    monkeypatch.setattr("services.runtime.supervisor.PAUSE", 0.001)
    await supervisor.start(program("import sys; print('no broker'); sys.exit(70)"))
    with pytest.raises(FatalError, match="no broker"):
        await until_given_up(supervisor)
    assert restarts == [70] * RESTARTS
    await supervisor.stop()


async def test_bad_input_is_not_tried_again(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path)
    await supervisor.start(program("import sys; print('LANDBRIDGE_KAFKA=x: wrong'); sys.exit(2)"))
    with pytest.raises(BadInputError, match="LANDBRIDGE_KAFKA=x: wrong"):
        await until_given_up(supervisor)
    await supervisor.stop()
