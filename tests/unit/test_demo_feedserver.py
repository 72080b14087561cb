"""The feed server of the demo, over real HTTP on loopback."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.feedserver import FeedServer, published_after
from services.demo.story import Story, load_story
from services.ingest.parse import parse_feed


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Running:
    server: FeedServer
    clock: Clock
    story: Story
    base: str
    session: aiohttp.ClientSession


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    clock = Clock()
    story = load_story()
    server = FeedServer(story, pace=2.0, clock=clock)
    base = await server.start()
    server.begin()
    async with aiohttp.ClientSession() as session:
        yield Running(server, clock, story, base, session)
    await server.stop()


@given(
    times=st.lists(st.floats(min_value=0, max_value=1e6), min_size=1).map(sorted),
    pace=st.floats(min_value=0, max_value=1e3),
    total=st.integers(min_value=1, max_value=200),
)
def test_what_is_published_never_shrinks_and_never_exceeds_the_story(
    times: list[float], pace: float, total: int
) -> None:
    counts = [published_after(elapsed, pace, total) for elapsed in times]

    assert counts == sorted(counts)
    assert all(1 <= count <= total for count in counts)


def test_an_item_is_published_every_pace_seconds_and_the_first_at_once() -> None:
    assert [published_after(t, 2.0, 3) for t in (0.0, 1.9, 2.0, 4.0, 99.0)] == [1, 1, 2, 3, 3]


async def test_each_outlet_has_a_feed_under_its_own_id(running: Running) -> None:
    running.clock.now += 1000

    feeds = running.server.feeds()
    assert [feed.id for feed in feeds] == list(running.story.outlets)
    for feed in feeds:
        async with running.session.get(feed.url) as response:
            assert response.content_type == "application/rss+xml"
            parsed = parse_feed(await response.read(), response.headers["Content-Type"], feed.url)
        assert parsed.title == running.story.outlets[feed.id]
        assert parsed.items


async def test_nothing_is_published_before_the_story_begins() -> None:
    story = load_story()
    server = FeedServer(story, pace=0)
    base = await server.start()
    async with aiohttp.ClientSession() as session, session.get(f"{base}/feeds/meridian.xml") as response:
        assert parse_feed(await response.read()).items == ()
    await server.stop()

    assert server.progress.published == 0


async def test_a_feed_that_has_not_grown_is_not_sent_again(running: Running) -> None:
    url = f"{running.base}/feeds/gulf-chronicle.xml"
    async with running.session.get(url) as first:
        validators = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}

    for name, value in validators.items():
        async with running.session.get(url, headers={name: value}) as again:
            assert (again.status, await again.read()) == (304, b"")

    running.clock.now += 1000
    for name, value in validators.items():
        async with running.session.get(url, headers={name: value}) as grown:
            assert grown.status == 200, name


async def test_progress_follows_the_clock(running: Running) -> None:
    assert running.server.progress == (1, len(running.story.items), running.story.items[0].published_at.date())

    running.clock.now += 1e6
    assert running.server.progress[:2] == (len(running.story.items), len(running.story.items))


async def test_an_article_has_a_page_once_it_is_published_and_not_before(running: Running) -> None:
    first, last = running.story.items[0], running.story.items[-1]

    async with running.session.get(f"{running.base}/articles/{first.id}") as page:
        assert first.title in await page.text()
    async with running.session.get(f"{running.base}/articles/{last.id}") as page:
        assert page.status == 404


async def test_an_unknown_feed_is_not_found(running: Running) -> None:
    async with running.session.get(f"{running.base}/feeds/nobody.xml") as response:
        assert response.status == 404
