"""How one request for a feed ended. A type for each way, so that none can be taken for another."""

from dataclasses import dataclass

from schemas.feed import PollOutcome, Validators


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body came."""

    body: bytes
    content_type: str
    url: str
    """Where it came from, after redirects."""
    validators: Validators
    """Those of this answer, for the URL that gave it; empty ones if it had none."""
    fresh_for: float | None = None
    """Seconds for which the server says that the answer stays fresh; None if it does not say."""
    moved_to: str | None = None
    """The URL that every redirect on the way says is the permanent one; None if there was no such move."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing has changed: a success."""

    fresh_for: float | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class RateLimited:
    """The server asks us to slow down (429), or is overloaded (503)."""

    detail: str
    retry_after: float | None = None
    """Seconds that it asks us to wait; None if it does not say."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The server says that the feed is gone for good (410)."""

    detail: str


@dataclass(frozen=True, slots=True)
class Failed:
    """No feed came."""

    kind: PollOutcome
    detail: str


Outcome = Fetched | NotModified | RateLimited | Gone | Failed
