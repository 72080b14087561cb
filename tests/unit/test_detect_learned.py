"""From what the extractor read to readings: whom and what its spans mean."""

from dataclasses import replace

import pytest

from schemas.event import EventType, Realis
from services.detect.names.mentioned import Mentioned
from services.detect.names.theatre_names import NameTable
from services.detect.network.extractor import Extraction, RoleSpan
from services.detect.readers.learned import readings
from services.detect.reading import Context
from services.detect.words.text import sentences
from tests.support.detect import THEATRE

NAMES = NameTable([THEATRE])


def _context(text: str, at: int = 0) -> Context:
    sentence = sentences(text)[at]
    return Context(sentence, Mentioned(text, NAMES))


def _extraction(text: str, trigger: str, *roles: tuple[str, str]) -> Extraction:
    def span(role: str, words: str) -> RoleSpan:
        return RoleSpan(role, text.index(words), text.index(words) + len(words), 0.9)

    start = text.index(trigger)
    spans = tuple(span(*role) for role in roles)
    return Extraction(EventType.CONTROL_GAINED, Realis.CLAIMED, False, start, start + len(trigger), spans, 0.8)


def test_a_reading_has_the_mentions_that_its_spans_meet() -> None:
    text = "It rained. The PMF took Baaj from IS."
    extraction = _extraction(text, "took", ("actor", "PMF"), ("place", "Baaj"), ("loser", "IS"))
    (reading,) = readings([extraction], _context(text, 1))
    assert reading.actor
    assert [entry.id for entry in reading.actor.entries] == ["pmf"]
    assert reading.place
    assert [entry.id for entry in reading.place.entries] == ["baaj"]
    assert (reading.start, reading.end) == (8, 12)
    assert readings([extraction], _context(text, 0)) == ()


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("The PMF came. They took Baaj.", "PMF", "PMF"),
        ("The Hashd al-Shaabi set out at dawn. It took Baaj.", "Hashd", "Hashd al-Shaabi"),
    ],
)
def test_an_actor_named_in_an_earlier_sentence_keeps_its_whole_name(text: str, span: str, name: str) -> None:
    (reading,) = readings([_extraction(text, "took", ("actor", span), ("place", "Baaj"))], _context(text, 1))
    assert reading.actor
    assert reading.actor.text == name
    assert [entry.id for entry in reading.actor.entries] == ["pmf"]


@pytest.mark.parametrize(
    ("place", "loser", "named"),
    [
        ("Mocímboa da Praia", "Praia", False),
        ("Jerez de la Frontera", "Frontera", False),
        ("Santiago de Cuba", "de Cuba", False),
        ("Mazar-i-Sharif", "Sharif", False),
        ("Baaj", "IS", True),
        ("Baaj", "rebels", True),
        ("rebel-held Baaj", "rebel", True),
    ],
)
def test_the_end_of_a_place_s_name_is_no_party(place: str, loser: str, named: bool) -> None:
    text = f"The army took {place} from IS and rebels."
    (reading,) = readings([_extraction(text, "took", ("place", place), ("loser", loser))], _context(text))
    assert (reading.loser is not None) is named


@pytest.mark.parametrize(
    ("text", "loser", "place"),
    [
        ("They took Adan Yabaal in the Middle Shabelle region.", "Shabelle", "Adan Yabaal"),
        ("They took the centre of al-Bab's city.", "al-Bab", "al-Bab's city"),
    ],
)
def test_a_piece_of_a_place_s_name_does_not_lose(text: str, loser: str, place: str) -> None:
    (reading,) = readings([_extraction(text, "took", ("place", place), ("loser", loser))], _context(text))
    assert reading.loser is None


def test_the_words_that_say_when_may_stand_in_another_sentence() -> None:
    text = "It rained on Sunday. The PMF took Baaj."
    (reading,) = readings([_extraction(text, "took", ("actor", "PMF"), ("time", "on Sunday"))], _context(text, 1))
    assert reading.time == "Sunday"


def test_places_joined_by_the_text_are_an_event_each() -> None:
    text = "The PMF took Baaj, Rawa and the town of Qara on the way to Mosul."
    places = [("place", name) for name in ("Baaj", "Rawa", "Qara", "Mosul")]
    found = readings([_extraction(text, "took", ("actor", "PMF"), *places)], _context(text))
    assert [reading.place and reading.place.text.split()[-1] for reading in found] == ["Baaj", "Rawa", "Qara"]


def test_the_little_words_about_a_name_are_no_part_of_it() -> None:
    text = "The tribesmen took the ford near Ouled and from the."
    roles = (("actor", "The tribesmen"), ("place", "near Ouled and"), ("loser", "from the"))
    (reading,) = readings([_extraction(text, "took", *roles)], _context(text))
    assert reading.actor
    assert reading.place
    assert (reading.actor.text, reading.place.text, reading.loser) == ("tribesmen", "Ouled", None)


