"""The replayed story: news items of several outlets, in the order in which they were published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.article import Article, article_id
from schemas.base import UtcDatetime
from schemas.theatre import Authored, Slug
from services.runtime.authored import read_yaml, validate
from services.runtime.theatres import SEEDS

DEFAULT_STORY = SEEDS / "replays" / "iraq-syria-2017"


@dataclass(frozen=True)
class StoryItem:
    """One news item."""

    id: str
    """The guid of the item in its outlet's feed."""
    outlet: str
    published_at: UtcDatetime
    title: str
    text: str
    """Plain text; each paragraph is a line."""

    def article(self, url: str = "") -> Article:
        """The item as an article, word for word as ingest reads it in the outlet's feed; its id is another one."""
        return Article(
            id=article_id(self.outlet, self.id),
            source=self.outlet,
            url=url,
            title=self.title,
            text=self.text,
            published_at=self.published_at,
        )


@dataclass(frozen=True)
class Story:
    """A stretch of the past as several outlets told it."""

    title: str
    theatre: str
    """The theatre that it plays in."""
    outlets: Mapping[str, str]
    """The title of each outlet, by id."""
    items: tuple[StoryItem, ...]
    """In order of publication."""
    sources_file: Path
    """The grades of the outlets."""

    def day(self, published: int) -> date:
        """The day in the story when its first `published` items are out; that of the first item if none is."""
        return self.items[max(published - 1, 0)].published_at.date()


class _Outlet(Authored):
    title: str


class _Item(Authored):
    id: Slug
    outlet: Slug
    published_at: UtcDatetime
    title: str
    text: str | None = None
    reprint_of: Slug | None = None

    @model_validator(mode="after")
    def _has_one_text(self) -> Self:
        if (self.text is None) == (self.reprint_of is None):
            raise ValueError("an item has either 'text' or 'reprint_of'")
        return self


class _StoryFile(Authored):
    title: str
    theatre: Slug
    outlets: dict[Slug, _Outlet]
    items: Annotated[tuple[_Item, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _items_fit_together(self) -> Self:
        texts: set[str] = set()
        seen: set[str] = set()
        for index, item in enumerate(self.items):
            at = f"items.{index}"
            if item.id in seen:
                raise ValueError(f"{at}: there is another item '{item.id}'")
            if item.outlet not in self.outlets:
                raise ValueError(f"{at}: no outlet '{item.outlet}' among {', '.join(self.outlets)}")
            if item.reprint_of is not None and item.reprint_of not in texts:
                raise ValueError(f"{at}: no item '{item.reprint_of}' with a text of its own stands before it")
            if index and item.published_at < self.items[index - 1].published_at:
                raise ValueError(f"{at}: published before the item that stands above it")
            seen.add(item.id)
            if item.text is not None:
                texts.add(item.id)
        return self


def load_story(directory: Path = DEFAULT_STORY) -> Story:
    """The story in `directory`, with the text of every reprint filled in; by default the one that Landbridge ships.

    Raises:
        BadInputError: `items.yaml` is missing or wrong; with file and line.

    """
    path = directory / "items.yaml"
    data, lines = read_yaml(path)
    file = validate(_StoryFile, data, lines, path)
    texts = {item.id: item.text for item in file.items if item.text is not None}
    return Story(
        title=file.title,
        theatre=file.theatre,
        outlets={outlet: entry.title for outlet, entry in file.outlets.items()},
        items=tuple(
            StoryItem(
                id=item.id,
                outlet=item.outlet,
                published_at=item.published_at,
                title=item.title,
                text=texts[item.reprint_of or item.id],
            )
            for item in file.items
        ),
        sources_file=directory / "sources.yaml",
    )
