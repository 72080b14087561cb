"""Turns, hosts, and what survives a crash, a revocation or a fault."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from schemas.feed import Feed, FeedState, PollOutcome, Validators
from schemas.topics import ARTICLES, FEED_STATE
from services.ingest.agenda import Agenda
from services.ingest.decision import fresh_state
from services.ingest.outcome import Fetched, Outcome
from services.ingest.parse import ParsedFeed, parse_feed
from services.ingest.poll import Effects, poll
from services.ingest.poller import Poll, Poller
from services.ingest.schedule import OWN, PUBLIC, Pace
from services.runtime.errors import FatalError
from tests.support.feed_server import FeedText
from tests.support.recording import RecordingPublisher

NOW = datetime(2017, 5, 29, 12, tzinfo=UTC)
FEED = Feed(id="f", url="https://example.org/feed")


def _later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_host_is_asked_for_one_feed_at_a_time_with_a_pause_between() -> None:
    agenda = Agenda()
    for feed, host in (("a1", "a"), ("a2", "a"), ("b1", "b")):
        agenda.put(feed, host, NOW)

    assert agenda.take(NOW) == ("a1", "a")
    assert agenda.take(NOW) == ("b1", "b")
    assert agenda.take(NOW) is None
    agenda.finish("a", _later(2))
    assert agenda.take(_later(1.9)) is None
    assert agenda.next_ready() == _later(2)
    assert agenda.take(_later(2)) == ("a2", "a")


def test_a_feed_that_was_removed_or_put_off_is_not_taken() -> None:
    agenda = Agenda()
    agenda.put("a1", "a", NOW)
    agenda.put("a2", "a", _later(5))
    agenda.put("b1", "b", NOW)
    agenda.remove("a1")
    agenda.put("b1", "b", _later(9))

    assert agenda.take(NOW) is None
    assert agenda.next_ready() == _later(5)
    assert agenda.take(_later(9)) == ("a2", "a")
    assert agenda.take(_later(9)) == ("b1", "b")
    assert agenda.next_ready() is None


def _effects(publisher: RecordingPublisher, fetch: Callable[[], Outcome]) -> Effects:
    async def fetched(url: str, validators: Validators) -> Outcome:
        return fetch()

    async def parsed(body: bytes, content_type: str, url: str) -> ParsedFeed:
        return parse_feed(body, content_type, url)

    return Effects(fetched, parsed, publisher, lambda: NOW)


def _fetched(body: bytes) -> Fetched:
    return Fetched(body, "text/xml", FEED.url, Validators(url=FEED.url, etag='"1"'))


async def test_articles_are_published_before_the_state_that_remembers_them() -> None:
    publisher = RecordingPublisher()
    body = FeedText().item("1", "a").item("2", "b").encode()

    await poll(FEED, fresh_state(FEED, NOW), PUBLIC, _effects(publisher, lambda: _fetched(body)))

    assert [record.topic for record in publisher.records] == [ARTICLES, ARTICLES, FEED_STATE]
    article, _, state = publisher.records
    assert article.key == article.id == article.value.id
    assert (state.key, state.partition_key) == ("f", "example.org")
    assert len(state.value.seen) == 2


@pytest.mark.parametrize("topic", [ARTICLES, FEED_STATE])
async def test_a_crash_in_between_repeats_the_same_ids_and_loses_nothing(topic: object) -> None:
    body = FeedText().item("1", "a").item("2", "b").encode()
    state = fresh_state(FEED, NOW)
    crashed = RecordingPublisher(fails_on=topic.name)  # type: ignore[attr-defined]
    with pytest.raises(FatalError):
        await poll(FEED, state, PUBLIC, _effects(crashed, lambda: _fetched(body)))
    assert crashed.states() == []

    restarted = RecordingPublisher()
    await poll(FEED, state, PUBLIC, _effects(restarted, lambda: _fetched(body)))

    assert len(restarted.articles()) == 2
    assert {article.id for article in crashed.articles()} <= {article.id for article in restarted.articles()}


async def test_a_restart_publishes_nothing_again_and_waits_for_its_time() -> None:
    body = FeedText().item("1", "a").encode()
    first = RecordingPublisher()
    await poll(FEED, fresh_state(FEED, NOW), PUBLIC, _effects(first, lambda: _fetched(body)))
    remembered = FeedState.model_validate_json(first.states()[-1].to_json())

    again = RecordingPublisher()
    longer = FeedText().item("1", "a").item("2", "b").encode()
    await poll(FEED, remembered, PUBLIC, _effects(again, lambda: _fetched(longer)))

    assert remembered.next_due > NOW
    assert [article.title for article in again.articles()] == ["b"]


async def test_a_fault_of_ours_is_that_feeds_failure_and_nobody_elses() -> None:
    def broken() -> Outcome:
        raise LookupError("unknown encoding: klingon")

    publisher = RecordingPublisher()
    decision = await poll(FEED, fresh_state(FEED, NOW), PUBLIC, _effects(publisher, broken))

    assert "klingon" in decision.state.last_error
    assert publisher.states() == [decision.state]


@asynccontextmanager
async def _running(poller: Poller) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(poller.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


class Polls:
    """Polls that last until they are told to end, and a clock that is told the time."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.broken_off: list[str] = []
        self.now = NOW
        self.outcome = PollOutcome.FETCHED
        self._open = asyncio.Event()

    async def __call__(self, feed: Feed, state: FeedState, pace: Pace) -> FeedState:
        self.started.append(feed.id)
        try:
            await self._open.wait()
        except asyncio.CancelledError:
            self.broken_off.append(feed.id)
            raise
        return state.model_copy(update={"next_due": self.now + timedelta(hours=2), "last_outcome": self.outcome})

    def end(self) -> None:
        self._open.set()

    def poller(self, pace: Pace = OWN, concurrency: int = 10) -> Poller:
        return Poller(self, lambda _: pace, lambda: self.now, concurrency)


