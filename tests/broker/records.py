"""What the broker tests read from topics, and ask the broker about."""

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.structs import ConsumerRecord

MAX_MESSAGE = 32 * 1024 * 1024
"""Bytes; what the test broker takes at most."""


async def create_topics(kafka: str, *topics: NewTopic) -> None:
    """Create topics that do not exist yet."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        await admin.create_topics(list(topics))
    finally:
        await admin.close()


async def read_all(kafka: str, topic: str) -> list[ConsumerRecord[bytes, bytes]]:
    """All records that the topic holds now, in order within each partition."""
    # Without a group the consumer assigns itself every partition of the topic.
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=kafka,
        auto_offset_reset="earliest",
        fetch_max_bytes=4 * MAX_MESSAGE,
        max_partition_fetch_bytes=MAX_MESSAGE,
    )
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        records: list[ConsumerRecord[bytes, bytes]] = []
        while [partition for partition, end in ends.items() if await consumer.position(partition) < end]:
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                records += batch
        return records
    finally:
        await consumer.stop()


async def count(kafka: str, topic: str) -> int:
    """How many records were ever put on the topic."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=kafka)
    await consumer.start()
    try:
        return sum((await consumer.end_offsets(consumer.assignment())).values())
    finally:
        await consumer.stop()


async def committed(kafka: str, group: str, topic: str) -> dict[int, int]:
    """The offset that the group has committed in each partition of the topic; partitions without one are left out."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        offsets = await admin.list_consumer_group_offsets(group)
    finally:
        await admin.close()
    return {at.partition: found.offset for at, found in offsets.items() if at.topic == topic and found.offset >= 0}
