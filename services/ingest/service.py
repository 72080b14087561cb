"""The ingest service: which feeds are this process's comes from Kafka, and what it finds in them goes there.

Kafka splits the feeds over the replicas by host, so that the pause between requests to a host holds across all of
them. The feeds file is published at every start; a feed that was struck from the file goes on until
`landbridge feeds remove` takes its record from the topic. Nothing is committed: the feeds topic is compacted, and is
read whole whenever a partition is assigned.
"""

import asyncio
import time
from collections.abc import Collection, Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from schemas.base import Contract, stable_id
from schemas.feed import Feed, FeedState, Validators
from schemas.topics import FEED_STATE, FEEDS, Topic
from services.ingest.decision import Decision
from services.ingest.feedlist import read_feeds
from services.ingest.fetch import feed_session, fetch
from services.ingest.hosts import host_of, pace_for
from services.ingest.outcome import Outcome
from services.ingest.parser_pool import ParserPool
from services.ingest.poll import Effects, poll
from services.ingest.poller import Poller
from services.ingest.schedule import Pace
from services.ingest.standing import standing_feeds
from services.runtime.context import Context
from services.runtime.errors import FatalError
from services.runtime.kafka import open_consumer, read_all
from services.runtime.records import UndecodableError, decode

GROUP = "landbridge-ingest"
Record = ConsumerRecord[Any, Any]


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
    """Put feeds on the topic of feeds, where they do not stand there already, in place of others with their ids.

    A record that a feed left behind in another partition, when it moved to another host, is removed: compaction does
    not see it.
    """
    standing = await standing_feeds(context.settings)
    for feed in feeds:
        if standing.get(feed.id) == [feed]:
            continue
        for old in standing.get(feed.id, ()):
            if host_of(old.url) != host_of(feed.url):
                await context.publisher.tombstone(FEEDS, key=feed.id, partition_key=host_of(old.url))
        floor = pace_for(feed.url, context.settings.net_allow).floor
        if feed.min_interval < floor:
            context.log.warning("polled less often than asked", feed=feed.id, asked=feed.min_interval, floor=floor)
        await context.publisher.publish(
            FEEDS, feed, key=feed.id, id=stable_id("feed", feed.to_json().decode()), partition_key=host_of(feed.url)
        )


class Ownership(ConsumerRebalanceListener):
    """Follows the partitions that this process owns, and the feeds that are in them."""

    def __init__(self, context: Context, poller: Poller, consumer: AIOKafkaConsumer) -> None:
        self._context = context
        self._poller = poller
        self._consumer = consumer
        self._joined = False
        self._states: dict[TopicPartition, dict[str, FeedState]] = {}
        """By partition that has been taken over: the states that its feeds began with."""
        self._holders: dict[str, TopicPartition] = {}
        """By feed: the partition that it is in. One that moved to another host has left a tombstone elsewhere."""

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Stop polling before another process begins."""
        lost = set(revoked)
        for partition in lost:
            self._states.pop(partition, None)
        await self._drop([feed for feed, holder in self._holders.items() if holder in lost])

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:  # noqa: ARG002
        """Note that the group has been joined. An error raised here is swallowed, so `follow` does the work."""
        self._joined = True

    async def follow(self) -> None:
        """Take in what changed since the last call; waits half a second for it.

        Raises:
            FatalError: the broker is away.

        """
        for partition in self._consumer.assignment() - self._states.keys():
            await self._take_over(partition)
        try:
            batches = await self._consumer.getmany(timeout_ms=500)
        except KafkaError as error:
            raise FatalError(f"{FEEDS.name}: cannot be read: {error!r}") from error
        for partition, records in batches.items():
            for record in records if partition in self._states else ():
                await self._apply(partition, record)
        if self._joined and not self._consumer.assignment() - self._states.keys():
            self._context.health.ready()
        self._context.metrics.feeds.set(len(self._poller))
        self._context.metrics.assigned.labels(FEEDS.name).set(len(self._states))

    async def _take_over(self, partition: TopicPartition) -> None:
        states = {}
        for feed, record in (await self._newest(FEED_STATE, partition)).items():
            if isinstance(state := self._decoded(FEED_STATE, record), FeedState):
                states[feed] = state
        feeds = await self._newest(FEEDS, partition)
        if partition not in self._consumer.assignment():  # it was lost meanwhile
            return
        self._states[partition] = states
        if feeds:
            self._consumer.seek(partition, max(record.offset for record in feeds.values()) + 1)
        for record in feeds.values():
            await self._apply(partition, record)

    async def _newest(self, topic: Topic, partition: TopicPartition) -> dict[str, Record]:
        return {_key(record): record async for record in read_all(self._context.settings, topic, [partition.partition])}

    async def _apply(self, partition: TopicPartition, record: Record) -> None:
        key = _key(record)
        if record.value is None and self._holders.get(key) == partition:
            await self._drop([key])
        elif isinstance(feed := self._decoded(FEEDS, record), Feed):
            state = self._states[partition].get(feed.id)
            self._holders[feed.id] = partition
            self._poller.add(feed, state)
            if state and state.last_success:
                self._context.metrics.feed_last_success.labels(feed.id).set(state.last_success.timestamp())

    def _decoded(self, topic: Topic, record: Record) -> Contract | None:
        if record.value is None:
            return None
        try:
            return decode(topic, record.headers, record.value)
        except UndecodableError as error:
            # It stays on its compacted topic until somebody writes a better one, so there is no need to bury it. A
            # feed whose state is lost is read anew, and its articles get the ids that they had.
            self._context.log.warning("unreadable", topic=topic.name, key=_key(record), error=str(error))
            return None

    async def _drop(self, feeds: Collection[str]) -> None:
        await self._poller.remove(feeds)
        for feed in feeds:
            self._holders.pop(feed, None)
            self._context.metrics.feed_last_success.remove(feed)


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


def _key(record: Record) -> str:
    return bytes(record.key or b"").decode(errors="replace")


def _now() -> datetime:
    return datetime.now(UTC)
