"""Corridors: what blocks them, when they open, when they are cut."""

from schemas.alert import Alert, AlertKind, AlertStage
from schemas.corridor import CorridorState, CorridorStatus
from schemas.event import EventType, Grade, Realis, TerritoryEvent
from schemas.theatre import InitialControl, Theatre
from services.link.ledger import TheatreLedger
from tests.support.link_story import CEDED, GAINED, START, THEATRE, event

CORRIDOR_KINDS = {AlertKind.ONE_GAP_LEFT, AlertKind.CORRIDOR_OPEN, AlertKind.CORRIDOR_CUT}


def tell(*events: TerritoryEvent, theatre: Theatre = THEATRE) -> tuple[TheatreLedger, list[Alert]]:
    ledger = TheatreLedger(theatre)
    return ledger, [alert for each in events for alert in ledger.apply(each).alerts]


def corridor(ledger: TheatreLedger, key: str = "sinjar") -> CorridorState:
    return next(state for state in ledger.corridors() if state.corridor == key)


def about_corridors(alerts: list[Alert]) -> list[tuple[str, str, int]]:
    return [(a.kind.value, a.stage.value, a.episode) for a in alerts if a.kind in CORRIDOR_KINDS]


BAAJ = event("2017-06-04", GAINED, "pmf", "baaj", loser="is")
JRAIS = event("2017-06-05", GAINED, "pmf", "um-jrais", loser="is")
LEAVE = event("2017-06-10", EventType.PASSAGE_GRANTED, "sdf", None, by="speaker:sdf")
REFUSAL = event("2017-06-12", EventType.PASSAGE_DENIED, "sdf", None, by="speaker:sdf")


def test_at_the_start_all_that_opponents_hold_is_a_gap() -> None:
    state = corridor(TheatreLedger(THEATRE))
    assert state.gaps == ("baaj", "um-jrais", "hasakah")
    assert state.status is CorridorStatus.GAPS


def test_a_place_that_nobody_reported_on_does_not_block() -> None:
    known = tuple(x for x in THEATRE.initial_control if x.holder != "is")
    unknown = THEATRE.model_copy(update={"initial_control": known})
    state = corridor(TheatreLedger(unknown))
    assert state.gaps == ("hasakah",)
    assert state.open_probability < 0.3


def test_open_only_by_ignorance_is_neither_an_opening_nor_cut_later() -> None:
    nothing_known = THEATRE.model_copy(update={"initial_control": ()})
    ledger, alerts = tell(event("2017-06-04", GAINED, "is", "baaj"), theatre=nothing_known)
    assert about_corridors(alerts) == []
    assert corridor(ledger).status is CorridorStatus.ONE_GAP


def test_a_place_that_the_opponent_left_blocks_until_the_coalition_comes() -> None:
    ledger, _ = tell(event("2017-06-04", CEDED, "is", "baaj"))
    assert "baaj" in corridor(ledger).gaps
    ledger.apply(event("2017-06-05", GAINED, "pmf", "baaj"))
    assert "baaj" not in corridor(ledger).gaps


def test_fighting_at_an_unreported_place_does_not_make_it_a_gap() -> None:
    nothing_known = THEATRE.model_copy(update={"initial_control": ()})
    ledger, _ = tell(event("2017-06-04", EventType.ADVANCE, "is", "baaj"), theatre=nothing_known)
    assert corridor(ledger).gaps == ()


def test_leave_to_pass_opens_and_refusal_cuts() -> None:
    ledger, alerts = tell(BAAJ, JRAIS, LEAVE, REFUSAL)
    assert about_corridors(alerts) == [
        ("one_gap_left", "reported", 1),
        ("corridor_open", "reported", 1),
        ("corridor_cut", "reported", 1),
    ]
    assert corridor(ledger).status is CorridorStatus.CUT
    assert corridor(ledger).gaps == ("hasakah",)


def test_leave_for_somebody_else_is_no_leave() -> None:
    ledger, _ = tell(BAAJ, JRAIS, event("2017-06-10", EventType.PASSAGE_GRANTED, "sdf", None, other="is"))
    assert corridor(ledger).gaps == ("hasakah",)


