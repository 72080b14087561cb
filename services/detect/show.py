"""Shows a person what detection reads out of an article: the text with the evidence marked, and the events."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.article import Article
from schemas.event import HAPPENED, ActorRef, Evidence, PlaceRef, Realis, TerritoryEvent
from services.detect.words.text import blank_markup

_STYLES = {Realis.ACTUAL: "green", Realis.CLAIMED: "yellow", Realis.DENIED: "red", Realis.NEGATED: "red"}
_UNCERTAIN = "cyan"
_TRIGGER = "bold underline"
_ROLE = "underline"
_CONTROL = (
    {code: " " for code in range(32) if chr(code) not in "\n\t"} | {127: " "} | dict.fromkeys(range(128, 160), " ")
)


def show(article: Article, events: Sequence[TerritoryEvent], console: Console) -> None:
    """Prints the article's text with the words that prove an event marked, a table of the events, and their words.

    The number of an event stands before its evidence, in which its trigger is bold and underlined, the words of its
    roles underlined. Control characters of the text are not sent to the terminal.
    """
    read = blank_markup(article.body)
    console.print(_marked(article, events, read), soft_wrap=False)
    console.print()
    if not events:
        console.print("No territory event in this text.")
        return
    console.print(_table(events))
    console.print()
    for number, event in enumerate(events, 1):
        console.print(Text(f"{number}  {_words(article, event, read)}"), soft_wrap=True)


def _marked(article: Article, events: Sequence[TerritoryEvent], read: str) -> Text:
    text = Text(article.body.translate(_CONTROL))
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, event in enumerate(events, 1):
        for evidence in event.evidence:
            numbers.setdefault((evidence.start, evidence.end), []).append(number)
    for (start, end), those in numbers.items():
        text.stylize(_style(events[those[0] - 1].realis), start, end)
    for event in events:
        for ref in _roles(event).values():
            for start, end in _where(ref, event, read):
                text.stylize(_ROLE, start, end)
        for evidence in event.evidence:
            if evidence.trigger_start is not None:
                text.stylize(_TRIGGER, evidence.trigger_start, evidence.trigger_end)
    labelled = sorted(numbers.items())
    first, *others = text.divide(start for (start, _), _ in labelled)
    for (_, those), piece in zip(labelled, others, strict=True):
        first.append(f"[{','.join(map(str, those))}] ", style="bold")
        first.append_text(piece)
    return first


def _words(article: Article, event: TerritoryEvent, read: str) -> str:
    """The words that give an event its type, its roles and its realis, in a line."""
    triggers = (article.body[e.trigger_start : e.trigger_end] for e in event.evidence if e.trigger_start is not None)
    told = [_labelled(event.type, triggers)]
    for role, ref in _roles(event).items():
        inside = any(_holds(e, span) for span in _where(ref, event, read) for e in event.evidence)
        told.append(_labelled(role, [ref.text]) + ("" if inside else " (elsewhere)"))
    return "; ".join([*told, _labelled(event.realis, _realis_words(event))])


def _realis_words(event: TerritoryEvent) -> Iterator[str]:
    """The words that give the realis; what has happened, others only confirm or report as somebody's claim."""
    for evidence in event.evidence:
        confirms = evidence.trigger_start is None
        if evidence.realis_words and (confirms or event.realis is not Realis.ACTUAL):
            yield evidence.realis_words


def _labelled(label: str, words: Iterable[str]) -> str:
    clean = dict.fromkeys(" ".join(each.translate(_CONTROL).split()) for each in words)
    return f"{label}: " + ", ".join(f'"{each}"' for each in clean) if clean else label


def _roles(event: TerritoryEvent) -> dict[str, ActorRef | PlaceRef]:
    roles = {"who": event.actor, "where": event.place, "from": event.loser, "with": event.other_actor}
    return {role: ref for role, ref in roles.items() if ref}


def _where(ref: ActorRef | PlaceRef, event: TerritoryEvent, read: str) -> list[tuple[int, int]]:
    """Where the words of a role stand in each evidence, or failing that, anywhere: nearest to the trigger."""
    words = r"\s+".join(map(re.escape, ref.text.split()))
    spans = [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", read)] if words else []
    inside = [
        _nearest([span for span in spans if _holds(evidence, span)], evidence)
        for evidence in event.evidence
        if evidence.trigger_start is not None
    ]
    return [span for nearest in inside for span in nearest] or _nearest(spans, event.evidence[0])


def _nearest(spans: Sequence[tuple[int, int]], evidence: Evidence) -> list[tuple[int, int]]:
    """The span with the fewest characters between it and the trigger, if there are any."""
    start = evidence.start if evidence.trigger_start is None else evidence.trigger_start
    end = evidence.trigger_end or start
    return sorted(spans, key=lambda span: max(start - span[1], span[0] - end))[:1]


def _holds(evidence: Evidence, span: tuple[int, int]) -> bool:
    return evidence.start <= span[0] and span[1] <= evidence.end


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
