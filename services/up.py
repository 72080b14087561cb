"""`landbridge up`: everything, on the user's own feeds."""

import asyncio
import os
import signal
from pathlib import Path

import click

from services.ingest.feedlist import read_feeds
from services.notify.endpoints import load_endpoints
from services.runtime.settings import PREFIX
from services.runtime.theatres import load_theatre
from services.stack import run_stack


async def run_up(
    feeds: Path,
    theatres: tuple[str, ...],
    webhooks: Path | None,
    kafka: str | None,
    broker_port: int,
    status_port: int,
    data: Path,
) -> None:
    """Run the stack until SIGINT or SIGTERM, and say where things are.

    Raises:
        BadInputError: the feeds, a theatre or the webhooks file is wrong.
        FatalError: a part of the stack stopped again and again.
    """
    _check_input(feeds, theatres, webhooks)
    environment = {f"{PREFIX}FEEDS_FILE": str(feeds), f"{PREFIX}THEATRES": ",".join(theatres)}
    if webhooks:
        environment[f"{PREFIX}WEBHOOKS_FILE"] = str(webhooks)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stopping.set)
    async with run_stack(
        data,
        environment,
        kafka=kafka,
        broker_port=broker_port,
        first_port=status_port,
        on_restart=lambda name, status: click.echo(f"{name} stopped with status {status}, starting it again", err=True),
    ) as stack:
        click.echo(f"Kafka     {stack.settings.kafka}   (alerts are on the topic landbridge.alerts)")
        for service, url in sorted(stack.status_urls.items()):
            click.echo(f"{service:9} {url}/metrics")
        click.echo(f"logs      {data / 'logs'}\nCtrl-C stops everything; the data stays in {data}.")
        while not stopping.is_set():
            stack.supervisor.check()
            await asyncio.sleep(0.2)


def _check_input(feeds: Path, theatres: tuple[str, ...], webhooks: Path | None) -> None:
    read_feeds(feeds)
    for theatre in theatres:
        load_theatre(theatre)
    if webhooks:
        load_endpoints(webhooks, os.environ)
