"""Looks through the dead letters, and sends them back to the topics that they came from."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from schemas.topics import DEAD_LETTERS, TOPICS
from services.runtime.deadletters import PREFIX, RawSender
from services.runtime.kafka import read_all
from services.runtime.settings import Settings


@dataclass(frozen=True)
class DeadLetter:
    """A record that could not be processed, as it was, with what is known of why."""

    offset: int
    """Its place among the dead letters."""
    topic: str
    position: str
    """PARTITION:OFFSET of the original."""
    stage: str
    reason: str
    message: str
    version: str
    """The version of Landbridge that gave up on it."""
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]


async def dead_letters(
    settings: Settings, stage: str | None = None, reason: str | None = None
) -> AsyncIterator[DeadLetter]:
    """The dead letters that are there now, oldest first, of one stage or with one reason if given."""
    async for record in read_all(settings, DEAD_LETTERS):
        ours = {name.removeprefix(PREFIX): value.decode() for name, value in record.headers if name.startswith(PREFIX)}
        if (stage and ours.get("stage") != stage) or (reason and ours.get("reason") != reason):
            continue
        yield DeadLetter(
            offset=record.offset,
            topic=ours.get("topic", ""),
            position=f"{ours.get('partition')}:{ours.get('offset')}",
            stage=ours.get("stage", ""),
            reason=ours.get("reason", ""),
            message=ours.get("message", ""),
            version=ours.get("version", ""),
            key=record.key,
            value=record.value,
            headers=tuple((name, value) for name, value in record.headers if not name.startswith(PREFIX)),
        )


async def replay(settings: Settings, sender: RawSender, stage: str | None, reason: str | None) -> int:
    """Send dead letters back to their topics, byte for byte, and return how many.

    Safe to repeat: ids are the same, and consumers drop an id that they have applied. The letters stay where they are.
    """
    topics = {topic.name: topic for topic in TOPICS}
    letters = [letter async for letter in dead_letters(settings, stage, reason) if letter.topic in topics]
    for letter in letters:
        await sender.send(topics[letter.topic], letter.key, letter.value, letter.headers)
    return len(letters)
