"""The guard against a real server on loopback."""

import ipaddress
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from services.runtime.net import ForbiddenAddressError, UnexpectedRedirectError, guarded_session

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]


class Receiver:
    """A server that remembers what it was asked."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        application = web.Application()
        application.router.add_get("/", self._answer)
        application.router.add_get("/moved", self._moved)
        self.server = TestServer(application)

    async def _answer(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        return web.Response(text="hello", headers={"Set-Cookie": "tracked=yes"})

    async def _moved(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        raise web.HTTPFound("/")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with receiver.server:
        yield receiver


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_refuses_loopback_by_number_and_by_name(receiver: Receiver, host: str) -> None:
    async with guarded_session([]) as session:
        with pytest.raises(ForbiddenAddressError, match="loopback"):
            await session.get(f"http://{host}:{receiver.server.port}/")
    assert receiver.requests == []


@pytest.mark.parametrize(
    "host",
    ["[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "169.254.169.254", "[64:ff9b::a9fe:a9fe]", "[fe80::1]", "100.64.0.1"],
)
async def test_refuses_an_address_written_into_the_url(host: str) -> None:
    async with guarded_session([]) as session:
        with pytest.raises(ForbiddenAddressError):
            await session.get(f"http://{host}:9/")


async def test_connects_to_what_is_allowed_with_the_name_of_the_url(receiver: Receiver) -> None:
    async with guarded_session(LOOPBACK) as session:
        async with session.get(f"http://localhost:{receiver.server.port}/") as response:
            assert await response.text() == "hello"
        async with session.get(f"http://localhost:{receiver.server.port}/"):
            pass
    assert [request.host for request in receiver.requests] == [f"localhost:{receiver.server.port}"] * 2
    assert "Cookie" not in receiver.requests[1].headers


async def test_a_host_with_one_forbidden_address_among_its_own_is_refused_as_a_whole(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def both(_self: Any, host: str, port: int, _family: Any) -> list[dict[str, Any]]:
        return [
            {"hostname": host, "host": address, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for address in ("127.0.0.1", "10.0.0.1")
        ]

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", both)
    async with guarded_session(LOOPBACK) as session:
        with pytest.raises(ForbiddenAddressError, match=r"two-faced\.example is at 10\.0\.0\.1"):
            await session.get(f"http://two-faced.example:{receiver.server.port}/")
    assert receiver.requests == []


async def test_a_name_that_moves_inside_after_the_check_is_refused_at_the_socket(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The resolver is taken out of the way: what remains is the check on the address that is connected to."""

    async def rebound(_self: Any, host: str, port: int, family: Any) -> list[dict[str, Any]]:
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    monkeypatch.setattr("services.runtime.net._GuardedResolver.resolve", rebound)
    async with guarded_session([]) as session:
        with pytest.raises(ForbiddenAddressError, match="loopback"):
            await session.get(f"http://rebound.example:{receiver.server.port}/")
    assert receiver.requests == []


async def test_a_redirect_is_handed_to_the_caller_and_never_followed(receiver: Receiver) -> None:
    async with guarded_session(LOOPBACK) as session:
        url = f"http://127.0.0.1:{receiver.server.port}/moved"
        async with session.get(url, allow_redirects=False) as response:
            assert response.status == 302
        with pytest.raises(UnexpectedRedirectError):
            await session.get(url)
    assert [request.path for request in receiver.requests] == ["/moved", "/moved"]
