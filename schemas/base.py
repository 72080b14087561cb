"""The common base of all contract models, and the ids that they carry."""

import json
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


class Contract(BaseModel):
    """An immutable record that other programs read.

    Readers ignore fields that they do not know, so that a newer writer does not break an older reader.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    def to_json(self) -> bytes:
        """The record as UTF-8 JSON, the same bytes for equal records."""
        return self.model_dump_json().encode()


def stable_id(kind: str, *parts: object) -> str:
    """A 128-bit id, as hex, that depends on nothing but its arguments.

    Doing work again must yield the same ids: they are what makes at-least-once delivery harmless. The parts are
    encoded as a JSON array, so that ``("a", "bc")`` and ``("ab", "c")`` differ.
    """
    encoded = json.dumps([kind, *parts], ensure_ascii=False, default=str, separators=(",", ":"))
    return blake2b(encoded.encode(), digest_size=16).hexdigest()


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


UtcDatetime = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment with a time zone, kept in UTC. A naive one is refused: guessing a zone corrupts event time."""
