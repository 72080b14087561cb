"""The user's list of feeds: what is read, and what is said about mistakes."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from schemas.feed import Feed
from services.ingest.feedlist import default_id, read_feeds, write_opml
from services.ingest.hosts import host_of, pace_for
from services.ingest.schedule import OWN, PUBLIC
from services.runtime.errors import BadInputError

NESTED = """<?xml version="1.0"?>
<opml version="2.0"><body>
  <outline text="News">
    <outline text="World">
      <outline type="rss" text="BBC" xmlUrl="https://feeds.bbci.co.uk/news/world/rss.xml"/>
    </outline>
    <outline type="rss" text="DW" title="Deutsche Welle" xmlUrl="https://rss.dw.com/rdf/rss-en-all"/>
  </outline>
  <outline type="rss" text="BBC again" xmlUrl="https://feeds.bbci.co.uk/news/world/rss.xml"/>
</body></opml>
"""


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_nested_opml_is_read_and_a_feed_in_two_folders_is_one(tmp_path: Path) -> None:
    feeds = read_feeds(_write(tmp_path, "feeds.opml", NESTED))

    assert [(feed.id, feed.title) for feed in feeds] == [
        ("feeds-bbci-co-uk-news-world-rss-xml", "BBC"),
        ("rss-dw-com-rdf-rss-en-all", "Deutsche Welle"),
    ]


def test_yaml_is_read(tmp_path: Path) -> None:
    text = "feeds:\n- {id: a, url: 'https://example.org/a', title: A, min_interval: 900}\n- url: http://example.org/b\n"

    assert read_feeds(_write(tmp_path, "feeds.yaml", text)) == (
        Feed(id="a", url="https://example.org/a", title="A", min_interval=900),
        Feed(id="example-org-b", url="http://example.org/b"),
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("f.yaml", "feeds:\n- url: ftp://example.org/\n", ":2: feeds.0.url"),
        ("f.yaml", "feeds:\n- url: https://example.org/\n  interval: 5\n", ":3: feeds.0.interval"),
        ("f.yaml", "feeds:\n- url: https://a.org/\n  min_interval: -1\n", ":3: feeds.0.min_interval"),
        ("f.yaml", "feeds:\n- url: https://a.org/\n- url: https://a.org/\n", ":3: https://a.org/ stands in line 2"),
        ("f.yaml", "feeds:\n- {id: a, url: https://a.org/}\n- {id: a, url: https://b.org/}\n", ":3: the id 'a'"),
        ("f.yaml", "feed: []\n", "feeds"),
        ("f.yaml", "feeds: [\n", ":2: not valid YAML"),
        ("f.opml", '<opml><body>\n<outline xmlUrl="feed.xml"/></body></opml>', ":2: feeds.0.url"),
        ("f.opml", "<opml>\n<body></opml>", ":2: not valid XML"),
        ("f.xml", "<rss/>", ":1: not OPML"),
        ("f.txt", "https://example.org/", ".opml, .xml, .yaml or .yml"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(BadInputError) as raised:
        read_feeds(_write(tmp_path, name, text))

    assert said in str(raised.value)
    assert name in str(raised.value)


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    for name in ("none.opml", "none.yaml"):
        with pytest.raises(BadInputError, match="cannot be read"):
            read_feeds(tmp_path / name)


def test_opml_written_is_read_back(tmp_path: Path) -> None:
    feeds = (
        Feed(id="a", url="https://example.org/a?b=1&c=%7e", title='Q & "A" <x>', min_interval=61.5),
        Feed(id="b", url="https://example.org/b"),
    )

    assert read_feeds(_write(tmp_path, "out.opml", write_opml(feeds))) == feeds


def test_feeds_that_differ_in_the_query_have_different_ids() -> None:
    urls = [f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}" for channel in "ab"]

    assert default_id(urls[0]) == "youtube-com-feeds-videos-xml-channel-id-a"
    assert default_id(urls[0]) != default_id(urls[1])


@pytest.mark.parametrize(
    ("url", "pace"),
    [
        ("http://127.0.0.1:8000/feed", OWN),
        ("http://localhost:8000/feed", OWN),
        ("http://[fd00::1]/feed", OWN),
        ("http://10.0.0.1/feed", PUBLIC),
        ("https://127.0.0.1.example.org/feed", PUBLIC),
        ("https://example.org/feed", PUBLIC),
    ],
)
def test_only_the_operators_own_networks_are_polled_as_fast_as_asked(url: str, pace: object) -> None:
    assert pace_for(url, [ip_network("127.0.0.0/8"), ip_network("fd00::/8")]) is pace
    assert pace_for(url, []) is PUBLIC


def test_the_host_is_what_feeds_are_split_by() -> None:
    assert host_of("https://user@Example.ORG:8443/a") == "example.org"
