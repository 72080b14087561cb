"""What the demo's screen shows, as plain text and on a terminal."""

from datetime import UTC, date, datetime
from io import StringIO

from rich.console import Console

from schemas.alert import Alert, AlertKind, AlertStage, Condition, SubjectKind
from schemas.event import ActorRef, EventType, Evidence, PlaceRef, Realis, TerritoryEvent
from services.demo.screen import Screen, Summary

PUBLISHED = datetime(2017, 11, 8, 17, 5, tzinfo=UTC)
QUOTE = Evidence(
    quote="Hezbollah said it captured Abu Kamal", start=0, end=36, source="meridian", published_at=PUBLISHED
)
EVENT = TerritoryEvent(
    id="e",
    article_id="a",
    type=EventType.CONTROL_GAINED,
    actor=ActorRef(text="Hezbollah", id="hezbollah"),
    place=PlaceRef(text="Abu Kamal", id="abu-kamal"),
    realis=Realis.CLAIMED,
    occurred_on=date(2017, 11, 8),
    evidence=(QUOTE,),
    published_at=PUBLISHED,
    origin="speaker:hezbollah",
    fingerprint="f",
)
ALERT = Alert(
    id="x",
    kind=AlertKind.CORRIDOR_OPEN,
    stage=AlertStage.DISPUTED,
    theatre="iraq-syria",
    subject="euphrates",
    subject_kind=SubjectKind.CORRIDOR,
    occurred_on=date(2017, 11, 8),
    raised_at=PUBLISHED,
    headline="The road is said to be open",
    confidence=0.3,
    conditions=(
        Condition(name="border reached by Syrian army", met=True, since=date(2017, 11, 6), why="two origins say so"),
        Condition(name="path held", met=False, why="Abu Kamal is doubtful"),
    ),
    route=("al-qaim", "abu-kamal", "mayadin"),
    gaps=("abu-kamal",),
    evidence=(QUOTE,),
    episode=2,
)


def _shown(
    *, terminal: bool = False, event: TerritoryEvent | None = None, alert: Alert | None = None, ascii_only: bool = False
) -> str:
    out = _Ascii() if ascii_only else StringIO()
    with Screen(10, Console(file=out, width=160, force_terminal=terminal)) as screen:
        screen.story(3, date(2017, 11, 8))
        if event:
            screen.event(event)
        if alert:
            screen.alert(alert)
    return out.getvalue()


class _Ascii(StringIO):
    encoding = "ascii"


def test_an_event_is_one_line_with_who_where_how_sure_and_the_words() -> None:
    (line,) = _shown(event=EVENT).splitlines()

    for part in ("08 Nov", "claimed", "control_gained", "Hezbollah → Abu Kamal", QUOTE.quote):
        assert part in line


def test_a_long_event_is_cut_on_a_terminal_and_whole_in_a_log() -> None:
    long = EVENT.model_copy(update={"evidence": (QUOTE.model_copy(update={"quote": "word " * 200}),)})

    (log,) = _shown(event=long).splitlines()
    assert log.count("word") == 200
    assert _shown(event=long, terminal=True).count("word") < 40


def test_an_alert_shows_stage_route_conditions_and_evidence() -> None:
    shown = _shown(alert=ALERT)

    for part in (
        "CORRIDOR OPEN: disputed (number 2)",
        "The road is said to be open",
        "●al-qaim ━ ○abu-kamal ━ ●mayadin",
        "✓ border reached by Syrian army - two origins say so",
        "✗ path held - Abu Kamal is doubtful",
        f'"{QUOTE.quote}"  meridian, 08 November',
    ):
        assert part in shown


def test_an_output_that_is_not_unicode_gets_plain_signs() -> None:
    shown = _shown(event=EVENT, alert=ALERT, ascii_only=True)

    assert shown.isascii()
    assert "*al-qaim - !abu-kamal - *mayadin" in shown


def test_neither_escape_codes_nor_markup_of_the_news_reach_the_terminal() -> None:
    nasty = QUOTE.model_copy(update={"quote": "\x1b]0;owned\x07[bold red]x[/] \x9b31m"})
    event = EVENT.model_copy(update={"evidence": (nasty,)})
    alert = ALERT.model_copy(update={"evidence": (nasty,), "headline": "\x1b[2J[link=x]gone[/link]"})

    shown = _shown(event=event, alert=alert)

    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "[bold red]x[/]" in shown
    assert "[link=x]gone[/link]" in shown


def test_progress_is_drawn_on_a_terminal_and_nowhere_else() -> None:
    assert "3/10" in _shown(terminal=True)
    assert _shown() == ""


def test_the_summary_counts_by_kind_and_stage() -> None:
    out = StringIO()
    with Screen(1, Console(file=out, width=100)) as screen:
        screen.summary(
            Summary(
                articles=81,
                events={EventType.LINKUP: 2, EventType.ADVANCE: 5},
                alerts={
                    (AlertKind.LINKUP, AlertStage.REPORTED): 2,
                    (AlertKind.LINKUP, AlertStage.CONFIRMED): 1,
                },
                webhooks_delivered=3,
                seconds=61.25,
                memory=400 * 2**20,
            )
        )

    shown = out.getvalue()
    assert "7 (advance 5, linkup 2)" in shown
    assert "Alerts: linkup" in shown
    assert "3 (reported 2, confirmed 1)" in shown
    assert "400 MiB" in shown
