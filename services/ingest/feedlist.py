"""Reads the user's list of feeds, as OPML 2.0 or as YAML, and writes it as OPML.

http://opml.org/spec2.opml; what OPML has no attribute for stands in attributes of our own namespace.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.parsers import expat

from pydantic import Field

from schemas.feed import Feed
from schemas.theatre import Authored
from services.runtime.authored import Lines, read_yaml, validate
from services.runtime.errors import BadInputError

NAMESPACE = "https://github.com/landbridge/landbridge/opml"
_FIELDS = {"landbridge:id": "id", "xmlUrl": "url", "landbridge:min_interval": "min_interval"}


class FeedEntry(Authored):
    """A feed as it stands in a file."""

    id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """If not given, made of the URL."""
    url: Annotated[str, Field(pattern=r"^https?://[^/\s]\S*$")]
    title: str = ""
    min_interval: Annotated[float, Field(gt=0)] = 300.0


class FeedsFile(Authored):
    """The whole file."""

    feeds: tuple[FeedEntry, ...]


def read_feeds(path: Path) -> tuple[Feed, ...]:
    """The feeds in the file at `path`: OPML if it is called `.opml` or `.xml`, YAML if `.yaml` or `.yml`.

    Outline elements of OPML without `xmlUrl` are folders. A feed that stands in several folders is one feed.

    Raises:
        BadInputError: the file cannot be read, an entry is wrong, or two have the same id or URL; with file and line.

    """
    suffix = path.suffix.lower()
    if suffix in {".yaml", ".yml"}:
        data, lines = read_yaml(path)
    elif suffix in {".opml", ".xml"}:
        data, lines = _read_opml(path)
    else:
        raise BadInputError(f"{path}: a list of feeds is a file called .opml, .xml, .yaml or .yml")
    entries = validate(FeedsFile, data, lines, path).feeds
    return _distinct([(lines[("feeds", index)][1], _feed(entry)) for index, entry in enumerate(entries)], path)


def write_opml(feeds: Iterable[Feed]) -> str:
    """`feeds` as an OPML 2.0 document, which `read_feeds` reads back as the same feeds."""
    root = Element("opml", {"version": "2.0", "xmlns:landbridge": NAMESPACE})
    SubElement(SubElement(root, "head"), "title").text = "Landbridge feeds"
    body = SubElement(root, "body")
    for feed in feeds:
        attributes = {
            "type": "rss",
            "text": feed.title or feed.id,
            "title": feed.title,
            "xmlUrl": feed.url,
            "landbridge:id": feed.id,
            "landbridge:min_interval": repr(feed.min_interval),
        }
        SubElement(body, "outline", attributes)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def default_id(url: str) -> str:
    """The id of a feed that was given none: its host, path and query with hyphens between the words."""
    parts = urlsplit(url)
    words = re.findall(r"[a-z0-9]+", f"{parts.netloc.removeprefix('www.')} {parts.path} {parts.query}".lower())
    return "-".join(words)[:200]


def _feed(entry: FeedEntry) -> Feed:
    identifier = entry.id or default_id(entry.url)
    return Feed(id=identifier, url=entry.url, title=entry.title, min_interval=entry.min_interval)


def _distinct(feeds: list[tuple[int, Feed]], path: Path) -> tuple[Feed, ...]:
    ids: dict[str, int] = {}
    urls: dict[str, int] = {}
    for line, feed in feeds:
        if feed.url in urls:
            raise BadInputError(f"{path}:{line}: {feed.url} stands in line {urls[feed.url]} already")
        if feed.id in ids:
            raise BadInputError(f"{path}:{line}: the id '{feed.id}' is that of line {ids[feed.id]}; give another")
        urls[feed.url], ids[feed.id] = line, line
    return tuple(feed for _, feed in feeds)


def _read_opml(path: Path) -> tuple[dict[str, object], Lines]:
    entries: dict[tuple[str, ...], dict[str, str]] = {}
    lines: Lines = {(): (path, 1)}
    parser = expat.ParserCreate()
    is_opml = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_opml
        is_opml = is_opml or name == "opml"
        if name != "outline" or "xmlUrl" not in attributes:
            return
        entry = {field: attributes[name] for name, field in _FIELDS.items() if name in attributes}
        entry["url"] = entry["url"].strip()
        entry["title"] = attributes.get("title", attributes.get("text", ""))
        key = (entry["url"], entry.get("id", ""))
        if key not in entries:
            lines[("feeds", len(entries))] = (path, parser.CurrentLineNumber)
            entries[key] = entry

    parser.StartElementHandler = start
    try:
        parser.Parse(path.read_bytes(), True)
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error}") from error
    except expat.ExpatError as error:
        raise BadInputError(f"{path}:{error.lineno}: not valid XML: {expat.ErrorString(error.code)}") from error
    if not is_opml:
        raise BadInputError(f"{path}:1: not OPML: there is no <opml> element")
    return {"feeds": list(entries.values())}, lines
