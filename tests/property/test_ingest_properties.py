"""What holds of ingest whatever feeds and servers do."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from schemas.feed import Feed, FeedState, PollOutcome, SeenItem, Validators
from services.ingest.agenda import Agenda
from services.ingest.dates import parse_date
from services.ingest.decision import decide, fresh_state, needs_parsing
from services.ingest.hints import fresh_for, retry_after
from services.ingest.identity import canonical_url, identify
from services.ingest.newitems import find_new
from services.ingest.outcome import Failed, Fetched, Gone, NotModified, Outcome, RateLimited
from services.ingest.parse import Item, ParsedFeed
from services.ingest.plaintext import html_to_text
from services.ingest.schedule import JITTER, OWN, PUBLIC, WEEK, Pace

NOW = datetime(2017, 5, 29, 12, tzinfo=UTC)

words = st.sampled_from(["", "a", "b", "Town taken"])
items = st.builds(
    Item,
    guid=st.sampled_from(["", "1", "2", "https://x.org/1#0", "https://x.org/1#1"]),
    link=st.sampled_from(["", "https://x.org/1", "https://x.org/2?utm_source=r"]),
    title=words,
    text=words,
    published=st.sampled_from(["", "2017-05-29", "2030-01-01", "soon"]),
)
bodies = st.lists(st.lists(items, max_size=6), max_size=8)


@given(bodies)
def test_no_article_is_published_twice(feed_over_time: list[list[Item]]) -> None:
    seen: tuple[SeenItem, ...] = ()
    published: list[str] = []
    for body in feed_over_time:
        found = find_new("f", body, seen, NOW)
        published += [article.id for article in found.articles]
        seen = found.seen

        assert find_new("f", body, seen, NOW).articles == ()
    assert len(published) == len(set(published))


@given(st.lists(st.text("ab ", min_size=1), min_size=1, max_size=40))
def test_revisions_of_an_item_count_up_from_zero(titles: list[str]) -> None:
    seen: tuple[SeenItem, ...] = ()
    revisions = []
    for title in titles:
        found = find_new("f", [Item(guid="g", title=title)], seen, NOW)
        revisions += [article.revision for article in found.articles]
        seen = found.seen

    assert revisions == list(range(len(revisions)))


@given(st.lists(items, max_size=8))
def test_nothing_is_published_later_than_we_had_it(body: list[Item]) -> None:
    for article in find_new("f", body, (), NOW).articles:
        assert article.published_at is None or article.published_at <= NOW


@given(st.text())
def test_a_canonical_url_is_canonical(url: str) -> None:
    assert canonical_url(canonical_url(url)) == canonical_url(url)


@given(st.builds(Item, guid=st.text(), link=st.text(), title=st.text()))
def test_any_item_has_an_identity(item: Item) -> None:
    ((identity, same),) = identify([item])

    assert len(identity) == 32
    assert same is item


@given(st.text() | st.from_regex(r"\d{1,14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.{0,6}|\w{3}, \d+ \w{3} \d+ [\d:]+ .{0,8}"))
def test_any_text_is_a_believable_date_or_none(raw: str) -> None:
    moment = parse_date(raw)

    assert moment is None or (moment.utcoffset() == timedelta(0) and 1990 <= moment.year < 2200)


@given(st.text() | st.text("<>/!-&;#[]CDATAp "))
def test_any_markup_becomes_text_without_control_characters(markup: str) -> None:
    text = html_to_text(markup)

    assert all(character.isprintable() or character.isspace() or ord(character) > 127 for character in text)
    assert "\n\n" not in text
    assert text == text.strip()


@given(st.text(), st.text())
def test_any_header_is_a_wait_or_none(one: str, other: str) -> None:
    for seconds in (fresh_for(one, other, None, NOW), retry_after(one, NOW)):
        assert seconds is None or seconds > 0


seconds = st.none() | st.floats(0, 1e12)
outcomes = st.one_of(
    st.builds(
        Fetched,
        body=st.sampled_from([b"1", b"2"]),
        content_type=st.just(""),
        url=st.just("https://x.org/"),
        validators=st.builds(Validators, url=st.just("https://x.org/"), etag=st.none() | st.just('"e"')),
        fresh_for=seconds,
        moved_to=st.none() | st.just("https://x.org/"),
    ),
    st.builds(NotModified, fresh_for=seconds, moved_to=st.none() | st.just("https://x.org/")),
    st.builds(RateLimited, detail=st.just("429"), retry_after=seconds),
    st.builds(Gone, detail=st.just("410")),
    st.builds(Failed, kind=st.sampled_from(PollOutcome), detail=st.just("?")),
)


@given(st.lists(outcomes, min_size=1, max_size=40), st.floats(0.1, 1e5), st.sampled_from([PUBLIC, OWN]))
def test_a_feed_is_polled_again_whatever_happens_but_never_too_soon(
    history: list[Outcome], min_interval: float, pace: Pace
) -> None:
    feed = Feed(id="f", url="https://example.org/feed", min_interval=min_interval)
    state, now = fresh_state(feed, NOW), NOW
    for outcome in history:
        parsed = ParsedFeed("t", (Item(guid="1", title="t"),)) if needs_parsing(state, outcome) else None
        before = state
        state = decide(feed, state, outcome, parsed, now, pace).state
        wait = (state.next_due - now).total_seconds()

        assert max(min_interval, pace.floor) - 1e-3 <= wait
        assert wait <= max(WEEK, min_interval) * (1 + JITTER) + 1e-3
        assert state.seen or not before.seen
        assert isinstance(outcome, Fetched) or state.validators == before.validators
        assert FeedState.model_validate_json(state.to_json()) == state
        now = state.next_due


class AgendaMachine(RuleBasedStateMachine):
    """The agenda against the plain meaning of it: a dictionary that is searched."""

    def __init__(self) -> None:
        super().__init__()
        self.agenda = Agenda()
        self.now = NOW
        self.waiting: dict[str, tuple[datetime, str]] = {}
        self.busy: set[str] = set()
        self.free_from: dict[str, datetime] = {}

    def _ready(self) -> list[datetime]:
        return [max(due, self.free_from.get(host, due)) for due, host in self.waiting.values() if host not in self.busy]

    @rule(feed=st.sampled_from("abcdef"), host=st.sampled_from("xyz"), wait=st.integers(0, 20))
    def put(self, feed: str, host: str, wait: int) -> None:
        self.waiting[feed] = (self.now + timedelta(seconds=wait), host)
        self.agenda.put(feed, host, self.waiting[feed][0])

    @rule(feed=st.sampled_from("abcdef"))
    def remove(self, feed: str) -> None:
        self.waiting.pop(feed, None)
        self.agenda.remove(feed)

    @rule(seconds=st.integers(1, 10))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def take(self) -> None:
        turn = self.agenda.take(self.now)
        ready = [moment for moment in self._ready() if moment <= self.now]
        assert (turn is None) == (not ready)
        if turn:
            feed, host = turn
            due, where = self.waiting.pop(feed)
            assert where == host
            assert host not in self.busy
            assert max(due, self.free_from.get(host, due)) <= self.now
            self.busy.add(host)

    @precondition(lambda self: self.busy)
    @rule(gap=st.integers(0, 5), data=st.data())
    def finish(self, gap: int, data: st.DataObject) -> None:
        host = data.draw(st.sampled_from(sorted(self.busy)))
        self.busy.remove(host)
        self.free_from[host] = self.now + timedelta(seconds=gap)
        self.agenda.finish(host, self.free_from[host])

    @invariant()
    def the_next_moment_is_known(self) -> None:
        assert self.agenda.next_ready() == min(self._ready(), default=None)


TestAgenda = AgendaMachine.TestCase


@given(st.ip_addresses(v=4))
def test_an_address_is_its_own_host(address: IPv4Address) -> None:
    assert canonical_url(f"http://{address}:80") == f"http://{address}/"
