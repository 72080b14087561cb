"""Parses in processes of its own, which are killed when they take too long: a thread could not be stopped."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from types import TracebackType
from typing import Self

from services.ingest import parser_process
from services.ingest.parse import NotAFeedError, ParsedFeed
from services.ingest.parser_process import ANSWER, Answer, frame

TIME_LIMIT = 10.0
"""Seconds that one body may take. The largest real feeds take half a second."""


class ParserPool:
    """A few parser processes, started when first needed, and again after one was killed."""

    def __init__(self, size: int = 1, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._processes: set[Process] = set()
        self._idle: asyncio.LifoQueue[Process | None] = asyncio.LifoQueue()
        for _ in range(size):
            self._idle.put_nowait(None)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in tuple(self._processes):
            await self._kill(process)

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        """Parse one body, as `services.ingest.parse.parse_feed` does, when a process is free.

        Raises:
            NotAFeedError: it is not a feed, or not one that can be read within the limits of time and memory.

        """
        process = await self._idle.get()
        unharmed: Process | None = None
        try:
            if process is None or process.returncode is not None:
                process = await self._start()
            async with asyncio.timeout(self._time_limit):
                answer = await _ask(process, content_type, url, body)
            unharmed = process
        except TimeoutError as error:
            raise NotAFeedError(f"parsing it takes longer than {self._time_limit:g} s") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise NotAFeedError("the parser broke down on it") from error
        finally:
            if process is not None and unharmed is None:
                await asyncio.shield(self._kill(process))
            self._idle.put_nowait(unharmed)
        if answer.feed is None:
            raise NotAFeedError(answer.fault)
        return answer.feed

    async def _start(self) -> Process:
        # A session of its own, so that Ctrl-C reaches the service alone; the end of its input ends the process.
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            parser_process.__name__,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,
        )
        self._processes.add(process)
        return process

    async def _kill(self, process: Process) -> None:
        self._processes.discard(process)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _ask(process: Process, content_type: str, url: str, body: bytes) -> Answer:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the parser process has no pipes")
    for part in (content_type.encode(), url.encode(), body):
        process.stdin.write(frame(part))
    await process.stdin.drain()
    length = int.from_bytes(await process.stdout.readexactly(4), "big")
    return ANSWER.validate_json(await process.stdout.readexactly(length))