def test_a_cut_follows_the_fate_of_the_loss_that_made_it() -> None:
    lost = event("2017-06-11", GAINED, "is", "baaj", by="speaker:is", realis=Realis.CLAIMED, grade=Grade.F)
    agreed = event("2017-06-12", GAINED, "is", "baaj", by="speaker:sohr")
    _, alerts = tell(BAAJ, JRAIS, LEAVE, lost, agreed)
    cut = [a for a in alerts if a.kind is AlertKind.CORRIDOR_CUT]
    assert [a.stage for a in cut] == [AlertStage.REPORTED, AlertStage.CONFIRMED]
    assert cut[1].follows == cut[0].id


def test_an_opening_is_disputed_with_the_gain_that_made_it() -> None:
    contested = event("2017-06-11", GAINED, "pmf", "baaj", by="speaker:pmf", realis=Realis.CLAIMED)
    denial = event("2017-06-12", GAINED, "pmf", "baaj", by="speaker:sohr", realis=Realis.DENIED)
    _, alerts = tell(JRAIS, LEAVE, contested, denial)
    assert about_corridors(alerts)[-2:] == [("corridor_open", "reported", 1), ("corridor_open", "disputed", 1)]
    assert any("Observatory" in a.headline for a in alerts if a.kind is AlertKind.CORRIDOR_OPEN)


def test_an_opening_that_was_never_so_is_retracted_and_not_cut() -> None:
    gained = event("2017-06-11", GAINED, "pmf", "baaj", by="outlet:a")
    withdrawn = event("2017-06-12", GAINED, "pmf", "baaj", by="outlet:a", realis=Realis.NEGATED)
    ledger, alerts = tell(JRAIS, LEAVE, gained, withdrawn)
    assert about_corridors(alerts)[-2:] == [("corridor_open", "reported", 1), ("corridor_open", "retracted", 1)]
    assert corridor(ledger).status is CorridorStatus.ONE_GAP
    again = ledger.apply(event("2017-06-15", GAINED, "pmf", "baaj", by="outlet:b")).alerts
    assert about_corridors(list(again)) == [("corridor_open", "reported", 2)]


def test_a_loss_that_was_never_so_leaves_the_corridor_open() -> None:
    lost = event("2017-06-12", GAINED, "is", "baaj", by="outlet:a")
    withdrawn = event("2017-06-13", GAINED, "is", "baaj", by="outlet:a", realis=Realis.NEGATED)
    ledger, alerts = tell(BAAJ, JRAIS, LEAVE, lost, withdrawn)
    assert about_corridors(alerts)[-2:] == [("corridor_cut", "reported", 1), ("corridor_cut", "retracted", 1)]
    assert corridor(ledger).status is CorridorStatus.OPEN


def test_flapping_before_the_first_opening_tells_of_one_gap_once() -> None:
    def flap(day: int, actor: str) -> TerritoryEvent:
        return event(f"2017-06-{day:02}", GAINED, actor, "um-jrais")

    _, alerts = tell(BAAJ, flap(5, "pmf"), flap(6, "is"), flap(7, "pmf"), flap(8, "is"), flap(9, "pmf"))
    assert about_corridors(alerts) == [("one_gap_left", "reported", 1)]


def test_an_opening_is_confirmed_once_all_conditions_are_met() -> None:
    reached = event("2017-06-15", EventType.BORDER_REACHED, "pmf", "um-jrais")
    _, alerts = tell(BAAJ, JRAIS, LEAVE, reached)
    last = [a for a in alerts if a.kind is AlertKind.CORRIDOR_OPEN][-1]
    assert last.stage is AlertStage.CONFIRMED
    assert all(condition.met for condition in last.conditions)


def test_a_corridor_that_was_open_from_the_start_can_be_cut_but_was_no_news() -> None:
    ours = (InitialControl(holder="pmf", places=("baaj", "um-jrais", "hasakah", "aleppo"), since=START, source="x"),)
    _, alerts = tell(
        event("2017-06-01", GAINED, "pmf", "baaj"),
        event("2017-06-04", GAINED, "is", "hasakah"),
        theatre=THEATRE.model_copy(update={"initial_control": ours}),
    )
    assert about_corridors(alerts) == [("corridor_cut", "reported", 1)]
