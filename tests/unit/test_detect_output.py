"""Articles from lines of JSON, and the view for a person."""

import io
import json
import re

import pytest
from rich.console import Console

from schemas.article import MAX_TEXT
from services.detect.jsonl import read_article
from services.detect.show import show
from services.runtime.errors import BadInputError
from tests.support.detect import article, detect


def test_a_line_is_an_article() -> None:
    line = json.dumps({"id": 7, "title": "T", "text": "x", "published_at": "2017-05-30T09:00:00Z", "more": 1})
    read = read_article(line, 1)
    assert (read.id, read.title, read.text) == ("7", "T", "x")


def test_half_a_character_loses_no_line() -> None:
    read = read_article(r'{"text": "\ud800 Rawa \ud83d\ude00 fell", "url": "https://x.example/\udfff"}', 1)
    assert read.text == "\ufffd Rawa \U0001f600 fell"
    assert read.model_dump_json()


def test_without_an_id_the_content_identifies_the_article() -> None:
    same = read_article('{"text": "x"}', 1).id
    assert same == read_article('{"text": "x"}', 9).id
    assert same != read_article('{"text": "y"}', 1).id


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not valid JSON"),
        ("[1]", "expected an object"),
        ('{"title": "x"}', "text"),
        ('{"text": 5}', "text"),
        ('{"text": "x", "published_at": "soon"}', "published_at"),
        ('{"text": "x", "published_at": "2017-05-32"}', "published_at"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_wrong_line_is_named(line: str, fault: str) -> None:
    with pytest.raises(BadInputError, match="line 12: ") as error:
        read_article(line, 12)
    assert fault in str(error.value)


def shown(text: str) -> str:
    console = Console(file=io.StringIO(), width=200, force_terminal=False)
    show(article(text), detect(text), console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_evidence_is_numbered_and_the_events_are_tabled() -> None:
    output = shown("Nothing here. The PMF captured Baaj on Monday. Nothing there.")
    assert "[1] The PMF captured Baaj on Monday." in output
    assert "Baaj (baaj)" in output
    assert "2017-05-29" in output


def test_a_text_without_events_is_shown_with_a_word_on_it() -> None:
    assert "No territory event" in shown("Nothing happened.")


def test_no_control_character_and_no_markup_reaches_the_terminal() -> None:
    output = shown("The PMF captured Baaj \x1b[31m[bold]today[/bold] \x9b2J.")
    assert "\x1b" not in output
    assert "\x9b" not in output
    assert "[bold]" in output


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "The army said rebels seized Rawa from ISIS.",
            '1  control_gained: "seized"; who: "rebels"; where: "Rawa"; from: "ISIS"; claimed: "The army said"',
        ),
        (
            "Syrian troops plan to take Raqqa.",
            '1  control_gained: "take"; who: "Syrian troops"; where: "Raqqa"; planned: "plan to"',
        ),
        (
            "Hezbollah fought on Monday. It captured Abu Kamal.",
            '1  control_gained: "captured"; who: "Hezbollah" (elsewhere); where: "Abu Kamal"; actual',
        ),
        (
            "HTS let the Turkish army pass through Idlib.",
            '1  passage_granted: "let"; who: "HTS"; where: "Idlib"; with: "Turkish army"; actual',
        ),
        (
            "Hezbollah said it captured Abu Kamal. Residents said that was not true.",
            '1  control_gained: "captured"; who: "Hezbollah"; where: "Abu Kamal"; '
            'denied: "Hezbollah said", "that was not true"',
        ),
        (
            "The SDF said it captured Raqqa. The Syrian Observatory for Human Rights confirmed the capture.",
            '1  control_gained: "captured"; who: "SDF"; where: "Raqqa"; actual: "confirmed the capture"',
        ),
        (
            "The PMF captured the town of al-Ba'aj\nand <b>Mosul</b>, residents said.",
            '2  control_gained: "captured"; who: "PMF"; where: "Mosul"; actual',
        ),
    ],
)
def test_a_line_quotes_the_words_of_type_roles_and_realis(text: str, line: str) -> None:
    assert line in shown(text).splitlines()


def test_without_events_there_are_no_lines() -> None:
    assert shown("Nothing happened.").rstrip().endswith("No territory event in this text.")


def test_a_line_is_not_broken_at_the_width_of_the_terminal() -> None:
    console = Console(file=io.StringIO(), width=40, force_terminal=False)
    text = "The army said rebels seized Rawa from Islamic State."
    show(article(text), detect(text), console)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().splitlines()[-1].endswith('claimed: "The army said"')


def test_no_control_character_reaches_the_terminal_in_the_quoted_words() -> None:
    output = shown("The Hash\x1bd forces captured Baaj, the ar\x9bmy said.")
    assert "1  control_gained: " in output
    assert not {"\x1b", "\x9b"} & set(output)


def test_a_terminal_shows_trigger_and_roles_in_the_text() -> None:
    plain = "The army rested. The PMF captured Baaj; the army did not."
    console = Console(file=io.StringIO(), width=200, force_terminal=True, color_system="standard", _environ={})
    show(article(plain), detect(plain), console)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue().splitlines()[0]
    spans = {words: codes.split(";") for codes, words in re.findall(r"\x1b\[([\d;]+)m([^\x1b]+)", text)}
    assert {"1", "4"} <= set(spans["captured"])
    assert "4" in spans["PMF"]
    assert "4" in spans["Baaj"]
    assert re.sub(r"\x1b\[[\d;]*m", "", text) == "The army rested. [1] The PMF captured Baaj; the army did not."


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2017-05-29", "2017-05-29T00:00:00+00:00"),
        ("2017-05-29T10:00:00", "2017-05-29T10:00:00+00:00"),
        ("2017-05-29T10:00:00+03:00", "2017-05-29T07:00:00+00:00"),
        ("2017-05-29T10:00:00Z", "2017-05-29T10:00:00+00:00"),
    ],
)
def test_an_archive_may_leave_out_the_zone_and_the_hour(given: str, read: str) -> None:
    article = read_article(json.dumps({"text": "x", "published_at": given}), 1)
    assert article.published_at is not None
    assert article.published_at.isoformat() == read


def test_of_a_text_that_is_too_long_the_rest_is_left_out() -> None:
    assert len(read_article(json.dumps({"text": "x" * (MAX_TEXT + 1)}), 1).text) == MAX_TEXT
