"""Notify as a process: the queue of each endpoint survives whatever happens to the process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from prometheus_client import CollectorRegistry

from schemas.alert import Alert
from schemas.delivery import DeliveryOutcome, DeliveryReceipt
from schemas.topics import ALERTS, DEAD_LETTERS, DELIVERIES
from services.runtime.admin import create_topics
from services.runtime.embedded import embedded_broker, free_port
from services.runtime.kafka import KafkaPublisher, open_publisher, read_all
from services.runtime.metrics import Metrics
from services.runtime.records import decode
from services.runtime.settings import Settings
from tests.support.alerts import make_alert
from tests.support.apache_kafka import ApacheKafka
from tests.support.processes import Worker, Workers
from tests.support.webhook_receiver import SECRET, Answer, receiving

pytestmark = pytest.mark.pipeline

PATIENCE = 60.0
SUBJECTS = ("baghdad-damascus-euphrates", "abu-kamal", "al-qaim", "rutba")


@dataclass
class Site:
    """A broker with its topics, and the means to run notify on it."""

    settings: Settings
    workers: Workers
    publisher: KafkaPublisher
    folder: Path

    async def notify(self, instance: str = "one", **urls: str) -> Worker:
        """Start notify with an endpoint a URL, and wait until it is ready."""
        webhooks = self.folder / "webhooks.yaml"
        entries = {name: {"url": url, "secret": SECRET} for name, url in urls.items()}
        webhooks.write_text(yaml.safe_dump({"endpoints": entries}))
        worker = self.workers.service(
            "notify",
            f"notify-{instance}",
            webhooks_file=str(webhooks),
            instance=instance,
            net_allow="127.0.0.0/8",
            retry_scale="0.01",
            webhook_timeout="2",
        )
        await worker.ready(PATIENCE)
        return worker

    async def publish(self, alert: Alert) -> None:
        """Put an alert on its topic, as link does."""
        await self.publisher.publish(ALERTS, alert, key=alert.subject, id=alert.id, time=alert.raised_at)

    async def receipts(self, endpoint: str) -> dict[str, DeliveryReceipt]:
        """The endpoint's receipts by alert. No alert has two."""
        found: dict[str, DeliveryReceipt] = {}
        async for record in read_all(self.settings, DELIVERIES):
            receipt = decode(DELIVERIES, record.headers, record.value)
            assert isinstance(receipt, DeliveryReceipt)
            if receipt.endpoint == endpoint:
                assert receipt.alert not in found
                found[receipt.alert] = receipt
        return found

    async def alerts_by_partition(self) -> dict[int, list[str]]:
        """The alerts of each partition, in order."""
        found: dict[int, list[str]] = {}
        async for record in read_all(self.settings, ALERTS):
            found.setdefault(record.partition, []).append(dict(record.headers)["ce_id"].decode())
        return found

    async def wait_for_receipts(self, endpoint: str, count: int) -> dict[str, DeliveryReceipt]:
        """The endpoint's receipts, once there are `count`."""
        try:
            async with asyncio.timeout(PATIENCE):
                while len(receipts := await self.receipts(endpoint)) < count:
                    await asyncio.sleep(0.1)
        except TimeoutError:
            pytest.fail(f"{endpoint} has no {count} receipts\n{self.workers.logs()}")
        return receipts


@asynccontextmanager
async def embedded(folder: Path) -> AsyncIterator[str]:
    """The embedded broker."""
    port = free_port()
    program = embedded_broker(port, folder / "broker")
    broker = Worker("broker", program.command, program.environment, folder / "broker.log")
    broker.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        broker.end_group()


@asynccontextmanager
async def apache(folder: Path) -> AsyncIterator[str]:
    """Apache Kafka."""
    data = folder / "kafka"
    data.mkdir()
    broker = ApacheKafka(data)
    await broker.start()
    try:
        yield broker.bootstrap
    finally:
        broker.close()


EMBEDDED = pytest.param(embedded, id="embedded")
APACHE = pytest.param(apache, id="apache", marks=pytest.mark.broker)


@pytest.fixture(params=[EMBEDDED])
async def site(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Site]:
    async with request.param(tmp_path) as address:
        settings = Settings(kafka=address)
        await create_topics(settings)
        async with open_publisher(settings, "link", Metrics(CollectorRegistry(), "link", "0")) as publisher:
            with Workers(tmp_path, address) as workers:
                yield Site(settings, workers, publisher, tmp_path)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.05)


