"""Makes the topics of the table on a broker."""

import asyncio
import time
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from schemas.topics import TOPICS
from services.runtime.errors import FatalError
from services.runtime.settings import Settings

RETRY = 0.2
"""Seconds between two tries to reach a broker that still starts."""


async def create_topics(settings: Settings, wait: float = 60.0) -> list[str]:
    """Create the topics that are missing, and return their names. A broker that still starts is waited for.

    Raises:
        FatalError: no broker answered within `wait` seconds, or it refused a topic.
    """
    admin = await _connect(settings, time.monotonic() + wait)
    created = []
    try:
        present = set(await admin.list_topics())
        for topic in TOPICS:
            if topic.name in present:
                continue
            wanted = NewTopic(topic.name, topic.partitions, settings.replication, topic_configs=topic.config)
            answer: Any = await admin.create_topics([wanted], timeout_ms=30_000)
            for name, code, *details in answer.topic_errors:
                error = for_code(code)
                if code and error is not TopicAlreadyExistsError:
                    raise FatalError(f"{name}: the broker refused to create it: {error.__name__} {details}")
            created.append(topic.name)
    finally:
        await admin.close()
    return created


async def _connect(settings: Settings, deadline: float) -> AIOKafkaAdminClient:
    await _until_listening(settings, deadline)  # the client would log an error for every try
    while True:
        admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka, request_timeout_ms=10_000)
        try:
            await admin.start()
        except (KafkaError, OSError) as error:
            await admin.close()
            if time.monotonic() > deadline:
                raise FatalError(f"{settings.kafka}: no Kafka broker answers there: {error!r}") from error
            await asyncio.sleep(RETRY)
        else:
            return admin


async def _until_listening(settings: Settings, deadline: float) -> None:
    host, _, port = settings.kafka.rpartition(":")
    while True:
        try:
            _, writer = await asyncio.open_connection(host, int(port))
        except OSError as error:
            if time.monotonic() > deadline:
                raise FatalError(f"{settings.kafka}: nothing listens there: {error}") from error
            await asyncio.sleep(RETRY)
        else:
            writer.close()
            return
