"""Kafka records as CloudEvents 1.0 in binary mode: attributes in `ce_*` headers, the data as the value.

https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/kafka-protocol-binding.md
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event, to_binary_event
from cloudevents.core.exceptions import BaseCloudEventException
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import ValidationError

from schemas.base import Contract
from schemas.deadletter import DeadLetterReason
from schemas.topics import Topic

Headers = Iterable[tuple[str, bytes]]


class UndecodableError(Exception):
    """A record that is not what its topic carries."""

    def __init__(self, reason: DeadLetterReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Encoded:
    """What goes to Kafka."""

    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]


class Publisher(Protocol):
    """Puts records on topics, and returns from each call when the broker has acknowledged it."""

    async def publish(
        self,
        topic: Topic,
        value: Contract,
        *,
        key: str,
        id: str,  # noqa: A002 - the CloudEvents attribute is called so
        time: datetime | None = None,
        partition_key: str | None = None,
    ) -> None:
        """Publish, and return when the broker has acknowledged it.

        Records with equal `partition_key` (by default: `key`) keep their order.

        Raises:
            FatalError: the broker did not acknowledge in time.
        """

    async def tombstone(self, topic: Topic, *, key: str, partition_key: str | None = None) -> None:
        """Publish a record without value, which on a compacted topic removes the key."""

    async def partition_of(self, topic: Topic, key: str) -> int:
        """Say which partition of `topic` the records with this key are in."""


class _AnyData(JSONFormat):
    """Passes the data through: it is JSON already, and stays the bytes that it is."""

    def write_data(self, data: Any, datacontenttype: str | None) -> bytes:  # noqa: ARG002
        return bytes(data)

    def read_data(self, body: Any, datacontenttype: str | None) -> Any:  # noqa: ARG002
        return body


def encode(
    topic: Topic,
    value: Contract,
    *,
    service: str,
    key: str,
    id: str,  # noqa: A002
    time: datetime | None,
) -> Encoded:
    """Wrap `value` as the CloudEvent that the service `service` puts on `topic`."""
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": id,
        "source": f"/landbridge/{service}",
        "type": topic.type,
        "subject": key,
        "datacontenttype": "application/json",
    }
    if time is not None:
        attributes["time"] = time
    message = to_binary_event(CloudEvent(attributes, value.to_json()), _AnyData(), key_mapper=lambda _: key)
    return Encoded(key.encode(), message.value, list(message.headers.items()))


def decode(topic: Topic, headers: Headers, value: bytes | None) -> Contract:
    """Read the value of a record of `topic`.

    Raises:
        UndecodableError: it is no CloudEvent, not JSON, or not of the topic's model.
    """
    if topic.model is None:
        raise TypeError(f"{topic.name} carries records of any kind")
    if value is None:
        raise UndecodableError(DeadLetterReason.DECODE, "the record has no value")
    if len(value) > topic.max_bytes:
        raise UndecodableError(DeadLetterReason.TOO_LARGE, f"{len(value)} bytes, more than {topic.max_bytes}")
    try:
        event = from_binary_event(KafkaMessage(dict(headers), None, value), _AnyData())
        kind = str(event.get_type())
    except (BaseCloudEventException, ValueError, KeyError, TypeError) as error:
        raise UndecodableError(DeadLetterReason.DECODE, f"not a CloudEvent in binary mode: {error}") from error
    if kind != topic.type:
        raise UndecodableError(DeadLetterReason.SCHEMA, f"its type is {kind}, not {topic.type}")
    try:
        return topic.model.model_validate_json(value)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        reason = DeadLetterReason.DECODE if fault["type"] == "json_invalid" else DeadLetterReason.SCHEMA
        where = ".".join(map(str, fault["loc"])) or "value"
        raise UndecodableError(reason, f"{where}: {fault['msg']}") from error
