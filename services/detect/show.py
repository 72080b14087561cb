"""Shows a person what detection reads out of an article: the text with the evidence marked, and the events."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.article import Article
from schemas.event import HAPPENED, ActorRef, PlaceRef, Realis, TerritoryEvent

_STYLES = {Realis.ACTUAL: "green", Realis.CLAIMED: "yellow", Realis.DENIED: "red", Realis.NEGATED: "red"}
_UNCERTAIN = "cyan"
_CONTROL = (
    {code: " " for code in range(32) if chr(code) not in "\n\t"} | {127: " "} | dict.fromkeys(range(128, 160), " ")
)


def show(article: Article, events: Sequence[TerritoryEvent], console: Console) -> None:
    """Prints the article's text with the words that prove an event marked, and a table of the events.

    The number of an event stands before its evidence. Control characters of the text are not sent to the terminal.
    """
    console.print(_marked(article, events), soft_wrap=False)
    console.print()
    if not events:
        console.print("No territory event in this text.")
        return
    console.print(_table(events))


def _marked(article: Article, events: Sequence[TerritoryEvent]) -> Text:
    body = article.body.translate(_CONTROL)
    marks: dict[tuple[int, int], list[int]] = {}
    for number, event in enumerate(events, 1):
        for evidence in event.evidence:
            marks.setdefault((evidence.start, evidence.end), []).append(number)
    text, at = Text(), 0
    for (start, end), numbers in sorted(marks.items()):
        text.append(body[at:start])
        text.append(f"[{','.join(map(str, numbers))}] ", style="bold")
        text.append(body[start:end], style=_style(events[numbers[0] - 1].realis))
        at = end
    text.append(body[at:])
    return text


def _style(realis: Realis) -> str:
    return _STYLES.get(realis, _UNCERTAIN)


def _table(events: Sequence[TerritoryEvent]) -> Table:
    table = Table(
        "#",
        "what",
        "realis",
        "who",
        "from / with whom",
        "where",
        "when",
        "says",
        "origin",
        "theatre",
        box=None,
        pad_edge=False,
    )
    for number, event in enumerate(events, 1):
        table.add_row(
            str(number),
            event.type.replace("_", " ") + (" (background)" if event.background else ""),
            Text(event.realis, style=_style(event.realis)),
            _named(event.actor),
            _named(event.loser or event.other_actor),
            _named(event.place),
            event.occurred_on.isoformat() if event.occurred_on else "" if event.realis not in HAPPENED else "?",
            _named(event.attributed_to),
            Text(event.origin),
            event.theatre,
        )
    return table


def _named(ref: ActorRef | PlaceRef | None) -> Text:
    if ref is None:
        return Text("")
    written = ref.text.translate(_CONTROL)
    return Text(f"{written} ({ref.id})" if ref.id else written)
