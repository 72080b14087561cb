"""The alerts that a theatre's reports raise, and what stands in them."""

import pytest

from schemas.alert import Alert, AlertKind, AlertStage, SubjectKind
from schemas.event import EventType, Realis, TerritoryEvent
from services.link.ledger import TheatreLedger
from tests.support.link_story import (
    CEDED,
    DENIED,
    GAINED,
    HELD,
    LINKUP,
    NEGATED,
    REACHED,
    THEATRE,
    event,
    story,
)


def alerts_of(*events: TerritoryEvent) -> list[Alert]:
    ledger = TheatreLedger(THEATRE)
    return [alert for each in events for alert in ledger.apply(each).alerts]


def raised(*events: TerritoryEvent) -> list[tuple[str, str]]:
    return [(alert.kind.value, alert.stage.value) for alert in alerts_of(*events)]


@pytest.fixture(scope="module")
def told() -> list[Alert]:
    return alerts_of(*story())


def test_the_article_of_may_2017_raises_the_border_and_no_linkup(told: list[Alert]) -> None:
    until = [a for a in told if a.raised_at.isoformat() < "2017-05-30"]
    assert {(a.kind, a.subject) for a in until} == {
        (AlertKind.BORDER_REACHED, "um-jrais"),
        (AlertKind.CONTROL_CHANGED, "um-jrais"),
    }


def test_the_corridor_opens_with_the_town_and_is_confirmed_with_its_conditions(told: list[Alert]) -> None:
    highway = [a for a in told if a.subject == "euphrates"]
    assert [(a.kind.value, a.stage.value, a.occurred_on.isoformat()) for a in highway] == [
        ("one_gap_left", "reported", "2017-11-08"),
        ("corridor_open", "reported", "2017-11-19"),
        ("corridor_open", "confirmed", "2017-11-19"),
    ]
    opened, confirmed = highway[1:]
    assert confirmed.follows == opened.id
    assert opened.route == THEATRE.corridors["euphrates"].route
    assert [c.met for c in opened.conditions] == [True, True, False, False]
    assert "Abu Kamal" in opened.conditions[-1].why or "al-Qaim" in opened.conditions[-1].why


def test_a_claim_is_disputed_then_reversed_then_made_again(told: list[Alert]) -> None:
    town = [a for a in told if a.subject == "abu-kamal" and a.kind is AlertKind.CONTROL_CHANGED]
    assert [(a.parties[0], a.stage.value, a.episode) for a in town] == [
        ("hezbollah", "reported", 1),
        ("hezbollah", "disputed", 1),
        ("is", "reported", 2),
        ("is", "confirmed", 2),
        ("syrian-army", "reported", 2),
        ("syrian-army", "confirmed", 2),
    ]
    assert "contradicted by Syrian Observatory" in town[1].headline
    assert town[0].confidence < 0.4 < 0.8 < town[-1].confidence


def test_the_linkup_in_the_desert_is_not_that_of_the_highway(told: list[Alert]) -> None:
    in_june = next(a for a in told if a.kind is AlertKind.LINKUP)
    assert in_june.subject == "tanf-desert"
    assert in_june.corridors == ()
    in_november = next(a for a in told if a.kind is AlertKind.LINKUP and a.subject == "abu-kamal")
    assert in_november.corridors == ("euphrates",)


def test_every_alert_has_evidence_a_headline_and_what_it_follows(told: list[Alert]) -> None:
    ids = {a.id for a in told}
    assert len(ids) == len(told)
    for alert in told:
        assert 1 <= len(alert.evidence) <= 5
        assert alert.headline.startswith(alert.stage.value.capitalize())
        assert (alert.follows is None) == (alert.stage is AlertStage.REPORTED)
        assert alert.follows is None or alert.follows in ids


@pytest.mark.parametrize("realis", [Realis.NEGATED, Realis.DENIED, Realis.ONGOING, Realis.PLANNED, Realis.HYPOTHETICAL])
@pytest.mark.parametrize("kind", list(EventType))
def test_what_did_not_happen_raises_nothing(kind: EventType, realis: Realis) -> None:
    assert raised(event("2017-06-01", kind, "pmf", "um-jrais", other="syrian-army", realis=realis)) == []


