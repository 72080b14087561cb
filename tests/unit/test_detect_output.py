"""Articles from lines of JSON, and the view for a person."""

import io
import json

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
