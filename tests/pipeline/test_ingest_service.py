"""Ingest as a process on a broker: from a feed on the web to articles on the topic, across restarts."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import yaml

from schemas.article import Article
from schemas.feed import FeedState
from schemas.topics import ARTICLES, FEED_STATE
from services.runtime.kafka import read_all
from services.runtime.records import decode
from services.runtime.settings import Settings
from tests.support.feed_server import FeedServer, FeedText, Reply, serving
from tests.support.processes import Worker, Workers

pytestmark = pytest.mark.pipeline

PATIENCE = 60.0
ELSEWHERE = "127.0.0.2"
"""An address whose hash puts it in an odd partition; that of 127.0.0.1 is even, and two members take turns."""


@dataclass
class Site:
    """A broker with its topics, a feed server, and the means to run ingest on them."""

    settings: Settings
    workers: Workers
    server: FeedServer
    folder: Path

    async def ingest(self, name: str = "one", **urls: str) -> Worker:
        """Start an instance of ingest with a feed a URL, and wait until it is ready."""
        feeds = self.folder / "feeds.yaml"
        entries = [{"id": feed, "url": url, "min_interval": 0.1} for feed, url in urls.items()]
        feeds.write_text(yaml.safe_dump({"feeds": entries}))
        worker = self.workers.service(
            "ingest", name, feeds_file=str(feeds), instance=name, net_allow="127.0.0.0/8", session_timeout="6"
        )
        await worker.ready(PATIENCE)
        return worker

    async def articles(self, at_least: int) -> list[Article]:
        """The articles on the topic, with repeats, once there are so many."""
        try:
            async with asyncio.timeout(PATIENCE):
                while len(found := await self._articles()) < at_least:
                    await asyncio.sleep(0.1)
        except TimeoutError:
            pytest.fail(f"{at_least} articles did not come\n{self.workers.logs()}")
        return found

    async def polls(self, path: str, count: int) -> None:
        """Wait until so many more requests for a path have come."""
        until = self.server.paths().count(path) + count
        async with asyncio.timeout(PATIENCE):
            while self.server.paths().count(path) < until:
                await asyncio.sleep(0.05)

    async def state(self, feed: str) -> FeedState:
        """The newest state of a feed."""
        newest: FeedState | None = None
        async for record in read_all(self.settings, FEED_STATE):
            if record.key == feed.encode():
                state = decode(FEED_STATE, record.headers, record.value)
                assert isinstance(state, FeedState)
                newest = state
        assert newest is not None
        return newest

    async def _articles(self) -> list[Article]:
        found = []
        async for record in read_all(self.settings, ARTICLES):
            article = decode(ARTICLES, record.headers, record.value)
            assert isinstance(article, Article)
            assert record.key == article.id.encode()
            found.append(article)
        return found


@pytest.fixture
async def site(kafka: str, tmp_path: Path) -> AsyncIterator[Site]:
    async with serving() as server:
        with Workers(tmp_path, kafka) as workers:
            yield Site(Settings(kafka=kafka), workers, server, tmp_path)


async def _requests(server: FeedServer, count: int) -> None:
    """Wait until so many more requests have come."""
    until = len(server.requests) + count
    async with asyncio.timeout(PATIENCE):
        while len(server.requests) < until:
            await asyncio.sleep(0.05)


async def _polling(worker: Worker, feeds: int) -> None:
    """Wait until the worker says that it polls so many feeds."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{worker.health_url}/metrics") as response:
                if f"landbridge_feeds {feeds}.0\n" in await response.text():
                    return
            await asyncio.sleep(0.1)


def _reply(feed: FeedText, etag: str) -> Reply:
    return Reply(body=feed.encode(), headers={"ETag": etag})


