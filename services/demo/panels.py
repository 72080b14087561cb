"""Events and alerts as a terminal shows them.

What the news says is put on the screen as text only: neither rich's markup nor a terminal's escape codes in it work.
"""

from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from schemas.alert import Alert, AlertKind, AlertStage, Condition
from schemas.event import Evidence, Realis, TerritoryEvent

MAX_QUOTES = 2
"""Quotes shown under an alert, at most; the record has them all."""

_STAGE_STYLES = {
    AlertStage.REPORTED: "yellow",
    AlertStage.CONFIRMED: "green",
    AlertStage.DISPUTED: "magenta",
    AlertStage.RETRACTED: "dim",
}
_REALIS_STYLES = {Realis.ACTUAL: "green", Realis.CLAIMED: "yellow", Realis.DENIED: "magenta", Realis.NEGATED: "red"}


class Marks(NamedTuple):
    """The signs that the output can carry."""

    met: str
    unmet: str
    held: str
    gap: str
    arrow: str
    road: str


_UNICODE = Marks(met="✓", unmet="✗", held="●", gap="○", arrow="→", road="━")
_ASCII = Marks(met="+", unmet="-", held="*", gap="!", arrow="->", road="-")


def marks_for(encoding: str) -> Marks:
    """The signs for an output of that encoding."""
    return _UNICODE if encoding.lower().startswith("utf") else _ASCII


def event_line(event: TerritoryEvent, marks: Marks) -> Text:
    """An event in one line: day, realis, type, actor, place, and the words that say so."""
    line = Text(f"{event.day:%d %b} ", style="dim")
    line.append(f"{event.realis.value:<12} ", _REALIS_STYLES.get(event.realis, "dim"))
    line.append(event.type.value, "bold")
    line.append(f"  {_plain(event.actor.text) if event.actor else '?'}")
    if event.place:
        line.append(f" {marks.arrow} {_plain(event.place.text)}", "cyan")
    line.append(f'  "{_plain(event.evidence[0].quote)}"', "italic dim")
    return line


def alert_panel(alert: Alert, marks: Marks) -> Panel:
    """An alert: headline, route with its gaps, conditions, and the quotes that prove it."""
    style = "red" if alert.kind is AlertKind.CORRIDOR_CUT else _STAGE_STYLES[alert.stage]
    parts: list[RenderableType] = [Text(_plain(alert.headline), style="bold")]
    if alert.route:
        parts.append(route_line(alert.route, frozenset(alert.gaps), marks))
    if alert.conditions:
        parts.append(_conditions(alert.conditions, marks))
    parts += [_quote_line(evidence) for evidence in alert.evidence[:MAX_QUOTES]]
    again = f" (number {alert.episode})" if alert.episode > 1 else ""
    title = f"{alert.kind.value.replace('_', ' ').upper()}: {alert.stage.value}{again}"
    foot = f"{alert.occurred_on:%d %B %Y}, confidence {alert.confidence:.0%}"
    return Panel(
        Group(*parts),
        title=Text(title, style=f"bold {style}"),
        subtitle=Text(foot, style="dim"),
        title_align="left",
        subtitle_align="right",
        border_style=style,
    )


def route_line(route: tuple[str, ...], gaps: frozenset[str], marks: Marks) -> Text:
    """The places of a route from end to end, those marked that still must change hands."""
    line = Text()
    for index, place in enumerate(route):
        if index:
            line.append(f" {marks.road} ", "dim")
        held = place not in gaps
        line.append(marks.held if held else marks.gap, "green" if held else "red")
        line.append(place, "" if held else "bold red")
    return line


def _conditions(conditions: tuple[Condition, ...], marks: Marks) -> Table:
    table = Table.grid(padding=(0, 1))
    for condition in conditions:
        line = Text(_plain(condition.name))
        line.append(f" - {_plain(condition.why)}", "dim")
        mark = Text(marks.met, "green") if condition.met else Text(marks.unmet, "red")
        table.add_row(mark, line)
    return table


def _quote_line(evidence: Evidence) -> Text:
    line = Text(f'"{_plain(evidence.quote)}"', style="italic")
    source = _plain(evidence.source)
    when = f"{evidence.published_at:%d %B}" if evidence.published_at else ""
    line.append("  " + ", ".join(part for part in (source, when) if part), "not italic dim")
    return line


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
