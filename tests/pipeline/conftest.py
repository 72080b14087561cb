"""The brokers that the pipeline tests run on: the embedded one, and under `make test-broker` Apache Kafka."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.runtime.admin import create_topics
from services.runtime.embedded import embedded_broker, free_port
from services.runtime.settings import load_settings
from services.runtime.supervisor import Supervisor
from tests.support.apache_kafka import ApacheKafka


@pytest.fixture(params=["embedded", pytest.param("apache", marks=pytest.mark.broker)])
async def kafka(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """HOST:PORT of a fresh broker that has all the topics."""
    if request.param == "apache":
        broker = ApacheKafka(tmp_path / "kafka")
        await broker.start()
        address, stop = broker.bootstrap, broker.close
        await create_topics(load_settings(kafka=address))
        yield address
        stop()
        return
    port = free_port()
    supervisor = Supervisor(tmp_path)
    await supervisor.start(embedded_broker(port, tmp_path / "broker"))
    address = f"127.0.0.1:{port}"
    await create_topics(load_settings(kafka=address))
    yield address
    await supervisor.stop()
