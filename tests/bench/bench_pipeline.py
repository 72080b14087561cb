"""How long an article takes from its topic to the alert it raises, and what the idle stack costs.

Run it with `.venv/bin/python -m tests.bench.bench_pipeline`. Articles come at a steady rate, most of them ordinary
news; every twentieth reports that a town changed hands, and so raises an alert.
"""

import argparse
import asyncio
import contextlib
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from prometheus_client import CollectorRegistry

from schemas.alert import Alert
from schemas.article import Article
from schemas.topics import ALERTS, ARTICLES
from services.runtime.kafka import follow, open_publisher
from services.runtime.metrics import Metrics
from services.runtime.records import decode
from services.runtime.settings import PREFIX
from services.stack import Stack, run_stack

ORDINARY = (
    "Parliament passed the budget on Tuesday after a debate that went on past midnight, with 214 votes in favour.",
    "The champions held on to a one-goal lead and advance to the semi-final, where they meet last year's winners.",
    "Customs officers seized 40 kilograms of amber at the airport; two men were arrested, a spokeswoman said.",
    "Fighter jets bombed a depot outside the town at dawn, killing six people, residents said.",
)
BEGINNING = datetime(2018, 1, 1, tzinfo=UTC)
EVERY = 20


def article(number: int) -> Article:
    """The `number`-th article; one in twenty changes who holds Baaj."""
    when = BEGINNING + timedelta(hours=number)
    if number % EVERY:
        title, text = f"News item {number}", " ".join(ORDINARY)
    else:
        winner, loser = ("Popular Mobilization Forces", "Islamic State")[:: 1 if number // EVERY % 2 else -1]
        title, text = f"{winner} take Baaj", f"The {winner} captured the town of Baaj from {loser}, residents said."
    return Article(
        id=f"a{number}",
        source="bench",
        url=f"https://bench.example/{number}",
        title=title,
        text=text,
        published_at=when,
    )


async def measure(stack: Stack, rate: float, count: int) -> list[float]:
    """Seconds from article to alert, for each article that raised one."""
    sent: dict[str, float] = {}
    taken: dict[str, float] = {}

    async def watch() -> None:
        async for record in follow(stack.settings, (ALERTS,)):
            alert = decode(ALERTS, record.headers, record.value)
            assert isinstance(alert, Alert)
            newest = max(alert.evidence, key=lambda evidence: int(evidence.url.rpartition("/")[2]))
            taken.setdefault(newest.url, time.perf_counter())

    watching = asyncio.create_task(watch())
    await asyncio.sleep(1)
    async with open_publisher(stack.settings, "bench", Metrics(CollectorRegistry(), "bench", "")) as publisher:
        started = time.perf_counter()
        sending: set[asyncio.Task[None]] = set()
        for number in range(count):
            await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
            next_one = article(number)
            sent[next_one.url] = time.perf_counter()
            task = asyncio.create_task(publisher.publish(ARTICLES, next_one, key=next_one.id, id=next_one.id))
            sending.add(task)
            task.add_done_callback(sending.discard)
        await asyncio.gather(*sending)
    await asyncio.sleep(5)
    if watching.done():
        watching.result()
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    return sorted(taken[url] - sent[url] for url in taken if url in sent)


async def idle_costs(stack: Stack, seconds: float) -> None:
    """Print what each process of the stack uses while nothing happens."""
    groups = {}
    for name, pid in stack.supervisor.pids().items():
        process = psutil.Process(pid)
        groups[name] = [process, *process.children(recursive=True)]
    before = {name: sum(sum(p.cpu_times()[:2]) for p in group) for name, group in groups.items()}
    await asyncio.sleep(seconds)
    total = 0
    for name, group in groups.items():
        used = sum(sum(p.cpu_times()[:2]) for p in group) - before[name]
        resident = sum(p.memory_info().rss for p in group)
        total += resident
        print(f"{name:8} {len(group)} processes  {resident / 2**20:6.0f} MiB  {100 * used / seconds:5.1f} % of a core")
    print(f"together {total / 2**20:.0f} MiB resident")


async def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=100, help="articles a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--idle", type=float, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        async with run_stack(Path(folder), {f"{PREFIX}THEATRES": "iraq-syria"}) as stack:
            await idle_costs(stack, arguments.idle)
            delays = await measure(stack, arguments.rate, int(arguments.rate * arguments.seconds))
    median, p99 = statistics.median(delays), delays[min(len(delays) - 1, int(len(delays) * 0.99))]
    print(f"{len(delays)} alerts, {arguments.rate:g} articles/s: p50 {median * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")


if __name__ == "__main__":
    asyncio.run(main())
