"""Whatever dies, hangs or is garbage: the services tell the whole story, and end in the same state.

Measured against the pure core's own telling. No alert of that may be missing, and nothing may be reported on top. A
worker's death delays some articles by what in the story's time are months, and without them something may be confirmed,
or contradicted by what is not about it: only that may be said on top, while it is not known better.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import NewTopic

from schemas.alert import AlertStage
from schemas.article import MAX_TEXT, Article
from schemas.topics import ARTICLES, DEAD_LETTERS
from services.demo.story import Story, load_story
from services.runtime.admin import create_topics
from services.runtime.records import encode
from services.runtime.settings import load_settings
from tests.broker import records
from tests.broker.storyline import SESSION, Storyline, Told, told_without_a_broker
from tests.support.apache_kafka import ApacheKafka
from tests.support.processes import Worker, Workers

pytestmark = pytest.mark.timeout(240)

SERVICES = ("detect", "link")
PAST_ITS_SESSION = float(SESSION) + 3


@pytest.fixture(scope="module")
def story() -> Story:
    return load_story()


@pytest.fixture(scope="module")
def expected(story: Story) -> Told:
    told = told_without_a_broker(story)
    assert len(told.alerts) > 30, "the story says so little that losing a part of it might not show"
    return told


@pytest.fixture
async def fresh_kafka(tmp_path: Path) -> AsyncIterator[ApacheKafka]:
    """A broker of the test's own, without topics."""
    broker = ApacheKafka(tmp_path / "apache-kafka")
    await broker.start()
    yield broker
    broker.close()


@pytest.fixture
def storyline(fresh_kafka: ApacheKafka, story: Story, tmp_path: Path) -> Iterator[Storyline]:
    """The story on a broker of its own, with no service running yet."""
    with Workers(tmp_path, fresh_kafka.bootstrap) as workers:
        yield Storyline(fresh_kafka, workers, story)


async def make_topics(kafka: str) -> None:
    await create_topics(load_settings(kafka=kafka))


async def assert_told(storyline: Storyline, expected: Told) -> None:
    told = await storyline.told()
    missing = [alert for alert_id, alert in expected.alerts.items() if alert_id not in told.alerts]
    assert not missing, storyline.workers.logs()
    added = [alert for alert_id, alert in told.alerts.items() if alert_id not in expected.alerts]
    assert not [alert for alert in added if AlertStage.REPORTED in alert], added
    assert told.control == expected.control
    assert told.corridors == expected.corridors


async def test_undisturbed(storyline: Storyline, expected: Told) -> None:
    await make_topics(storyline.broker.bootstrap)
    for service in SERVICES:
        storyline.start(service)
    async with storyline.telling():
        pass
    await assert_told(storyline, expected)


@pytest.mark.parametrize("victim", SERVICES)
async def test_a_service_killed_and_restarted_again_and_again(
    storyline: Storyline, expected: Told, victim: str
) -> None:
    await make_topics(storyline.broker.bootstrap)
    workers = {service: storyline.start(service) for service in SERVICES}
    async with storyline.telling():
        for events in (5, 30, 60):
            await storyline.until_events(events)
            workers[victim].kill()
            workers[victim].start()
    await assert_told(storyline, expected)


@pytest.mark.parametrize("victim", SERVICES)
async def test_two_workers_in_a_group_killed_in_turn(storyline: Storyline, expected: Told, victim: str) -> None:
    await make_topics(storyline.broker.bootstrap)
    first, second = _two_workers(storyline, victim)
    async with storyline.telling():
        for events, worker in ((10, first), (30, second), (50, first)):
            await storyline.until_events(events)
            worker.kill()
    await assert_told(storyline, expected)


@pytest.mark.parametrize("victim", SERVICES)
async def test_a_worker_frozen_past_its_session_and_thawed(storyline: Storyline, expected: Told, victim: str) -> None:
    await make_topics(storyline.broker.bootstrap)
    workers = _two_workers(storyline, victim)
    async with storyline.telling(pace=0.2):
        await storyline.until_events(10)
        for worker in workers:  # one of them has the theatre's partition, and loses it to the other
            worker.freeze()
            await asyncio.sleep(PAST_ITS_SESSION)
            worker.thaw()
    await assert_told(storyline, expected)


def _two_workers(storyline: Storyline, victim: str) -> tuple[Worker, Worker]:
    """Start two workers of one service, and one of the other."""
    for service in SERVICES:
        if service != victim:
            storyline.start(service)
    return storyline.start(victim, f"{victim}-1"), storyline.start(victim, f"{victim}-2")


@pytest.mark.parametrize("way", ["stop", "kill"])
async def test_the_broker_goes_away_and_comes_back(storyline: Storyline, expected: Told, way: str) -> None:
    broker = storyline.broker
    await make_topics(broker.bootstrap)
    for service in SERVICES:
        storyline.start(service)
    async with storyline.telling():
        await storyline.until_events(10)
        if way == "stop":
            broker.stop()
        else:
            broker.kill()
        await asyncio.sleep(2)
        await broker.start()
    await assert_told(storyline, expected)


async def test_poison_ends_among_the_dead_letters_and_the_story_goes_on(storyline: Storyline, expected: Told) -> None:
    kafka = storyline.broker.bootstrap
    # An operator's own topic, which takes more than ours would: what is too large must then be refused by the service.
    large = {"max.message.bytes": str(DEAD_LETTERS.max_bytes)}
    await records.create_topics(kafka, NewTopic(ARTICLES.name, ARTICLES.partitions, 1, topic_configs=large))
    await make_topics(kafka)
    good = encode(ARTICLES, Article(id="good"), service="test", key="good", id="good", time=None)
    poison = {
        b"decode": b'{"id": "broken",',
        b"schema": Article.model_construct(id="wordy", text="x" * (MAX_TEXT + 1)).model_dump_json().encode(),
        b"too_large": b'{"id": "huge", "text": "%s"}' % (b"x" * 20_000_000),
    }
    producer = AIOKafkaProducer(bootstrap_servers=kafka, max_request_size=DEAD_LETTERS.max_bytes)
    await producer.start()
    try:
        for reason, value in poison.items():
            for partition in range(ARTICLES.partitions):  # before every record of the story
                await producer.send_and_wait(ARTICLES.name, value, reason, partition, headers=good.headers)
    finally:
        await producer.stop()

    for service in SERVICES:
        storyline.start(service)
    async with storyline.telling():
        pass
    await assert_told(storyline, expected)
    letters = await records.read_all(kafka, DEAD_LETTERS.name)
    assert len(letters) == len(poison) * ARTICLES.partitions
    for letter in letters:
        headers = dict(letter.headers)
        assert letter.key is not None
        assert headers["x-dlq-reason"] == letter.key
        assert headers["x-dlq-stage"] == b"detect"
        assert headers["ce_id"] == b"good"
        assert letter.value == poison[letter.key]


async def test_nothing_that_a_killed_detect_started_lives_on(storyline: Storyline) -> None:
    await make_topics(storyline.broker.bootstrap)
    detect = storyline.start("detect")
    storyline.start("link")
    async with storyline.telling():
        await storyline.until_events(5)
        children = psutil.Process(detect.pid).children(recursive=True)
        assert children, "detection runs in a process of its own"
        detect.kill()
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive
