"""One poll from beginning to end: ask, read, decide, publish."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from schemas.base import stable_id
from schemas.feed import Feed, FeedState, PollOutcome, Validators
from schemas.topics import ARTICLES, FEED_STATE
from services.ingest.decision import Decision, decide, needs_parsing, target
from services.ingest.hosts import host_of
from services.ingest.outcome import Failed, Fetched, Outcome
from services.ingest.parse import NotAFeedError, ParsedFeed
from services.ingest.schedule import Pace
from services.runtime.records import Publisher


@dataclass(frozen=True, slots=True)
class Effects:
    """What a poll needs of the world outside."""

    fetch: Callable[[str, Validators], Awaitable[Outcome]]
    """Request a URL with the validators that may be sent."""
    parse: Callable[[bytes, str, str], Awaitable[ParsedFeed]]
    """Read a body, of a content type, from a URL. Raises `NotAFeedError`."""
    publisher: Publisher
    clock: Callable[[], datetime]


async def poll(feed: Feed, state: FeedState, pace: Pace, effects: Effects) -> Decision:
    """Poll a feed and publish what is new in it, and then the state that remembers it.

    Never the other way round: a crash between the two repeats articles, with the same ids, and loses none.

    Raises:
        FatalError: the broker did not acknowledge a record.

    """
    try:
        decision = await _read(feed, state, pace, effects)
    except Exception as error:  # noqa: BLE001 - a feed that trips over a fault of ours must not stop all the others
        failed = Failed(PollOutcome.NOT_A_FEED, f"polling it fails in a way that nobody foresaw: {error!r}"[:500])
        decision = decide(feed, state, failed, None, effects.clock(), pace)
    await _publish(feed, decision, effects)
    return decision


async def _read(feed: Feed, state: FeedState, pace: Pace, effects: Effects) -> Decision:
    outcome = await effects.fetch(target(feed, state), state.validators)
    parsed = None
    if isinstance(outcome, Fetched) and needs_parsing(state, outcome):
        try:
            parsed = await effects.parse(outcome.body, outcome.content_type, outcome.url)
        except NotAFeedError as error:
            outcome = Failed(PollOutcome.NOT_A_FEED, str(error))
    return decide(feed, state, outcome, parsed, effects.clock(), pace)


async def _publish(feed: Feed, decision: Decision, effects: Effects) -> None:
    publish = effects.publisher.publish
    await asyncio.gather(
        *(
            publish(ARTICLES, article, key=article.id, id=article.id, time=article.published_at or article.fetched_at)
            for article in decision.articles
        )
    )
    state = decision.state
    await publish(
        FEED_STATE,
        state,
        key=feed.id,
        id=stable_id("feed-state", feed.id, state.next_due.isoformat()),
        time=effects.clock(),
        partition_key=host_of(feed.url),
    )
