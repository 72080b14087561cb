"""From alert to receipt, with a scripted receiver and pauses that are only noted."""

import dataclasses
import ipaddress
from collections.abc import AsyncIterator

import aiohttp
import pytest
import structlog
from pydantic import SecretStr

from schemas.alert import AlertKind
from schemas.delivery import DeliveryOutcome, DeliveryReceipt
from services.notify.courier import Courier
from services.notify.endpoints import Endpoint
from services.notify.ledger import Ledger
from services.notify.retry import PAUSES
from services.runtime.net import guarded_session
from tests.support.alerts import make_alert
from tests.support.notify_context import KeptReceipts, notify_context
from tests.support.webhook_receiver import SECRET, Answer, Receiver, receiving

BROKEN = Answer(500)
LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]


class Bench:
    """A courier under test, and what can be seen of its work."""

    def __init__(self, session: aiohttp.ClientSession, endpoint: Endpoint) -> None:
        self.publisher = KeptReceipts()
        self.context = notify_context(self.publisher)
        self.pauses: list[float] = []
        self.courier = Courier(endpoint, session, self.context, wait=self.wait)

    async def wait(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def count(self, name: str, **labels: str) -> float:
        return self.context.metrics.registry.get_sample_value(f"landbridge_{name}_total", labels) or 0


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
async def bench(receiver: Receiver) -> AsyncIterator[Bench]:
    endpoint = Endpoint("desk", f"{receiver.url}/T0KEN", (SecretStr(SECRET),))
    async with guarded_session(LOOPBACK, timeout=aiohttp.ClientTimeout(total=0.5)) as session:
        yield Bench(session, endpoint)


async def test_an_alert_is_delivered_once_and_has_a_receipt(receiver: Receiver, bench: Bench) -> None:
    await bench.courier.settle(make_alert())
    await bench.courier.settle(make_alert())
    (delivery,) = receiver.deliveries
    (receipt,) = bench.publisher.receipts
    assert receipt == DeliveryReceipt(
        id=delivery.id,
        endpoint="desk",
        target=bench.courier.endpoint.target,
        alert="alert-1",
        outcome=DeliveryOutcome.DELIVERED,
        attempts=1,
        status=204,
        reason="HTTP 204",
        at=receipt.at,
    )
    assert bench.count("deliveries", outcome="delivered") == 1
    assert bench.count("delivery_attempts", result="ok") == 1


async def test_a_restart_remembers_what_was_delivered(receiver: Receiver, bench: Bench) -> None:
    await bench.courier.settle(make_alert())
    bench.courier.ledger = Ledger(bench.courier.endpoint)
    for receipt in bench.publisher.receipts:
        bench.courier.ledger.take(receipt)
    await bench.courier.settle(make_alert(1))
    await bench.courier.settle(make_alert(2))
    assert [delivery.body["data"]["id"] for delivery in receiver.deliveries] == ["alert-1", "alert-2"]


async def test_failures_are_tried_again_with_one_id_and_the_same_body(receiver: Receiver, bench: Bench) -> None:
    receiver.then(BROKEN, Answer(302, {"Location": "/x"}), Answer(delay=60), Answer(404), Answer(200))
    await bench.courier.settle(make_alert())
    assert len(receiver.deliveries) == 5
    assert len({delivery.id for delivery in receiver.deliveries}) == 1
    assert all(delivery.body == receiver.deliveries[0].body for delivery in receiver.deliveries)
    (receipt,) = bench.publisher.receipts
    assert (receipt.outcome, receipt.attempts) == (DeliveryOutcome.DELIVERED, 5)
    assert bench.pauses[0] == 0
    assert all(pause >= least for pause, least in zip(bench.pauses, PAUSES, strict=False))
    assert bench.count("delivery_attempts", result="client_error") == 2
    assert bench.count("delivery_attempts", result="network_error") == 1


async def test_retry_after_is_waited_for(receiver: Receiver, bench: Bench) -> None:
    receiver.then(Answer(429, {"Retry-After": "3600"}), Answer(200))
    await bench.courier.settle(make_alert())
    assert bench.pauses == [0, 3600]


async def test_it_gives_up_at_the_end_of_the_schedule(receiver: Receiver, bench: Bench) -> None:
    receiver.then(BROKEN)
    await bench.courier.settle(make_alert())
    (receipt,) = bench.publisher.receipts
    assert (receipt.outcome, receipt.attempts, receipt.status) == (DeliveryOutcome.GAVE_UP, len(PAUSES), 500)
    assert len(receiver.deliveries) == len(PAUSES)


async def test_gone_disables_the_endpoint_until_it_has_another_url(receiver: Receiver, bench: Bench) -> None:
    receiver.then(Answer(410))
    await bench.courier.settle(make_alert(1))
    await bench.courier.settle(make_alert(2))
    assert len(receiver.deliveries) == 1
    assert [(each.outcome, each.attempts) for each in bench.publisher.receipts] == [
        (DeliveryOutcome.DISABLED, 1),
        (DeliveryOutcome.DISABLED, 0),
    ]
    for url, disabled in ((bench.courier.endpoint.url, True), (f"{receiver.url}/new", False)):
        ledger = Ledger(dataclasses.replace(bench.courier.endpoint, url=url))
        for receipt in bench.publisher.receipts:
            ledger.take(receipt)
        assert ledger.is_disabled is disabled


async def test_receipts_of_other_endpoints_say_nothing_of_this_one(receiver: Receiver, bench: Bench) -> None:
    receiver.then(Answer(410))
    await bench.courier.settle(make_alert())
    (receipt,) = bench.publisher.receipts
    ledger = Ledger(dataclasses.replace(bench.courier.endpoint, name="archive"))
    ledger.take(receipt)
    assert not ledger.is_disabled
    assert not ledger.is_settled(receipt.id)


async def test_what_is_not_wanted_leaves_no_trace(receiver: Receiver, bench: Bench) -> None:
    courier = bench.courier
    courier.endpoint = dataclasses.replace(courier.endpoint, kinds=frozenset({AlertKind.LINKUP}))
    await courier.settle(make_alert())
    assert receiver.deliveries == []
    assert bench.publisher.receipts == []


async def test_neither_logs_nor_receipts_hold_a_secret(receiver: Receiver, bench: Bench) -> None:
    receiver.then(BROKEN, Answer(302, {"Location": "/x"}), Answer(delay=60), Answer(410))
    with structlog.testing.capture_logs() as logs:
        courier = Courier(
            bench.courier.endpoint, bench.courier._session, notify_context(bench.publisher), wait=bench.wait
        )
        await courier.settle(make_alert())
    assert [line["log_level"] for line in logs] == ["warning"] * 4 + ["error"]
    assert {line["endpoint"] for line in logs} == {"desk"}
    shown = repr(logs) + repr(bench.publisher.receipts)
    for hidden in (SECRET, SECRET.removeprefix("whsec_"), "T0KEN"):
        assert hidden not in shown
