"""Text, names and mentions: what the reading stands on."""

import pytest

from services.detect.names.mentions import find_mentions
from services.detect.names.theatre_names import NameKind, NameTable
from services.detect.words.text import LONGEST_SENTENCE, blank_markup, fold, sentences, words
from tests.support.detect import THEATRE, one

NAMES = NameTable([THEATRE])


def ids(text: str) -> list[str]:
    return [found.entries[0].id for found in NAMES.find(words(text))]


def test_sentences_end_at_full_stops_and_blank_lines_but_not_at_abbreviations() -> None:
    text = 'Army takes Baaj\n\nGen. Ahmed of the U.S. Army said so. It is true! "Yes." He left.'
    found = sentences(text)
    assert [s.text for s in found] == [
        "Army takes Baaj",
        "Gen. Ahmed of the U.S. Army said so.",
        "It is true!",
        '"Yes."',
        "He left.",
    ]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_an_endless_sentence_is_cut() -> None:
    assert max(len(s.text) for s in sentences("word " * 10_000)) <= LONGEST_SENTENCE


def test_an_endless_sentence_is_cut_between_words() -> None:
    found = sentences("Rubaya " * 1_000 + "x" * (2 * LONGEST_SENTENCE))
    assert {word for sentence in found for word in sentence.text.split()} - {"Rubaya"} <= {"x" * LONGEST_SENTENCE}


def test_markup_is_blanked_and_nothing_moves() -> None:
    body = "<p>Army takes <b>Baaj</b> &amp; leaves.</p><script>var x = 'captured Mosul';</script><p>Done.</p>"
    text = blank_markup(body)
    assert len(text) == len(body)
    assert "captured" not in text
    assert text.index("Baaj") == body.index("Baaj")
    assert [s.text.split() for s in sentences(text)] == [["Army", "takes", "Baaj", "&", "leaves."], ["Done."]]


def test_an_unclosed_script_hides_the_rest() -> None:
    assert blank_markup("Before. <script> captured Mosul").strip() == "Before."


def test_the_quote_is_the_bodys_own_words_markup_and_all() -> None:
    event = one("<p>The Iraqi army captured <b>Baaj</b> on Sunday.</p>")
    assert event.evidence[0].quote == "The Iraqi army captured <b>Baaj</b> on Sunday."


@pytest.mark.parametrize("spelling", ["Ba'aj", "Ba\u2019aj", "BAAJ", "al-Baaj", "Al Baaj"])
def test_spellings_of_a_place_meet(spelling: str) -> None:
    assert ids(f"They are in {spelling} now.") == ["baaj"]


def test_folding_forgets_case_diacritics_and_apostrophes() -> None:
    assert fold("Tall \u02bfAfar \u2013 Koban\u00ee") == fold("tall Afar \u2013 Kobane").replace("kobane", "kobani")


@pytest.mark.parametrize("text", ["Human rights groups", "what is this", "the right side", "pmfs"])
def test_an_acronym_is_not_a_part_or_a_common_word(text: str) -> None:
    assert ids(text) == []


def test_an_acronym_is_known_by_its_capitals() -> None:
    assert ids("Fighters of IS and HTS met.") == ["islamic-state", "hts"]


def test_the_longest_name_wins() -> None:
    assert ids("Iraq's Joint Operations Command and Syrian Kurdish forces") == ["iraq", "sdf"]


def test_in_a_shouted_headline_is_is_a_verb() -> None:
    assert ids("BAAJ IS FREE, SAYS PMF") == ["baaj", "pmf"]


def test_a_patron_is_no_mention() -> None:
    assert "us" not in ids("US-backed fighters")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They took the strategic town of Baaj.", "strategic town of Baaj"),
        ("They took several villages north of Baaj.", "villages north of Baaj"),
        ("They reached the border north of the town of Baaj.", "border north of the town of Baaj"),
        ("They hold the Shaddadi oil field.", "Shaddadi oil field"),
        ("They hold Deir ez-Zor province.", "Deir ez-Zor province"),
    ],
)
def test_a_place_is_the_whole_phrase(text: str, expected: str) -> None:
    places = [m.text for m in find_mentions(text, NAMES) if m.kind is NameKind.PLACE]
    assert len(places) == 1
    assert places[0].endswith(expected)


def test_an_actor_is_the_whole_phrase() -> None:
    actors = [m.text for m in find_mentions("Islamic State fighters and Ethiopian government troops met.", NAMES)]
    assert actors == ["Islamic State fighters", "Ethiopian government troops"]
