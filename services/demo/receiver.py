"""The demonstration's subscriber: a webhook endpoint that checks every signature."""

import json
from collections import Counter

from aiohttp import web
from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Receiver:
    """Receives webhooks on loopback, and remembers which alerts came with a good signature."""

    def __init__(self, secret: str) -> None:
        self._webhook = Webhook(secret)
        self._runner: web.AppRunner | None = None
        self.alerts: Counter[str] = Counter()
        """How often each alert, by id, was received and verified."""
        self.refused = 0
        """Requests whose signature was wrong."""

    async def start(self) -> str:
        """Serve, and return the URL to send to."""
        app = web.Application()
        app.add_routes([web.post("/alerts", self._receive)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/alerts"

    async def stop(self) -> None:
        """Serve no longer."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        body = await request.text()
        try:
            self._webhook.verify(body, dict(request.headers))
        except WebhookVerificationError:
            self.refused += 1
            return web.Response(status=401)
        self.alerts[json.loads(body)["data"]["id"]] += 1
        return web.Response(status=204)
