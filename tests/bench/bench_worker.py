"""What one process of the detector's pool costs: its start, its memory, and what more theatres cost an article.

Run it with ``python -m tests.bench.bench_worker``.
"""

import time

import psutil

from schemas.article import Article
from schemas.theatre import Sources, Theatre
from services.detect.detector import Detector
from tests.bench.bench_detect import rate, relevant_articles

THEATRES = 20
PLACES = 500
"""In each theatre, with three names each."""
ARTICLES = 40


def theatre(number: int) -> Theatre:
    """A theatre of many places that no article names."""
    places = {
        f"place-{number}-{at}": {
            "name": f"Qarvo{number}x{at}",
            "aliases": [f"Old Qarvo{number}x{at}", f"Qarvo{number}x{at} Junction"],
            "lat": 30 + at % 20,
            "lon": 40 + at % 20,
            "country": "IQ",
        }
        for at in range(PLACES)
    }
    actors = {f"party-{number}": {"name": f"Varqo{number} Front"}}
    return Theatre.model_validate(
        {
            "theatre": f"made-{number}",
            "name": f"Made {number}",
            "countries": ["IQ"],
            "actors": actors,
            "places": places,
        }
    )


def main() -> None:
    """Measure and print."""
    sources = Sources(sources={})
    detector = Detector([theatre(0)], sources)
    detector.detect(Article(id="first", text="Rebels took the town of Rawa on Monday."))
    print(f"first article read {time.time() - psutil.Process().create_time():.1f} s after the process began")
    articles = relevant_articles()[:ARTICLES]
    alone = rate(lambda some: [detector.detect(article) for article in some], articles)
    print(f"resident after {ARTICLES} articles: {psutil.Process().memory_info().rss / 2**20:.0f} MiB")
    many = Detector([theatre(number) for number in range(THEATRES)], sources)
    crowded = rate(lambda some: [many.detect(article) for article in some], articles)
    names = THEATRES * PLACES * 3
    print(f"with {THEATRES} theatres and {names:,} names an article takes {alone / crowded:.2f} times as long")


if __name__ == "__main__":
    main()
