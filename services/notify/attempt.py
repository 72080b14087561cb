"""One request to an endpoint, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import aiohttp

from services.notify.endpoints import Endpoint
from services.notify.message import Message, signed_headers
from services.notify.retry import retry_after_seconds
from services.runtime.net import ForbiddenAddressError

_GONE = 410
_TOO_MANY_REQUESTS = 429


class AttemptResult(StrEnum):
    """How a request to an endpoint ended. All but `ok` and `gone` are tried again."""

    OK = "ok"
    CLIENT_ERROR = "client_error"
    """A status that blames us: 4xx, or a redirect, which is not followed (its target was never agreed on)."""
    SERVER_ERROR = "server_error"
    RATE_LIMITED = "rate_limited"
    NETWORK_ERROR = "network_error"
    """No answer came, or none in time."""
    REFUSED = "refused"
    """The endpoint is at an address that must not be connected to."""
    GONE = "gone"
    """410: it wants nothing any more."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The end of one request."""

    result: AttemptResult
    reason: str
    """For the log and the receipt; holds neither the URL nor anything that the endpoint wrote."""
    status: int | None = None
    retry_after: float | None = None
    """Seconds that the endpoint asks to be left alone."""


def judge(status: int, retry_after: str | None, now: datetime) -> Attempt:
    """What an answer with this status and Retry-After header means."""
    return Attempt(_result_of(status), f"HTTP {status}", status, retry_after_seconds(retry_after, now))


def _result_of(status: int) -> AttemptResult:
    if 200 <= status < 300:
        return AttemptResult.OK
    if status == _GONE:
        return AttemptResult.GONE
    if status == _TOO_MANY_REQUESTS:
        return AttemptResult.RATE_LIMITED
    return AttemptResult.SERVER_ERROR if status >= 500 else AttemptResult.CLIENT_ERROR


async def attempt(session: aiohttp.ClientSession, endpoint: Endpoint, message: Message, *, now: datetime) -> Attempt:
    """Send `message` once, signed as of `now`; how long the answer may take is the session's timeout.

    The answer's body is not read: nothing in it matters, and it may be endless.
    """
    try:
        async with session.post(
            endpoint.url,
            data=message.body.encode(),
            headers=signed_headers(message, endpoint.secrets, now),
            allow_redirects=False,
        ) as response:
            return judge(response.status, response.headers.get("Retry-After"), now)
    except ForbiddenAddressError:
        return Attempt(AttemptResult.REFUSED, "its address must not be connected to")
    except TimeoutError:
        return Attempt(AttemptResult.NETWORK_ERROR, "no answer in time")
    except (aiohttp.ClientError, OSError, ValueError) as error:  # their text may quote the URL
        return Attempt(AttemptResult.NETWORK_ERROR, f"no answer: {type(error).__name__}")
