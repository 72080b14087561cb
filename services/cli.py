"""The command line. It parses and calls; each command loads only what it uses."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.runtime.errors import EXIT_BAD_INPUT, EXIT_FATAL, BadInputError, FatalError

if TYPE_CHECKING:
    from services.runtime.context import Context

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="landbridge")
def cli() -> None:
    """Watch the news, and say when territory changes hands and when forces link up."""


def main() -> None:
    """Run the command line; bad input ends with status 2 and one line a fault."""
    try:
        cli(standalone_mode=True)
    except BadInputError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_BAD_INPUT)
    except FatalError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_FATAL)


@cli.command()
@click.option("--once", is_flag=True, help="End by itself after the story; status 0 only if all went well.")
@click.option("--seconds", default=45.0, show_default=True, help="How long the story takes.")
@click.option("--kafka", help="HOST:PORT of a fresh Apache Kafka; without it an embedded broker is started.")
def demo(once: bool, seconds: float, kafka: str | None) -> None:
    """Replay the story of the Iraq-Syria border, April to December 2017, through the whole system."""
    from services.demo.run import run_demo

    sys.exit(asyncio.run(run_demo(once=once, seconds=seconds, kafka=kafka)))


@cli.command()
@click.option("--feeds", required=True, type=FILE, help="OPML or YAML file of the feeds to poll.")
@click.option(
    "--theatre",
    "theatres",
    multiple=True,
    default=("iraq-syria",),
    show_default=True,
    help="Name of a theatre that Landbridge ships, or a directory. May be given again.",
)
@click.option("--webhooks", type=FILE, help="YAML file of the endpoints to notify.")
@click.option("--kafka", help="HOST:PORT of Apache Kafka; without it an embedded broker is started.")
@click.option("--broker-port", default=9092, show_default=True, help="Port of the embedded broker.")
@click.option("--status-port", default=9101, show_default=True, help="First of the four ports of /metrics.")
@click.option(
    "--data",
    default=Path("landbridge-data"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where the embedded broker and the logs are kept.",
)
def up(
    feeds: Path,
    theatres: tuple[str, ...],
    webhooks: Path | None,
    kafka: str | None,
    broker_port: int,
    status_port: int,
    data: Path,
) -> None:
    """Run everything on your own feeds, until Ctrl-C."""
    from services.up import run_up

    asyncio.run(run_up(feeds, theatres, webhooks, kafka, broker_port, status_port, data))


def _serve(service: str, run: Callable[["Context"], Awaitable[None]]) -> None:
    from services.runtime.process import run_service
    from services.runtime.settings import load_settings

    sys.exit(run_service(service, load_settings(), run))


@cli.command()
def ingest() -> None:
    """Run the service that polls the feeds and publishes articles."""
    from services.ingest.service import run

    _serve("ingest", run)


@cli.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--jsonl", is_flag=True, help="FILE (or - for standard input) has one article a line; write one event a line."
)
@click.option(
    "--theatre", "theatres", multiple=True, help="Theatre whose actors and places to know. May be given again."
)
@click.option("--sources", type=FILE, help="Table of sources and their grades.")
def detect(file: Path | None, jsonl: bool, theatres: tuple[str, ...], sources: Path | None) -> None:
    """Find the events of FILE; without FILE, run the service that finds them in the articles topic."""
    if file is None and not jsonl:
        from services.detect.service import run

        return _serve("detect", run)
    from services.detect.command import detect_jsonl, detect_text

    source = file or Path("-")
    if jsonl:
        return detect_jsonl(source, theatres, sources)
    return detect_text(source, theatres, sources)


@cli.command()
def link() -> None:
    """Run the service that turns events into beliefs, corridor states and alerts."""
    from services.link.service import run

    _serve("link", run)


@cli.command()
def notify() -> None:
    """Run the service that delivers alerts to webhooks."""
    from services.notify.service import run

    _serve("notify", run)


@cli.command()
@click.option("--theatre", "theatres", multiple=True, required=True, help="Name or directory. May be given again.")
@click.option(
    "--articles",
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="One article a line, as for `landbridge detect --jsonl`.",
)
@click.option(
    "--alerts",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Where to write one alert a line.",
)
@click.option("--sources", type=FILE, help="Table of sources and their grades.")
def backtest(theatres: tuple[str, ...], articles: Path, alerts: Path, sources: Path | None) -> None:
    """Run detection and linkage over an archive in event time, without any broker."""
    from services.backtest import backtest_file

    written = backtest_file(theatres, articles, alerts, sources)
    click.echo(f"{written} alerts", err=True)


@cli.group()
def theatre() -> None:
    """Theatres: what an analyst watches."""


@theatre.command("check")
@click.argument("name")
def theatre_check(name: str) -> None:
    """Read a theatre, by name or directory, and say what is in it or what is wrong with it."""
    from services.runtime.theatres import load_theatre

    found = load_theatre(name)
    click.echo(f"{found.theatre}: {found.name}: {len(found.actors)} actors, {len(found.places)} places")
    for key, corridor in found.corridors.items():
        click.echo(f"  {key}: {' - '.join(corridor.route)}")


@cli.group()
def feeds() -> None:
    """Feeds: what is polled."""


@feeds.command("list")
def feeds_list() -> None:
    """Print the feeds that are polled."""
    from services.ingest.standing import standing_feeds
    from services.runtime.settings import load_settings

    for key, standing in sorted(asyncio.run(standing_feeds(load_settings())).items()):
        for feed in standing:
            click.echo(f"{key}  {feed.url}  every {feed.min_interval:g} s at most")


@feeds.command("remove")
@click.argument("feed")
def feeds_remove(feed: str) -> None:
    """End the polling of FEED, an id of `landbridge feeds list`."""
    from services.ingest.command import remove_feed
    from services.runtime.settings import load_settings

    asyncio.run(remove_feed(load_settings(), feed))
    click.echo(f"removed: {feed}")


@cli.group()
def topics() -> None:
    """Topics on the broker."""


@topics.command("create")
def topics_create() -> None:
    """Create the topics that are missing."""
    from services.runtime.admin import create_topics
    from services.runtime.settings import load_settings

    created = asyncio.run(create_topics(load_settings()))
    click.echo(f"created: {', '.join(created) or 'none, all are there'}")


@topics.command("list")
def topics_list() -> None:
    """Print the table of topics."""
    from schemas.topics import TOPICS

    for topic in TOPICS:
        click.echo(f"{topic.name}  partitions={topic.partitions}  {topic.cleanup}  key: {topic.key}. {topic.guarantee}")


@cli.group()
def dlq() -> None:
    """Dead letters: records that could not be processed."""


def _letter_filters(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--stage", help="Only those that this service gave up on.")(command)
    return click.option("--reason", help="Only those with this reason.")(command)


@dlq.command("list")
@_letter_filters
def dlq_list(stage: str | None, reason: str | None) -> None:
    """Print the dead letters, oldest first."""
    from services.runtime.replay import dead_letters
    from services.runtime.settings import load_settings

    async def show() -> None:
        async for letter in dead_letters(load_settings(), stage, reason):
            size = len(letter.value or b"")
            click.echo(
                f"{letter.offset}  {letter.stage}  {letter.reason}  {letter.topic} {letter.position}  "
                f"{size} bytes  {letter.message}"
            )

    asyncio.run(show())


@dlq.command("replay")
@_letter_filters
def dlq_replay(stage: str | None, reason: str | None) -> None:
    """Send dead letters back to the topics that they came from."""
    from prometheus_client import CollectorRegistry

    from services.runtime.kafka import open_publisher
    from services.runtime.metrics import Metrics
    from services.runtime.replay import replay
    from services.runtime.settings import load_settings

    async def send() -> int:
        settings = load_settings()
        async with open_publisher(settings, "dlq", Metrics(CollectorRegistry(), "dlq", "")) as publisher:
            return await replay(settings, publisher, stage, reason)

    click.echo(f"replayed: {asyncio.run(send())}")


@cli.command()
def settings() -> None:
    """Print every setting with its default and its meaning."""
    from services.runtime.settings import settings_table

    for name, default, meaning in settings_table():
        click.echo(f"{name}={default}\n    {meaning}")


if __name__ == "__main__":
    main()
