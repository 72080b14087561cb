"""Whose turn it is: the due times of all feeds, with one request at a time to a host and a pause after each."""

import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class _Host:
    free_from: datetime = _LONG_AGO
    busy: bool = False
    queue: list[tuple[datetime, str]] = field(default_factory=list)
    """A heap of due times; entries that are no longer so are passed over."""


class Agenda:
    """Feeds ordered by the moment when they may be polled.

    A feed is in one of two conditions: waiting, from `put` to `take`, or taken, from `take` to `finish`.
    """

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._waiting: dict[str, tuple[datetime, str]] = {}
        self._ready: list[tuple[datetime, str]] = []
        """A heap of hosts, by the moment when the first feed of each may be polled; may hold outdated entries."""

    def put(self, feed: str, host: str, due: datetime) -> None:
        """Let `feed` wait until `due`, whatever it waited for before."""
        self.remove(feed)
        self._waiting[feed] = (due, host)
        state = self._hosts.setdefault(host, _Host())
        heapq.heappush(state.queue, (due, feed))
        self._announce(host)

    def remove(self, feed: str) -> None:
        """Let `feed` not wait any more."""
        if waited := self._waiting.pop(feed, None):
            self._announce(waited[1])

    def take(self, now: datetime) -> tuple[str, str] | None:
        """The feed whose turn it is at `now`, with its host, which is busy from now on; None if it is nobody's."""
        if (ready := self.next_ready()) is None or ready > now:
            return None
        _, name = heapq.heappop(self._ready)
        host = self._hosts[name]
        _, feed = heapq.heappop(host.queue)
        del self._waiting[feed]
        host.busy = True
        return feed, name

    def finish(self, host: str, free_from: datetime) -> None:
        """Let `host` be free again, from the moment `free_from`."""
        state = self._hosts[host]
        state.busy = False
        state.free_from = free_from
        self._announce(host)

    def next_ready(self) -> datetime | None:
        """When somebody's turn comes; None if nobody waits, or only for hosts that are busy."""
        while self._ready:
            moment, name = self._ready[0]
            if moment == self._ready_at(name):
                return moment
            heapq.heappop(self._ready)
        return None

    def _announce(self, name: str) -> None:
        if (moment := self._ready_at(name)) is not None:
            heapq.heappush(self._ready, (moment, name))

    def _ready_at(self, name: str) -> datetime | None:
        host = self._hosts[name]
        while host.queue and self._waiting.get(host.queue[0][1]) != (host.queue[0][0], name):
            heapq.heappop(host.queue)
        if host.busy or not host.queue:
            return None
        return max(host.queue[0][0], host.free_from)
