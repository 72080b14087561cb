"""The embedded stack goes on where it was when it is stopped and started again."""

import asyncio
from pathlib import Path

import pytest
import yaml

from schemas.topics import ALERTS, ARTICLES, EVENTS
from services.demo.feedserver import FeedServer
from services.demo.story import load_story
from services.runtime.embedded import free_port
from services.runtime.kafka import lag, read_all
from services.runtime.settings import PREFIX
from services.stack import Stack, run_stack

pytestmark = pytest.mark.pipeline

SHOWN = 20
"""Items that a feed shows at most."""


async def counts(stack: Stack) -> tuple[int, ...]:
    return tuple([len([r async for r in read_all(stack.settings, topic)]) for topic in (ARTICLES, EVENTS, ALERTS)])


async def until_quiet(stack: Stack, articles: int) -> None:
    async with asyncio.timeout(60):
        while len([r async for r in read_all(stack.settings, ARTICLES)]) < articles:
            await asyncio.sleep(0.2)
        for group, topic in (("landbridge-detect", ARTICLES), ("landbridge-link", EVENTS)):
            while await lag(stack.settings, group, topic):
                await asyncio.sleep(0.2)


@pytest.mark.timeout(180)
async def test_a_stack_started_again_on_its_data_publishes_nothing_twice(tmp_path: Path) -> None:
    story = load_story()
    server = FeedServer(story, pace=0)
    await server.start()
    server.begin()
    shown = sum(min(SHOWN, sum(item.outlet == outlet for item in story.items)) for outlet in story.outlets)
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text(yaml.safe_dump({"feeds": [feed.model_dump(mode="json") for feed in server.feeds()]}))
    environment = {
        f"{PREFIX}FEEDS_FILE": str(feeds),
        f"{PREFIX}SOURCES_FILE": str(story.sources_file),
        f"{PREFIX}NET_ALLOW": "127.0.0.0/8",
    }
    port = free_port()
    try:
        async with run_stack(tmp_path / "data", environment, broker_port=port) as stack:
            await until_quiet(stack, shown)
            before = await counts(stack)
        async with run_stack(tmp_path / "data", environment, broker_port=port) as stack:
            await asyncio.sleep(3)
            await until_quiet(stack, shown)
            assert await counts(stack) == before
    finally:
        await server.stop()
    assert before[0] == shown
    assert before[2] > 10
