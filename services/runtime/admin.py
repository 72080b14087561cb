"""Makes the topics of the table on a broker."""

import asyncio
import time
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from schemas.topics import TOPICS
from services.runtime.errors import FatalError
from services.runtime.settings import Settings


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
    while True:
        admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka, request_timeout_ms=10_000)
        try:
            await admin.start()
        except (KafkaError, OSError) as error:
            await admin.close()
            if time.monotonic() > deadline:
                raise FatalError(f"{settings.kafka}: no Kafka broker answers there: {error!r}") from error
            await asyncio.sleep(0.2)
        else:
            return admin
