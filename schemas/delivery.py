"""Receipts of what notify has delivered: its log, and its memory after a restart."""

from enum import StrEnum

from schemas.base import Contract, UtcDatetime


class DeliveryOutcome(StrEnum):
    """How the delivery of one alert to one endpoint ended."""

    DELIVERED = "delivered"
    REJECTED = "rejected"
    """The endpoint answered that it does not want this one, and a retry would not help."""
    GAVE_UP = "gave_up"
    """The retry schedule ran out."""
    DISABLED = "disabled"
    """The endpoint answered 410 Gone, or had been disabled before."""


class DeliveryReceipt(Contract):
    """The end of the story of one alert and one endpoint."""

    id: str
    """Hash of endpoint and alert: the `webhook-id` of every attempt."""
    endpoint: str
    target: str = ""
    """Hash of the URL that the endpoint had. A disabled endpoint is enabled anew by giving it another URL."""
    alert: str
    outcome: DeliveryOutcome
    attempts: int
    status: int | None = None
    """The HTTP status of the last attempt; null if none came."""
    reason: str = ""
    at: UtcDatetime
