"""What a paper corrects, and a party takes back, does not stand beside what it said first."""

import pytest

from schemas.event import Realis
from services.detect.attribution.corrections import bare_no, corrects_itself, withdrawal
from tests.support.detect import detect, one, summary


@pytest.mark.parametrize(
    ("text", "corrects"),
    [
        ("Correction: an earlier version of this story said so.", True),
        ("(This story has been corrected to say so)", True),
        ("(Corrects to say so in the second paragraph)", True),
        ("An earlier version said that the town had fallen.", True),
        ("We wrongly reported that the town had fallen.", True),
        ("This article was amended on 3 June.", True),
        ("In fact the town has fallen.", False),
        ("The army corrected its fire.", False),
        ("Corrections officers were taken hostage.", False),
        ("An earlier report by the monitor spoke of ten dead.", False),
        ("An earlier version of the deal gave them the town.", False),
        ("The story was updated at noon.", False),
    ],
)
def test_a_papers_own_correction_is_known(text: str, corrects: bool) -> None:
    assert corrects_itself(text) is corrects


@pytest.mark.parametrize(
    ("text", "withdrawn"),
    [
        ("Phnom Penh later withdrew the statement.", True),
        ("He retracted his earlier claim that it had fallen.", True),
        ("The group deleted the announcement.", True),
        ("The ministry walked back the report.", True),
        ("The army withdrew its troops.", False),
        ("Kuwait withdrew its claims to the island.", False),
        ("The army withdrew from the town.", False),
        ("The force took back the town.", False),
    ],
)
def test_a_withdrawal_of_words_is_none_of_troops(text: str, withdrawn: bool) -> None:
    assert (withdrawal(text) is not None) is withdrawn


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("They have not; they are fighting.", True),
        ("That was wrong.", True),
        ("The rebels did not.", True),
        ("They have not left the town.", False),
        ("They have.", False),
        ("The town has not fallen.", False),
    ],
)
def test_a_bare_no_ends_with_its_no(text: str, no: bool) -> None:
    assert (bare_no(text) is not None) is no


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "PMF captures Baaj",
            "Correction: an earlier version of this story said that the PMF had captured Baaj. They have not; "
            "fighting goes on.",
        ),
        ("", "The PMF captured Baaj on Monday. (This story has been corrected to say the army did not capture Baaj)"),
        ("", "The Iraqi army captured the town of Baaj. (Corrects to say that the army has not captured the town.)"),
        ("", "The Iraqi army captured Baaj on Monday. Correction: we said that it had captured Baaj. That was wrong."),
    ],
)
def test_a_correction_wins_over_what_it_corrects(title: str, text: str) -> None:
    event = one(text, title)
    assert (event.realis, event.place and event.place.id) == (Realis.NEGATED, "baaj")


def test_what_is_taken_back_is_denied() -> None:
    event = one(
        "The PMF said that Turkish troops had captured Baaj. The PMF later withdrew the statement and said that "
        "Turkish troops had not captured Baaj."
    )
    assert (event.realis, event.place and event.place.id) == (Realis.DENIED, "baaj")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Islamic State captured Baaj. (This story has been corrected to say the army did not capture Mosul.)",
            "control_gained actual islamic-state @ baaj",
        ),
        (
            "The PMF captured Baaj. Correction: the Turkish army did not capture Baaj.",
            "control_gained actual pmf @ baaj",
        ),
        ("The PMF captured Baaj. Islamic State has not fled. They have not.", "control_gained actual pmf @ baaj"),
        (
            "The PMF captured Baaj. Correction: an earlier version of this story gave another date. It was Monday.",
            "control_gained actual pmf @ baaj",
        ),
    ],
)
def test_a_correction_of_something_else_leaves_it_as_it_is(text: str, told: str) -> None:
    assert told in [summary(event) for event in detect(text)]


@pytest.mark.parametrize(
    "text",
    [
        "An earlier version wrongly said the PMF had captured Baaj.",
        "We wrongly stated that the PMF had captured Baaj.",
        "We misreported that the PMF had captured Baaj.",
        "The paper apologised for saying that the PMF had captured Baaj.",
        "The agency has apologized for wrongly reporting that the PMF captured Baaj.",
        "The story stated in error that the PMF had captured Baaj.",
        "The broadcaster erroneously reported that the PMF had captured Baaj.",
        "This article was corrected to remove a reference to the PMF having captured Baaj.",
    ],
)
def test_what_was_told_in_error_has_not_happened(text: str) -> None:
    assert [event.realis for event in detect(text)] == [Realis.NEGATED]


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("The PMF captured Baaj, and apologised for the delay.", Realis.ACTUAL),
        ("We wrongly said that he was there; the PMF captured Baaj.", Realis.ACTUAL),
        ("We misreported the name of the officer who captured Baaj.", Realis.ACTUAL),
        ("The paper apologised for saying nothing after the PMF captured Baaj.", Realis.ACTUAL),
        ("The PMF captured Baaj, which we wrongly said was in Syria.", Realis.ACTUAL),
        ("The UN removed a reference to the PMF having captured Baaj.", Realis.ACTUAL),
    ],
)
def test_an_error_of_something_else_leaves_it_told(text: str, realis: Realis) -> None:
    assert {event.realis for event in detect(text)} <= {realis}


def test_what_the_lead_told_is_negated_by_the_correction_at_the_end() -> None:
    event = one("The PMF captured Baaj. The day was calm. We misreported that the PMF had captured Baaj.")
    assert (event.realis, len(event.evidence)) == (Realis.NEGATED, 2)