@pytest.mark.parametrize("kind", list(EventType))
def test_history_raises_nothing_and_flips_nothing(kind: EventType) -> None:
    ledger = TheatreLedger(THEATRE)
    told = event("2017-06-01", kind, "pmf", "um-jrais", other="syrian-army", background=True)
    assert ledger.apply(told).alerts == ()
    assert next(c for c in ledger.control() if c.place == "um-jrais").holder == "is"


@pytest.mark.parametrize(
    ("kind", "alert"),
    [
        (EventType.CONTROL_GAINED, AlertKind.CONTROL_CHANGED),
        (EventType.CONTROL_TRANSFERRED, AlertKind.CONTROL_CHANGED),
        (EventType.BORDER_REACHED, AlertKind.BORDER_REACHED),
        (EventType.BORDER_CROSSED, AlertKind.BORDER_CROSSED),
        (EventType.BORDER_CHANGED, AlertKind.BORDER_CHANGED),
        (EventType.LINKUP, AlertKind.LINKUP),
        (EventType.SIEGE_LAID, AlertKind.SIEGE_LAID),
        (EventType.SIEGE_BROKEN, AlertKind.SIEGE_BROKEN),
        (EventType.CROSSING_OPENED, AlertKind.CROSSING_OPENED),
        (EventType.CROSSING_CLOSED, AlertKind.CROSSING_CLOSED),
        (EventType.PASSAGE_GRANTED, AlertKind.PASSAGE_GRANTED),
        (EventType.PASSAGE_DENIED, AlertKind.PASSAGE_DENIED),
    ],
)
def test_each_kind_is_raised_by_its_event(kind: EventType, alert: AlertKind) -> None:
    told = event("2017-06-01", kind, "pmf", "um-jrais", other="syrian-army")
    assert raised(told) == [(alert.value, "reported")]


def test_the_id_depends_on_the_side_and_not_on_who_told_of_which_unit_first() -> None:
    army = event("2017-11-08", GAINED, "syrian-army", "abu-kamal", by="outlet:a")
    hezbollah = event("2017-11-08", GAINED, "hezbollah", "abu-kamal", by="outlet:b", hour=9)
    assert alerts_of(army)[0].id == alerts_of(hezbollah)[0].id


def test_forces_are_one_pair_whichever_is_named_first() -> None:
    one = event("2017-11-08", LINKUP, "pmf", "akash", other="syrian-army", by="outlet:a")
    other = event("2017-11-08", LINKUP, "syrian-army", "akash", other="pmf", by="outlet:b", hour=14)
    assert raised(one, other) == [("linkup", "reported"), ("linkup", "confirmed")]


def test_a_linkup_at_an_unknown_place_is_about_the_corridor_that_waits_for_it() -> None:
    alert = alerts_of(event("2017-11-08", LINKUP, "pmf", "somewhere in the desert", other="syrian-army"))[0]
    assert (alert.subject, alert.subject_kind) == ("euphrates", SubjectKind.CORRIDOR)
    assert alert.conditions[2].met


def test_a_retreat_is_news_and_bears_out_the_next_comer() -> None:
    left = event("2017-06-04", CEDED, "is", "baaj", by="outlet:a")
    came = event("2017-06-05", GAINED, "pmf", "baaj", by="outlet:b")
    admitted = event("2017-06-06", CEDED, "is", "baaj", by="speaker:is")
    alerts = [a for a in alerts_of(left, came, admitted) if a.kind is AlertKind.CONTROL_CHANGED]
    assert [(a.parties, a.stage.value) for a in alerts] == [
        (("is",), "reported"),
        (("pmf", "is"), "reported"),
        (("pmf", "is"), "confirmed"),
        (("is",), "confirmed"),
    ]
    assert "Islamic State left Baaj" in alerts[0].headline


def test_who_came_back_can_leave_again() -> None:
    days = [("2017-06-04", CEDED), ("2017-06-05", GAINED), ("2017-06-20", CEDED)]
    alerts = alerts_of(*(event(day, kind, "is", "baaj") for day, kind in days))
    assert [a.episode for a in alerts if "left" in a.headline and a.stage is AlertStage.REPORTED] == [1, 2]


def test_a_force_that_the_theatre_does_not_know_makes_the_place_contested() -> None:
    ledger = TheatreLedger(THEATRE)
    ledger.apply(event("2017-06-04", GAINED, "masked men", "baaj"))
    assert next(c for c in ledger.control() if c.place == "baaj").holder == "contested"


