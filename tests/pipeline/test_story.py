"""The demo's story, from the feed to the webhook: the right alerts, in order, once each."""

import io

import pytest
from rich.console import Console

from services.demo.run import run_demo

pytestmark = pytest.mark.pipeline


@pytest.mark.timeout(300)
async def test_the_story_raises_the_alerts_that_it_must(kafka: str) -> None:
    output = io.StringIO()
    status = await run_demo(once=True, seconds=20, kafka=kafka, console=Console(file=output, width=100))
    assert status == 0, output.getvalue()[-3000:]
