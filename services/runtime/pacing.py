"""Makes consumers patient with the embedded broker, which answers an empty fetch at once where Kafka would wait.

Unpaced, an idle consumer asks it some thousand times a second.
"""

import asyncio
import time
from typing import Any

from aiokafka.consumer.fetcher import Fetcher

PAUSE = 0.02
"""Seconds from one empty fetch to the next."""


def pace_fetches() -> None:
    """Pace all consumers of this process from now on. Calling it again changes nothing."""
    original = Fetcher._proc_fetch_request  # noqa: SLF001 - aiokafka has no setting for it
    if getattr(original, "is_paced", False):
        return

    async def paced(self: Any, assignment: Any, node_id: Any, request: Any) -> bool:
        asked = time.monotonic()
        found: bool = await original(self, assignment, node_id, request)  # type: ignore[no-untyped-call]
        rest = asked + PAUSE - time.monotonic()
        if not found and rest > 0:
            try:
                await asyncio.sleep(rest)
            except asyncio.CancelledError:
                return False  # as the original does: the result is no longer of interest
        return found

    paced.is_paced = True  # type: ignore[attr-defined]
    Fetcher._proc_fetch_request = paced  # type: ignore[method-assign]  # noqa: SLF001
