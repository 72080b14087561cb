"""Which tellings are of one happening, and which of two that came one after the other."""

import pytest

from tests.support.detect import detect, summary


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State captured Baaj. Later Islamic State lost Baaj to the PMF.",
        "The PMF captured Baaj from Islamic State. Islamic State retook Baaj.",
        "Rebels captured Baaj from the army. The army captured Baaj.",
        "The army captured Baaj. Later rebels captured Baaj from the army.",
        "The SDF handed Raqqa over to the Syrian army. The SDF captured Raqqa.",
        "The rebels took Baaj. Later the army captured Baaj from the rebels.",
    ],
)
def test_who_lost_by_the_one_and_gained_by_the_other_did_so_twice(text: str) -> None:
    assert len(detect(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The PMF captured Baaj from Islamic State. Islamic State lost Baaj to the PMF.",
        "The PMF captured Baaj from Islamic State. The PMF captured Baaj.",
        "Islamic State lost Baaj. The PMF captured Baaj.",
        "The army captured Baaj from the rebels. The rebels lost Baaj.",
        "Baaj fell to the PMF. The PMF captured Baaj from Islamic State.",
        "The SDF handed Raqqa over to the Syrian army. The Syrian army captured Raqqa.",
    ],
)
def test_a_loss_told_from_both_sides_stays_one(text: str) -> None:
    assert len(detect(text)) == 1, [summary(event) for event in detect(text)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Baaj taken from Islamic State", "Islamic State recaptured Baaj on Monday, residents said."),
        ("PMF driven out of Baaj", "The PMF captured Baaj on Monday."),
        ("Iraqi army loses Mosul", "The Iraqi army took Mosul from Islamic State."),
    ],
)
def test_a_headline_that_is_misread_makes_nobody_beat_himself(title: str, text: str) -> None:
    for event in detect(text, title=title):
        assert event.actor is None or event.loser is None or event.actor.text != event.loser.text
