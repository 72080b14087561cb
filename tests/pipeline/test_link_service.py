"""Link's state is a fold over the log: taken down and built up again, it is the same."""

import pytest

from schemas.control import PlaceControl
from schemas.corridor import CorridorState
from schemas.topics import ALERTS, CONTROL, CORRIDORS, EVENTS
from services.demo.story import load_story
from services.detect.detector import Detector
from services.link.service import GROUP, LinkHandler
from services.runtime.kafka import lag, read_all, starting_position
from services.runtime.positions import Partition
from services.runtime.records import decode
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
        for number in range(EVENTS.partitions):
            partition = Partition(EVENTS.name, number)
            position, _ = await starting_position(context.settings, GROUP, partition)
            await rebuilt.assigned(partition, position)
        assert rebuilt.ledgers.keys() == live.ledgers.keys() == {theatre.theatre}
        assert rebuilt.ledgers[theatre.theatre].control() == live.ledgers[theatre.theatre].control()
        assert rebuilt.ledgers[theatre.theatre].corridors() == live.ledgers[theatre.theatre].corridors()
        assert [record async for record in read_all(context.settings, ALERTS)] == told


async def test_a_theatre_of_which_nothing_was_reported_yet_has_its_state_on_the_topics(kafka: str) -> None:
    theatre = load_theatre("iraq-syria")
    async with kafka_context(kafka, "link") as context:
        handler = LinkHandler(context, {theatre.theatre: theatre})
        for number in range(EVENTS.partitions):
            await handler.assigned(Partition(EVENTS.name, number), 0)
        control = [decode(CONTROL, r.headers, r.value) async for r in read_all(context.settings, CONTROL)]
        corridors = [decode(CORRIDORS, r.headers, r.value) async for r in read_all(context.settings, CORRIDORS)]
    held = {place for known in theatre.initial_control for place in known.places}
    assert {state.place for state in control if isinstance(state, PlaceControl)} >= held
    assert {state.corridor for state in corridors if isinstance(state, CorridorState)} == set(theatre.corridors)
