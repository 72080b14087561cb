"""Writes docs/reference.md, the tables of settings, metrics and topics, from the code. `make contracts` runs it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from schemas.topics import TOPICS
from services.runtime.metrics import metrics_table
from services.runtime.settings import settings_table

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference.md"


def reference() -> str:
    """The whole document."""
    topics = (
        (
            f"`{topic.name}`",
            topic.key,
            str(topic.partitions),
            f"{topic.cleanup}, {_kept(topic.retention_ms)}",
            topic.guarantee,
        )
        for topic in TOPICS
    )
    return "\n".join(
        [
            "# Reference",
            "",
            "Generated from the code by `make contracts`; a test fails when it is stale.",
            "",
            "## Settings",
            "",
            "Environment variables, the same for every service. A wrong value ends the service with status 2 and one",
            "line that names the variable.",
            "",
            *_table(
                ("Variable", "Default", "Meaning"),
                ((f"`{n}`", f"`{d}`" if d else "", m) for n, d, m in settings_table()),
            ),
            "",
            "## Metrics",
            "",
            "Each service serves them at `/metrics`, with the usual `process_` and `python_` ones.",
            "",
            *_table(
                ("Name", "Type", "Labels", "Meaning"), ((f"`{n}`", t, label, m) for n, t, label, m in metrics_table())
            ),
            "",
            "## Topics",
            "",
            "JSON Schemas of the values are in `schemas/json/`, the AsyncAPI document is `schemas/asyncapi.yaml`.",
            "",
            *_table(("Topic", "Key", "Partitions", "Kept", "Guarantee"), topics),
            "",
        ]
    )


def _kept(retention_ms: int) -> str:
    return "for ever" if retention_ms < 0 else f"{retention_ms // (24 * 60 * 60 * 1000)} days"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines]


if __name__ == "__main__":
    DOCUMENT.write_text(reference(), encoding="utf-8")
