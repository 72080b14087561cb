"""The conditions of a corridor, one by one."""

from schemas.alert import Condition
from schemas.event import EventType, TerritoryEvent
from services.link.ledger import TheatreLedger
from tests.support.link_story import GAINED, LINKUP, REACHED, event, story
from tests.support.link_story import THEATRE as THEATRE_2017


def conditions(*events: TerritoryEvent, corridor: str = "euphrates") -> tuple[Condition, ...]:
    ledger = TheatreLedger(THEATRE_2017)
    for each in events:
        ledger.apply(each)
    return next(state.conditions for state in ledger.corridors() if state.corridor == corridor)


def met(*events: TerritoryEvent, corridor: str = "euphrates") -> list[bool]:
    return [condition.met for condition in conditions(*events, corridor=corridor)]


def test_each_has_a_readable_name_and_says_what_is_missing() -> None:
    border, _, linkup, path = conditions()
    assert border.name == "border reached by Popular Mobilization Forces or Iraqi army from IQ"
    assert linkup.name == "linkup of Iraq and Syria"
    assert not any(condition.met for condition in (border, linkup, path))
    assert "Abu Kamal" in path.why


def test_the_border_counts_from_the_side_of_the_one_who_reached_it() -> None:
    assert met(event("2017-06-01", REACHED, "pmf", "um-jrais"))[0]
    assert not met(event("2017-06-01", REACHED, "pmf", "abu-kamal"))[0]


def test_another_sector_is_another_border() -> None:
    assert not met(event("2017-06-09", REACHED, "syrian-army", "tanf-desert"))[1]
    assert met(event("2017-11-06", REACHED, "syrian-army", "akash"))[1]


def test_a_border_reached_by_somebody_else_does_not_count() -> None:
    assert not any(met(event("2017-11-25", REACHED, "sdf", "akash")))


def test_a_linkup_far_from_the_corridor_does_not_count() -> None:
    assert not met(event("2017-06-18", LINKUP, "iraqi-army", "tanf-desert", other="syrian-army"))[2]
    assert met(event("2017-11-20", LINKUP, "pmf", "abu-kamal", other="hezbollah"))[2]


def test_a_met_condition_has_its_day_and_its_evidence() -> None:
    border = conditions(event("2017-06-01", REACHED, "pmf", "um-jrais"))[0]
    assert border.since is not None
    assert border.since.isoformat() == "2017-06-01"
    assert [each.quote for each in border.evidence] == ["pmf border_reached um-jrais"]


def test_passage_is_unknown_then_refused_then_granted() -> None:
    refused = event("2017-05-30", EventType.PASSAGE_DENIED, "sdf", "hasakah", by="speaker:sdf")
    granted = event("2017-12-10", EventType.PASSAGE_GRANTED, "sdf", "hasakah", by="speaker:sdf")
    whys = [conditions(*told, corridor="sinjar")[1].why for told in ((), (refused,), (refused, granted))]
    assert "not known" in whys[0]
    assert "refuses passage since 2017-05-30" in whys[1]
    assert "lets the coalition through since 2017-12-10" in whys[2]


def test_a_path_of_boasts_is_not_held_and_one_seen_by_others_is() -> None:
    boasts = [
        event("2017-11-03", GAINED, actor, place, by=f"speaker:{actor}")
        for actor, place in (
            ("iraqi-army", "rawa"),
            ("iraqi-army", "al-qaim"),
            ("syrian-army", "abu-kamal"),
            ("syrian-army", "mayadin"),
            ("syrian-army", "deir-ez-zor"),
        )
    ]
    assert not met(*boasts)[3]
    assert met(*story())[3]


def test_what_was_held_from_the_start_needs_no_origins() -> None:
    path = conditions(*story())[3]
    assert path.since is not None
    assert path.since.isoformat() == "2017-11-19"
