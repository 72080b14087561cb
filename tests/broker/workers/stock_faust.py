"""A stock Faust worker: counts the records of each key in a table, and sends each record's value on.

Run as `stock_faust.py KAFKA GROUP SOURCE RESULTS DATA_FOLDER`. Every setting is Faust's default except those that make
a test short (session, heartbeat and commit interval) and those that keep it apart from others (web server, folder).
"""

import sys

import faust
from faust.types import StreamT

from tests.broker.numbers import PARTITIONS

kafka, group, source_name, results_name, data_folder = sys.argv[1:]

app = faust.App(
    group,
    broker=f"kafka://{kafka}",
    datadir=data_folder,
    topic_partitions=PARTITIONS,
    broker_session_timeout=2.0,
    broker_heartbeat_interval=0.5,
    broker_commit_interval=0.5,
    web_enabled=False,
)
source = app.topic(source_name, key_serializer="raw", value_serializer="raw")
results = app.topic(results_name, key_serializer="raw", value_serializer="raw")
counts = app.Table("counts", default=int, key_type=str)


@app.agent(source)
async def count(stream: StreamT[bytes]) -> None:
    """Count, then send, and take the next record only after the acknowledgement."""
    async for key, value in stream.items():
        assert isinstance(key, bytes)
        counts[key.decode()] += 1
        await (await results.send(key=key, value=value))


if __name__ == "__main__":
    faust.Worker(app, loglevel="info").execute_from_commandline()
