"""What single sentences are read as: type, realis and roles."""

import pytest

from tests.support.detect import detect, summary

CONTROL = [
    ("The Iraqi army captured Baaj on Sunday.", "control_gained actual iraqi-army @ baaj"),
    (
        "Iraqi forces have retaken the town of Baaj from Islamic State.",
        "control_gained actual iraq < islamic-state @ baaj",
    ),
    ("Baaj was captured by the Iraqi army.", "control_gained actual iraqi-army @ baaj"),
    ("Baaj has been fully liberated.", "control_gained actual - @ baaj"),
    ("Baaj fell to Islamic State.", "control_gained actual islamic-state @ baaj"),
    ("Hezbollah drove Islamic State out of Abu Kamal.", "control_gained actual hezbollah < islamic-state @ abu-kamal"),
    (
        "Islamic State was driven out of Abu Kamal by Hezbollah.",
        "control_gained actual hezbollah < islamic-state @ abu-kamal",
    ),
    ("The Syrian army took control of Abu Kamal.", "control_gained actual syrian-army @ abu-kamal"),
    ("SDF fighters cleared Raqqa of IS militants.", "control_gained actual sdf < islamic-state @ raqqa"),
    (
        "Islamic State lost Abu Kamal to the Syrian army.",
        "control_gained actual syrian-army < islamic-state @ abu-kamal",
    ),
    ("Islamic State withdrew from Baaj overnight.", "control_ceded actual islamic-state @ baaj"),
    ("Syrian troops pulled out of Raqqa.", "control_ceded actual syrian-army @ raqqa"),
    ("The SDF handed over Raqqa to the Syrian army.", "control_transferred actual syrian-army < sdf @ raqqa"),
    ("Abu Kamal is held by Islamic State.", "control_held actual islamic-state @ abu-kamal"),
    ("The SDF controls most of Raqqa.", "control_held actual sdf @ raqqa"),
    ("Abu Kamal remains in the hands of Islamic State.", "control_held actual islamic-state @ abu-kamal"),
    ("Baaj is under Islamic State control.", "control_held actual islamic-state @ baaj"),
]
MOVEMENT = [
    ("The Syrian army entered Abu Kamal from the west.", "advance actual syrian-army @ abu-kamal"),
    ("Syrian troops advanced towards Deir ez-Zor.", "advance actual syrian-army @ deir-ez-zor"),
    ("The Iraqi army has surrounded Baaj.", "siege_laid actual iraqi-army @ baaj"),
    ("The Syrian army broke the siege of Deir ez-Zor.", "siege_broken actual syrian-army @ deir-ez-zor"),
    ("The SDF repelled an Islamic State attack on Raqqa.", "attack_repelled actual sdf < islamic-state @ raqqa"),
    ("The Syrian army linked up with the PMF near Abu Kamal.", "linkup actual syrian-army + pmf @ abu-kamal"),
]
BORDERS = [
    ("The PMF reached the Syrian border near Baaj.", "border_reached actual pmf @ baaj"),
    ("Syrian troops advanced to the border north of Abu Kamal.", "border_reached actual syrian-army @ abu-kamal"),
    ("The Turkish army crossed into Syria.", "border_crossed actual turkey @ Syria"),
    ("Jordan closed its border with Syria.", "crossing_closed actual Jordan @ border with Syria"),
    ("The al-Waleed crossing was reopened.", "crossing_opened actual - @ al-waleed"),
    ("The Syrian army cut the road between Raqqa and Deir ez-Zor.", "route_cut actual syrian-army @ raqqa"),
    ("The SDF let Hezbollah fighters pass through Raqqa.", "passage_granted actual sdf + hezbollah @ raqqa"),
    ("The SDF refused to let the PMF pass.", "passage_denied actual sdf + pmf"),
    ("Russia annexed Crimea.", "border_changed actual Russia @ Crimea"),
]
REALIS = [
    ("The Syrian army has not reached the Iraqi border.", "border_reached negated syrian-army @ Iraqi border"),
    ("The Iraqi army failed to capture Baaj.", "control_gained negated iraqi-army @ baaj"),
    ("The PMF cannot as yet link up with the Syrian army.", "linkup negated pmf + syrian-army"),
    ("There is no evidence that the PMF captured Baaj.", "control_gained negated pmf @ baaj"),
    ("The Iraqi army will capture Baaj.", "control_gained planned iraqi-army @ baaj"),
    ("The Iraqi army vowed to retake Baaj.", "control_gained planned iraqi-army @ baaj"),
    ("The Iraqi army is fighting to retake Baaj.", "control_gained ongoing iraqi-army @ baaj"),
    ("Iraqi forces launched an offensive to take Baaj.", "control_gained ongoing iraq @ baaj"),
    ("If the PMF captures Baaj, the road is open.", "control_gained hypothetical pmf @ baaj"),
    ("The PMF could capture Baaj.", "control_gained hypothetical pmf @ baaj"),
    ("It is unknown whether the SDF would let the PMF pass.", "passage_granted hypothetical sdf + pmf"),
    ("The PMF said it captured Baaj.", "control_gained claimed pmf @ baaj"),
    ("The PMF managed to capture Baaj.", "control_gained actual pmf @ baaj"),
    ("Islamic State admitted it had lost Baaj.", "control_ceded actual islamic-state @ baaj"),
    ("Islamic State denied that the Iraqi army had captured Baaj.", "control_gained denied iraqi-army @ baaj"),
]