def test_a_gain_by_nobody_known_days_after_a_known_one_is_that_one_told_again() -> None:
    gained = event("2017-06-04", GAINED, "pmf", "baaj", loser="is")
    again = event("2017-06-05", GAINED, "the troops", "baaj", by="outlet:b", loser="is")
    lost_again = event("2017-06-06", GAINED, "masked men", "baaj", by="outlet:b", loser="pmf")
    ledger = TheatreLedger(THEATRE)
    holders = []
    for each in (gained, again, lost_again):
        ledger.apply(each)
        holders += [c.holder for c in ledger.control() if c.place == "baaj"]
    assert holders == ["pmf", "pmf", "contested"]


@pytest.mark.parametrize("text", "abcdef")
def test_told_together_the_leaving_bears_out_the_coming(text: str) -> None:
    """Whichever of the two has the smaller id."""
    ledger = TheatreLedger(THEATRE)
    ledger.apply(event("2017-06-04", CEDED, "is", "baaj", by="outlet:a", fingerprint=text))
    ledger.apply(event("2017-06-04", GAINED, "pmf", "baaj", by="outlet:b", fingerprint=f"{text} too"))
    baaj = next(c for c in ledger.control() if c.place == "baaj")
    assert (baaj.holder, baaj.origins) == ("pmf", 2)


def test_reports_of_the_border_that_name_no_place_are_about_one_border() -> None:
    vague = event("2017-06-01", REACHED, "sdf", "the border", by="outlet:a")
    vaguer = event("2017-06-02", REACHED, "sdf", "the Iraqi frontier", by="outlet:b")
    alerts = alerts_of(vague, vaguer)
    assert [(a.subject, a.stage.value) for a in alerts] == [("iq-sy", "reported"), ("iq-sy", "confirmed")]


def test_a_siege_of_some_base_is_too_vague_to_wake_anybody() -> None:
    assert raised(event("2017-06-01", EventType.SIEGE_LAID, "is", "a nearby base")) == []


def test_a_capture_of_which_nobody_is_named_changes_nothing() -> None:
    assert raised(event("2017-06-04", GAINED, None, "baaj")) == []


def test_a_capture_of_which_only_the_loser_is_named_makes_the_place_contested() -> None:
    ledger = TheatreLedger(THEATRE)
    assert ledger.apply(event("2017-06-04", GAINED, None, "baaj", loser="is")).alerts == ()
    assert next(c.holder for c in ledger.control() if c.place == "baaj") == "contested"


def test_somebody_still_there_disputes_but_does_not_flip() -> None:
    gained = event("2017-06-04", GAINED, "pmf", "baaj")
    still = event("2017-06-05", HELD, "is", "baaj", by="speaker:sohr")
    boast = event("2017-06-05", HELD, "is", "baaj", by="speaker:is")
    assert ("control_changed", "disputed") in raised(gained, still)
    assert ("control_changed", "disputed") not in raised(gained, boast)


def test_the_outlet_that_said_so_takes_it_back() -> None:
    gained = event("2017-06-04", GAINED, "pmf", "baaj", by="outlet:a")
    withdrawn = event("2017-06-05", GAINED, "pmf", "baaj", by="outlet:a", realis=NEGATED)
    assert ("control_changed", "retracted") in raised(gained, withdrawn)


def test_a_border_report_taken_back_no_longer_meets_its_condition() -> None:
    reached = event("2017-06-04", REACHED, "pmf", "um-jrais", by="outlet:a")
    withdrawn = event("2017-06-05", REACHED, "pmf", "um-jrais", by="outlet:a", realis=DENIED)
    ledger = TheatreLedger(THEATRE)
    ledger.apply(reached)
    corridor = {state.corridor: state for state in ledger.apply(withdrawn).corridors}["sinjar"]
    assert not corridor.conditions[0].met


def test_control_of_a_place_outside_the_theatre_raises_nothing() -> None:
    assert raised(event("2017-06-04", GAINED, "pmf", "Atlantis")) == []


def test_what_stands_is_confirmed_only_after_three_days_and_the_lateness() -> None:
    gained = event("2017-06-04", GAINED, "pmf", "baaj", by="outlet:a")
    third, fourth = (event(f"2017-06-0{day}", REACHED, "syrian-army", "akash", by=f"outlet:{day}") for day in (7, 8))
    assert ("control_changed", "confirmed") not in raised(gained, third)
    assert ("control_changed", "confirmed") in raised(gained, fourth)
