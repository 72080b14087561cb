"""Alerts to test with."""

from datetime import UTC, date, datetime
from typing import Any

from schemas.alert import Alert, AlertKind, AlertStage, SubjectKind
from schemas.event import Evidence


def make_alert(number: int = 1, **changed: Any) -> Alert:
    """An alert that is as good as any other; `number` tells it from the rest."""
    quote = "Syrian troops met the militia on the road south of Abu Kamal."
    fields: dict[str, Any] = {
        "id": f"alert-{number}",
        "kind": AlertKind.CORRIDOR_OPEN,
        "stage": AlertStage.REPORTED,
        "theatre": "iraq-syria",
        "subject": "baghdad-damascus-euphrates",
        "subject_kind": SubjectKind.CORRIDOR,
        "occurred_on": date(2017, 11, 9),
        "raised_at": datetime(2017, 11, 9, 12, 30, tzinfo=UTC),
        "headline": "The Euphrates road from Baghdad to Damascus is reported open: البوكمال",
        "confidence": 0.8,
        "evidence": (Evidence(quote=quote, start=0, end=len(quote)),),
    }
    return Alert(**(fields | changed))
