"""Who stands behind a report, and how reliable its source is."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.article import Article
from schemas.base import stable_id
from schemas.event import Grade
from schemas.theatre import Source, Sources
from services.detect.words.text import fold

_CREDIT_READ = 400
"""Characters at either end of the text in which agencies are credited."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article comes from."""

    outlet: str
    """Slug of the outlet in the table of sources, or the name under which it came."""
    wire: str | None
    """Slug of the agency that the text credits."""
    grade: Grade

    def origin(self, speaker: str | None) -> str:
        """Who stands behind a report of this article that is attributed to `speaker` (an id or folded name)."""
        if speaker:
            return f"speaker:{speaker}"
        return f"wire:{self.wire}" if self.wire else f"outlet:{self.outlet}"


def provenance(article: Article, sources: Sources) -> Provenance:
    """Finds the outlet and the credited agency of an article in the table of sources."""
    slug = _outlet(article, sources)
    own = sources.sources[slug].grade if slug else Grade.F
    wire = _wire(article, sources)
    graded = [own] + ([sources.sources[wire].grade] if wire else [])
    return Provenance(slug or article.source or _host(article.url) or "unknown", wire, min(graded))


def fingerprint(sentence: str) -> str:
    """The same for copies of a sentence that differ only in case, punctuation or spacing."""
    return stable_id("sentence", " ".join(re.findall(r"[^\W_]+", fold(sentence))))


def _outlet(article: Article, sources: Sources) -> str | None:
    if article.source in sources.sources:
        return article.source
    for candidate in (article.source.casefold(), _host(article.url)):
        for slug, source in sources.sources.items():
            if candidate and _is_of(candidate, source):
                return slug
    return None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # "http://[bad/": a link that is none
        return ""


def _is_of(host: str, source: Source) -> bool:
    return host == source.name.casefold() or any(
        host == d.casefold() or host.endswith("." + d.casefold()) for d in source.domains
    )


def _wire(article: Article, sources: Sources) -> str | None:
    text = article.text
    edges = text if len(text) <= 2 * _CREDIT_READ else text[:_CREDIT_READ] + "\n" + text[-_CREDIT_READ:]
    for slug, source in sources.sources.items():
        for credit in source.wire:
            bare = re.escape(credit.strip("() "))
            named = rf"\b{bare}\s+(?:-|\u2013|\u2014|reported|reports|said)|\b(?:reporting by|told|source:)\s+{bare}\b"
            if re.search(rf"\(\s*{bare}\s*\)|{named}|^\s*{bare}\s*$", edges, re.MULTILINE):
                return slug
    return None
