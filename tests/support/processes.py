"""Worker processes of a test: started with a log file, disturbed by signals, and always ended."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp

REPOSITORY = Path(__file__).parents[2]
TAIL_LINES = 60
MOST_RESTARTS = 20


class ProcessFailedError(AssertionError):
    """A process did not do what the test needs of it; the message carries the end of its log."""


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Worker:
    """One process, which can be started again after it ended. All its lives write to the same log."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    health_url: str | None = None
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it. It leads a process group, so that what it starts can be ended with it."""
        if self.running:
            raise ProcessFailedError(f"{self.name} runs already")
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment},
                cwd=REPOSITORY,
                start_new_session=True,
            )

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._started().pid

    @property
    def exit_status(self) -> int | None:
        """How it ended; the negative signal number where a signal ended it, None while it runs."""
        return self._started().poll()

    def kill(self) -> None:
        """SIGKILL to the process alone, as the kernel's out-of-memory killer does it, and wait for its end."""
        self._started().kill()
        self._started().wait()

    def stop(self, timeout: float = 30) -> int:
        """SIGTERM, and its exit status. Raises ProcessFailedError when it has not ended after `timeout` seconds."""
        process = self._started()
        process.terminate()
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise ProcessFailedError(f"{self.name} ignores SIGTERM for {timeout:g} s\n{self.log_tail()}") from None

    def freeze(self) -> None:
        """SIGSTOP to the whole group: to the broker it looks like a worker that hangs."""
        os.killpg(self._started().pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen worker go on where it was."""
        os.killpg(self._started().pid, signal.SIGCONT)

    async def ready(self, within: float = 30) -> None:
        """Wait until its health endpoint says ready. Raises ProcessFailedError after `within` seconds."""
        deadline = time.monotonic() + within
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
            while time.monotonic() < deadline:
                if not self.running:
                    raise ProcessFailedError(f"{self.name} ended with {self.exit_status}\n{self.log_tail()}")
                if await _says_ok(session, f"{self.health_url}/health/ready"):
                    return
                await asyncio.sleep(0.1)
        raise ProcessFailedError(f"{self.name} is not ready after {within:g} s\n{self.log_tail()}")

    def end_group(self) -> None:
        """SIGKILL to it and to all that it started, frozen or not."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self._process.wait()

    def log_tail(self) -> str:
        """The last lines that it logged."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join([f"--- end of {self.log.name} ---", *lines[-TAIL_LINES:]])

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise ProcessFailedError(f"{self.name} was never started")
        return self._process


async def _says_ok(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as response:
            return response.status == 200
    except (TimeoutError, aiohttp.ClientError):
        return False


@dataclass
class Workers:
    """The workers of one test; leaving the context ends them all."""

    folder: Path
    kafka: str
    """host:port of the broker that the workers are to use."""
    _workers: list[Worker] = field(default_factory=list)
    _restarts: int = 0

    def module(self, module: str, name: str, *arguments: str) -> Worker:
        """A worker that runs a Python module with the broker's address as first argument. Started at once."""
        return self._start(Worker(name, [sys.executable, "-m", module, self.kafka, *arguments], {}, self._log(name)))

    def service(self, service: str, name: str | None = None, **settings: str) -> Worker:
        """A Landbridge service on a metrics port of its own, with LANDBRIDGE_ settings. Started at once."""
        port = free_port()
        name = name or service
        environment = {
            "LANDBRIDGE_KAFKA": self.kafka,
            "LANDBRIDGE_METRICS_PORT": str(port),
            **{f"LANDBRIDGE_{key.upper()}": value for key, value in settings.items()},
        }
        command = [sys.executable, "-m", "services.cli", service]
        return self._start(Worker(name, command, environment, self._log(name), f"http://127.0.0.1:{port}"))

    def restart_ended(self) -> None:
        """Do what a supervisor does: start those again that have ended, however that came.

        Raises:
            ProcessFailedError: they ended so often that it will not get better.
        """
        for worker in self._workers:
            if worker.running:
                continue
            self._restarts += 1
            if self._restarts > MOST_RESTARTS:
                raise ProcessFailedError(f"{worker.name} ends again and again\n{worker.log_tail()}")
            worker.start()

    def logs(self) -> str:
        """The ends of all logs, for the message of a failure."""
        return "\n".join(worker.log_tail() for worker in self._workers)

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _start(self, worker: Worker) -> Worker:
        self._workers.append(worker)
        worker.start()
        return worker

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end_group()
