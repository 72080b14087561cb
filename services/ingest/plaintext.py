"""HTML to the plain text that detection reads."""

import re
from html import unescape
from html.parser import HTMLParser

_BREAKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
})  # fmt: skip
_UNREAD = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "object", "iframe", "head", "title",
})  # fmt: skip
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
"""Soft hyphens, zero-width spaces and marks of direction: they stand inside words, and cut names in two."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNREAD:
            self._inside.append(tag)
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass
        elif tag in _BREAKS:
            self.pieces.append("\n")

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        # Python before 3.13 raises AssertionError for "<![" and anything that SGML does not know after it.
        return self.parse_bogus_comment(i, bool(report))

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.pieces.append(data.replace("\n", " "))


def html_to_text(markup: str) -> str:
    """The words of `markup`, one line a paragraph, without tags, scripts or runs of white space."""
    if "<" not in markup:
        return tidy(unescape(markup).replace("\n", " "))
    parser = _Text()
    parser.feed(markup)
    parser.close()
    return tidy("".join(parser.pieces))


def tidy(text: str) -> str:
    """`text` without control and invisible characters, empty lines and runs of white space."""
    visible = _UNPRINTABLE.sub(" ", _INVISIBLE.sub("", text))
    lines = (" ".join(line.split()) for line in visible.split("\n"))
    return "\n".join(line for line in lines if line)