async def test_articles_come_once_and_changes_come_as_revisions_across_a_kill(site: Site) -> None:
    feed = FeedText().item("1", "Fighting near Baaj").item("2", "Border reached")
    site.server.reply("/feed", _reply(feed, '"1"'), Reply(304))
    worker = await site.ingest(outlet=f"{site.server.url}/feed")
    assert {article.title for article in await site.articles(2)} == {"Fighting near Baaj", "Border reached"}
    await site.polls("/feed", 2)

    worker.kill()
    requests = len(site.server.requests)
    changed = FeedText().item("1", "Baaj taken").item("2", "Border reached").item("3", "Road opened")
    site.server.reply("/feed", _reply(changed, '"2"'))
    worker.start()

    await site.articles(4)
    await site.polls("/feed", 2)
    articles = await site.articles(4)
    assert sorted((article.title, article.revision) for article in articles) == [
        ("Baaj taken", 1),
        ("Border reached", 0),
        ("Fighting near Baaj", 0),
        ("Road opened", 0),
    ]
    assert {article.source for article in articles} == {"outlet"}
    assert site.server.requests[requests].headers["If-None-Match"] == '"1"'  # the state outlived the process
    assert worker.stop() == 0


async def test_one_broken_feed_harms_no_other_and_its_state_says_what_is_wrong(site: Site) -> None:
    site.server.reply("/good", _reply(FeedText().item("1", "Town taken"), '"1"'))
    site.server.reply("/broken", Reply(body=b"<html>Please verify that you are human</html>"))
    other_host = f"http://localhost:{urlsplit(site.server.url).port}"

    await site.ingest(broken=f"{site.server.url}/broken", good=f"{other_host}/good", inner="http://10.0.0.1/feed")

    assert [article.source for article in await site.articles(1)] == ["good"]
    await site.polls("/broken", 2)
    assert "verify that you are human" in (await site.state("broken")).last_error
    assert (await site.state("inner")).last_outcome == "refused"


async def test_a_feed_that_moved_to_another_host_in_the_file_is_not_polled_at_both(site: Site) -> None:
    async with serving(ELSEWHERE) as other:
        old, new = f"{site.server.url}/old", f"{other.url}/new"
        site.server.reply("/old", _reply(FeedText().item("1", "Town taken"), '"1"'))
        other.reply("/new", _reply(FeedText().item("1", "Town taken").item("2", "Town lost"), '"2"'))
        worker = await site.ingest(outlet=old)
        await site.articles(1)
        worker.stop()

        await site.ingest(outlet=new)
        await _requests(other, 1)
        before = len(site.server.requests)
        await _requests(other, 5)

        assert len(site.server.requests) == before


# The embedded broker keeps the partitions of a member that has left.
@pytest.mark.parametrize("kafka", [pytest.param("apache", marks=pytest.mark.broker)], indirect=True)
async def test_two_instances_share_the_hosts_and_one_takes_over_from_the_other(site: Site) -> None:
    async with serving(ELSEWHERE) as other:
        feed = FeedText().item("1", "Town taken")
        servers = {"here": site.server, "there": other}
        for name, server in servers.items():
            server.reply(f"/{name}", _reply(feed, '"1"'))
        urls = {name: f"{server.url}/{name}" for name, server in servers.items()}
        one = await site.ingest("one", **urls)
        await site.articles(2)

        two = await site.ingest("two", **urls)
        await _polling(one, 1)
        await _polling(two, 1)
        feed.item("2", "Town lost")
        for name, server in servers.items():
            server.reply(f"/{name}", _reply(feed, '"2"'))
        await site.articles(4)
        two.stop()
        await _polling(one, 2)
        for server in servers.values():
            await _requests(server, 3)

        assert len(await site.articles(4)) == 4
        assert {server.most_at_once for server in servers.values()} == {1}


async def test_a_wrong_feeds_file_ends_it_with_status_2_and_the_line(site: Site) -> None:
    feeds = site.folder / "wrong.yaml"
    feeds.write_text("feeds:\n- url: ftp://example.org/\n")

    worker = site.workers.service("ingest", feeds_file=str(feeds))

    async with asyncio.timeout(PATIENCE):
        while worker.running:
            await asyncio.sleep(0.05)
    assert worker.exit_status == 2
    assert f"{feeds}:2:" in worker.log_tail()
