"""A service commits only what it has processed, contiguously."""

from hypothesis import given
from hypothesis import strategies as st

from services.runtime.positions import Arrival, Partition, Positions

P = Partition("t", 0)


def started_at(position: int) -> Positions:
    positions = Positions()
    positions.assign(P, position)
    return positions


def test_nothing_is_committable_before_something_is_processed() -> None:
    assert started_at(7).committable(P) is None
    assert Positions().committable(P) is None


def test_processing_in_order_advances_the_commit() -> None:
    positions = started_at(7)
    assert positions.arrival(P, 7) is Arrival.NEXT
    positions.processed(P, 7)
    assert positions.committable(P) == 8
    assert positions.arrival(P, 7) is Arrival.REPEAT


def test_a_gap_of_one_at_the_head_is_a_gap() -> None:
    """Faust's own arithmetic does not notice this one."""
    assert started_at(0).arrival(P, 1) is Arrival.GAP


def test_a_record_that_was_not_next_does_not_advance_the_commit() -> None:
    positions = started_at(3)
    positions.processed(P, 9)
    assert positions.committable(P) is None


def test_a_record_that_ends_after_its_partition_was_revoked_changes_nothing() -> None:
    positions = started_at(3)
    positions.forget([P])
    positions.processed(P, 3)
    assert not positions.knows(P)
    assert positions.committable(P) is None


@given(start=st.integers(0, 50), offsets=st.lists(st.integers(0, 60), max_size=80))
def test_the_commit_never_passes_an_unprocessed_record(start: int, offsets: list[int]) -> None:
    positions, done = started_at(start), set()
    for offset in offsets:
        if positions.arrival(P, offset) is Arrival.NEXT:
            done.add(offset)
            positions.processed(P, offset)
    commit = positions.committable(P)
    assert set(range(start, commit if commit is not None else start)) == done
