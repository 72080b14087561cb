"""Feeds: what to poll, and what polling has learnt."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.base import Contract, UtcDatetime


class Feed(Contract):
    """A feed that the user asked for."""

    id: Annotated[str, Field(min_length=1)]
    """Short name, unique in the feeds file; the `source` of its articles."""
    url: Annotated[str, Field(pattern=r"^https?://")]
    title: str = ""
    min_interval: Annotated[float, Field(gt=0)] = 300.0
    """Seconds between two polls, at least."""


class PollOutcome(StrEnum):
    """How a poll ended. Not-modified is a success of its own: taking it for an error kills feeds."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    """A body came, and it is the one that we had."""
    NOT_MODIFIED = "not_modified"
    RATE_LIMITED = "rate_limited"
    GONE = "gone"
    HTTP_ERROR = "http_error"
    NETWORK_ERROR = "network_error"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    """The address is one that we must not connect to."""
    NOT_A_FEED = "not_a_feed"


class Validators(Contract):
    """What the server gave with its last 200, byte for byte, to be sent back with the next poll of that URL."""

    url: str = ""
    etag: str | None = None
    last_modified: str | None = None


class SeenItem(Contract):
    """An item that has been published, by identity, with the hash of the text that was."""

    identity: str
    content: str
    revision: int = 0


class FeedState(Contract):
    """All that must survive a restart, so that nothing is published twice or polled too soon."""

    feed: str
    next_due: UtcDatetime
    validators: Validators = Validators()
    body_hash: str = ""
    seen: tuple[SeenItem, ...] = ()
    """Newest last, bounded."""
    errors: int = 0
    """Consecutive failures."""
    url: str = ""
    """Where the feed has moved for good; empty if it has not."""
    moved_from: str = ""
    """The feed's own URL when that move was seen: once the feeds file gives another, the move means nothing."""
    moved_polls: int = 0
    """Consecutive polls that were redirected permanently to the URL that `validators` belong to."""
    ttl: float = 0.0
    """Seconds between polls that the last body asked for (RSS `ttl`); 0 if it did not. A 304 does not repeat it."""
    last_outcome: PollOutcome | None = None
    last_error: str = ""
    last_success: UtcDatetime | None = None
