"""Starts the processes of the embedded stack, starts them again when they stop, and gives up loudly.

Services fail-stop: whatever they cannot handle ends them. Somebody must start them anew; in containers that is the
restart policy, here it is this.
"""

import asyncio
import contextlib
import os
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.runtime.errors import EXIT_BAD_INPUT, BadInputError, FatalError

RESTARTS = 5
WINDOW = 60.0
"""A process that stops more than RESTARTS times in WINDOW seconds will not be mended by another start."""
PAUSE = 0.2
"""Seconds before the first restart; each further one in a row waits twice as long."""
STOP_TIMEOUT = 25.0


@dataclass(frozen=True)
class Program:
    """A process to keep running."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass
class Supervisor:
    """Keeps programs running until it is stopped. Their output goes to one log file each."""

    logs: Path
    on_restart: Callable[[str, int], None] = lambda _name, _status: None
    _running: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)
    _keepers: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _stopping: bool = False

    async def start(self, program: Program) -> None:
        """Start a program and keep it running from now on."""
        process = await self._spawn(program)
        self._keepers[program.name] = asyncio.create_task(self._keep(program, process))

    def pids(self) -> dict[str, int]:
        """The process ids of what runs now, by name."""
        return {name: process.pid for name, process in self._running.items() if process.returncode is None}

    def check(self) -> None:
        """Raise what made the supervisor give up on a program, if it has.

        Raises:
            FatalError: a program stopped again and again.
            BadInputError: a program refused its settings or files.
        """
        for task in self._keepers.values():
            if task.done() and not task.cancelled():
                task.result()

    async def stop(self) -> None:
        """Stop all programs, the last one started first, and wait for them."""
        self._stopping = True
        for task in self._keepers.values():
            task.cancel()
        for name in reversed(self._running):
            process = self._running[name]
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_TIMEOUT)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    async def _keep(self, program: Program, process: asyncio.subprocess.Process) -> None:
        stops: deque[float] = deque(maxlen=RESTARTS + 1)
        while True:
            status = await process.wait()
            if self._stopping:
                return
            if status == EXIT_BAD_INPUT:
                raise BadInputError(self._last_words(program))
            stops.append(time.monotonic())
            if len(stops) > RESTARTS and stops[-1] - stops[0] < WINDOW:
                raise FatalError(
                    f"{program.name} stopped {len(stops)} times in {WINDOW:g} s, last with status {status}: "
                    f"{self._last_words(program)}"
                )
            self.on_restart(program.name, status)
            await asyncio.sleep(PAUSE * 2 ** (len(stops) - 1))
            process = await self._spawn(program)

    async def _spawn(self, program: Program) -> asyncio.subprocess.Process:
        with self._log_of(program).open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *program.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **program.environment},
                start_new_session=True,  # Ctrl-C at the terminal is for us, who stop them in order
            )
        self._running[program.name] = process
        return process

    def _log_of(self, program: Program) -> Path:
        return self.logs / f"{program.name}.log"

    def _last_words(self, program: Program) -> str:
        lines = self._log_of(program).read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"
