"""Which words of its quote give an event its type and its realis."""

import pytest

from schemas.event import EventType, Evidence, Realis
from services.detect.attribution.claims import realis_words
from services.detect.attribution.speaker import attributions
from services.detect.reading import Reading
from tests.support.detect import article, detect, one


def test_the_trigger_stands_in_the_quote_at_its_offsets_in_the_body() -> None:
    told = article("Nothing here. In <b>May</b> the PMF\ncaptured Baaj.", title="A headline")
    (evidence,) = one(told.text, told.title).evidence
    assert evidence.trigger_start is not None
    assert told.body[evidence.trigger_start : evidence.trigger_end] == "captured"
    assert told.body[evidence.start : evidence.end] == evidence.quote
    assert evidence.start <= evidence.trigger_start < (evidence.trigger_end or 0) <= evidence.end


def test_each_telling_of_a_happening_has_its_own_trigger() -> None:
    told = article("The PMF took control of Baaj from Islamic State.", title="PMF captures Baaj")
    evidence = one(told.text, told.title).evidence
    assert [told.body[e.trigger_start : e.trigger_end] for e in evidence] == ["captures", "took control of"]


def test_evidence_of_an_older_version_has_no_trigger() -> None:
    old = Evidence.model_validate_json('{"quote": "q", "start": 0, "end": 1}')
    assert (old.trigger_start, old.trigger_end, old.realis_words) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "realis", "words"),
    [
        ("The PMF captured Baaj.", "actual", None),
        ("The PMF managed to capture Baaj.", "actual", None),
        ("The PMF has not captured Baaj.", "negated", "has not"),
        ("The PMF hasn't captured Baaj.", "negated", "hasn't"),
        ("The PMF failed to capture Baaj.", "negated", "failed to"),
        ("There is no evidence that the PMF captured Baaj.", "negated", "is no evidence that"),
        ("The PMF plans to capture Baaj.", "planned", "plans to"),
        ("The PMF will capture Baaj.", "planned", "will"),
        ("PMF to capture Baaj", "planned", "to"),
        ("The PMF would capture Baaj if it were ordered so.", "hypothetical", "would"),
        ("If the PMF captures Baaj, the war ends.", "hypothetical", "If"),
        ("The capture of Baaj by the PMF would end the war.", "hypothetical", "would"),
        ("The PMF is fighting to capture Baaj.", "ongoing", "is fighting to"),
        ("The PMF is besieging Baaj.", "ongoing", "is"),
        ("Islamic State denied that the PMF had captured Baaj.", "denied", "denied that"),
        ("The army said the PMF captured Baaj.", "claimed", "The army said"),
        ("The PMF captured Baaj, its spokesman said.", "claimed", "its spokesman said"),
        ("According to the Iraqi army, the PMF captured Baaj.", "claimed", "According to the Iraqi army"),
        ("The army said the PMF has not captured Baaj.", "negated", "has not"),
        ("The PMF captured Baaj, residents said.", "actual", None),
        ("Islamic State said the PMF captured Baaj from Islamic State.", "actual", None),
        ("Baghdad said it would not let the Turkish army pass through Mosul.", "actual", None),
    ],
)
def test_the_words_that_say_whether_it_happened_are_kept(text: str, realis: str, words: str | None) -> None:
    event = one(text)
    assert (event.realis, [e.realis_words for e in event.evidence]) == (realis, [words])


def test_he_said_is_quoted_as_it_stands() -> None:
    (event,) = detect("Fighting goes on, the PMF said on Monday. Baaj was captured by the Iraqi army, it said.")
    assert (event.realis, event.evidence[0].realis_words) == (Realis.CLAIMED, "it said")


def test_a_sentence_that_judges_what_another_told_is_evidence_too() -> None:
    event = one("The PMF said it captured Baaj. Residents said that was not true.")
    claim, denial = event.evidence
    assert (event.realis, claim.realis_words, denial.realis_words) == ("denied", "The PMF said", "that was not true")
    assert (denial.quote, denial.trigger_start) == ("Residents said that was not true.", None)


def test_a_sentence_that_judges_itself_is_one_evidence() -> None:
    event = one("The PMF said it captured Baaj, although the Syrian Observatory for Human Rights disputed this.")
    (evidence,) = event.evidence
    assert (event.realis, evidence.realis_words) == ("denied", "disputed this")
    assert evidence.trigger_start is not None


def test_where_a_model_saw_a_claim_the_attribution_gives_the_words() -> None:
    text = "The army claims the capture of Baaj."
    (said,) = attributions(text, (), frozenset())
    reading = Reading(EventType.CONTROL_GAINED, Realis.CLAIMED, text.index("capture"), text.index(" of"))
    assert realis_words(reading, Realis.CLAIMED, said) == "The army claims"


def test_where_a_model_judged_what_no_words_show_none_are_given() -> None:
    reading = Reading(EventType.CONTROL_GAINED, Realis.PLANNED, 0, 7)
    assert realis_words(reading, Realis.PLANNED, None) is None
