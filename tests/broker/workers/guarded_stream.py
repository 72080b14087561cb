"""The same work as `stock_faust.py` on the loop that Landbridge's services run on.

Run as `guarded_stream.py KAFKA GROUP SOURCE RESULTS`.
"""

import sys
from collections import Counter

from schemas.base import Contract
from services.runtime.context import Context
from services.runtime.positions import Partition
from services.runtime.process import run_service
from services.runtime.settings import load_settings
from services.runtime.stream import run_stream
from tests.broker.numbers import Number, numbers_topic

kafka, group, source_name, results_name = sys.argv[1:]


class Sender:
    """Counts, then sends; in memory, as Landbridge keeps no tables."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._counts: Counter[int] = Counter()

    async def assigned(self, partition: Partition, position: int) -> None:
        """Nothing to prepare."""

    async def handle(self, value: Contract, partition: Partition) -> None:
        """Count the partition's numbers and send this one on."""
        assert isinstance(value, Number)
        self._counts[partition.number] += 1
        name = str(value.number)
        await self._context.publisher.publish(numbers_topic(results_name), value, key=name, id=name)


async def run(context: Context) -> None:
    """Run until told to stop."""
    await run_stream(context, numbers_topic(source_name), group, Sender(context))


if __name__ == "__main__":
    sys.exit(run_service("detect", load_settings(kafka=kafka, session_timeout=2.0, metrics_port=0), run))
