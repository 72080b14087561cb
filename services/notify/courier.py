"""Settles alerts with one endpoint: sends those that it wants, writes a receipt of each, counts and logs."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import aiohttp

from schemas.alert import Alert
from schemas.delivery import DeliveryOutcome, DeliveryReceipt
from schemas.topics import DELIVERIES
from services.notify.attempt import Attempt, AttemptResult, attempt
from services.notify.delivery import deliver
from services.notify.endpoints import Endpoint
from services.notify.ledger import Ledger
from services.notify.message import Message, message_for
from services.notify.routing import wants
from services.runtime.context import Context


def _now() -> datetime:
    return datetime.now(UTC)


class Courier:
    """Goes to one endpoint. Its log lines name the endpoint, and never its URL or its secrets."""

    def __init__(
        self,
        endpoint: Endpoint,
        session: aiohttp.ClientSession,
        context: Context,
        *,
        clock: Callable[[], datetime] = _now,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.endpoint = endpoint
        self.ledger = Ledger(endpoint)
        self._session = session
        self._context = context
        self._clock = clock
        self._wait = wait
        self._log = context.log.bind(endpoint=endpoint.name)

    async def settle(self, alert: Alert) -> None:
        """Bring the matter of this alert and the endpoint to an end, which may take days.

        When it returns the broker has the receipt, so that the alert may be committed. Called again for the same
        alert it does nothing.

        Raises:
            FatalError: the broker did not take the receipt.

        """
        if not wants(self.endpoint, alert):
            return
        message = message_for(self.endpoint, alert)
        if self.ledger.is_settled(message.id):
            return
        ending = await deliver(
            message.id,
            lambda: self._send(message),
            wait=self._wait,
            is_disabled=lambda: self.ledger.is_disabled,
            scale=self._context.settings.retry_scale,
        )
        receipt = DeliveryReceipt(
            id=message.id,
            endpoint=self.endpoint.name,
            target=self.endpoint.target,
            alert=alert.id,
            outcome=ending.outcome,
            attempts=ending.attempts,
            status=ending.status,
            reason=ending.reason,
            at=self._clock(),
        )
        await self._context.publisher.publish(
            DELIVERIES, receipt, key=self.endpoint.name, id=receipt.id, time=receipt.at
        )
        self.ledger.take(receipt)
        self._report(receipt)

    async def _send(self, message: Message) -> Attempt:
        started = time.perf_counter()
        made = await attempt(self._session, self.endpoint, message, now=self._clock())
        self._context.metrics.delivery_seconds.observe(time.perf_counter() - started)
        self._context.metrics.delivery_attempts.labels(made.result.value).inc()
        if made.result is not AttemptResult.OK:
            self._log.warning(
                "an attempt failed",
                alert=message.alert,
                result=made.result.value,
                reason=made.reason,
                retry_after=made.retry_after,
            )
        return made

    def _report(self, receipt: DeliveryReceipt) -> None:
        self._context.metrics.deliveries.labels(receipt.outcome.value).inc()
        if receipt.outcome is DeliveryOutcome.DELIVERED:
            self._log.info("delivered", alert=receipt.alert, attempts=receipt.attempts)
            return
        self._log.error(
            "not delivered",
            alert=receipt.alert,
            outcome=receipt.outcome.value,
            attempts=receipt.attempts,
            reason=receipt.reason,
        )
