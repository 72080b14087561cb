"""The broker that `demo` and `up` bring along: a small Kafka-compatible server from a wheel, on loopback, on disk.

It never expires a member that was killed, so services on it use static membership and one worker each.
"""

import socket
from importlib.resources import files
from pathlib import Path

from services.runtime.supervisor import Program


def free_port() -> int:
    """A TCP port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def embedded_broker(port: int, data: Path) -> Program:
    """The broker as a program to supervise, listening on `port` of loopback and keeping its log in `data`."""
    binary = Path(str(files("noida_db"))) / "noida-db"
    binary.chmod(0o755)  # wheels may lose the executable bit
    options = ("--only", "kafka", "--kafka-port", str(port), "--data-dir", str(data))
    return Program("broker", (str(binary), "start", *options), {})
