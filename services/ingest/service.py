"""The ingest service: which feeds are this process's comes from Kafka, and what it finds in them goes there.

Kafka splits the feeds over the replicas by host, so that the pause between requests to a host holds across all of
them. The feeds file is published at every start; a feed that was struck from the file goes on until a tombstone
removes its record from the topic. Nothing is committed: the feeds topic is compacted, and is read
whole whenever a partition is assigned.
"""

import asyncio
import time
from collections.abc import Iterable
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from schemas.base import stable_id
from schemas.feed import Feed, FeedState, Validators
from schemas.topics import FEED_STATE, FEEDS
from services.ingest.decision import Decision
from services.ingest.feedlist import read_feeds
from services.ingest.fetch import feed_session, fetch
from services.ingest.hosts import host_of, pace_for
from services.ingest.outcome import Outcome
from services.ingest.parser_pool import ParserPool
from services.ingest.poll import Effects, poll
from services.ingest.poller import Poller
from services.ingest.schedule import Pace
from services.runtime.context import Context
from services.runtime.errors import FatalError
from services.runtime.kafka import open_consumer, read_all
from services.runtime.records import UndecodableError, decode

GROUP = "landbridge-ingest"


async def run(context: Context) -> None:
    """Poll the feeds of the partitions that Kafka assigns to this process, until told to stop.

    Raises:
        BadInputError: the feeds file is wrong.
        FatalError: the broker is away.

    """
    settings = context.settings
    if settings.feeds_file:
        await publish_feeds(context, read_feeds(settings.feeds_file))
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(feed_session(settings.net_allow, settings.poll_concurrency))
        parsers = await stack.enter_async_context(ParserPool())

        async def fetch_one(url: str, validators: Validators) -> Outcome:
            return await fetch(session, url, validators, _now)

        effects = Effects(fetch_one, parsers.parse, context.publisher, _now)
        poller = Poller(
            partial(_poll, context, effects),
            lambda feed: pace_for(feed.url, settings.net_allow),
            _now,
            settings.poll_concurrency,
        )
        consumer = await stack.enter_async_context(open_consumer(settings, [], GROUP))
        ownership = Ownership(context, poller, consumer)
        consumer.subscribe([FEEDS.name], listener=ownership)
        polling = asyncio.create_task(poller.run())
        try:
            while not context.stopping.is_set():
                await ownership.follow()
                if polling.done():
                    polling.result()
                context.health.progress()
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)


async def publish_feeds(context: Context, feeds: Iterable[Feed]) -> None:
    """Put feeds on the topic of feeds, in place of what stands there under their ids.

    A record that a feed left behind in another partition, when it moved to another host, is removed: compaction does
    not see it.
    """
    standing = await _standing_feeds(context)
    for feed in feeds:
        for old in standing.get(feed.id, ()):
            if host_of(old.url) != host_of(feed.url):
                await context.publisher.tombstone(FEEDS, key=feed.id, partition_key=host_of(old.url))
        floor = pace_for(feed.url, context.settings.net_allow).floor
        if feed.min_interval < floor:
            context.log.warning("polled less often than asked", feed=feed.id, asked=feed.min_interval, floor=floor)
        await context.publisher.publish(
            FEEDS, feed, key=feed.id, id=stable_id("feed", feed.to_json().decode()), partition_key=host_of(feed.url)
        )


async def _standing_feeds(context: Context) -> dict[str, list[Feed]]:
    newest: dict[tuple[int, str], Feed] = {}
    async for record in read_all(context.settings, FEEDS):
        where = (record.partition, _key(record))
        newest.pop(where, None)
        with suppress(UndecodableError):
            feed = decode(FEEDS, record.headers, record.value)
            if isinstance(feed, Feed):
                newest[where] = feed
    standing: dict[str, list[Feed]] = {}
    for (_, key), feed in newest.items():
        standing.setdefault(key, []).append(feed)
    return standing


