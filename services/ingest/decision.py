"""What one poll's outcome means: the articles to publish, and the feed's state once they are."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, assert_never

from schemas.article import Article
from schemas.feed import Feed, FeedState, PollOutcome, Validators
from services.ingest import schedule
from services.ingest.newitems import find_new
from services.ingest.outcome import Failed, Fetched, Gone, NotModified, Outcome, RateLimited
from services.ingest.parse import ParsedFeed
from services.ingest.schedule import Pace

MOVES_BEFORE_STORED = 5
"""Permanent redirects to one URL in a row after which that is polled directly. A single one is often a mistake."""
FAILURES_BEFORE_RETURN = 3
"""Failures in a row of the URL that a feed moved to, after which the original one is tried again."""


@dataclass(frozen=True, slots=True)
class Decision:
    """To be carried out in this order: publish the articles, then the state."""

    articles: tuple[Article, ...]
    state: FeedState


def fresh_state(feed: Feed, now: datetime) -> FeedState:
    """The state of a feed that was never polled: it is due."""
    return FeedState(feed=feed.id, next_due=now)


def target(feed: Feed, state: FeedState) -> str:
    """The URL to request: where the feed has moved, unless the feeds file has named another since."""
    return state.url if state.url and state.moved_from == feed.url else feed.url


def needs_parsing(state: FeedState, outcome: Outcome) -> bool:
    """Whether the outcome has a body that differs from the one read last. Parsing is by far the dearest step."""
    return isinstance(outcome, Fetched) and body_hash(outcome.body) != state.body_hash


def body_hash(body: bytes) -> str:
    """What a body is remembered by."""
    return blake2b(body, digest_size=16).hexdigest()


def decide(
    feed: Feed, state: FeedState, outcome: Outcome, parsed: ParsedFeed | None, now: datetime, pace: Pace
) -> Decision:
    """Conclude a poll. `parsed` is what the body says where it `needs_parsing`; a body that is no feed is a `Failed`.

    Validators outlive every failure, and a 200 that is not a feed is one: its validators would make the same error
    page look like an unchanged feed next time.
    """
    match outcome:
        case Fetched():
            return _fetched(feed, state, outcome, parsed, now, pace)
        case NotModified():
            wait = schedule.after_success(
                feed.min_interval, pace, hints=(outcome.fresh_for, state.ttl), conditional=True
            )
            changes = _success(PollOutcome.NOT_MODIFIED, now) | _moved(feed, state, outcome.moved_to)
        case RateLimited():
            wait = schedule.after_slow_down(feed.min_interval, pace, state.errors, outcome.retry_after)
            changes = _failure(state, PollOutcome.RATE_LIMITED, outcome.detail)
            if outcome.retry_after is not None:  # it has told us what it wants: nothing is broken
                changes["errors"] = state.errors
        case Gone():
            wait = schedule.after_gone(feed.min_interval, pace, state.errors + 1)
            changes = _failure(state, PollOutcome.GONE, outcome.detail)
        case Failed():
            wait = schedule.after_failure(feed.min_interval, pace, state.errors + 1)
            changes = _failure(state, outcome.kind, outcome.detail)
        case _:
            assert_never(outcome)
    return Decision((), _changed(state, changes, schedule.due(feed.id, now, wait)))


def _fetched(
    feed: Feed, state: FeedState, outcome: Fetched, parsed: ParsedFeed | None, now: datetime, pace: Pace
) -> Decision:
    changes: dict[str, Any] = {"validators": outcome.validators} | _moved(feed, state, outcome.moved_to)
    articles: tuple[Article, ...] = ()
    ttl = state.ttl
    if parsed is None:
        changes |= _success(PollOutcome.UNCHANGED, now)
    else:
        found = find_new(feed.id, parsed.items, state.seen, now)
        articles, ttl = found.articles, parsed.ttl
        changes |= _success(PollOutcome.FETCHED, now)
        changes |= {"seen": found.seen, "ttl": ttl, "body_hash": body_hash(outcome.body)}
    wait = schedule.after_success(
        feed.min_interval, pace, hints=(outcome.fresh_for, ttl), conditional=can_ask(outcome.validators)
    )
    return Decision(articles, _changed(state, changes, schedule.due(feed.id, now, wait)))


def can_ask(validators: Validators) -> bool:
    """Whether a conditional request can be made with them."""
    return validators.etag is not None or validators.last_modified is not None


def _success(outcome: PollOutcome, now: datetime) -> dict[str, Any]:
    return {"last_outcome": outcome, "last_success": now, "last_error": "", "errors": 0}


def _failure(state: FeedState, outcome: PollOutcome, detail: str) -> dict[str, Any]:
    changes: dict[str, Any] = {"last_outcome": outcome, "last_error": detail, "errors": state.errors + 1}
    if state.url and state.errors + 1 >= FAILURES_BEFORE_RETURN:
        changes |= {"url": "", "moved_from": "", "moved_polls": 0}
    return changes


def _moved(feed: Feed, state: FeedState, moved_to: str | None) -> dict[str, Any]:
    if moved_to is None:
        return {"moved_polls": 0}
    polls = state.moved_polls + 1 if moved_to == state.validators.url else 1
    if polls < MOVES_BEFORE_STORED:
        return {"moved_polls": polls}
    return {"url": moved_to, "moved_from": feed.url, "moved_polls": 0}


def _changed(state: FeedState, changes: dict[str, Any], next_due: datetime) -> FeedState:
    return state.model_copy(update=changes | {"next_due": next_due})
