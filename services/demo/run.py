"""`landbridge demo`: the whole system on a story of the past, watched on a screen."""

import asyncio
import base64
import contextlib
import secrets
import signal
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import yaml
from rich.console import Console

from schemas.alert import Alert
from schemas.article import Article
from schemas.event import TerritoryEvent
from schemas.topics import ALERTS, ARTICLES, DEAD_LETTERS, EVENTS
from services.demo.expected import judge, load_expectations
from services.demo.feedserver import FeedServer
from services.demo.receiver import Receiver
from services.demo.screen import Screen, Summary
from services.demo.story import DEFAULT_STORY, Story, load_story
from services.runtime.kafka import follow, lag
from services.runtime.records import decode
from services.runtime.settings import PREFIX
from services.stack import Stack, run_stack

DRAIN_TIMEOUT = 40.0
"""Seconds that the last items may take from the feed to the last webhook."""
GROUPS = (("landbridge-detect", ARTICLES), ("landbridge-link", EVENTS), ("landbridge-notify-demo", ALERTS))


@dataclass
class Run:
    """What a run has brought so far. Records that come twice count once: their ids are the same."""

    screen: Screen
    articles: set[str] = field(default_factory=set)
    events: dict[str, TerritoryEvent] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    dead_letters: int = 0
    restarts: Counter[str] = field(default_factory=Counter)

    def take(self, topic: str, record: Any) -> None:
        """Take in a record, and show it."""
        if topic == DEAD_LETTERS.name:
            self.dead_letters += 1
            return
        value = decode(
            {ARTICLES.name: ARTICLES, EVENTS.name: EVENTS, ALERTS.name: ALERTS}[topic], record.headers, record.value
        )
        match value:
            case Article():
                self.articles.add(value.id)
            case TerritoryEvent() if value.id not in self.events:
                self.events[value.id] = value
                self.screen.event(value)
            case Alert() if value.id not in self.alerts:
                self.alerts[value.id] = value
                self.screen.alert(value)


async def run_demo(
    *,
    once: bool,
    seconds: float,
    kafka: str | None = None,
    directory: Path = DEFAULT_STORY,
    console: Console | None = None,
) -> int:
    """Replay a story; returns 0 if everything in it was seen, told in order, and delivered.

    Args:
        once: end by itself; otherwise the stack stays up until SIGINT.
        seconds: how long the story takes.
        kafka: HOST:PORT of a broker that nobody has used yet; the embedded one by default.
        directory: the story.
        console: where to show it; standard output by default.
    """
    console = console or Console()
    story = load_story(directory)
    server = FeedServer(story, pace=seconds / len(story.items))
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    receiver = Receiver(secret)
    with tempfile.TemporaryDirectory(prefix="landbridge-demo-") as folder, Screen(len(story.items), console) as screen:
        run = Run(screen)
        started = time.monotonic()
        try:
            environment = await _inputs(Path(folder), story, server, receiver, secret)
            async with run_stack(
                Path(folder), environment, kafka=kafka, on_restart=lambda name, _status: run.restarts.update([name])
            ) as stack:
                server.begin()
                problems = await _watch(stack, server, receiver, run)
                problems += _judge(run, server, receiver, directory)
                screen.summary(_summary(run, receiver, stack, time.monotonic() - started))
                _report(console, problems)
                if not once and console.is_terminal:
                    console.print(_where(stack))
                    await _until_interrupted(stack)
        finally:
            await server.stop()
            await receiver.stop()
    return 1 if problems else 0


async def _inputs(folder: Path, story: Story, server: FeedServer, receiver: Receiver, secret: str) -> dict[str, str]:
    await server.start()
    webhooks = {"endpoints": {"demo": {"url": await receiver.start(), "secret": secret}}}
    feeds = {"feeds": [feed.model_dump(mode="json") for feed in server.feeds()]}
    (folder / "webhooks.yaml").write_text(yaml.safe_dump(webhooks), encoding="utf-8")
    (folder / "feeds.yaml").write_text(yaml.safe_dump(feeds), encoding="utf-8")
    return {
        f"{PREFIX}THEATRES": story.theatre,
        f"{PREFIX}SOURCES_FILE": str(story.sources_file),
        f"{PREFIX}FEEDS_FILE": str(folder / "feeds.yaml"),
        f"{PREFIX}WEBHOOKS_FILE": str(folder / "webhooks.yaml"),
        f"{PREFIX}NET_ALLOW": "127.0.0.0/8",
        # A second between two polls is days of a story that is told this fast.
        f"{PREFIX}LATENESS": "30",
    }


