"""The politeness exam: a client polls a server that logs everything, and is marked by the rules for feed readers.

The rules are those of https://rachelbythebay.com/frb/, as far as one client's requests can show them.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import aiohttp
import pytest

from schemas.feed import Feed, FeedState, PollOutcome, Validators
from services.ingest.decision import MOVES_BEFORE_STORED, fresh_state
from services.ingest.fetch import feed_session, fetch
from services.ingest.outcome import Outcome
from services.ingest.parse import ParsedFeed, parse_feed
from services.ingest.poll import Effects, poll
from services.ingest.schedule import DAY, HOUR, JITTER, PUBLIC
from tests.support.feed_server import FeedServer, FeedText, Reply, serving
from tests.support.recording import RecordingPublisher

START = datetime(2017, 5, 29, 12, tzinfo=UTC)
ETAG = 'W/"odd,  \tvalue"'
MODIFIED = "Mon, 29 May 2017 09:00:00 gmt"
VALIDATORS = {"ETag": ETAG, "Last-Modified": MODIFIED}
BODY = FeedText().item("1", "Town taken").encode()


@dataclass
class Client:
    """One feed of ours, polled as often as a test says, at the moments that the feed's own schedule names."""

    server: FeedServer
    session: aiohttp.ClientSession
    feed: Feed
    state: FeedState
    publisher: RecordingPublisher
    now: datetime = START

    async def poll(self, times: int = 1) -> FeedState:
        """Poll when due, so many times."""
        effects = Effects(self._fetch, _parse, self.publisher, lambda: self.now)
        for _ in range(times):
            self.now = max(self.now, self.state.next_due)
            self.state = (await poll(self.feed, self.state, PUBLIC, effects)).state
        return self.state

    def waits(self, seconds: float) -> bool:
        """Whether the next poll is so far away, or longer by no more than the jitter."""
        wait = (self.state.next_due - self.now).total_seconds()
        return seconds <= wait <= seconds * (1 + JITTER)

    def sent(self, name: str) -> list[str | None]:
        """The values of a header in all requests."""
        return [request.headers.get(name) for request in self.server.requests]

    async def _fetch(self, url: str, validators: Validators) -> Outcome:
        return await fetch(self.session, url, validators, lambda: self.now)


async def _parse(body: bytes, content_type: str, url: str) -> ParsedFeed:
    return parse_feed(body, content_type, url)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving() as server, feed_session([ip_network("127.0.0.0/8")], limit=4) as session:
        feed = Feed(id="example", url=f"{server.url}/feed?x=%7e&y")
        yield Client(server, session, feed, fresh_state(feed, START), RecordingPublisher())


async def test_validators_go_back_byte_for_byte_and_not_on_first_contact(client: Client) -> None:  # R1
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS), Reply(304))

    await client.poll(3)

    assert client.sent("If-None-Match") == [None, ETAG, ETAG]
    assert client.sent("If-Modified-Since") == [None, MODIFIED, MODIFIED]
    assert client.state.last_outcome is PollOutcome.NOT_MODIFIED
    assert client.state.errors == 0


async def test_validators_come_from_one_answer(client: Client) -> None:  # R2
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS), Reply(body=BODY, headers={"ETag": '"new"'}))

    state = await client.poll(2)
    await client.poll()

    assert state.last_outcome is PollOutcome.UNCHANGED
    assert client.sent("If-None-Match")[2] == '"new"'
    assert client.sent("If-Modified-Since")[2] is None


async def test_an_answer_without_validators_clears_them(client: Client) -> None:  # R2
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS), Reply(body=BODY))

    await client.poll(3)

    assert client.sent("If-None-Match") == [None, ETAG, None]


@pytest.mark.parametrize("status", [429, 500, 503, 404, 410])
async def test_validators_outlive_errors(client: Client, status: int) -> None:  # R3
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS), Reply(status), Reply(304))

    await client.poll(3)

    assert client.sent("If-None-Match") == [None, ETAG, ETAG]
    assert client.state.last_outcome is PollOutcome.NOT_MODIFIED


async def test_an_error_page_with_status_200_does_not_take_over_the_validators(client: Client) -> None:  # R3
    page = Reply(body=b"<html>Just a moment...</html>", headers={"ETag": '"captcha"'})
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS), page, Reply(304))

    state = await client.poll(2)
    await client.poll()

    assert state.last_outcome is PollOutcome.NOT_A_FEED
    assert "Just a moment" in state.last_error
    assert client.sent("If-None-Match")[2] == ETAG


async def test_validators_go_to_the_url_that_gave_them(client: Client) -> None:  # R4
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS), Reply(302, headers={"Location": "/b"}))
    client.server.reply("/b", Reply(body=BODY, headers={"ETag": '"b"'}), Reply(304))

    await client.poll(3)

    asked = [(request.path.split("?")[0], request.headers.get("If-None-Match")) for request in client.server.requests]
    assert asked == [("/feed", None), ("/feed", ETAG), ("/b", None), ("/feed", None), ("/b", '"b"')]


async def test_without_a_hint_it_asks_once_an_hour_and_unconditionally_once_a_day(client: Client) -> None:  # R5
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS), Reply(304), Reply(body=BODY))

    await client.poll()
    assert client.waits(HOUR)
    await client.poll()
    assert client.waits(HOUR)
    await client.poll()
    assert client.waits(DAY)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=900"}, 900),
        ({"Cache-Control": "max-age=5"}, 300),
        ({"Cache-Control": "max-age=31536000"}, DAY),
        ({"Date": "Mon, 29 May 2017 12:00:00 GMT", "Expires": "Mon, 29 May 2017 12:30:00 GMT"}, 1800),
    ],
)
async def test_it_comes_back_when_the_server_says_and_never_sooner(  # R6
    client: Client, headers: dict[str, str], seconds: float
) -> None:
    client.server.reply("/feed", Reply(body=BODY, headers=VALIDATORS | headers), Reply(304, headers=headers))

    await client.poll()
    assert client.waits(seconds)
    await client.poll()
    assert client.waits(seconds)


