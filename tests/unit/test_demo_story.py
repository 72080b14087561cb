"""The story of the demo, as a file and as feeds."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from services.demo.rss import FEED_LENGTH, outlet_items, rss
from services.demo.story import DEFAULT_STORY, Story, StoryItem, load_story
from services.ingest.dates import parse_date
from services.ingest.parse import parse_feed
from services.runtime.errors import BadInputError
from services.runtime.theatres import load_sources, load_theatre

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def story() -> Story:
    return load_story()


def test_the_story_runs_from_april_to_december_in_order(story: Story) -> None:
    times = [item.published_at for item in story.items]

    assert times == sorted(times)
    assert (story.day(0), story.day(len(story.items))) == (date(2017, 4, 3), date(2017, 12, 10))


def test_every_outlet_is_graded_and_speaks_for_actors_that_the_theatre_has(story: Story) -> None:
    graded = load_sources(story.sources_file).sources
    actors = load_theatre(story.theatre).actors

    assert set(graded) == set(story.outlets)
    assert {actor for source in graded.values() for actor in source.speaks_for} <= set(actors)


def test_a_reprint_has_the_text_of_its_original_and_an_identity_of_its_own(story: Story) -> None:
    by_id = {item.id: item for item in story.items}
    original, reprint = by_id["0529-border"], by_id["0530-border-reprint"]

    assert reprint.text == original.text
    assert reprint.article().id != original.article().id


def test_each_paragraph_is_one_line(story: Story) -> None:
    border = next(item for item in story.items if item.id == "0529-border")

    assert border.text.count("\n") == 4
    assert "out of a string of villages along the Syrian border on Monday" in border.text


@pytest.mark.parametrize(
    ("broken", "line", "complaint"),
    [
        ("{id: b, outlet: nobody, published_at: 2017-01-02T00:00:00Z, title: T, text: x}", 6, "no outlet 'nobody'"),
        ("{id: a, outlet: one, published_at: 2017-01-02T00:00:00Z, title: T, text: x}", 6, "another item 'a'"),
        ("{id: b, outlet: one, published_at: 2016-12-31T00:00:00Z, title: T, text: x}", 6, "published before"),
        ("{id: b, outlet: one, published_at: 2017-01-02T00:00:00Z, title: T}", 6, "either 'text' or 'reprint_of'"),
        ("{id: b, outlet: one, published_at: 2017-01-02T00:00:00Z, title: T, reprint_of: c}", 6, "no item 'c'"),
    ],
)
def test_a_faulty_item_is_reported_with_its_line(tmp_path: Path, broken: str, line: int, complaint: str) -> None:
    first = "{id: a, outlet: one, published_at: 2017-01-01T00:00:00Z, title: T, text: x}"
    (tmp_path / "items.yaml").write_text(
        f"title: S\ntheatre: iraq-syria\noutlets: {{one: {{title: One}}}}\nitems:\n  - {first}\n  - {broken}\n",
        encoding="utf-8",
    )

    with pytest.raises(BadInputError, match=f"items.yaml:{line}: .*{complaint}"):
        load_story(tmp_path)


def test_ingest_reads_in_the_feeds_what_the_story_says(story: Story) -> None:
    for outlet in story.outlets:
        read = parse_feed(rss(story, outlet, 40, BASE)).items
        said = outlet_items(story, outlet, 40)

        assert [(item.guid, item.title, item.text) for item in read] == [(i.id, i.title, i.text) for i in said]
        assert [parse_date(item.published) for item in read] == [i.published_at for i in said]
        assert [item.link for item in read] == [f"{BASE}/articles/{i.id}" for i in said]


def test_a_feed_grows_only_by_what_its_own_outlet_publishes(story: Story) -> None:
    for published in range(len(story.items)):
        item = story.items[published]
        for outlet in story.outlets:
            grew = rss(story, outlet, published, BASE) != rss(story, outlet, published + 1, BASE)
            assert grew == (outlet == item.outlet), (item.id, outlet)


def test_a_feed_holds_no_more_than_its_newest_items(story: Story) -> None:
    own = [item for item in story.items if item.outlet == "meridian"]
    assert len(own) > FEED_LENGTH, "the test needs an outlet that overflows its feed"

    assert outlet_items(story, "meridian", len(story.items)) == tuple(reversed(own))[:FEED_LENGTH]


def test_markup_in_an_item_stays_text(story: Story) -> None:
    item = StoryItem("x", "one", datetime(2017, 1, 1, tzinfo=UTC), "A & B", "2 < 3 <script>alert(1)</script>\nsecond")
    hostile = Story("S", "t", {"one": "One"}, (item,), DEFAULT_STORY)

    body = rss(hostile, "one", 1, BASE)

    assert b"<script>" not in body
    (read,) = parse_feed(body).items
    assert (read.title, read.text) == (item.title, item.text)
