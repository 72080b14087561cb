"""One request to an endpoint, against a receiver on loopback."""

import ipaddress
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from pydantic import SecretStr

from services.notify.attempt import AttemptResult, attempt, judge
from services.notify.endpoints import Endpoint
from services.notify.message import message_for
from services.runtime.net import guarded_session
from tests.support.alerts import make_alert
from tests.support.webhook_receiver import OTHER_SECRET, SECRET, Answer, Receiver, receiving

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]
NOW = datetime(2017, 11, 9, 12, tzinfo=UTC)


def endpoint_at(url: str, secret: str = SECRET) -> Endpoint:
    return Endpoint("desk", url, (SecretStr(secret),))


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with guarded_session(LOOPBACK, timeout=aiohttp.ClientTimeout(total=0.5)) as session:
        yield session


async def send(session: aiohttp.ClientSession, receiver: Receiver, secret: str = SECRET) -> AttemptResult:
    endpoint = endpoint_at(receiver.url, secret)
    made = await attempt(session, endpoint, message_for(endpoint, make_alert()), now=datetime.now(UTC))
    return made.result


async def test_a_receiver_can_verify_and_read_what_it_gets(session: aiohttp.ClientSession) -> None:
    async with receiving() as receiver:
        assert await send(session, receiver) is AttemptResult.OK
    (delivery,) = receiver.deliveries
    assert delivery.body["data"]["headline"] == make_alert().headline
    assert delivery.headers["Content-Type"] == "application/json"


async def test_a_signature_by_another_secret_is_not_taken(session: aiohttp.ClientSession) -> None:
    async with receiving() as receiver:
        assert await send(session, receiver, OTHER_SECRET) is AttemptResult.CLIENT_ERROR
    assert receiver.forged == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_a_failure_and_not_followed(session: aiohttp.ClientSession, status: int) -> None:
    async with receiving(Answer(status, {"Location": "/elsewhere"})) as receiver:
        assert await send(session, receiver) is AttemptResult.CLIENT_ERROR
    assert receiver.paths == ["/hook"]


async def test_silence_is_cut_short(session: aiohttp.ClientSession) -> None:
    async with receiving(Answer(delay=60)) as receiver:
        assert await send(session, receiver) is AttemptResult.NETWORK_ERROR


async def test_an_answer_without_end_is_not_listened_to(session: aiohttp.ClientSession) -> None:
    async with receiving(Answer(endless=True)) as receiver:
        assert await send(session, receiver) is AttemptResult.OK


async def test_nobody_there_is_a_network_error_that_does_not_tell_the_url(session: aiohttp.ClientSession) -> None:
    async with receiving() as receiver:
        url = receiver.url
    endpoint = endpoint_at(f"{url}/T0KEN")
    made = await attempt(session, endpoint, message_for(endpoint, make_alert()), now=NOW)
    assert made.result is AttemptResult.NETWORK_ERROR
    assert "T0KEN" not in made.reason


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest", "http://[::1]:9/", "http://10.0.0.1/"])
async def test_inner_addresses_are_refused(session: aiohttp.ClientSession, url: str) -> None:
    endpoint = endpoint_at(url)
    made = await attempt(session, endpoint, message_for(endpoint, make_alert()), now=NOW)
    assert made.result is AttemptResult.REFUSED


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, AttemptResult.OK),
        (204, AttemptResult.OK),
        (299, AttemptResult.OK),
        (300, AttemptResult.CLIENT_ERROR),
        (400, AttemptResult.CLIENT_ERROR),
        (404, AttemptResult.CLIENT_ERROR),
        (410, AttemptResult.GONE),
        (429, AttemptResult.RATE_LIMITED),
        (500, AttemptResult.SERVER_ERROR),
        (503, AttemptResult.SERVER_ERROR),
    ],
)
def test_what_a_status_means(status: int, result: AttemptResult) -> None:
    assert judge(status, None, NOW).result is result


def test_retry_after_is_kept_whatever_the_status() -> None:
    assert judge(503, "120", NOW).retry_after == 120
    assert judge(429, "Thu, 09 Nov 2017 12:00:30 GMT", NOW).retry_after == 30
