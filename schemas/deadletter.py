"""Why a record ended among the dead letters."""

from enum import StrEnum


class DeadLetterReason(StrEnum):
    """What was wrong with a record that could not be processed."""

    DECODE = "decode"
    """The value is not JSON, or the envelope is not a CloudEvent."""
    SCHEMA = "schema"
    """It is JSON, but not of the model that the topic carries."""
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    """Processing took longer than any record may."""
    UNHANDLED = "unhandled"
    """Processing failed in a way that nobody foresaw."""


class Stage(StrEnum):
    """The service that gave up on a record."""

    INGEST = "ingest"
    DETECT = "detect"
    LINK = "link"
    NOTIFY = "notify"
