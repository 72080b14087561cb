"""Who says it, who stands behind it, and what several sentences together make of it."""

import pytest

from schemas.event import Grade, Realis
from tests.support.detect import article, detect, one, summary


@pytest.mark.parametrize(
    ("text", "realis", "origin"),
    [
        ("The PMF captured Baaj, its spokesman said.", "claimed", "speaker:pmf"),
        ("The PMF captured Baaj, a spokesman said.", "claimed", "speaker:pmf"),
        ("According to the Iraqi army, the PMF captured Baaj.", "claimed", "speaker:iraqi-army"),
        ("The defence ministry said the PMF captured Baaj.", "claimed", "speaker:iraq"),
        ("The PMF captured Baaj, the Syrian Observatory for Human Rights said.", "actual", "speaker:sohr"),
        ("The PMF captured Baaj, residents said.", "actual", "outlet:unknown"),
        ("The PMF captured Baaj.", "actual", "outlet:unknown"),
        (
            "Minister Jaafari declared the war against Islamic State over and said the PMF captured Baaj.",
            "claimed",
            "speaker:minister-jaafari",
        ),
        ("Islamic State said the PMF captured Baaj from Islamic State.", "actual", "speaker:islamic-state"),
    ],
)
def test_a_partys_word_is_a_claim_but_not_its_admission(text: str, realis: str, origin: str) -> None:
    event = one(text)
    assert (event.realis, event.origin) == (realis, origin)


def test_he_said_is_the_speaker_before() -> None:
    events = detect("Fighting goes on, the PMF said on Monday. Baaj was captured by the Iraqi army, it said.")
    assert [event.origin for event in events] == ["speaker:pmf"]


def test_a_subordinate_saying_does_not_govern_what_stands_before_it() -> None:
    event = one("Islamic State retook Abu Kamal a day after the Syrian army declared victory, residents said.")
    assert (summary(event), event.realis) == ("control_gained actual islamic-state @ abu-kamal", Realis.ACTUAL)


def test_a_claim_and_its_denial_are_one_denied_event() -> None:
    event = one("Hezbollah said it captured Abu Kamal. The Syrian Observatory for Human Rights said that was not true.")
    assert (event.realis, event.actor and event.actor.id) == (Realis.DENIED, "hezbollah")


def test_a_claim_and_the_other_sides_no_are_one_denied_event() -> None:
    event = one("The PMF said it captured Baaj. Islamic State denied that the PMF had captured Baaj.")
    assert event.realis is Realis.DENIED
    assert len(event.evidence) == 2


def test_denying_something_else_denies_no_claim() -> None:
    event = one("The PMF said it captured Baaj. Turkey denied the delegation a visa, and Jordan rejected the offer.")
    assert event.realis is Realis.CLAIMED


def test_a_monitor_disputing_it_denies_the_claim() -> None:
    event = one("The PMF said it captured Baaj, although the Syrian Observatory for Human Rights disputed this.")
    assert event.realis is Realis.DENIED


def test_a_neutrals_confirmation_makes_a_claim_actual() -> None:
    event = one("The SDF said it captured Raqqa. The Syrian Observatory for Human Rights confirmed the capture.")
    assert event.realis is Realis.ACTUAL


def test_a_correction_wins_over_what_it_corrects() -> None:
    event = one(
        "We reported on Monday that the PMF had captured Baaj. In fact the PMF has not captured Baaj.",
        title="Correction: Baaj",
    )
    assert event.realis is Realis.NEGATED


def test_headline_and_body_are_one_event_in_the_bodys_voice() -> None:
    event = one("The PMF captured Baaj from Islamic State on Monday, a spokesman said.", title="PMF captures Baaj")
    assert (event.realis, event.origin, len(event.evidence)) == (Realis.CLAIMED, "speaker:pmf", 2)


def test_superior_and_subordinate_are_one_actor_of_one_capture() -> None:
    event = one("The Iraqi army captured Baaj on Monday.", title="Iraqi forces capture Baaj")
    assert event.actor is not None
    assert event.actor.id == "iraqi-army"


def test_a_capture_swallows_the_loss_that_it_implies() -> None:
    event = one("Islamic State lost Baaj. The Iraqi army captured Baaj from Islamic State.")
    assert summary(event) == "control_gained actual iraqi-army < islamic-state @ baaj"


def test_who_left_as_others_came_is_the_loser() -> None:
    text = "The Iraqi army took Mosul on Monday. Islamic State withdrew from Mosul without a fight."
    event = one(text)
    assert summary(event) == "control_gained actual iraqi-army < islamic-state @ mosul"
    assert [evidence.quote for evidence in event.evidence] == [f"{sentence}." for sentence in text[:-1].split(". ")]


def test_taken_and_left_again_are_two_events() -> None:
    found = [summary(e) for e in detect("The Iraqi army took Mosul. Then the Iraqi army withdrew from Mosul.")]
    assert found == ["control_gained actual iraqi-army @ mosul", "control_ceded actual iraqi-army @ mosul"]


def test_taken_and_lost_again_are_two_events() -> None:
    found = [summary(e) for e in detect("Hezbollah captured Abu Kamal. Then Islamic State recaptured Abu Kamal.")]
    assert found == ["control_gained actual hezbollah @ abu-kamal", "control_gained actual islamic-state @ abu-kamal"]


def test_an_attempt_and_its_success_are_two_events() -> None:
    found = [event.realis for event in detect("The PMF is fighting to take Baaj. The PMF captured Mosul.")]
    assert found == [Realis.ONGOING, Realis.ACTUAL]


def test_the_source_is_found_by_name_by_domain_and_by_the_urls_host() -> None:
    text = "The PMF captured Baaj."
    for fields in ({"source": "front-tv"}, {"source": "front.example"}, {"url": "https://news.front.example/1"}):
        event = one(text, **fields)
        assert (event.grade, event.origin) == (Grade.D, "outlet:front-tv")
    assert one(text, url="https://notfront.example/1").grade is Grade.F


def test_a_credited_agency_is_the_origin_and_lends_its_grade() -> None:
    event = one("BAGHDAD (Reuters) - The PMF captured Baaj.", source="front-tv")
    assert (event.origin, event.grade) == ("wire:reuters", Grade.B)


def test_copies_share_a_fingerprint_and_no_others_do() -> None:
    first, copy = (
        one("The PMF captured Baaj."),
        one("the pmf captured  BAAJ!".replace("pmf", "PMF").replace("BAAJ", "Baaj"), id="b"),
    )
    assert first.fingerprint == copy.fingerprint
    assert first.id != copy.id
    assert one("The PMF captured Mosul.").fingerprint != first.fingerprint


def test_an_article_without_any_time_has_a_fixed_one_and_no_dates() -> None:
    event = one("The PMF captured Baaj on Monday.", published_at=None)
    assert (event.published_at.year, event.occurred_on) == (1970, None)


def test_the_fetching_time_stands_in_for_the_publication() -> None:
    fetched = article("x").published_at
    event = one("The PMF captured Baaj on Monday.", published_at=None, fetched_at=fetched)
    assert event.published_at == fetched
