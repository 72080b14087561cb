"""Link's state is a fold over the log: taken down and built up again, it is the same."""

import pytest

from schemas.topics import ALERTS, EVENTS
from services.demo.story import load_story
from services.detect.detector import Detector
from services.link.service import GROUP, LinkHandler
from services.runtime.kafka import lag, read_all, starting_position
from services.runtime.stream import run_stream
from services.runtime.theatres import load_sources, load_theatre
from tests.support.contexts import kafka_context, run_until

pytestmark = pytest.mark.pipeline


class Counting(LinkHandler):
    """Counts what it has handled."""

    handled = 0

    async def handle(self, *arguments: object) -> None:
        await super().handle(*arguments)  # type: ignore[arg-type]
        self.handled += 1


async def test_the_state_built_from_the_log_equals_the_live_one_and_is_told_to_nobody(kafka: str) -> None:
    story = load_story()
    theatre = load_theatre(story.theatre)
    detector = Detector([theatre], load_sources(story.sources_file))
    events = [event for item in story.items for event in detector.detect(item.article())]
    theatres = {theatre.theatre: theatre}
    async with kafka_context(kafka, "link") as context:
        for event in events:
            await context.publisher.publish(EVENTS, event, key=event.theatre, id=event.id, time=event.published_at)
        live = Counting(context, theatres)
        await run_until(context, run_stream(context, EVENTS, GROUP, live), lambda: live.handled == len(events))
        assert await lag(context.settings, GROUP, EVENTS) == 0
        told = [record async for record in read_all(context.settings, ALERTS)]
        assert told

    async with kafka_context(kafka, "link") as context:
        rebuilt = LinkHandler(context, theatres)
        for partition, ledgers in live.ledgers.items():
            position, _ = await starting_position(context.settings, GROUP, partition)
            await rebuilt.assigned(partition, position)
            assert rebuilt.ledgers[partition][theatre.theatre].control() == ledgers[theatre.theatre].control()
            assert rebuilt.ledgers[partition][theatre.theatre].corridors() == ledgers[theatre.theatre].corridors()
        assert [record async for record in read_all(context.settings, ALERTS)] == told
