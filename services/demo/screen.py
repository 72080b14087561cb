"""What a person sees while the story is replayed: its progress, the events, and the alerts with their evidence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from schemas.alert import Alert, AlertKind, AlertStage
from schemas.event import EventType, TerritoryEvent
from services.demo.panels import alert_panel, event_line, marks_for


@dataclass(frozen=True)
class Summary:
    """What a run has come to."""

    articles: int
    events: Mapping[EventType, int]
    alerts: Mapping[tuple[AlertKind, AlertStage], int]
    webhooks_delivered: int
    seconds: float
    memory: int
    """Resident bytes of all processes of the run together."""


class Screen:
    """A live view on a terminal; plain lines anywhere else. To be used as a context manager."""

    def __init__(self, total: int, console: Console) -> None:
        """`total` is the number of items of the story."""
        self._console = console
        self._marks = marks_for(console.encoding)
        self._progress = Progress(
            TextColumn("[bold]{task.fields[day]}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("items published"),
            console=console,
            disable=not console.is_terminal,
            expand=True,
        )
        self._task = self._progress.add_task("story", total=total, day="")

    def __enter__(self) -> Self:
        """Begins to draw."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leaves the terminal as it was, with what has been printed."""
        self._progress.stop()

    def story(self, published: int, when: date) -> None:
        """The story has come to `when`, with so many items out."""
        self._progress.update(self._task, completed=published, day=f"{when:%d %B %Y}")

    def event(self, event: TerritoryEvent) -> None:
        """An event has been found."""
        line = event_line(event, self._marks)
        if self._console.is_terminal:
            self._console.print(line, no_wrap=True, overflow="ellipsis")
        else:
            self._console.print(line, soft_wrap=True)

    def alert(self, alert: Alert) -> None:
        """An alert has been raised."""
        self._console.print(alert_panel(alert, self._marks))

    def summary(self, summary: Summary) -> None:
        """The run is over."""
        self._console.print(_summary_table(summary))


def _summary_table(summary: Summary) -> Table:
    table = Table(title="The replay has ended", show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column()
    table.add_row("Articles", str(summary.articles))
    table.add_row("Events", _counted({kind.value: n for kind, n in summary.events.items()}))
    by_kind: dict[AlertKind, Counter[str]] = {}
    for (kind, stage), n in summary.alerts.items():
        by_kind.setdefault(kind, Counter())[stage.value] += n
    for kind, stages in by_kind.items():
        table.add_row(f"Alerts: {kind.value}", _counted(stages))
    table.add_row("Webhooks delivered", str(summary.webhooks_delivered))
    table.add_row("Time", f"{summary.seconds:.1f} s")
    table.add_row("Memory", f"{summary.memory / 2**20:.0f} MiB")
    return table


def _counted(counts: Mapping[str, int]) -> str:
    if not counts:
        return "none"
    most_first = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return f"{sum(counts.values())} ({', '.join(f'{name} {n}' for name, n in most_first)})"
