"""The story that everything is measured against: one article, and all that must be read out of it.

The rules read all of it; of the model, which misses a sentence now and then, what raises alerts is asked.
"""

from datetime import date

from schemas.event import HAPPENED, TerritoryEvent
from services.detect.detector import Detector
from tests.support.detect import SOURCES, THEATRE, article, detect, summary

TITLE = "Iraqi militia says it has reached the Syrian border"
TEXT = """BAGHDAD (Reuters) - Iraq's Popular Mobilization Forces said they had pushed Islamic State out of a string of
villages on the Syrian border on 29 May. The force advanced to the border north of Baaj on Monday, a spokesman said.

The spokesman called it a first step towards freeing the whole border and towards a linkup with the Syrian army, which
would reopen the highway between Baghdad and Damascus. But the two forces cannot as yet link up. The Syrian army has not
reached the Iraqi border from its own side.

Between them lies territory held by Syrian Kurdish forces. It is unknown whether the SDF would let the PMF pass. Militia
leaders are ready to move into Syria, one of them said.

In Mosul, Islamic State fighters have been dislodged from all of the city except an enclave. Iraqi forces launched a new
offensive on Saturday to take the enclave."""


def events() -> dict[str, TerritoryEvent]:
    return {summary(event): event for event in detect(TEXT, TITLE)}


def test_all_that_the_article_says_is_read_and_nothing_else() -> None:
    assert set(events()) == {
        "control_gained claimed pmf < islamic-state @ villages on the Syrian border",
        "border_reached claimed pmf @ baaj",
        "control_gained planned - @ whole border",
        "linkup hypothetical pmf + syrian-army",
        "route_opened hypothetical syrian-army @ baghdad",
        "linkup negated pmf + syrian-army",
        "border_reached negated syrian-army @ Iraqi border",
        "control_held actual sdf @ territory",
        "passage_granted hypothetical sdf + pmf",
        "border_crossed planned pmf @ Syria",
        "control_gained actual - < islamic-state @ mosul",
        "control_gained ongoing iraq @ enclave",
    }


def test_what_happened_is_dated() -> None:
    found = events()
    assert found["border_reached claimed pmf @ baaj"].occurred_on == date(2017, 5, 29)
    gained = found["control_gained claimed pmf < islamic-state @ villages on the Syrian border"]
    assert gained.occurred_on == date(2017, 5, 29)


def test_the_claim_is_the_militias_own() -> None:
    reached = events()["border_reached claimed pmf @ baaj"]
    assert (reached.attributed_to and reached.attributed_to.id, reached.origin) == ("pmf", "speaker:pmf")


def test_no_linkup_is_said_to_have_happened() -> None:
    realis = {event.realis for event in events().values() if event.type == "linkup"}
    assert realis <= {"negated", "planned", "hypothetical"}


def test_headline_and_lead_are_one_event_with_both_quotes() -> None:
    quotes = [evidence.quote for evidence in events()["border_reached claimed pmf @ baaj"].evidence]
    assert quotes[0] == TITLE
    assert "north of Baaj" in quotes[1]


def test_the_model_reads_what_alerts_are_raised_by() -> None:
    found = Detector([THEATRE], SOURCES).detect(article(TEXT, TITLE))
    happened = {
        (str(e.type), e.actor and e.actor.id, e.place and (e.place.id or e.place.text)): e
        for e in found
        if e.realis in HAPPENED
    }
    reached = happened["border_reached", "pmf", "baaj"]
    assert (reached.realis, reached.occurred_on, reached.origin) == ("claimed", date(2017, 5, 29), "speaker:pmf")
    assert ("control_gained", "pmf", "villages on the Syrian border") in happened
    assert not {type_ for type_, _, _ in happened} & {"linkup", "border_crossed", "route_opened", "passage_granted"}
    assert "border_reached negated syrian-army @ Iraqi border" in {summary(event) for event in found}
    assert "passage_granted hypothetical sdf + pmf" in {summary(event) for event in found}