async def _watch(stack: Stack, server: FeedServer, receiver: Receiver, run: Run) -> list[str]:
    """Show what comes until the story is over and everything of it has arrived; returns what did not."""

    async def show() -> None:
        async for record in follow(stack.settings, (ARTICLES, EVENTS, ALERTS, DEAD_LETTERS)):
            run.take(record.topic, record)

    showing = asyncio.create_task(show())
    try:
        deadline = None
        while deadline is None or time.monotonic() < deadline:
            stack.supervisor.check()
            if showing.done():
                showing.result()
            progress = server.progress
            run.screen.story(progress.published, progress.day)
            if progress.published == progress.total:
                deadline = deadline or time.monotonic() + DRAIN_TIMEOUT
                if await _is_drained(stack, server, receiver, run):
                    return []
            await asyncio.sleep(0.2)
        return [f"not everything had arrived {DRAIN_TIMEOUT:g} s after the end of the story"]
    finally:
        showing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await showing


async def _is_drained(stack: Stack, server: FeedServer, receiver: Receiver, run: Run) -> bool:
    if len(run.articles) < server.progress.total or run.alerts.keys() - receiver.alerts.keys():
        return False
    return sum([await lag(stack.settings, group, topic) for group, topic in GROUPS]) == 0


def _judge(run: Run, server: FeedServer, receiver: Receiver, directory: Path) -> list[str]:
    problems = []
    if len(run.articles) != server.progress.total:
        problems.append(f"{len(run.articles)} articles were published of {server.progress.total}")
    if run.dead_letters:
        problems.append(f"{run.dead_letters} records ended among the dead letters")
    problems += [f"{name} had to be started again {times} times" for name, times in run.restarts.items()]
    undelivered = run.alerts.keys() - receiver.alerts.keys()
    if undelivered or receiver.refused:
        problems.append(f"{len(undelivered)} alerts were not delivered, {receiver.refused} signatures were refused")
    verdict = judge(load_expectations(directory), run.alerts.values())
    problems += [f"missing: {expected}" for expected in verdict.missing]
    problems += [f"too late: {expected}" for expected in verdict.late]
    problems += [f"should not have been raised: {alert.headline}" for alert in verdict.forbidden]
    return problems


def _summary(run: Run, receiver: Receiver, stack: Stack, seconds: float) -> Summary:
    return Summary(
        articles=len(run.articles),
        events=Counter(event.type for event in run.events.values()),
        alerts=Counter((alert.kind, alert.stage) for alert in run.alerts.values()),
        webhooks_delivered=sum(receiver.alerts.values()),
        seconds=seconds,
        memory=_resident(stack),
    )


def _resident(stack: Stack) -> int:
    processes = [psutil.Process()]
    for pid in stack.supervisor.pids().values():
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            processes += [process, *process.children(recursive=True)]
    return sum(process.memory_info().rss for process in processes)


def _report(console: Console, problems: list[str]) -> None:
    for problem in problems:
        console.print(f"[bold red]✗[/] {problem}", highlight=False)
    if not problems:
        console.print("[bold green]✓[/] every alert that the story must raise was raised, in order, and delivered")


def _where(stack: Stack) -> str:
    lines = [f"Kafka {stack.settings.kafka}", *(f"{name} {url}/metrics" for name, url in stack.status_urls.items())]
    return "\n".join(["It is still running:", *lines, "Ctrl-C ends it."])


async def _until_interrupted(stack: Stack) -> None:
    interrupted = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, interrupted.set)
    while not interrupted.is_set():
        stack.supervisor.check()
        await asyncio.sleep(0.2)
