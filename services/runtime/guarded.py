"""A Faust application whose commits follow our own count of what was processed, and nothing else."""

from collections.abc import Iterable
from typing import Any

import faust
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from services.runtime.positions import Partition, Positions
from services.runtime.settings import Settings


class GuardedConsumer(driver.Consumer):
    """Commits what `GuardedApp.positions` says was processed.

    Faust's own arithmetic steps over gaps: https://github.com/faust-streaming/faust/issues/606
    """

    app: "GuardedApp"

    def _new_offset(self, tp: TP) -> int | None:
        self._acked[tp].clear()
        self._acked_index[tp].clear()
        return self.app.positions.committable(Partition(tp.topic, tp.partition))


class GuardedTransport(driver.Transport):
    """The aiokafka transport with our consumer."""

    Consumer = GuardedConsumer


class GuardedApp(faust.App):
    """A Faust application without tables, web server or topic creation, with explicit positions."""

    positions: Positions

    def _new_transport(self) -> Any:
        return GuardedTransport(self.conf.broker_consumer, self)


def make_app(settings: Settings, group: str, datadir: str) -> GuardedApp:
    """Make the application that consumes as the group `group`. Every setting that matters is set here by name."""
    app = GuardedApp(
        group,
        broker=f"kafka://{settings.kafka}",
        datadir=datadir,
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=f"{group}-{settings.instance}" if settings.instance else None,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 5,
        broker_request_timeout=max(settings.session_timeout + 10, 40.0),
        broker_max_poll_interval=3600.0,
        broker_commit_interval=1.0,
        stream_wait_empty=True,
        stream_buffer_maxsize=256,
        table_standby_replicas=0,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        web_tables_enabled=False,
        web_router_enabled=False,
        web_stats_enabled=False,
        web_graph_enabled=False,
        worker_redirect_stdouts=False,
        autodiscover=False,
    )
    app.positions = Positions()

    def forget(_: Any, /, *args: Any, signal: Any, **__: Any) -> None:  # noqa: ARG001 - the shape that mode asks for
        revoked: Iterable[TP] = args[0]
        app.positions.forget(Partition(tp.topic, tp.partition) for tp in revoked)

    app.on_partitions_revoked.connect(forget, weak=False)
    return app
