"""Fixtures that start Apache Kafka. Every test in this folder needs them, so every test here is marked `broker`."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.apache_kafka import ApacheKafka
from tests.support.processes import Workers


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, so that `make test` leaves them out and `make test-broker` runs them alone."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.broker)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def apache_kafka(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ApacheKafka]:
    """A broker that all tests share which use topics of their own."""
    broker = ApacheKafka(tmp_path_factory.mktemp("apache-kafka"))
    await broker.start()
    yield broker
    broker.close()


@pytest.fixture
def workers(tmp_path: Path, apache_kafka: ApacheKafka) -> Iterator[Workers]:
    """Starts worker processes against the shared broker, and ends them."""
    with Workers(tmp_path, apache_kafka.bootstrap) as started:
        yield started
