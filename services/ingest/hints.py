"""What a server's headers say about when to come back."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?(\d{1,10})', re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|,)\s*no-(?:cache|store)\b", re.IGNORECASE)


def fresh_for(cache_control: str | None, expires: str | None, date: str | None, now: datetime) -> float | None:
    """Seconds for which an answer stays fresh, by `Cache-Control` or else `Expires`; None if they do not say.

    Nothing is taken off for the time that the answer spent in a cache on the way (`Age`): that errs towards politeness.
    """
    if cache_control:
        if _NO_CACHE.search(cache_control):
            return None
        if matched := _MAX_AGE.search(cache_control):
            return float(matched[1]) or None
    until = http_date(expires)
    if until is None:
        return None
    seconds = (until - (http_date(date) or now)).total_seconds()
    return seconds if seconds > 0 else None


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a `Retry-After` header, which has seconds or a date; None if it says nothing of use."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit() and len(value) <= 10:
        return float(value) or None
    until = http_date(value)
    seconds = (until - now).total_seconds() if until else 0.0
    return seconds if seconds > 0 else None


def http_date(value: str | None) -> datetime | None:
    """An HTTP date in UTC, or None if it is none (servers send `Expires: 0`)."""
    try:
        moment = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