def test_nobody_takes_a_place_from_himself() -> None:
    text = "The PMF took Baaj, PMF fighters said."
    roles = (("actor", "PMF"), ("place", "Baaj"), ("loser", "PMF fighters"))
    (reading,) = readings([_extraction(text, "took", *roles)], _context(text))
    assert reading.actor
    assert reading.loser is None


def test_a_town_does_not_take_itself() -> None:
    text = "Islamic State was seen off in Baaj and Anah was quiet."
    (reading,) = readings([_extraction(text, "seen off", ("actor", "Anah"), ("place", "Anah"))], _context(text))
    assert reading.actor is None


def test_a_loser_whom_the_rules_see_and_a_theatre_knows_is_taken() -> None:
    text = "The PMF broke the IS siege of Baaj on Monday."
    broke = replace(_extraction(text, "broke", ("actor", "PMF"), ("place", "Baaj")), type=EventType.SIEGE_BROKEN)
    (reading,) = readings([broke], _context(text))
    assert reading.loser
    assert reading.loser.text == "IS"


@pytest.mark.parametrize(
    ("actor", "loser"), [("Coastal forces", "Highland forces"), ("Soldiers who had left the guard", "guard")]
)
def test_two_parties_may_have_a_word_in_common(actor: str, loser: str) -> None:
    text = f"{actor} took Baaj from the {loser}."
    at = text.rindex(loser)
    roles = (RoleSpan("actor", 0, len(actor), 0.9), RoleSpan("loser", at, at + len(loser), 0.8))
    start = text.index("took")
    extraction = Extraction(EventType.CONTROL_GAINED, Realis.ACTUAL, False, start, start + 4, roles, 0.8)
    (reading,) = readings([extraction], _context(text))
    assert reading.actor
    assert reading.loser
    assert (reading.actor.full, reading.loser.full) == (actor, loser)


def test_a_name_that_is_cut_between_two_roles_has_the_likelier_one() -> None:
    text = "Islamic State fights its way back into Baaj."
    cut = _extraction(text, "back into", ("actor", "Islamic"), ("loser", "State"), ("place", "Baaj"))
    (reading,) = readings([cut], _context(text))
    assert reading.actor
    assert (reading.actor.text, reading.loser) == ("Islamic State", None)


def test_a_party_is_no_place() -> None:
    text = "SDF will not let Hashd al-Shaabi through, it says in Raqqa."
    extraction = _extraction(text, "will not let", ("actor", "SDF"), ("place", "Hashd"))
    (reading,) = readings([extraction], _context(text))
    assert reading.place is None


def test_of_two_parties_that_are_as_likely_the_one_in_the_triggers_sentence_acts() -> None:
    text = "Hezbollah came. The PMF took Baaj."
    spans = (
        _span(text, "actor", "Hezbollah", 0.8),
        _span(text, "actor", "PMF", 0.75),
        _span(text, "loser", "PMF", 0.8),
    )
    at = text.index("took")
    extraction = Extraction(EventType.CONTROL_GAINED, Realis.ACTUAL, False, at, at + 4, spans, 0.8)
    (reading,) = readings([extraction], _context(text, 1))
    assert reading.actor
    assert (reading.actor.text, reading.loser) == ("PMF", None)


def test_of_parties_that_act_together_the_first_known_one_counts() -> None:
    text = "The tribesmen and Hezbollah and the Syrian army took Baaj."
    together = ("actor", "tribesmen and Hezbollah and the Syrian army")
    (reading,) = readings([_extraction(text, "took", together, ("place", "Baaj"))], _context(text))
    assert reading.actor
    assert [entry.id for entry in reading.actor.entries] == ["hezbollah"]


def test_of_parties_that_the_text_joins_the_first_counts_though_a_later_one_be_likelier() -> None:
    text = "The Iraqi army, the PMF and Hezbollah took Baaj."
    spans = tuple(_span(text, "actor", name, p) for name, p in (("Iraqi army", 0.4), ("PMF", 0.9), ("Hezbollah", 0.8)))
    (reading,) = readings(
        [Extraction(EventType.CONTROL_GAINED, Realis.ACTUAL, False, 44, 48, spans, 0.8)], _context(text)
    )
    assert reading.actor
    assert reading.actor.text == "Iraqi army"


def test_the_city_of_the_dateline_is_no_place() -> None:
    text = "BAGHDAD (Reuters) - The PMF took Baaj."
    extraction = _extraction(text, "took", ("actor", "PMF"), ("place", "BAGHDAD"), ("place", "Baaj"))
    (reading,) = readings([extraction], _context(text))
    assert reading.place
    assert reading.place.text == "Baaj"


