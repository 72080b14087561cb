"""Records as they were written to the topics by released versions. Every later version must read them."""

from pathlib import Path

from schemas.topics import TOPICS

HERE = Path(__file__).parent


def golden_records() -> list[tuple[str, Path]]:
    """The name of the topic and the file of every golden record."""
    return [(topic.name, path) for topic in TOPICS for path in sorted((HERE / topic.name).glob("*.json"))]
