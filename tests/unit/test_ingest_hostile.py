"""Servers and feeds that mean harm, or do it without meaning to."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest

from schemas.feed import PollOutcome, Validators
from services.ingest.fetch import feed_session, fetch
from services.ingest.outcome import Failed, Fetched, Outcome
from services.ingest.parse import MAX_ITEMS, MAX_TEXT, NotAFeedError, parse_feed
from services.ingest.parser_pool import ParserPool
from tests.support.feed_server import FeedServer, FeedText, Reply, gzipped, serving

LOOPBACK = ip_network("127.0.0.0/8")
BODY = FeedText().item("1", "Town taken").encode()


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with serving() as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with feed_session([LOOPBACK], limit=4) as opened:
        yield opened


async def _fetch(
    session: aiohttp.ClientSession,
    url: str,
    max_bytes: int = 1_000_000,
    timeout: float = 10.0,  # noqa: ASYNC109
) -> Outcome:
    return await fetch(
        session, url, Validators(), lambda: datetime(2017, 5, 29, tzinfo=UTC), max_bytes=max_bytes, timeout=timeout
    )


async def _fails(session: aiohttp.ClientSession, url: str, **limits: float) -> Failed:
    outcome = await _fetch(session, url, **limits)  # type: ignore[arg-type]
    assert isinstance(outcome, Failed)
    return outcome


async def test_a_compressed_feed_is_inflated(server: FeedServer, session: aiohttp.ClientSession) -> None:
    server.reply("/a", gzipped(BODY))

    outcome = await _fetch(session, f"{server.url}/a")

    assert isinstance(outcome, Fetched)
    assert outcome.body == BODY
    assert outcome.content_type == "text/xml"


async def test_a_bomb_is_dropped_at_the_cap(server: FeedServer, session: aiohttp.ClientSession) -> None:
    sent = 0

    async def two_gibibytes_of_zeros() -> AsyncIterator[bytes]:
        nonlocal sent
        squeeze = zlib.compressobj(9, wbits=31)
        zeros = bytes(1 << 20)
        for _ in range(2048):
            if piece := squeeze.compress(zeros):
                sent += 1
                yield piece
            await asyncio.sleep(0)

    server.reply("/bomb", Reply(headers={"Content-Encoding": "gzip"}, stream=two_gibibytes_of_zeros))

    failed = await _fails(session, f"{server.url}/bomb")

    assert failed.kind is PollOutcome.TOO_LARGE
    assert sent < 2048


async def test_an_honest_large_body_is_dropped_too(server: FeedServer, session: aiohttp.ClientSession) -> None:
    server.reply("/large", Reply(body=b"x" * 1001)).reply("/full", Reply(body=b"x" * 1000))

    assert (await _fails(session, f"{server.url}/large", max_bytes=1000)).kind is PollOutcome.TOO_LARGE
    assert isinstance(await _fetch(session, f"{server.url}/full", max_bytes=1000), Fetched)


async def test_a_body_that_is_not_what_it_says_is_a_failure(server: FeedServer, session: aiohttp.ClientSession) -> None:
    server.reply("/a", Reply(body=b"not compressed", headers={"Content-Encoding": "gzip"}))

    assert (await _fails(session, f"{server.url}/a")).kind is PollOutcome.NETWORK_ERROR


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "10"}])
async def test_a_server_that_stalls_is_left(
    server: FeedServer, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    async def drip() -> AsyncIterator[bytes]:
        yield b"<rss>"
        await server.closing.wait()

    server.reply("/slow", Reply(headers=headers, stream=drip)).reply("/mute", Reply(delay=60))

    for path in ("/slow", "/mute"):
        failed = await _fails(session, f"{server.url}{path}", timeout=0.2)
        assert failed.kind is PollOutcome.NETWORK_ERROR
        assert "within 0.2 s" in failed.detail


async def test_redirects_end(server: FeedServer, session: aiohttp.ClientSession) -> None:
    server.redirect("/a", "/b").redirect("/b", "/a")

    failed = await _fails(session, f"{server.url}/a")

    assert failed.kind is PollOutcome.HTTP_ERROR
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://10.0.0.1/",
        "http://[fe80::1]/",
        "//192.168.1.1/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://[",
        "http://example.org:99999/",
        "http://a..b/",
    ],
)
async def test_a_redirect_inwards_or_off_the_web_is_refused(
    server: FeedServer, session: aiohttp.ClientSession, target: str
) -> None:
    server.redirect("/a", target)

    assert (await _fails(session, f"{server.url}/a")).kind is PollOutcome.REFUSED


async def test_without_permission_loopback_is_refused(server: FeedServer) -> None:
    server.reply("/a", Reply(body=BODY))
    async with feed_session([], limit=4) as session:
        failed = await _fails(session, f"{server.url}/a")

    assert failed.kind is PollOutcome.REFUSED
    assert server.requests == []


async def test_nobody_there_is_a_network_error(session: aiohttp.ClientSession) -> None:
    assert (await _fails(session, "http://127.0.0.1:1/")).kind is PollOutcome.NETWORK_ERROR


async def test_an_etag_that_cannot_go_back_exactly_is_not_kept() -> None:
    answer = b'HTTP/1.1 200 OK\r\nETag: "\xff"\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx'

    async def respond(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(respond, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    async with listener, feed_session([LOOPBACK], limit=4) as session:
        outcome = await _fetch(session, f"http://127.0.0.1:{port}/")

    assert isinstance(outcome, Fetched)
    assert outcome.validators.etag is None


def test_a_body_that_names_a_file_does_not_open_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(FeedText().item("1", "the operator's secret").encode())

    with pytest.raises(NotAFeedError):
        parse_feed(str(secret).encode())


def test_what_is_no_feed_is_said_to_be_none() -> None:
    for body, said in {
        b"": "empty",
        b" \n ": "empty",
        b"<!DOCTYPE html><title>x</title><p>Checking your browser": "Checking your browser",
        b'{"error": 1}': "application/json",
        b"\x00\x01\x02": "begins with",
    }.items():
        with pytest.raises(NotAFeedError, match=said):
            parse_feed(body, "application/json" if body.startswith(b"{") else "")


def test_items_and_texts_are_capped() -> None:
    feed = FeedText().item("long", "t" * 5000, "word " * MAX_TEXT)
    for number in range(MAX_ITEMS):
        feed.item(str(number), "t")

    items = parse_feed(feed.encode()).items

    assert len(items) == MAX_ITEMS
    assert parse_feed(FeedText().item("long", "t" * 5000, "word " * MAX_TEXT).encode()).items[0].title == "t" * 1000
    assert len(parse_feed(FeedText().item("long", "t", "word " * MAX_TEXT).encode()).items[0].text) == MAX_TEXT


def test_entities_are_not_expanded() -> None:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{declared}]>'.encode() + FeedText().item("1", "x").encode()
    bomb = bomb.replace(b">x<", b">&e9;<")

    assert all(len(item.title) < 100 for item in parse_feed(bomb).items)


async def test_a_feed_that_takes_too_long_to_parse_is_given_up_and_the_next_one_is_not() -> None:
    endless = b"<rss version='2.0'><channel><item><description>" + b"<a>" * 1_500_000
    async with ParserPool(size=1, time_limit=2.0) as parsers:
        with pytest.raises(NotAFeedError, match="longer than 2 s"):
            await parsers.parse(endless, "text/xml", "http://example.org/")
        parsed = await parsers.parse(BODY, "text/xml", "http://example.org/")

    assert [item.title for item in parsed.items] == ["Town taken"]


async def test_the_parser_process_says_what_is_wrong() -> None:
    async with ParserPool(size=1) as parsers:
        with pytest.raises(NotAFeedError, match="the body is empty"):
            await parsers.parse(b"", "", "")