async def test_a_ttl_holds_for_the_304s_after_it(client: Client) -> None:  # R6
    body = FeedText().item("1", "Town taken").ttl(240).encode()
    client.server.reply("/feed", Reply(body=body, headers=VALIDATORS), Reply(304))

    await client.poll(2)

    assert client.waits(4 * HOUR)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("value", "seconds"), [("7200", 7200), ("Mon, 29 May 2017 15:00:00 GMT", 3 * HOUR)])
async def test_retry_after_is_obeyed_and_is_no_failure(  # R7
    client: Client, status: int, value: str, seconds: float
) -> None:
    client.server.reply("/feed", Reply(status, headers={"Retry-After": value}))

    await client.poll()

    assert client.waits(seconds)
    assert client.state.errors == 0
    assert len(client.server.requests) == 1


async def test_a_bare_429_slows_it_down_more_each_time(client: Client) -> None:  # R7
    client.server.reply("/feed", Reply(429))
    waits = []
    for _ in range(6):
        await client.poll()
        waits.append(client.state.next_due - client.now)

    assert waits[0] >= timedelta(hours=1)
    assert waits == sorted(waits)
    assert waits[-1] > 2 * waits[0]


async def test_it_backs_off_from_a_failing_feed_to_a_day_and_comes_back_alone(client: Client) -> None:  # R9
    client.server.reply("/feed", *[Reply(500)] * 20, Reply(body=BODY, headers=VALIDATORS))
    waits = []
    for _ in range(20):
        await client.poll()
        waits.append((client.state.next_due - client.now).total_seconds())

    assert waits == sorted(waits)
    assert DAY <= waits[-1] <= DAY * (1 + JITTER)
    await client.poll()
    assert client.state.errors == 0
    assert client.waits(HOUR)


async def test_410_means_once_a_day_and_later_once_a_week(client: Client) -> None:  # R9
    client.server.reply("/feed", Reply(410))

    await client.poll()
    assert client.waits(DAY)
    await client.poll(13)
    assert client.waits(7 * DAY)


@pytest.mark.parametrize("status", [301, 308])
async def test_a_permanent_move_is_remembered_once_it_is_sure(client: Client, status: int) -> None:  # R9
    client.server.redirect("/feed", "/new", status).reply("/new", Reply(body=BODY, headers=VALIDATORS), Reply(304))

    await client.poll(MOVES_BEFORE_STORED)
    assert [path.split("?")[0] for path in client.server.paths()] == ["/feed", "/new"] * MOVES_BEFORE_STORED
    client.server.requests.clear()
    await client.poll(2)

    assert client.server.paths() == ["/new", "/new"]


async def test_a_temporary_move_is_not_remembered(client: Client) -> None:  # R9
    client.server.redirect("/feed", "/new", 302).reply("/new", Reply(body=BODY, headers=VALIDATORS), Reply(304))

    await client.poll(MOVES_BEFORE_STORED + 2)

    assert len(client.server.requests) == 2 * (MOVES_BEFORE_STORED + 2)


async def test_a_move_to_something_that_is_no_feed_is_not_remembered(client: Client) -> None:  # R9
    client.server.redirect("/feed", "/parked").reply("/parked", Reply(body=b"<html>This domain is for sale</html>"))

    await client.poll(MOVES_BEFORE_STORED + 1)

    assert client.state.url == ""


async def test_when_the_new_url_fails_the_old_one_is_asked_again(client: Client) -> None:  # R9
    client.server.redirect("/feed", "/new").reply("/new", *[Reply(body=BODY)] * MOVES_BEFORE_STORED, Reply(404))

    await client.poll(MOVES_BEFORE_STORED + 3)
    client.server.requests.clear()
    client.server.reply("/feed", Reply(body=BODY))
    await client.poll()

    assert client.server.paths() == ["/feed?x=%7e&y"]
    assert client.state.errors == 0


async def test_requests_carry_nothing_that_they_need_not(client: Client) -> None:  # R10
    cookie = {"Set-Cookie": "id=1"}
    client.server.reply("/feed", Reply(302, headers={"Location": "/b"} | cookie)).reply("/b", Reply(body=BODY))

    await client.poll(2)

    assert client.server.paths() == ["/feed?x=%7e&y", "/b"] * 2
    assert set(client.sent("Cookie") + client.sent("Referer") + client.sent("Authorization")) == {None}


async def test_the_operator_reads_what_the_server_says(client: Client) -> None:  # R11
    client.server.reply("/feed", Reply(403, b"<html><p>Blocked: write to <b>ops@example.org</b></p></html>"))

    await client.poll()

    assert client.state.last_error == "HTTP 403: Blocked: write to ops@example.org"


async def test_it_says_who_it_is_and_what_it_wants(client: Client) -> None:  # R12, R13
    client.server.reply("/feed", Reply(body=BODY))

    await client.poll()

    (agent,), (accept,), (encoding,) = client.sent("User-Agent"), client.sent("Accept"), client.sent("Accept-Encoding")
    assert agent
    assert agent.startswith("Landbridge/")
    assert "+https://" in agent
    assert "Mozilla" not in agent
    assert accept
    assert accept.startswith("application/rss+xml, application/atom+xml")
    assert encoding
    assert "gzip" in encoding