@pytest.mark.parametrize(("text", "expected"), CONTROL + MOVEMENT + BORDERS + REALIS)
def test_a_sentence_is_read_as(text: str, expected: str) -> None:
    assert [summary(event) for event in detect(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Police seized 400 kilograms of drugs at the al-Waleed crossing.",
        "The militants captured a pilot near Raqqa.",
        "Air strikes hit Abu Kamal, and warplanes destroyed a bridge.",
        "An aid convoy entered Raqqa on Monday.",
        "Refugees crossed into Syria.",
        "The team captured the title and the striker took control of midfield.",
        "Protesters blocked the road to Baghdad.",
        "The SDF took part in talks in Damascus.",
        "The company seized a large share of the market in Syria.",
        "The rebel-held town of Baaj was shelled by government troops.",
        "The army is clearing the streets of Mosul of mines.",
        "Islamic State killed eight soldiers in Baaj.",
    ],
)
def test_noise_is_no_event(text: str) -> None:
    assert [summary(event) for event in detect(text)] == []


def test_each_named_place_of_a_list_is_an_event() -> None:
    found = [summary(event) for event in detect("Iraqi forces captured Baaj, Mosul and al-Waleed.")]
    assert found == [f"control_gained actual iraq @ {place}" for place in ("baaj", "mosul", "al-waleed")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("By John Smith\n\nRebels seized the town on Monday.", "town"),
        ("Officials spoke of days of fighting. Rebels seized the town on Monday.", "town"),
        ("Rebels seized the Zemo pass, which leads to the sea.", "Zemo pass"),
        ("Tessaro was shelled. Rebels seized the town on Monday.", "Tessaro"),
    ],
)
def test_no_writer_and_no_official_is_the_town(text: str, place: str) -> None:
    assert [event.place and event.place.text for event in detect(text)] == [place]


def test_an_unknown_name_is_kept_and_blanks_nothing() -> None:
    (event,) = detect("The Iraqi army captured Qarah Tappeh from the Brown Banner rebels.")
    assert (event.actor and event.actor.id, event.theatre) == ("iraqi-army", "steppe")
    assert event.place is not None
    assert (event.place.text, event.place.id) == ("Qarah Tappeh", None)
    assert event.loser is not None
    assert (event.loser.text, event.loser.id) == ("Brown Banner rebels", None)


def test_an_event_of_nobody_known_is_of_the_world() -> None:
    (event,) = detect("Ukrainian forces captured the village of Robotyne.")
    assert (event.theatre, event.actor and event.actor.text) == ("world", "Ukrainian forces")


def test_a_headline_in_title_case_is_read() -> None:
    assert [summary(e) for e in detect("", "Iraqi Army Captures Baaj From Islamic State")] == [
        "control_gained actual iraqi-army < islamic-state @ baaj"
    ]


def test_a_pronoun_is_the_actor_named_before() -> None:
    found = detect("The PMF was formed in 2014. It captured Baaj on Sunday.")
    assert [summary(event) for event in found] == ["control_gained actual pmf @ baaj"]


def test_the_town_is_the_place_named_before() -> None:
    found = detect("Fighting raged in Baaj for days. The Iraqi army took control of the town on Sunday.")
    assert [summary(event) for event in found] == ["control_gained actual iraqi-army @ baaj"]


def test_the_patron_is_not_the_actor() -> None:
    (event,) = detect("US-backed Syrian Kurdish forces captured Raqqa.")
    assert event.actor is not None
    assert event.actor.id == "sdf"


def test_a_helper_named_in_passing_is_not_the_actor() -> None:
    (event,) = detect("The Iraqi army, backed by Hezbollah and US troops, captured Baaj.")
    assert summary(event) == "control_gained actual iraqi-army @ baaj"


def test_a_part_of_a_place_is_less_sure() -> None:
    whole = detect("Islamic State captured Abu Kamal.")[0]
    part = detect("Islamic State captured 40 per cent of Abu Kamal.")[0]
    assert part.confidence < whole.confidence


ELSEWHERE = [
    ("M23 rebels entered the city of Goma on Monday.", "advance actual M23 rebels @ city of Goma"),
    (
        "Ethiopia's army retook Mekelle from Tigrayan forces.",
        "control_gained actual Ethiopia's army < Tigrayan forces @ Mekelle",
    ),
    ("The junta lost control of Lashio to the MNDAA.", "control_gained actual MNDAA < junta @ Lashio"),
    ("Sudan's army breaks siege of El Obeid", "siege_broken actual Sudan's army @ El Obeid"),
    ("Azerbaijani troops crossed into Armenia overnight.", "border_crossed actual Azerbaijani troops @ Armenia"),
    ("The army said it would withdraw from the city of Goma.", "control_ceded planned army @ city of Goma"),
    ("Hundreds of fighters left Daraya under a deal.", "control_ceded actual fighters @ Daraya"),
    ("Russian troops began moving into Crimea.", "advance actual Russian troops @ Crimea"),
    ("Russian troops moved into Ukrainian-held Lyman.", "advance actual Russian troops @ Ukrainian-held Lyman"),
    ("Fighting goes on in Lyman. Ukrainian forces entered the city.", "advance actual Ukrainian forces @ Lyman"),
    ("In occupied territory, rebels took over the town of Bria.", "control_gained actual rebels @ town of Bria"),
]


@pytest.mark.parametrize(("text", "expected"), ELSEWHERE)
def test_conflicts_without_a_theatre_are_read_too(text: str, expected: str) -> None:
    assert [summary(event) for event in detect(text)] == [expected]
