"""Polls all feeds of this process, each in its turn."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from schemas.feed import Feed, FeedState, PollOutcome
from services.ingest.agenda import Agenda
from services.ingest.decision import fresh_state, target
from services.ingest.hosts import host_of
from services.ingest.schedule import Pace

Poll = Callable[[Feed, FeedState, Pace], Coroutine[Any, Any, FeedState]]

_LONGEST_SLEEP = 1.0
_LONGEST_HOST_PAUSE = timedelta(hours=1)
"""A server that has had enough of one feed's requests has had enough of all of ours, but not for as long."""


class Poller:
    """The feeds that this process polls, and their states."""

    def __init__(
        self, poll: Poll, pace_of: Callable[[Feed], Pace], clock: Callable[[], datetime], concurrency: int
    ) -> None:
        """Poll at most `concurrency` feeds at the same time, and never two of one host."""
        self._poll = poll
        self._pace_of = pace_of
        self._clock = clock
        self._concurrency = concurrency
        self._agenda = Agenda()
        self._feeds: dict[str, Feed] = {}
        self._states: dict[str, FeedState] = {}
        self._running: dict[str, asyncio.Task[FeedState]] = {}
        self._wake = asyncio.Event()
        self._failure: BaseException | None = None

    def __len__(self) -> int:
        return len(self._feeds)

    def add(self, feed: Feed, state: FeedState | None) -> None:
        """Poll `feed` from now on: when its `state` says so, at once if it has none or if its URL has changed.

        A feed that is polled already keeps the state that it has.
        """
        before = self._feeds.get(feed.id)
        self._feeds[feed.id] = feed
        state = self._states.get(feed.id) or state or fresh_state(feed, self._clock())
        if before and before.url != feed.url:
            state = state.model_copy(update={"next_due": self._clock()})
        self._states[feed.id] = state
        if feed.id not in self._running:
            self._wait_for_turn(feed, state)

    async def remove(self, feeds: Iterable[str]) -> None:
        """Poll these feeds no more. Returns when the polls of them that were under way have been broken off."""
        broken_off = []
        for feed in feeds:
            self._feeds.pop(feed, None)
            self._states.pop(feed, None)
            self._agenda.remove(feed)
            if task := self._running.get(feed):
                task.cancel()
                broken_off.append(task)
        await asyncio.gather(*broken_off, return_exceptions=True)

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            Exception: the first one that a poll raised.

        """
        try:
            while self._failure is None:
                self._start_those_due()
                self._wake.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._until_next()):
                        await self._wake.wait()
            raise self._failure
        finally:
            await self.remove(tuple(self._feeds))

    def _start_those_due(self) -> None:
        while len(self._running) < self._concurrency and (turn := self._agenda.take(self._clock())):
            name, host = turn
            feed = self._feeds[name]
            pace = self._pace_of(feed)
            task = asyncio.create_task(self._poll(feed, self._states[name], pace))
            self._running[name] = task
            task.add_done_callback(partial(self._finished, name, host, pace))

    def _until_next(self) -> float:
        ready = self._agenda.next_ready()
        if ready is None or len(self._running) >= self._concurrency:
            return _LONGEST_SLEEP
        return min(max((ready - self._clock()).total_seconds(), 0.0), _LONGEST_SLEEP)

    def _finished(self, name: str, host: str, pace: Pace, task: asyncio.Task[FeedState]) -> None:
        del self._running[name]
        free_from = self._clock() + timedelta(seconds=pace.host_gap)
        if task.cancelled():
            pass
        elif error := task.exception():
            self._failure = error
        else:
            state = task.result()
            if state.last_outcome is PollOutcome.RATE_LIMITED:
                free_from = max(free_from, min(state.next_due, self._clock() + _LONGEST_HOST_PAUSE))
            if feed := self._feeds.get(name):
                self._states[name] = state
                self._wait_for_turn(feed, state)
        self._agenda.finish(host, free_from)
        self._wake.set()

    def _wait_for_turn(self, feed: Feed, state: FeedState) -> None:
        self._agenda.put(feed.id, host_of(target(feed, state)), state.next_due)
        self._wake.set()
