"""How fast ingest polls and parses, each against a yardstick that runs in the same process on the same input.

python -m tests.bench.bench_ingest
"""

import asyncio
import io
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from ipaddress import ip_network

import feedparser

from schemas.feed import Feed, FeedState, Validators
from services.ingest.decision import fresh_state
from services.ingest.fetch import feed_session, fetch
from services.ingest.newitems import find_new
from services.ingest.outcome import Outcome
from services.ingest.parse import ParsedFeed, parse_feed
from services.ingest.poll import Effects, poll
from services.ingest.schedule import OWN
from tests.support.feed_server import FeedText, Reply, serving
from tests.support.recording import RecordingPublisher

POLLS = 2000
CONCURRENCY = 32
PARSES = 20
PARAGRAPH = (
    "<p>Militia fighters said they had <b>reached</b> the border north of Baaj &amp; would <a href='/x'>go on</a>.</p>"
)


def news(items: int, paragraphs: int) -> bytes:
    """A feed of so many items of so many paragraphs."""
    feed = FeedText()
    for number in range(items):
        feed.item(
            f"https://example.org/{number}",
            f"Headline {number}",
            PARAGRAPH * paragraphs,
            link=f"https://example.org/{number}?utm_source=rss",
            date="Mon, 29 May 2017 10:00:00 GMT",
        )
    return feed.encode()


def per_second(work: Callable[[], object], times: int) -> float:
    """How often `work` is done in a second."""
    started = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - started)


async def requests_per_second(request: Callable[[], Awaitable[object]]) -> float:
    """How many requests are made in a second, `CONCURRENCY` at a time."""
    started = time.perf_counter()

    async def some() -> None:
        for _ in range(POLLS // CONCURRENCY):
            await request()

    await asyncio.gather(*(some() for _ in range(CONCURRENCY)))
    return POLLS / (time.perf_counter() - started)


async def unchanged() -> tuple[float, float]:
    """Polls a second of an unchanged feed, and requests a second of a bare client, on one core with the server."""
    body = news(1, 1)
    validators = {"ETag": '"1"'}
    async with serving() as server, feed_session([ip_network("127.0.0.0/8")], limit=CONCURRENCY) as session:
        server.reply("/feed", Reply(body=body, headers=validators), Reply(304, headers=validators))
        feed = Feed(id="f", url=f"{server.url}/feed")
        state = fresh_state(feed, _now())

        async def fetched(url: str, known: Validators) -> Outcome:
            return await fetch(session, url, known, _now)

        async def parsed(content: bytes, content_type: str, url: str) -> ParsedFeed:
            return parse_feed(content, content_type, url)

        effects = Effects(fetched, parsed, RecordingPublisher(), _now)
        state = (await poll(feed, state, OWN, effects)).state

        async def ours() -> FeedState:
            return (await poll(feed, state, OWN, effects)).state

        async def bare() -> None:
            async with session.get(feed.url, allow_redirects=False) as response:
                await response.read()

        return await requests_per_second(ours), await requests_per_second(bare)


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Print the table."""
    print(f"{'work':46}{'ours/s':>10}{'yardstick/s':>13}{'ratio':>8}")
    ours, bare = asyncio.run(unchanged())
    _print("unchanged feeds polled, against bare aiohttp", ours, bare)
    for items, paragraphs in ((30, 1), (30, 20), (200, 5)):
        body = news(items, paragraphs)
        ours = per_second(lambda body=body: find_new("f", parse_feed(body).items, (), _now()), PARSES)  # type: ignore[misc]
        theirs = per_second(lambda body=body: feedparser.parse(io.BytesIO(body)), PARSES)  # type: ignore[misc, attr-defined, no-untyped-call]
        _print(f"{items} items of {paragraphs} paragraphs, against feedparser", ours, theirs)


def _print(what: str, ours: float, theirs: float) -> None:
    print(f"{what:46}{ours:10.0f}{theirs:13.0f}{ours / theirs:8.2f}")


if __name__ == "__main__":
    main()
