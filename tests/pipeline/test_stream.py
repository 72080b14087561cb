"""The loop of the stream services keeps its promises on a broker."""

import pytest

from schemas.article import Article
from schemas.base import Contract
from schemas.topics import ARTICLES, DEAD_LETTERS
from services.runtime import stream
from services.runtime.context import Context
from services.runtime.errors import FatalError
from services.runtime.guarded import make_app
from services.runtime.kafka import lag, read_all
from services.runtime.positions import Partition, Positions
from services.runtime.stream import run_stream
from tests.support.contexts import kafka_context, run_until

pytestmark = pytest.mark.pipeline

GROUP = "test-stream"


class Recorder:
    """A handler that remembers what it was given, and can be told to fail."""

    def __init__(self, fails_on: str = "") -> None:
        self.seen: list[str] = []
        self.assignments: list[tuple[Partition, int]] = []
        self._fails_on = fails_on

    async def assigned(self, partition: Partition, position: int) -> None:
        self.assignments.append((partition, position))

    async def handle(self, value: Contract, partition: Partition) -> None:
        assert isinstance(value, Article)
        self.seen.append(value.id)
        if value.id == self._fails_on:
            raise ValueError("a bug in the handler")


async def publish(context: Context, *ids: str) -> None:
    for article_id in ids:
        await context.publisher.publish(ARTICLES, Article(id=article_id), key=article_id, id=article_id)


async def consume(kafka: str, handler: Recorder, count: int) -> None:
    async with kafka_context(kafka) as context:
        await run_until(context, run_stream(context, ARTICLES, GROUP, handler), lambda: len(handler.seen) >= count)


async def test_every_record_is_handled_once_and_a_restart_goes_on_behind_it(kafka: str) -> None:
    async with kafka_context(kafka) as context:
        await publish(context, *(f"a{n}" for n in range(50)))
        first = Recorder()
        await consume(kafka, first, 50)
        assert sorted(first.seen) == sorted(f"a{n}" for n in range(50))
        assert await lag(context.settings, GROUP, ARTICLES) == 0

        await publish(context, "later")
        second = Recorder()
        await consume(kafka, second, 1)
        assert second.seen == ["later"]
        assert sum(position for _, position in second.assignments) == 50


async def test_a_record_that_cannot_be_read_is_buried_and_the_next_is_handled(kafka: str) -> None:
    async with kafka_context(kafka) as context:
        await context.letters.sender.send(ARTICLES, b"same-key", b"{not json", [("ce_id", b"7")])
        await context.publisher.publish(ARTICLES, Article(id="good"), key="same-key", id="good")
        handler = Recorder()
        await consume(kafka, handler, 1)
        letters = [record async for record in read_all(context.settings, DEAD_LETTERS)]
        assert handler.seen == ["good"]
        assert [(letter.key, letter.value) for letter in letters] == [(b"same-key", b"{not json")]
        assert dict(letters[0].headers)["x-dlq-reason"] == b"decode"
        assert dict(letters[0].headers)["ce_id"] == b"7"


async def test_a_record_that_breaks_the_handler_is_buried_and_the_next_is_handled(kafka: str) -> None:
    async with kafka_context(kafka) as context:
        for article in ("bad", "good"):
            await context.publisher.publish(ARTICLES, Article(id=article), key="same-key", id=article)
        handler = Recorder(fails_on="bad")
        await consume(kafka, handler, 2)
        letters = [record async for record in read_all(context.settings, DEAD_LETTERS)]
        assert handler.seen == ["bad", "good"]
        assert [dict(letter.headers)["x-dlq-reason"] for letter in letters] == [b"unhandled"]


async def test_at_a_gap_the_service_stops_and_commits_nothing_behind_it(
    kafka: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gappy(Positions):
        """Takes the third record of a partition for one that comes after a gap."""

        def processed(self, partition: Partition, offset: int) -> None:
            if offset < 2:
                super().processed(partition, offset)

    def make_gappy(*arguments: str) -> object:
        app = make_app(*arguments)  # type: ignore[arg-type]
        app.positions = Gappy()
        return app

    async with kafka_context(kafka) as context:
        for number in range(6):
            await context.publisher.publish(ARTICLES, Article(id=f"a{number}"), key="same-key", id=f"a{number}")
        monkeypatch.setattr(stream, "make_app", make_gappy)
        with pytest.raises(FatalError, match="expected offset 2, was given 3"):
            await consume(kafka, Recorder(), 6)
        monkeypatch.undo()
        healed = Recorder()
        await consume(kafka, healed, 4)
        assert healed.seen == ["a2", "a3", "a4", "a5"]


async def test_a_handler_that_fails_on_everything_stops_the_service(kafka: str) -> None:
    class Broken(Recorder):
        async def handle(self, value: Contract, partition: Partition) -> None:
            await super().handle(value, partition)
            raise ValueError("a bad deploy")

    async with kafka_context(kafka) as context:
        for number in range(10):
            await context.publisher.publish(ARTICLES, Article(id=f"a{number}"), key="same-key", id=f"a{number}")
    async with kafka_context(kafka, dead_letter_limit=4) as context:
        with pytest.raises(FatalError, match=r"4 records of landbridge\.articles failed in a row"):
            await run_until(context, run_stream(context, ARTICLES, GROUP, Broken()), lambda: False)
        assert len([record async for record in read_all(context.settings, DEAD_LETTERS)]) == 4
        assert await lag(context.settings, GROUP, ARTICLES) == 6
