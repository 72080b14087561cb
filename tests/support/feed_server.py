"""A feed server on loopback that does what a script says, and remembers every request to the last header."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Self
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web
from aiohttp.test_utils import TestServer


class FeedText:
    """An RSS feed that grows, written as a test reads best: ``FeedText().item("a", "Town taken").ttl(15)``."""

    def __init__(self, title: str = "Example News") -> None:
        self._title = title
        self._ttl = ""
        self._items: list[str] = []

    def item(self, guid: str = "", title: str = "", text: str = "", *, link: str = "", date: str = "") -> Self:
        """Add an item, on top, as outlets do."""
        values = {"guid": guid, "title": title, "description": text, "link": link, "pubDate": date}
        inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items() if value)
        self._items.insert(0, f"<item>{inner}</item>")
        return self

    def ttl(self, minutes: int) -> Self:
        """Ask readers to wait so long."""
        self._ttl = f"<ttl>{minutes}</ttl>"
        return self

    def encode(self) -> bytes:
        """The feed as it is now."""
        head = f"<title>{escape(self._title)}</title>{self._ttl}"
        return f'<rss version="2.0"><channel>{head}{"".join(self._items)}</channel></rss>'.encode()


def atom(*entries: tuple[str, str, str], base: str = "https://example.org/") -> bytes:
    """An Atom feed of (id, title, HTML content)."""
    inner = "".join(
        f"<entry><id>{escape(key)}</id><title>{escape(title)}</title><link href={quoteattr(base + key)}/>"
        f'<content type="html">{escape(html)}</content></entry>'
        for key, title, html in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{inner}</feed>'.encode()


@dataclass(frozen=True)
class Reply:
    """What the server says to one request."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before the body, unless the server is closed first."""
    stream: Callable[[], AsyncIterator[bytes]] | None = None
    """The body, piece by piece, in place of `body`."""


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    path: str
    """With the query, as it stood in the request line."""
    headers: Mapping[str, str]
    raw_headers: tuple[tuple[bytes, bytes], ...]


class FeedServer:
    """Gives each path's replies in turn, then the last of them for ever; a path without replies is a 404."""

    def __init__(self) -> None:
        self.requests: list[Seen] = []
        self.most_at_once = 0
        self.url = ""
        self.closing = asyncio.Event()
        self._at_once = 0
        self._scripts: dict[str, list[Reply]] = {}

    def reply(self, path: str, *script: Reply) -> Self:
        """Answer so at `path` from now on."""
        self._scripts[path] = list(script)
        return self

    def redirect(self, path: str, to: str, status: int = 301) -> Self:
        """Send requests for `path` elsewhere."""
        return self.reply(path, Reply(status, headers={"Location": to}))

    def paths(self) -> list[str]:
        """The paths that were requested, in order."""
        return [request.path for request in self.requests]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer by the script."""
        self.requests.append(Seen(request.raw_path, dict(request.headers), request.raw_headers))
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            return await self._answer(request)
        finally:
            self._at_once -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        script = self._scripts.get(request.path) or [Reply(404, b"no such feed")]
        reply = script.pop(0) if len(script) > 1 else script[0]
        if reply.delay:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), reply.delay)
        if reply.stream is None:
            return web.Response(status=reply.status, body=reply.body, headers=reply.headers)
        response = web.StreamResponse(status=reply.status, headers=reply.headers)
        await response.prepare(request)
        async for piece in reply.stream():
            await response.write(piece)
        return response


@asynccontextmanager
async def serving(host: str = "127.0.0.1") -> AsyncIterator[FeedServer]:
    """Run a feed server, at another loopback address if it is to count as another host."""
    feeds = FeedServer()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", feeds.answer)
    async with TestServer(application, host=host) as server:
        feeds.url = str(server.make_url("")).rstrip("/")
        yield feeds
        feeds.closing.set()


def gzipped(body: bytes) -> Reply:
    """A compressed 200."""
    return Reply(body=gzip.compress(body), headers={"Content-Encoding": "gzip", "Content-Type": "text/xml"})
