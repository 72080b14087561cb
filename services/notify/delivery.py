"""The way of one message to its endpoint: attempt after attempt, until it has an end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from schemas.delivery import DeliveryOutcome
from services.notify.attempt import Attempt, AttemptResult
from services.notify.retry import PAUSES, pause_before


@dataclass(frozen=True, slots=True)
class Ending:
    """How a delivery ended."""

    outcome: DeliveryOutcome
    attempts: int
    status: int | None = None
    reason: str = ""


async def deliver(
    message: str,
    send: Callable[[], Awaitable[Attempt]],
    *,
    wait: Callable[[float], Awaitable[None]],
    is_disabled: Callable[[], bool],
    scale: float = 1.0,
) -> Ending:
    """Make attempts (`send`) for the message with the id `message`, pausing (`wait`, seconds) between them.

    `is_disabled` is asked before every attempt, as another message may meanwhile have met the endpoint's 410.
    """
    last: Attempt | None = None
    for number in range(len(PAUSES)):
        await wait(pause_before(number, message, retry_after=last.retry_after if last else None, scale=scale))
        if is_disabled():
            return Ending(DeliveryOutcome.DISABLED, number, reason="the endpoint is disabled: it answered 410 before")
        last = await send()
        if last.result is AttemptResult.OK:
            return Ending(DeliveryOutcome.DELIVERED, number + 1, last.status, last.reason)
        if last.result is AttemptResult.GONE:
            return Ending(DeliveryOutcome.DISABLED, number + 1, last.status, last.reason)
    assert last is not None  # the schedule is not empty
    return Ending(DeliveryOutcome.GAVE_UP, len(PAUSES), last.status, last.reason)
