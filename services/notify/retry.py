"""When to try a delivery again: the schedule of Standard Webhooks 1.0.0, about three days in all."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from schemas.base import stable_id

_MINUTE = 60.0
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

PAUSES = (0.0, 5.0, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR, _DAY)
"""Seconds before the first attempt, the second, and so on. After the last attempt the delivery is given up."""

JITTER = 0.1
"""The share of a pause that may be added to it, so that messages that failed together do not return together."""

LONGEST_RETRY_AFTER = _DAY


def pause_before(attempt: int, message: str, *, retry_after: float | None = None, scale: float = 1.0) -> float:
    """Seconds to wait before the given attempt (0 is the first) of the message with the id `message`.

    The endpoint's own wish, `retry_after`, lengthens the pause to at most a day, and never shortens it.

    Raises:
        IndexError: there is no such attempt.

    """
    spread = int(stable_id("jitter", message, attempt), 16) / 2**128
    scheduled = PAUSES[attempt] * (1 + JITTER * spread) * scale
    return max(scheduled, min(retry_after or 0.0, LONGEST_RETRY_AFTER))


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """What a Retry-After header asks for, in seconds from `now`; None if it says nothing that can be understood."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:  # "-0000", which is UTC from a server that does not know its own zone
        until = until.replace(tzinfo=UTC)
    return max((until - now).total_seconds(), 0.0)
