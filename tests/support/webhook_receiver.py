"""A webhook receiver on loopback that answers by script, and verifies what it is sent as a real one would."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from standardwebhooks import Webhook, WebhookVerificationError

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the one of the specification's test vector
OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


@dataclass(frozen=True)
class Answer:
    """What the receiver says to one request."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before it says so, unless the receiver is closed first."""
    endless: bool = False
    """Whether it never stops talking."""


@dataclass(frozen=True)
class Delivery:
    """A request that was signed as it should be."""

    id: str
    timestamp: int
    body: Any
    headers: Mapping[str, str]


class Receiver:
    """Gives the scripted answers in turn, then the last of them for ever."""

    def __init__(self, *script: Answer, secret: str = SECRET) -> None:
        self.deliveries: list[Delivery] = []
        self.forged = 0
        self.paths: list[str] = []
        self.url = ""
        self.closing = asyncio.Event()
        self._script = list(script or [Answer()])
        self._webhook = Webhook(secret)

    def then(self, *script: Answer) -> None:
        """Answer so from now on."""
        self._script = list(script)

    def alerts(self) -> list[str]:
        """The ids of the alerts that came, in order, with repeats."""
        return [delivery.body["data"]["id"] for delivery in self.deliveries]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Take one request."""
        self.paths.append(request.path)
        text = await request.text()
        try:
            self._webhook.verify(text, dict(request.headers))
        except WebhookVerificationError:
            self.forged += 1
            return web.Response(status=401)
        stamp = int(request.headers["webhook-timestamp"])
        self.deliveries.append(Delivery(request.headers["webhook-id"], stamp, json.loads(text), dict(request.headers)))
        answer = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if answer.delay:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), answer.delay)
        if answer.endless:
            return await self._talk_on(request)
        return web.Response(status=answer.status, headers=answer.headers)

    async def _talk_on(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)


@asynccontextmanager
async def receiving(*script: Answer, secret: str = SECRET) -> AsyncIterator[Receiver]:
    """Run a receiver; its `url` is where to post."""
    receiver = Receiver(*script, secret=secret)
    application = web.Application()
    application.router.add_route("*", "/{tail:.*}", receiver.answer)
    async with TestServer(application) as server:
        receiver.url = f"http://127.0.0.1:{server.port}/hook"
        try:
            yield receiver
        finally:
            receiver.closing.set()
