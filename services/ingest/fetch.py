"""One polite, bounded request for a feed."""

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from schemas.feed import PollOutcome, Validators
from services.ingest.hints import fresh_for, retry_after
from services.ingest.outcome import Failed, Fetched, Gone, NotModified, Outcome, RateLimited
from services.ingest.plaintext import html_to_text
from services.runtime.net import ForbiddenAddressError, Network, guarded_session

USER_AGENT = "Landbridge/0.1 (+https://github.com/landbridge/landbridge)"
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "application/rss+xml, application/atom+xml, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
TIMEOUT = 30.0
"""Seconds that a poll may take, with all redirects and the body."""
MAX_BYTES = 10 * 1024 * 1024
"""Bytes of body that are read, counted after inflation: 3 KB can inflate to 2 GB."""
MAX_REDIRECTS = 5

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SENDABLE = re.compile(r"[!-~]+")


def feed_session(allow: Sequence[Network], limit: int) -> aiohttp.ClientSession:
    """A session to poll feeds with, over at most `limit` connections; `allow` as for `guarded_session`."""
    return guarded_session(allow, limit=limit, headers=HEADERS)


async def fetch(
    session: aiohttp.ClientSession,
    url: str,
    validators: Validators,
    clock: Callable[[], datetime],
    *,
    timeout: float = TIMEOUT,  # noqa: ASYNC109 - it spans several requests
    max_bytes: int = MAX_BYTES,
) -> Outcome:
    """Request the feed at `url`. Whatever the server does is an outcome; nothing is raised for it.

    Validators belong to a URL, not to a feed: each hop of a redirect gets those that it gave itself and no others.
    """
    try:
        async with asyncio.timeout(timeout):
            return await _follow(session, url, validators, clock, max_bytes)
    except TimeoutError:
        return Failed(PollOutcome.NETWORK_ERROR, f"no complete answer within {timeout:g} s")
    except ForbiddenAddressError as error:
        return Failed(PollOutcome.REFUSED, str(error))
    except ValueError as error:  # aiohttp's InvalidURL, and what urllib and idna raise
        return Failed(PollOutcome.REFUSED, f"not a URL that can be requested: {error}")
    except (aiohttp.ClientError, OSError) as error:
        return Failed(PollOutcome.NETWORK_ERROR, f"{type(error).__name__}: {error}")


async def _follow(
    session: aiohttp.ClientSession, url: str, validators: Validators, clock: Callable[[], datetime], max_bytes: int
) -> Outcome:
    permanent = True
    for hop in range(MAX_REDIRECTS + 1):
        conditions = _conditions(validators) if url == validators.url else {}
        async with session.get(_requestable(url), headers=conditions, allow_redirects=False) as response:
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                moved_to = url if hop and permanent else None
                return await _conclude(response, url, moved_to, bool(conditions), clock(), max_bytes)
            permanent = permanent and response.status in _PERMANENT
        url = urljoin(url, location)
        if not url.startswith(("http://", "https://")):
            return Failed(PollOutcome.REFUSED, f"it redirects to {url[:200]}, which is not on the web")
    return Failed(PollOutcome.HTTP_ERROR, f"more than {MAX_REDIRECTS} redirects, the last to {url[:200]}")


async def _conclude(
    response: aiohttp.ClientResponse, url: str, moved_to: str | None, conditional: bool, now: datetime, max_bytes: int
) -> Outcome:
    headers = response.headers
    fresh = fresh_for(headers.get("Cache-Control"), headers.get("Expires"), headers.get("Date"), now)
    if response.status == 304 and conditional:
        return NotModified(fresh, moved_to)
    if response.status == 200:
        body = await _read(response, max_bytes)
        if len(body) > max_bytes:
            return Failed(PollOutcome.TOO_LARGE, f"the body is larger than {max_bytes} bytes")
        return Fetched(body, headers.get("Content-Type", ""), url, _validators(response, url), fresh, moved_to)
    detail = await _explanation(response)
    if response.status in {429, 503}:
        return RateLimited(detail, retry_after(headers.get("Retry-After"), now))
    if response.status == 410:
        return Gone(detail)
    return Failed(PollOutcome.HTTP_ERROR, detail)


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The body, or the beginning of it, a little longer than `max_bytes`."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        body += chunk
        if len(body) > max_bytes:
            response.close()
            break
    return bytes(body)


async def _explanation(response: aiohttp.ClientResponse) -> str:
    """The status and the first words of the body, in which servers say why they turn a client away."""
    start = await _read(response, 4096)
    words = " ".join(html_to_text(start[:4096].decode("utf-8", "replace")).split())
    challenge = " (a browser check by Cloudflare)" if "cf-mitigated" in response.headers else ""
    return f"HTTP {response.status}{challenge}: {words[:300]}".rstrip(": ")


def _conditions(validators: Validators) -> dict[str, str]:
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value is not None}


def _validators(response: aiohttp.ClientResponse, url: str) -> Validators:
    return Validators(
        url=url, etag=_exact(response.headers.get("ETag")), last_modified=_exact(response.headers.get("Last-Modified"))
    )


def _exact(value: str | None) -> str | None:
    """`value` if it can be sent back byte for byte, which one that is not UTF-8 cannot."""
    if not value or any("\ud800" <= character <= "\udfff" for character in value):
        return None
    return value


def _requestable(url: str) -> URL:
    """The URL exactly as given, unless it has characters that no request may have."""
    try:
        return URL(url, encoded=_SENDABLE.fullmatch(url) is not None)
    except ValueError as error:
        raise aiohttp.InvalidURL(url, str(error)) from error