def story(count: int) -> list[Alert]:
    """Alerts about several subjects, and so in several partitions."""
    return [make_alert(number, subject=SUBJECTS[number % len(SUBJECTS)]) for number in range(count)]


async def test_a_dead_endpoint_delays_nobody_and_order_is_kept(site: Site) -> None:
    async with receiving() as desk, receiving(Answer(500)) as dead:
        await site.notify(desk=desk.url, dead=dead.url)
        alerts = story(12)
        for alert in alerts:
            await site.publish(alert)
        receipts = await site.wait_for_receipts("desk", len(alerts))
        assert {receipt.outcome for receipt in receipts.values()} == {DeliveryOutcome.DELIVERED}
        assert await site.receipts("dead") == {}
        queues = await site.alerts_by_partition()
        assert len(queues) > 1
        await until(lambda: len(set(dead.alerts())) == len(queues))
        for queued in queues.values():
            assert [alert for alert in desk.alerts() if alert in queued] == queued
            assert {alert for alert in dead.alerts() if alert in queued} == {queued[0]}  # and none overtakes it


@pytest.mark.parametrize("site", [EMBEDDED, APACHE], indirect=True)
async def test_a_killed_process_sends_nothing_twice_and_forgets_nothing(site: Site) -> None:
    async with receiving() as desk:
        worker = await site.notify(desk=desk.url)
        alerts = story(8)
        for alert in alerts[:4]:
            await site.publish(alert)
        await site.wait_for_receipts("desk", 4)
        desk.then(Answer(503))
        await site.publish(alerts[4])
        await until(lambda: alerts[4].id in desk.alerts())
        worker.kill()
        for alert in alerts[5:]:
            await site.publish(alert)
        desk.then(Answer(200))
        worker.start()
        await site.wait_for_receipts("desk", len(alerts))
        for alert in (*alerts[:4], *alerts[5:]):
            assert desk.alerts().count(alert.id) == 1
        assert worker.stop() == 0


@pytest.mark.parametrize("site", [APACHE], indirect=True)  # the embedded broker does not end such a rebalance
async def test_replicas_share_the_partitions_and_hand_over_what_is_under_way(site: Site) -> None:
    async with receiving(Answer(500)) as desk:
        first = await site.notify(instance="", desk=desk.url)
        alerts = story(12)
        for alert in alerts[:6]:
            await site.publish(alert)
        await until(lambda: bool(desk.deliveries))
        await site.notify(instance="", desk=desk.url)
        desk.then(Answer(200))
        await site.wait_for_receipts("desk", 6)
        assert first.stop() == 0
        desk.deliveries.clear()
        for alert in alerts[6:]:
            await site.publish(alert)
        receipts = await site.wait_for_receipts("desk", len(alerts))
        assert {receipt.outcome for receipt in receipts.values()} == {DeliveryOutcome.DELIVERED}
        assert sorted(desk.alerts()) == sorted(alert.id for alert in alerts[6:])


async def test_a_record_that_is_no_alert_is_put_aside_and_the_next_one_is_delivered(site: Site) -> None:
    async with receiving() as desk:
        await site.notify(desk=desk.url)
        alert = make_alert()
        await site.publisher.send(ALERTS, alert.subject.encode(), b'{"not": "an alert"}', [("trace", b"kept")])
        await site.publish(alert)
        await site.wait_for_receipts("desk", 1)
        (letter,) = [record async for record in read_all(site.settings, DEAD_LETTERS)]
        assert letter.value == b'{"not": "an alert"}'
        assert ("trace", b"kept") in letter.headers
        assert ("x-dlq-stage", b"notify") in letter.headers


async def test_gone_is_remembered_over_a_restart_until_the_url_changes(site: Site) -> None:
    async with receiving(Answer(410)) as desk:
        worker = await site.notify(desk=desk.url)
        await site.publish(make_alert(1))
        await site.wait_for_receipts("desk", 1)
        assert worker.stop() == 0
        worker = await site.notify(desk=desk.url)
        await site.publish(make_alert(2))
        receipts = await site.wait_for_receipts("desk", 2)
        assert {receipt.outcome for receipt in receipts.values()} == {DeliveryOutcome.DISABLED}
        assert len(desk.deliveries) == 1
        assert worker.stop() == 0
        desk.then(Answer(200))
        await site.notify(desk=f"{desk.url}/new")
        await site.publish(make_alert(3))
        receipts = await site.wait_for_receipts("desk", 3)
        assert receipts["alert-3"].outcome is DeliveryOutcome.DELIVERED
