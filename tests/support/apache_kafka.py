"""A real Apache Kafka broker for tests, from Maven's jars: one node that is broker and controller, without Docker."""

import asyncio
import shutil
import subprocess
import time
from pathlib import Path

from tests.support.processes import REPOSITORY, ProcessFailedError, Worker, free_port

POM = REPOSITORY / "tests" / "broker" / "pom.xml"
LOGGING = REPOSITORY / "tests" / "broker" / "log4j2.properties"
LIBRARIES = REPOSITORY / "var" / "kafka-libs"
CLUSTER_ID = "LandbridgeBrokerTestsQ"
STARTED = "Kafka Server started"

PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
controller.quorum.bootstrap.servers=127.0.0.1:{controller_port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
message.max.bytes=33554432
"""
# The session timeout's lower bound lets a test wait one second, not six, until a killed worker's partitions move on.
# 32 MB a message lets the test of an oversized record reach the service that must refuse it.


def libraries() -> Path:
    """The folder with the broker's jars, which Maven fills the first time.

    Raises RuntimeError where Java or Maven is missing or Maven fails.
    """
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise RuntimeError(f"the broker tests need {program!r} on the PATH (a Java 17 runtime and Maven)")
    if LIBRARIES.exists():
        return LIBRARIES
    unfinished = LIBRARIES.with_suffix(".unfinished")
    command = ["mvn", "-B", "-q", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={unfinished}"]
    done = subprocess.run([*command, "-DincludeScope=runtime"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"Maven could not fetch Apache Kafka:\n{done.stdout}{done.stderr}")
    # Renamed only when complete, so that an interrupted download is not taken for a cache.
    return unfinished.rename(LIBRARIES)


class ApacheKafka:
    """A broker on free loopback ports, which it keeps, as it keeps its data, when it is stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._properties = folder / "server.properties"
        self._classpath = f"{libraries()}/*"
        port = free_port()
        self.bootstrap = f"127.0.0.1:{port}"
        folder.mkdir(parents=True, exist_ok=True)
        self._properties.write_text(
            PROPERTIES.format(port=port, controller_port=free_port(), data=folder / "data"), encoding="utf-8"
        )
        command = self._java("kafka.Kafka", str(self._properties))
        self._broker = Worker("apache-kafka", command, {}, folder / "broker.log")

    async def start(self, within: float = 60) -> None:
        """Start the broker and wait until it serves. Raises ProcessFailedError after `within` seconds."""
        if not (self._folder / "data").exists():
            self._format()
        log = self._broker.log
        already_logged = log.stat().st_size if log.exists() else 0
        self._broker.start()
        deadline = time.monotonic() + within
        while STARTED not in log.read_bytes()[already_logged:].decode(errors="replace"):
            if not self._broker.running or time.monotonic() > deadline:
                raise ProcessFailedError(f"Apache Kafka did not start\n{self._broker.log_tail()}")
            await asyncio.sleep(0.1)

    def stop(self) -> None:
        """End it as an operator does, with SIGTERM."""
        self._broker.stop()

    def kill(self) -> None:
        """End it as a power cut does, with SIGKILL. What it wrote stays in the page cache of the machine."""
        self._broker.kill()

    def close(self) -> None:
        """End it, whatever state it is in, and delete its data. The log stays."""
        self._broker.end_group()
        shutil.rmtree(self._folder / "data", ignore_errors=True)

    def _format(self) -> None:
        arguments = ("format", "--standalone", "-t", CLUSTER_ID, "-c", str(self._properties))
        done = subprocess.run(
            self._java("kafka.tools.StorageTool", *arguments), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise ProcessFailedError(f"Kafka's storage could not be formatted:\n{done.stdout}{done.stderr}")

    def _java(self, main: str, *arguments: str) -> list[str]:
        options = ["-Xmx512m", "-XX:+UseSerialGC", f"-Dlog4j2.configurationFile={LOGGING}", "-cp", self._classpath]
        return ["java", *options, main, *arguments]
