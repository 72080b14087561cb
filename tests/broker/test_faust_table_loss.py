"""Why Landbridge keeps no state in Faust tables and counts its own positions: with stock Faust, records get lost.

After recovery Faust lets its partitions go on first and seeks to the committed positions second. Records that it
fetches in between are dropped, the next one looks like the far side of a gap, and Faust commits past gaps:
https://github.com/faust-streaming/faust/issues/606
"""

from functools import partial
from pathlib import Path

import pytest

from tests.broker.kills import kill_and_count
from tests.support.apache_kafka import ApacheKafka
from tests.support.processes import Worker, Workers

pytestmark = pytest.mark.timeout(600)

MOST_KILLS = 40
"""In six trials the first loss came at the second to sixth kill."""
KILLS = 12
SEED = 2017


def stock(workers: Workers, folder: Path, group: str, *topics: str) -> Worker:
    return workers.module("tests.broker.workers.stock_faust", group, group, *topics, str(folder / group))


def guarded(workers: Workers, name: str, group: str, *topics: str) -> Worker:
    return workers.module("tests.broker.workers.guarded_stream", name, group, *topics)


async def test_a_stock_faust_table_loses_records_when_its_worker_is_killed(
    apache_kafka: ApacheKafka, workers: Workers, tmp_path: Path
) -> None:
    start = partial(stock, workers, tmp_path)
    outcome = await kill_and_count(
        apache_kafka.bootstrap, "stock", [start], kills=MOST_KILLS, seed=SEED, to_the_end=False
    )
    assert outcome.lost, (
        f"Faust lost none of {outcome.sent} records in {outcome.kills} kills. It seems to be mended: "
        "the decision against its tables may be looked at again."
    )


@pytest.mark.parametrize("size", [1, 2])
async def test_our_stream_loses_none(apache_kafka: ApacheKafka, workers: Workers, size: int) -> None:
    group = f"guarded-{size}"
    starts = [partial(guarded, workers, f"{group}-{number}") for number in range(size)]
    outcome = await kill_and_count(apache_kafka.bootstrap, group, starts, kills=KILLS, seed=SEED, to_the_end=True)
    assert not outcome.lost