class Ownership(ConsumerRebalanceListener):
    """Follows the partitions that this process owns, and the feeds that are in them."""

    def __init__(self, context: Context, poller: Poller, consumer: AIOKafkaConsumer) -> None:
        self._context = context
        self._poller = poller
        self._consumer = consumer
        self._feeds: dict[TopicPartition, dict[str, FeedState | None]] = {}
        """By owned partition: the feeds that it has or had, with the states that they began with."""

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Stop polling before another process begins."""
        for partition in revoked:
            await self._drop(self._feeds.pop(partition, {}))
        self._count()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Nothing yet: an error raised here is swallowed, so `follow` reads the states."""

    async def follow(self) -> None:
        """Take in what changed since the last call; waits half a second for it.

        Raises:
            FatalError: the broker is away.

        """
        try:
            batches = await self._consumer.getmany(timeout_ms=500)
        except KafkaError as error:
            raise FatalError(f"{FEEDS.name}: cannot be read: {error!r}") from error
        for partition in self._consumer.assignment() - self._feeds.keys():
            states = await self._states(partition.partition)
            if partition in self._consumer.assignment():  # it may have been lost meanwhile
                self._feeds[partition] = states
        for partition, records in batches.items():
            for record in records if partition in self._feeds else ():
                await self._apply(partition, record)
        if self._feeds:
            self._context.health.ready()
        self._count()

    async def _states(self, partition: int) -> dict[str, FeedState | None]:
        states: dict[str, FeedState | None] = {}
        async for record in read_all(self._context.settings, FEED_STATE, [partition]):
            try:
                state = decode(FEED_STATE, record.headers, record.value) if record.value is not None else None
            except UndecodableError as error:
                # Without its state a feed is read anew, and its articles get the ids that they had.
                self._context.log.warning("unreadable feed state", offset=record.offset, error=str(error))
                continue
            states[_key(record)] = state if isinstance(state, FeedState) else None
        return states

    async def _apply(self, partition: TopicPartition, record: ConsumerRecord[Any, Any]) -> None:
        key = _key(record)
        if record.value is None:
            await self._drop([key])
            return
        try:
            feed = decode(FEEDS, record.headers, record.value)
        except UndecodableError as error:
            # It stays on the compacted topic until somebody writes a better one, so there is no need to bury it.
            self._context.log.warning("unreadable feed", feed=key, offset=record.offset, error=str(error))
            return
        if isinstance(feed, Feed):
            state = self._feeds[partition].setdefault(feed.id, None)
            self._poller.add(feed, state)
            if state and state.last_success:
                self._context.metrics.feed_last_success.labels(feed.id).set(state.last_success.timestamp())

    async def _drop(self, feeds: Iterable[str]) -> None:
        feeds = tuple(feeds)
        await self._poller.remove(feeds)
        for feed in feeds:
            self._context.metrics.feed_last_success.remove(feed)

    def _count(self) -> None:
        self._context.metrics.feeds.set(len(self._poller))
        self._context.metrics.assigned.labels(FEEDS.name).set(len(self._feeds))


async def _poll(context: Context, effects: Effects, feed: Feed, state: FeedState, pace: Pace) -> FeedState:
    started = time.monotonic()
    decision = await poll(feed, state, pace, effects)
    _report(context, decision, time.monotonic() - started)
    return decision.state


def _report(context: Context, decision: Decision, seconds: float) -> None:
    state, metrics = decision.state, context.metrics
    outcome = state.last_outcome
    metrics.polls.labels(outcome).inc()
    metrics.poll_seconds.observe(seconds)
    metrics.articles.inc(len(decision.articles))
    if state.last_success:
        metrics.feed_last_success.labels(state.feed).set(state.last_success.timestamp())
    if state.last_error:
        context.log.warning(
            "poll failed", feed=state.feed, outcome=outcome, error=state.last_error, errors=state.errors
        )
    elif decision.articles:
        context.log.info("new articles", feed=state.feed, count=len(decision.articles))


def _key(record: ConsumerRecord[Any, Any]) -> str:
    return bytes(record.key or b"").decode(errors="replace")


def _now() -> datetime:
    return datetime.now(UTC)
