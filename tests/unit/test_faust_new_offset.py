"""Pins what is wrong with the installed Faust's arithmetic of commits, so that an upgrade tells us when it changes.

Landbridge does not rely on it: `services.runtime.guarded` replaces it. Should one of these tests fail after an upgrade,
Faust was probably mended (https://github.com/faust-streaming/faust/issues/606), and the guard may be looked at again.
"""

from collections import defaultdict
from unittest.mock import Mock

import pytest
from faust.transport.consumer import Consumer
from faust.types import TP
from intervaltree import IntervalTree  # type: ignore[import-untyped]

from services.runtime.guarded import GuardedApp, GuardedConsumer
from services.runtime.positions import Partition, Positions

ARTICLES = TP("landbridge.articles", 0)


def consumer(committed: int | None, acknowledged: list[int]) -> Mock:
    """As much of a Faust consumer as the arithmetic looks at."""
    return Mock(
        _acked={ARTICLES: list(acknowledged)},
        _acked_index={ARTICLES: set(acknowledged)},
        _gap=defaultdict(IntervalTree),
        _committed_offset={ARTICLES: committed},
    )


def offset_to_commit(faust_consumer: Mock) -> int | None:
    return Consumer._new_offset(faust_consumer, ARTICLES)


@pytest.mark.parametrize(
    ("committed", "acknowledged", "commits"),
    [
        pytest.param(10, [11], 12, id="record 10 is in flight"),
        pytest.param(None, [5], 6, id="nothing is committed yet and records 0 to 4 are in flight"),
        pytest.param(0, [5], 6, id="zero is committed and records 0 to 4 are in flight"),
    ],
)
def test_faust_commits_past_records_in_flight(committed: int | None, acknowledged: list[int], commits: int) -> None:
    assert offset_to_commit(consumer(committed, acknowledged)) == commits


async def test_faust_takes_records_that_it_was_never_given_for_acknowledged() -> None:
    faust_consumer = consumer(10, [10, 14])
    await Consumer._add_gap(faust_consumer, ARTICLES, 11, 13)
    assert offset_to_commit(faust_consumer) == 15


@pytest.mark.parametrize("acknowledged", [[11], [10, 11, 12], [10, 14]])
def test_the_guard_commits_what_was_processed_whatever_faust_takes_for_acknowledged(acknowledged: list[int]) -> None:
    faust_consumer = consumer(10, acknowledged)
    partition = Partition(ARTICLES.topic, ARTICLES.partition)
    faust_consumer.app = Mock(spec=GuardedApp, positions=Positions())
    faust_consumer.app.positions.assign(partition, 10)
    assert GuardedConsumer._new_offset(faust_consumer, ARTICLES) is None
    faust_consumer.app.positions.processed(partition, 10)
    assert GuardedConsumer._new_offset(faust_consumer, ARTICLES) == 11
