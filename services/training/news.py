"""Other people's news that we have marked for measuring. Only the marks are ours to keep; the text is in a package.

A line of `seeds/corpus/news/marks.jsonl` is as one of the corpus (`corpus.py`), but instead of the text it has the id
of an article of `ordinary.py`, and from which character to which of it the passage goes. Runs of white space are one
space.
"""

import json

from services.training.corpus import CORPUS, from_line
from services.training.marked import Passage
from services.training.ordinary import articles

NEWS = CORPUS / "news" / "marks.jsonl"


def news_passages() -> list[Passage]:
    """The marked passages, none of them from an article that is learned from.

    Raises:
        SystemExit: the package is not installed.
        BadInputError: a line is wrong.
    """
    bodies = {article.id: article.body for article in articles()}
    records = [json.loads(line) for line in NEWS.read_text(encoding="utf-8").splitlines()]
    return [from_line(json.dumps(record | {"text": _stretch(bodies, record)})) for record in records]


def _stretch(bodies: dict[str, str], record: dict[str, str | int]) -> str:
    body = bodies[str(record["article"])]
    return " ".join(body[int(record["start"]) : int(record["end"])].split())
