"""A feed's bytes to its items. feedparser reads the XML; what it gets wrong is read from the raw text instead.

It must never be handed the bytes themselves: it takes what is short enough for a file name or a URL, opens that, and
would publish the contents of a file that a hostile server named.
"""

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser

from services.ingest.plaintext import html_to_text, tidy

MAX_ITEMS = 500
"""Items read of one body. Real feeds have tens; the newest stand first."""
MAX_TEXT = 100_000
"""Characters of text kept of an item."""
MAX_LINE = 1_000
"""Characters kept of a title, link, guid or date."""


class NotAFeedError(Exception):
    """The body is not a feed; the message says what it is instead."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item as its feed has it. Missing values are empty."""

    guid: str = ""
    link: str = ""
    """Absolute, as given: tracking parameters and all."""
    title: str = ""
    text: str = ""
    """Plain text of the fullest version that the feed carries."""
    published: str = ""
    """The raw text of the date."""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What matters of a feed."""

    title: str
    items: tuple[Item, ...]
    ttl: float = 0.0
    """Seconds that the feed asks readers to wait between polls; 0 if it does not say."""


def parse_feed(body: bytes, content_type: str = "", url: str = "") -> ParsedFeed:
    """Read an RSS, RDF or Atom feed that came from `url`.

    Slow on hostile input, by seconds a megabyte: call it where it can be killed.

    Raises:
        NotAFeedError: `body` is something else, such as a web page or nothing.

    """
    if not body.strip():
        raise NotAFeedError("the body is empty")
    headers = {"content-type": content_type} if content_type else {}
    document: Any = feedparser.parse(  # type: ignore[attr-defined, no-untyped-call]
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not document.entries and not document.get("version"):
        raise NotAFeedError(f"neither RSS nor Atom, but {_describe(body, content_type)}")
    return ParsedFeed(
        title=_line(document.feed.get("title")),
        items=tuple(_item(entry, url) for entry in document.entries[:MAX_ITEMS]),
        ttl=_ttl(document.feed.get("ttl")),
    )


def _item(entry: Any, url: str) -> Item:
    link = _line(entry.get("link"))
    guid = _line(entry.get("id"))
    try:
        link = urljoin(url, link) if link else ""
    except ValueError:  # "http://[" and the like
        link = ""
    return Item(
        guid=guid,
        link=link[:MAX_LINE],
        title=_plain(entry.get("title_detail"))[:MAX_LINE].replace("\n", " "),
        text=_fullest(entry)[:MAX_TEXT],
        published=_line(entry.get("published")),
        updated=_line(entry.get("updated")),
    )


def _fullest(entry: Any) -> str:
    versions = [*entry.get("content", ()), entry.get("summary_detail")]
    return max((_plain(version) for version in versions), key=len, default="")


def _plain(detail: Any) -> str:
    if not detail:
        return ""
    value = str(detail.get("value") or "")[: 10 * MAX_TEXT]
    return tidy(value) if detail.get("type") == "text/plain" else html_to_text(value)


def _line(value: Any) -> str:
    return tidy(str(value or ""))[:MAX_LINE]


def _ttl(minutes: Any) -> float:
    text = str(minutes or "").strip()
    return int(text) * 60.0 if text.isascii() and text.isdigit() and len(text) < 7 else 0.0


def _describe(body: bytes, content_type: str) -> str:
    start = body[:1000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        words = " ".join(html_to_text(body[:20_000].decode("utf-8", "replace")).split())
        return f"a web page: {words[:200]}"
    return f"{content_type or 'something without a type'} that begins with {body[:60]!r}"
