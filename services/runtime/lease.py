"""Whether this process may still take itself for the owner of its partitions.

A process that was frozen for longer than its session goes on, once thawed, as if nothing had happened, while another
has taken its partitions over. What it would publish then is old, and on a compacted topic it would replace what is
newer. It cannot know at once that it lost its partitions, but it can know that it was not running.
"""

import asyncio
import time
from collections.abc import Callable

from services.runtime.errors import FatalError

RENEW_EVERY = 0.25
"""Seconds between two renewals."""


class Lease:
    """Renewed by the running event loop; once it has lapsed it stays so."""

    def __init__(self, session_timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        # The broker counts from the last heartbeat, which may have been some time before we were frozen.
        self._seconds = session_timeout / 2
        self._clock = clock
        self._renewed = clock()
        self._lapsed_after = 0.0

    def check(self) -> None:
        """Do nothing while the lease holds.

        Raises:
            FatalError: the process was not running for too long, now or before.
        """
        self._lapsed_after = self._lapsed_after or max(0.0, self._clock() - self._renewed - self._seconds)
        if self._lapsed_after:
            raise FatalError(
                f"this process did not run for more than {self._seconds:g} s: another may own its partitions by now"
            )

    async def keep(self) -> None:
        """Renew for ever, as long as the process runs.

        Raises:
            FatalError: it did not run for too long.
        """
        while True:
            self.check()
            self._renewed = self._clock()
            await asyncio.sleep(RENEW_EVERY)