@pytest.mark.parametrize(
    ("text", "elsewhere", "place"),
    [
        ("The army came from Baaj. Islamic State still holds most of the city.", "Baaj", "city"),
        ("The army came from Zabadani. Islamic State still holds most of the city.", "Zabadani", "Zabadani"),
        ("The army came from Baaj. Islamic State still holds Raqqa.", "Baaj", "Baaj"),
        ("The army came. Islamic State still holds Raqqa.", None, "Raqqa"),
    ],
)
def test_what_the_sentence_calls_a_place_goes_before_none_and_before_a_known_one_of_another_sentence(
    text: str, elsewhere: str | None, place: str
) -> None:
    roles = (("actor", "Islamic State"), *((("place", elsewhere),) if elsewhere else ()))
    held = replace(_extraction(text, "holds", *roles), type=EventType.CONTROL_HELD)
    (reading,) = readings([held], _context(text, 1))
    assert reading.place
    assert reading.place.text.split()[-1] == place


@pytest.mark.parametrize(
    ("span", "actor"),
    [
        ("units of the coast guard", "units of the coast guard"),
        ("Forces loyal to Daoud", "Forces loyal to Daoud"),
        ("units of the PMF", "PMF"),
    ],
)
def test_an_unknown_party_is_called_by_all_its_words(span: str, actor: str) -> None:
    text = f"On Monday {span} took Baaj."
    (reading,) = readings([_extraction(text, "took", ("actor", span), ("place", "Baaj"))], _context(text))
    assert reading.actor
    assert reading.actor.full == actor


def test_places_in_one_span_are_an_event_each() -> None:
    text = "The PMF took Baaj and Raqqa."
    found = readings([_extraction(text, "took", ("actor", "PMF"), ("place", "Baaj and Raqqa"))], _context(text))
    assert [reading.place and reading.place.text for reading in found] == ["Baaj", "Raqqa"]


def _span(text: str, role: str, name: str, probability: float) -> RoleSpan:
    return RoleSpan(role, text.index(name), text.index(name) + len(name), probability)


def test_a_list_is_made_whole_by_the_names_at_its_ends() -> None:
    text = "The PMF strolls about Mosul, 70% of Raqqa, Baaj, Deir ez-Zor and most of al-Tanf, not Damascus, Iraq said."
    spans = tuple(_span(text, "place", name, 0.9) for name in ("Raqqa", "Baaj"))
    found = readings([Extraction(EventType.CONTROL_GAINED, Realis.ACTUAL, False, 8, 15, spans, 0.8)], _context(text))
    assert [reading.place and reading.place.text for reading in found] == [
        "Mosul",
        "Raqqa",
        "Baaj",
        "Deir ez-Zor",
        "al-Tanf",
    ]


def test_the_country_behind_a_town_is_no_place_of_its_own() -> None:
    text = "The PMF strolls about Baaj, Iraq, on Monday."
    spans = (_span(text, "place", "Baaj", 0.9), _span(text, "place", "Iraq", 0.1))
    found = readings([Extraction(EventType.CONTROL_GAINED, Realis.ACTUAL, False, 8, 15, spans, 0.8)], _context(text))
    assert [reading.place and reading.place.text for reading in found] == ["Baaj"]


@pytest.mark.parametrize(("probability", "places"), [(0.9, ["Baaj", "Raqqa"]), (0.2, [None])])
def test_an_unlikely_place_counts_only_in_a_list_with_a_likely_one(probability: float, places: list[str]) -> None:
    text = "The PMF strolls about Baaj and Raqqa."
    spans = (_span(text, "place", "Baaj", probability), _span(text, "place", "Raqqa", 0.1))
    extraction = Extraction(EventType.CONTROL_GAINED, Realis.ACTUAL, False, 8, 12, spans, 0.8)
    found = readings([extraction], _context(text))
    assert [reading.place and reading.place.text for reading in found] == places


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Islamic State was driven out of Baaj by the PMF on Monday.", "driven out of"),
        ("Islamic State lost Baaj to the PMF on Monday.", "lost"),
        ("Islamic State withdrew from Baaj, and the PMF came.", "withdrew from"),
    ],
)
def test_who_is_seen_to_lose_is_not_the_taker(text: str, trigger: str) -> None:
    turned = _extraction(text, trigger, ("actor", "Islamic State"), ("loser", "PMF"), ("place", "Baaj"))
    (reading,) = readings([turned], _context(text))
    assert reading.actor
    assert reading.loser
    assert (reading.actor.text, reading.loser.text) == ("PMF", "Islamic State")


@pytest.mark.parametrize(
    ("text", "realis", "words"),
    [
        ("The PMF has not taken Baaj.", Realis.NEGATED, "has not"),
        ("The PMF plans to have taken Baaj by May.", Realis.PLANNED, "plans to"),
        ("The PMF has taken Baaj.", Realis.PLANNED, None),
    ],
)
def test_the_words_for_which_the_rules_agree_are_shown(text: str, realis: Realis, words: str | None) -> None:
    extraction = replace(_extraction(text, "taken", ("actor", "PMF"), ("place", "Baaj")), realis=realis)
    (reading,) = readings([extraction], _context(text))
    assert reading.cue == words
