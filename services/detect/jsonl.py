"""Articles from lines of JSON, for reading an archive without Kafka."""

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from schemas.article import MAX_TEXT, Article, article_id
from schemas.base import stable_id
from services.runtime.errors import BadInputError

_FIELDS = ("id", "source", "url", "title", "text", "published_at")


def read_article(line: str, number: int) -> Article:
    """The article in line `number` (from 1): an object with `text` and, if known, id, url, title, published_at, source.

    Without an id, a hash of what the line says identifies the article, so that reading it again gives the same events.
    Archives are not as strict as topics: a time without a zone is taken for UTC, a day for its beginning, and of a text
    that is longer than an article may be the rest is left out.

    Raises:
        BadInputError: the line is not such an object; the message names the line and the fault.

    """
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInputError(f"line {number}: not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadInputError(f"line {number}: expected an object with a text, not a {type(data).__name__}")
    if not isinstance(data.get("text"), str):
        raise BadInputError(f"line {number}: text: expected a string")
    try:
        return Article.model_validate(_known_fields(data))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors())
        raise BadInputError(f"line {number}: {faults}") from error


def _known_fields(data: dict[str, Any]) -> dict[str, Any]:
    fields = {name: _readable(data[name]) for name in _FIELDS if data.get(name) is not None}
    fields["text"] = fields["text"][:MAX_TEXT]
    if "published_at" in fields:
        fields["published_at"] = _in_a_zone(fields["published_at"])
    if "id" in fields:
        return fields | {"id": str(fields["id"])}
    content = stable_id("content", fields.get("url"), fields.get("title"), fields["text"], fields.get("published_at"))
    return fields | {"id": article_id(str(fields.get("source", "")), content)}


def _readable(value: Any) -> Any:
    """Half of a character outside the first plane, which JSON can hold and UTF-8 cannot, is a replacement character."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


def _in_a_zone(moment: Any) -> Any:
    try:
        read = datetime.fromisoformat(moment)
    except (TypeError, ValueError):
        return moment  # the model says what is wrong with it
    return read if read.tzinfo else read.replace(tzinfo=UTC)
