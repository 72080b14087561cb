"""What knowing the world costs: memory and time to load, time of a lookup, and of an article with events.

Run it with ``python -m tests.bench.bench_gazetteer``.
"""

import statistics
import time
from collections.abc import Callable

import psutil

from schemas.article import Article
from schemas.theatre import Sources

NAMES = ("Mosul", "Deir ez-Zor", "al-Bukamal", "Lyman", "Goma", "San Jose", "Qwxyzzy", "Tal Afar", "Rafah", "Reading")
POINTS = ((36.04, 41.72), (49.99, 36.23), (-1.67, 29.23), (16.69, 98.51))
ROUNDS = 200
LEAD = (
    "Ukrainian forces recaptured the town of Lyman from Russian troops on Saturday, the defence ministry in Kyiv said. "
)
BODY = "Residents told reporters that the market had opened again and that the power was back in most streets. " * 20


def _resident() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def _micros(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e6


def main() -> None:
    """Measure and print."""
    from services.detect.detector import Detector
    from services.detect.world.located import load_world

    before, begun = _resident(), time.perf_counter()
    world = load_world()
    loaded = time.perf_counter() - begun
    for name in NAMES:
        world.gazetteer.find(name)
    print(f"world loaded in {loaded * 1e3:.0f} ms, {_resident() - before:.1f} MiB; process {_resident():.0f} MiB")
    print(f"lookup of a name: {_micros(lambda: [world.gazetteer.find(n) for n in NAMES]) / len(NAMES):.0f} us")
    print(f"nearest border: {_micros(lambda: [world.borders.nearest(*p) for p in POINTS]) / len(POINTS):.0f} us")

    detector = Detector([], Sources(sources={}))
    article = Article.model_validate({"id": "a", "text": LEAD + BODY, "published_at": "2022-10-01T00:00:00Z"})
    events = detector.detect(article)
    whole = _micros(lambda: detector.detect(article), 50)
    unplaced = [e.model_copy(update={"place": e.place and e.place.model_copy(update={"id": None})}) for e in events]
    located = _micros(lambda: world.located(unplaced, article.body), 50)
    print(f"article with {len(events)} events: {whole:.0f} us, of that {located:.0f} us to put them on the map")


if __name__ == "__main__":
    main()
