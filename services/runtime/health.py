"""Whether a service is alive and ready, tied to what it does and not to whether it answers."""

import time
from collections.abc import Callable

from prometheus_client import Gauge


class Health:
    """Told by the main loop that it has turned; asked by the orchestrator whether it still does."""

    def __init__(self, stall_after: float, gauge: Gauge, clock: Callable[[], float] = time.monotonic) -> None:
        self._stall_after = stall_after
        self._gauge = gauge
        self._clock = clock
        self._last = clock()
        self._ready = False

    def progress(self) -> None:
        """Say that the main loop has turned, with work or idle."""
        self._last = self._clock()
        self._gauge.set_to_current_time()

    def ready(self, value: bool = True) -> None:
        """Say whether the service can do its work now."""
        self._ready = value

    @property
    def is_ready(self) -> bool:
        """Whether the service has said that it can do its work, and is not stuck."""
        return self._ready and self.is_live

    @property
    def is_live(self) -> bool:
        """Whether the main loop has turned lately."""
        return self._clock() - self._last < self._stall_after
