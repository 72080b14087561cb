"""The work of the experiment with `kill -9`: numbers, to be sent from one topic to another."""

from schemas.base import Contract
from schemas.topics import Cleanup, Topic

PARTITIONS = 64
"""Faust asks for each partition's committed position in turn before it goes on. The more there are, the longer the
time in which it fetches records that it then throws away."""


class Number(Contract):
    """A piece of work."""

    number: int


def numbers_topic(name: str) -> Topic:
    """A topic of numbers; number n is in partition n modulo `PARTITIONS`."""
    return Topic(
        name=name,
        model=Number,
        key="one of a hundred names",
        partitions=PARTITIONS,
        cleanup=Cleanup.DELETE,
        retention_ms=-1,
        guarantee="At least once.",
    )
