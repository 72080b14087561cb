"""Reading feeds: text, links, dates, and the traps of feedparser."""

from datetime import UTC, datetime

import pytest

from services.ingest.dates import parse_date
from services.ingest.parse import parse_feed
from services.ingest.plaintext import html_to_text
from tests.support.feed_server import FeedText, atom


def test_the_fullest_version_becomes_plain_text() -> None:
    body = b"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>
      <title>Army &amp;amp; allies take &lt;b&gt;Baaj&lt;/b&gt;</title><description>Short</description>
      <content:encoded><![CDATA[<p>One <b>two</b></p><script>evil()</script><p>three&nbsp;four</p>]]></content:encoded>
    </item></channel></rss>"""

    (item,) = parse_feed(body).items

    assert item.title == "Army & allies take Baaj"
    assert item.text == "One two\nthree four"


def test_an_atom_entry_is_read() -> None:
    (item,) = parse_feed(atom(("tag:1", "Border <reached>", "<p>Near <i>Baaj</i>.</p>"))).items

    assert (item.guid, item.title, item.text) == ("tag:1", "Border <reached>", "Near Baaj.")


def test_links_are_made_absolute_and_the_ttl_is_in_seconds() -> None:
    feed = parse_feed(FeedText().item(link="/news/1?utm_source=rss").ttl(15).encode(), url="https://example.org/feed")

    assert feed.items[0].link == "https://example.org/news/1?utm_source=rss"
    assert feed.ttl == 900


@pytest.mark.parametrize("ttl", ["", "-5", "soon", "²", "9999999999"])
def test_a_ttl_that_makes_no_sense_is_none(ttl: str) -> None:
    body = f'<rss version="2.0"><channel><ttl>{ttl}</ttl><item><title>x</title></item></channel></rss>'

    assert parse_feed(body.encode()).ttl == 0


def test_an_item_without_anything_is_read_as_empty() -> None:
    (item,) = parse_feed(b'<rss version="2.0"><channel><item></item></channel></rss>').items

    assert (item.guid, item.link, item.title, item.text) == ("", "", "", "")


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse_feed(FeedText("Quiet").encode()).items == ()


def test_the_declared_encoding_is_used() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + FeedText().item("1", "Взятие села").encode().decode()

    assert parse_feed(text.encode("windows-1251"), "text/xml").items[0].title == "Взятие села"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a</p>\n\n<p>b\nc</p>", "a\nb c"),
        ("<style>p{}</style>a<script>if (1 < 2) {}</script>b", "ab"),
        ("5 < 6 &lt; 7 &amp; 8", "5 < 6 < 7 & 8"),
        ("zero\u200bwidth \x00 and\tcontrol", "zerowidth and control"),
        ("<svg><title>icon</title></svg>word", "word"),
        ("</script>still here", "still here"),
        ("<iframe><b>unclosed", ""),
        ("a<![if !IE]>b<![0 c>d<![endif]>e", "abde"),
        ("", ""),
    ],
)
def test_html_becomes_text(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Mon, 29 May 2017 10:00:00 GMT", "2017-05-29 10:00"),
        ("Mon, 29 May 2017 10:00:00 EEST", "2017-05-29 07:00"),
        ("Mon, 29 May 2017 10:00:00 +0300", "2017-05-29 07:00"),
        ("Mon, 29 May 2017 10:00:00 GMT+3", "2017-05-29 07:00"),
        ("Mon, 29 May 2017 10:00:00 EDT", "2017-05-29 14:00"),
        ("Mon, 29 May 2017 10:00:00", "2017-05-29 10:00"),
        ("Mo, 29 Mai 2017 10:00:00 +0200", "2017-05-29 08:00"),
        ("Пн, 29 мая 2017 10:00:00 +0300", "2017-05-29 07:00"),
        ("May 29, 2017 10:05 pm EDT", "2017-05-30 02:05"),
        ("May 29, 2017 12:05 a.m.", "2017-05-29 00:05"),
        ("29 May 2017", "2017-05-29 00:00"),
        ("Mon, 29 May 2017 24:00:00 GMT", "2017-05-30 00:00"),
        ("2017-05-29T10:00:00Z", "2017-05-29 10:00"),
        ("2017-05-29T10:00:00.123+05:30", "2017-05-29 04:30"),
        ("2017-05-29 10:00", "2017-05-29 10:00"),
        ("2016/6/29 15:07:41", "2016-06-29 15:07:41"),
        ("1704164645", "2024-01-02 03:04:05"),
        ("1704164645000", "2024-01-02 03:04:05"),
    ],
)
def test_dates_are_read(raw: str, moment: str) -> None:
    assert parse_date(raw) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw", ["", "soon", "0000-00-00", "0001-01-01T00:00:00Z", "Mon, 31 Feb 2017 10:00:00 GMT", "20170529", "2017-13-01"]
)
def test_what_names_no_believable_moment_is_none(raw: str) -> None:
    assert parse_date(raw) is None


@pytest.mark.parametrize("invisible", ["\u00ad", "&shy;", "\u200b", "&#8203;", "\u200e", "\u2060", "\ufeff"])
def test_what_cannot_be_seen_cuts_no_name_in_two(invisible: str) -> None:
    assert html_to_text(f"<p>Rebels took Ru{invisible}baya.</p>") == "Rebels took Rubaya."
