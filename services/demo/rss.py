"""The feeds of a story's outlets, as RSS 2.0."""

from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from services.demo.story import Story, StoryItem

FEED_LENGTH = 20
"""Items in a feed, at most. News feeds drop old items as new ones come, and ingest must live with that."""


def outlet_items(story: Story, outlet: str, published: int) -> tuple[StoryItem, ...]:
    """What stands in the feed of `outlet` once the first `published` items of the story are out; newest first."""
    own = [item for item in story.items[:published] if item.outlet == outlet]
    return tuple(reversed(own[-FEED_LENGTH:]))


def rss(story: Story, outlet: str, published: int, base_url: str) -> bytes:
    """The feed of `outlet` once the first `published` items of the story are out; the same bytes for the same state."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", story.outlets[outlet])
    _add(channel, "link", base_url)
    _add(channel, "description", f"{story.outlets[outlet]}, as replayed in: {story.title}")
    for item in outlet_items(story, outlet, published):
        entry = ET.SubElement(channel, "item")
        _add(entry, "title", item.title)
        _add(entry, "link", article_url(base_url, item.id))
        _add(entry, "description", html_paragraphs(item.text))
        ET.SubElement(entry, "guid", isPermaLink="false").text = item.id
        _add(entry, "pubDate", format_datetime(item.published_at, usegmt=True))
    ET.indent(root)
    encoded: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return encoded


def article_url(base_url: str, item: str) -> str:
    """Where the page of an item is."""
    return f"{base_url}/articles/{item}"


def html_paragraphs(text: str) -> str:
    """Plain text, of which each line is a paragraph, as HTML."""
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in text.splitlines())


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
