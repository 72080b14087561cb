"""The process that parses: feeds in on standard input, items out on standard output, until the input ends.

A request is three byte strings (content type, URL, body), the answer one, each after its length in four bytes.
"""

import resource
import sys
from typing import BinaryIO

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from services.ingest.parse import NotAFeedError, ParsedFeed, parse_feed

MEMORY_LIMIT = 768 << 20
"""Bytes of address space. A hostile feed then fails here and does not take the machine's memory."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process says: the feed, or why there is none."""

    feed: ParsedFeed | None = None
    fault: str = ""


ANSWER = TypeAdapter(Answer)


def answer(content_type: str, url: str, body: bytes) -> Answer:
    """Parse one body."""
    try:
        return Answer(feed=parse_feed(body, content_type, url))
    except NotAFeedError as error:
        return Answer(fault=str(error))
    except Exception as error:  # noqa: BLE001 - feedparser raises anything at all when its input is odd enough
        return Answer(fault=f"feedparser fails on it: {error!r}"[:500])


def frame(content: bytes) -> bytes:
    """`content` after its length."""
    return len(content).to_bytes(4, "big") + content


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while length := requests.read(4):
        content_type = requests.read(int.from_bytes(length, "big")).decode()
        url = requests.read(int.from_bytes(requests.read(4), "big")).decode()
        body = requests.read(int.from_bytes(requests.read(4), "big"))
        answers.write(frame(ANSWER.dump_json(answer(content_type, url, body))))
        answers.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    serve(sys.stdin.buffer, sys.stdout.buffer)
