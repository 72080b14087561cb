"""Runs detection in processes of its own, so that reading a long article never delays a heartbeat."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from schemas.article import Article
from schemas.deadletter import DeadLetterReason
from schemas.theatre import Sources, Theatre
from services.detect.detector import Detection, Detector
from services.runtime.errors import FatalError
from services.runtime.records import UndecodableError

_detector: Detector | None = None


def _load(theatres: Sequence[Theatre], sources: Sources) -> None:
    global _detector  # noqa: PLW0603 - one detector a process, too large to send with each article
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _detector = Detector(theatres, sources)


def _end_with_parent() -> None:
    # A parent that was killed cannot end us, and the executor's queue never closes: we hold its writing end too.
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _examine(article: Article) -> Detection:
    assert _detector is not None
    return _detector.examine(article)


class DetectorPool:
    """A `Detector` behind a process boundary, with a time limit."""

    def __init__(self, theatres: Sequence[Theatre], sources: Sources, workers: int, timeout: float) -> None:
        self._initargs = (tuple(theatres), sources)
        self._workers = workers
        self._timeout = timeout
        self._executor = self._start()

    async def examine(self, article: Article) -> Detection:
        """Find the events of an article.

        Raises:
            UndecodableError: it took longer than the time limit.
            FatalError: the process died.
        """
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._executor, _examine, article), self._timeout)
        except TimeoutError as error:
            self.close()
            self._executor = self._start()
            raise UndecodableError(DeadLetterReason.TIMEOUT, f"detection took over {self._timeout:g} s") from error
        except BrokenProcessPool as error:
            raise FatalError(f"the detection process died: {error}") from error

    def close(self) -> None:
        """End the processes, also one that still works on something."""
        for process in list(self._executor._processes.values()):  # noqa: SLF001 - shutdown() would wait for a stuck one
            process.terminate()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers,
            # Forking a process that runs threads (Faust's consumer does) can deadlock the child.
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_load,
            initargs=self._initargs,
        )
