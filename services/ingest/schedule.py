"""When a feed is polled next.

A server's own word decides: fresh for so long, wait so long, gone. Where it says nothing, what a polite client may do
decides (https://rachelbythebay.com/w/feed/): once an hour if it can ask "anything new since?", else once a day.
Every wait is stretched, never shortened, by a share that is the feed's own, so that feeds drift apart.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

JITTER = 0.1
"""The largest share by which a wait is stretched."""
GONE_BEFORE_WEEKLY = 14
"""Answers of 410 in a row, a day apart, after which a feed is asked once a week. Servers do come back from it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a host's feeds may be polled, in seconds."""

    floor: float
    """The shortest interval that a feed may be given."""
    conditional: float
    """The interval where the server says nothing, but gives validators."""
    unconditional: float
    """The interval where it does not even give those."""
    host_gap: float
    """The pause between two requests to one host."""


PUBLIC = Pace(floor=MINUTE, conditional=HOUR, unconditional=DAY, host_gap=2.0)
"""For other people's servers."""
OWN = Pace(floor=0.0, conditional=0.0, unconditional=0.0, host_gap=0.0)
"""For servers in the operator's own network, where the feeds file alone decides."""


def floor(min_interval: float, pace: Pace) -> float:
    """The least wait between two polls of a feed, for which the feeds file asks `min_interval`."""
    return max(min_interval, pace.floor)


def after_success(min_interval: float, pace: Pace, *, hints: tuple[float | None, ...], conditional: bool) -> float:
    """Seconds to wait after the feed was had, or had not changed.

    `hints` are the server's wishes (max-age, Expires, ttl), None or 0 where it has none: the longest counts, up to a
    day, because a file server's "fresh for a year" is not meant for a feed. `conditional` is whether there are
    validators for the next request.
    """
    least = floor(min_interval, pace)
    wish = max((hint for hint in hints if hint), default=None)
    if wish is None:
        wish = pace.conditional if conditional else pace.unconditional
    return max(least, min(wish, DAY))


def after_failure(min_interval: float, pace: Pace, errors: int) -> float:
    """Seconds to wait after the feed failed for the `errors`-th time in a row: doubling, up to a day, for ever."""
    least = floor(min_interval, pace)
    return max(least, min(least * 2.0 ** min(errors - 1, 30), DAY))


def after_slow_down(min_interval: float, pace: Pace, errors: int, retry_after: float | None) -> float:
    """Seconds to wait after the server asked us to slow down.

    It is given what it asks for, up to a week; where it does not say, it is left alone for longer than usual.
    """
    if retry_after is not None:
        return max(floor(min_interval, pace), min(retry_after, WEEK))
    return max(after_failure(min_interval, pace, errors + 1), pace.conditional)


def after_gone(min_interval: float, pace: Pace, errors: int) -> float:
    """Seconds to wait after the `errors`-th 410 in a row."""
    return max(floor(min_interval, pace), DAY if errors < GONE_BEFORE_WEEKLY else WEEK)


def due(feed: str, now: datetime, wait: float) -> datetime:
    """The moment that lies `wait` seconds from `now`, and the feed's own share of `JITTER` later."""
    share = int.from_bytes(blake2b(feed.encode(), digest_size=4).digest(), "big") / 2**32
    return now + timedelta(seconds=wait * (1 + JITTER * share))