def _feed(name: str, host: str) -> Feed:
    return Feed(id=name, url=f"https://{host}/{name}")


async def test_polls_run_side_by_side_but_not_on_one_host_nor_past_the_limit() -> None:
    polls = Polls()
    poller = polls.poller(concurrency=2)
    for name, host in (("a1", "a.org"), ("a2", "a.org"), ("b", "b.org"), ("c", "c.org")):
        poller.add(_feed(name, host), None)
    async with _running(poller):
        await _until(lambda: len(polls.started) == 2)
        assert set(polls.started) == {"a1", "b"}
        polls.end()
        await _until(lambda: len(polls.started) == 4)


async def test_a_host_that_is_fed_up_is_spared_all_feeds_but_not_for_longer_than_an_hour() -> None:
    polls = Polls()
    polls.outcome = PollOutcome.RATE_LIMITED
    polls.end()
    poller = polls.poller()
    for name in ("a1", "a2"):
        poller.add(_feed(name, "a.org"), None)
    async with _running(poller):
        await _until(lambda: polls.started == ["a1"])
        polls.now += timedelta(minutes=59)
        await asyncio.sleep(0.05)
        assert polls.started == ["a1"]
        polls.now += timedelta(minutes=1)
        await _until(lambda: polls.started == ["a1", "a2"])


async def test_feeds_that_were_taken_away_are_broken_off_and_free_their_host() -> None:
    polls = Polls()
    poller = polls.poller()
    poller.add(_feed("a1", "a.org"), None)
    poller.add(_feed("a2", "a.org"), None)
    async with _running(poller):
        await _until(lambda: polls.started == ["a1"])
        await poller.remove(["a1"])
        assert polls.broken_off == ["a1"]
        assert len(poller) == 1
        await _until(lambda: polls.started == ["a1", "a2"])


async def test_a_poll_taken_away_before_its_first_step_frees_its_host() -> None:
    polls = Polls()
    poller = polls.poller()
    poller.add(_feed("a1", "a.org"), None)
    async with _running(poller):
        await asyncio.sleep(0)  # run() has made the task, which has not begun
        await poller.remove(["a1"])
        poller.add(_feed("a2", "a.org"), None)
        await _until(lambda: "a2" in polls.started)


async def test_a_state_from_before_the_restart_is_waited_for() -> None:
    polls = Polls()
    poller = polls.poller()
    feed = _feed("a", "a.org")
    poller.add(feed, FeedState(feed="a", next_due=_later(600)))
    async with _running(poller):
        await asyncio.sleep(0.05)
        assert polls.started == []
        poller.add(feed.model_copy(update={"title": "renamed"}), None)
        await asyncio.sleep(0.05)
        assert polls.started == []
        poller.add(feed.model_copy(update={"url": "https://a.org/corrected"}), None)
        await _until(lambda: polls.started == ["a"])


async def test_a_broker_that_is_away_ends_the_service() -> None:
    async def fails(feed: Feed, state: FeedState, pace: Pace) -> FeedState:
        raise FatalError("the broker did not acknowledge")

    failing: Poll = fails
    poller = Poller(failing, lambda _: OWN, lambda: NOW, 1)
    poller.add(FEED, None)
    async with _running(poller) as task:
        with pytest.raises(FatalError):
            await asyncio.wait_for(task, 30)
