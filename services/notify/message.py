"""An alert as a webhook message, signed after Standard Webhooks 1.0.0.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr
from standardwebhooks import Webhook

from schemas.alert import Alert
from schemas.base import stable_id
from services.notify.endpoints import Endpoint


@dataclass(frozen=True, slots=True)
class Message:
    """What an endpoint gets, the same bytes at every attempt."""

    id: str
    """The `webhook-id`: the receiver drops a message whose id it has had."""
    alert: str
    body: str


def message_for(endpoint: Endpoint, alert: Alert) -> Message:
    """The message that tells `endpoint` of `alert`."""
    body = {
        "type": f"landbridge.alert.{alert.kind}_{alert.stage}",
        "timestamp": alert.raised_at.isoformat(),
        "data": alert.model_dump(mode="json"),
    }
    return Message(
        id=stable_id("delivery", endpoint.name, alert.id),
        alert=alert.id,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    )


def signed_headers(message: Message, secrets: Sequence[SecretStr], at: datetime) -> dict[str, str]:
    """The headers of an attempt made `at` that moment (UTC), with a signature by each secret."""
    signatures = (Webhook(secret.get_secret_value()).sign(message.id, at, message.body) for secret in secrets)
    return {
        "content-type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
