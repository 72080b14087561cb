"""Which records have been processed, and so up to where a service may commit.

Faust hands its agents a gap now and then (after recovery, in a rebalance) and would commit past it: the records in
the gap would be lost without a word. So a service counts for itself. See docs/decisions/0001-no-faust-tables.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Partition(NamedTuple):
    """A partition of a topic."""

    topic: str
    number: int


class Arrival(Enum):
    """How a record stands to what has been processed."""

    REPEAT = "repeat"
    NEXT = "next"
    GAP = "gap"


@dataclass
class Positions:
    """The next offset expected of each partition that this process owns."""

    _expected: dict[Partition, int] = field(default_factory=dict)
    _started_at: dict[Partition, int] = field(default_factory=dict)

    def knows(self, partition: Partition) -> bool:
        """Whether the partition has been assigned a starting position."""
        return partition in self._expected

    def assign(self, partition: Partition, start: int) -> None:
        """Begin at `start`: the committed position, or the log's beginning."""
        self._expected[partition] = start
        self._started_at[partition] = start

    def forget(self, partitions: Iterable[Partition]) -> None:
        """Drop partitions that were revoked; their position must be asked for again."""
        for partition in partitions:
            self._expected.pop(partition, None)
            self._started_at.pop(partition, None)

    def arrival(self, partition: Partition, offset: int) -> Arrival:
        """Say what a record at `offset` is: the next one, one seen before, or one after a gap."""
        expected = self._expected[partition]
        if offset < expected:
            return Arrival.REPEAT
        return Arrival.NEXT if offset == expected else Arrival.GAP

    def processed(self, partition: Partition, offset: int) -> None:
        """Note that the record at `offset`, which was the next one, is done."""
        if self._expected.get(partition) == offset:
            self._expected[partition] = offset + 1

    def all(self) -> list[tuple[Partition, int]]:
        """Every partition with the offset that comes next."""
        return list(self._expected.items())

    def expected(self, partition: Partition) -> int:
        """The offset that comes next."""
        return self._expected[partition]

    def committable(self, partition: Partition) -> int | None:
        """The position to commit, or None if nothing was processed since the partition was assigned."""
        expected = self._expected.get(partition)
        if expected is None or expected == self._started_at[partition]:
            return None
        return expected
