"""Serves the feeds of a story on this machine, and lets them grow as the story goes on."""

import time
from collections.abc import Callable
from datetime import UTC, date
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from aiohttp import web

from schemas.feed import Feed
from services.demo.rss import html_paragraphs, outlet_items, rss
from services.demo.story import Story

POLL_INTERVAL = 0.5
"""Seconds between two polls of a feed of ours. Real feeds are asked far less often."""


class Progress(NamedTuple):
    """How far the story has come."""

    published: int
    total: int
    day: date
    """The day in the story."""


def published_after(elapsed: float, pace: float, total: int) -> int:
    """How many of `total` items are out after `elapsed` seconds: the first at once, then one every `pace` seconds.

    A pace of 0 publishes all at once.
    """
    if pace <= 0:
        return total
    return int(min(total - 1, elapsed / pace)) + 1


class FeedServer:
    """One RSS feed an outlet under /feeds/, one page an item under /articles/.

    Feeds are as short as real ones: more items of one outlet between two polls than a feed is long are not seen.
    """

    def __init__(
        self, story: Story, pace: float, *, port: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`pace` is the time between two items in seconds; port 0 lets the system choose one."""
        self._story = story
        self._pace = pace
        self._port = port
        self._clock = clock
        self._started: float | None = None
        self._runner: web.AppRunner | None = None
        self._base_url = ""

    async def start(self) -> str:
        """Serves empty feeds, and returns the base URL, without a slash at its end."""
        app = web.Application()
        app.add_routes([web.get("/feeds/{outlet}.xml", self._feed), web.get("/articles/{item}", self._article)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        host, port = self._runner.addresses[0][:2]
        self._base_url = f"http://{host}:{port}"
        return self._base_url

    def begin(self) -> None:
        """Begins the story: the first item is out."""
        self._started = self._clock()

    async def stop(self) -> None:
        """Stops serving."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def progress(self) -> Progress:
        """How far the story has come by now."""
        total = len(self._story.items)
        elapsed = None if self._started is None else self._clock() - self._started
        published = 0 if elapsed is None else published_after(elapsed, self._pace, total)
        return Progress(published, total, self._story.day(published))

    def feeds(self) -> tuple[Feed, ...]:
        """What to poll; once the server is started."""
        return tuple(
            Feed(id=outlet, url=f"{self._base_url}/feeds/{outlet}.xml", title=title, min_interval=POLL_INTERVAL)
            for outlet, title in self._story.outlets.items()
        )

    async def _feed(self, request: web.Request) -> web.Response:
        outlet = request.match_info["outlet"]
        if outlet not in self._story.outlets:
            raise web.HTTPNotFound
        published = self.progress.published
        body = rss(self._story, outlet, published, self._base_url)
        headers = {"ETag": f'"{blake2b(body, digest_size=12).hexdigest()}"', "Cache-Control": "no-cache"}
        newest = outlet_items(self._story, outlet, published)[:1]
        if newest:
            headers["Last-Modified"] = format_datetime(newest[0].published_at.astimezone(UTC), usegmt=True)
        if _is_current(request, headers):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type="application/rss+xml", charset="utf-8", headers=headers)

    async def _article(self, request: web.Request) -> web.Response:
        wanted = request.match_info["item"]
        for item in self._story.items[: self.progress.published]:
            if item.id == wanted:
                title = escape(item.title)
                page = (
                    f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n'
                    f"<body><article><h1>{title}</h1>\n<p>{escape(self._story.outlets[item.outlet])}, "
                    f"{item.published_at:%d %B %Y}</p>\n{html_paragraphs(item.text)}</article></body></html>\n"
                )
                return web.Response(text=page, content_type="text/html")
        raise web.HTTPNotFound


def _is_current(request: web.Request, headers: dict[str, str]) -> bool:
    # If-None-Match wins over If-Modified-Since: https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        return headers["ETag"] in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    since = request.headers.get("If-Modified-Since")
    return since is not None and since == headers.get("Last-Modified")
