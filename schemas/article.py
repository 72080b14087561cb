"""An article, as ingest publishes it and detect reads it."""

from typing import Annotated

from pydantic import Field

from schemas.base import Contract, UtcDatetime, stable_id

MAX_TEXT = 1_000_000
"""Characters of text in an article. More is not news, and goes to the dead letters."""


class Article(Contract):
    """One news item with whatever text its feed carried."""

    id: Annotated[str, Field(min_length=1)]
    """Hash of the source and the item's identity there: see `article_id`."""
    source: str = ""
    """Who published it: the feed's id, which is a host name or a name given in the feeds file."""
    url: str = ""
    title: str = ""
    text: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    """Plain text. Evidence offsets count characters of `body`, which is title and text joined."""
    published_at: UtcDatetime | None = None
    """When the outlet says that it published. The clock of everything downstream; if null, `fetched_at` is."""
    fetched_at: UtcDatetime | None = None
    revision: int = 0
    """0 for the first text seen under this identity, then 1, 2, ... when the outlet changes it."""

    @property
    def body(self) -> str:
        """Title and text with a blank line between; what detection reads and evidence offsets refer to."""
        if not self.title:
            return self.text
        return f"{self.title}\n\n{self.text}" if self.text else self.title


def article_id(source: str, identity: str, revision: int = 0) -> str:
    """The id of the article that `source` identifies by `identity` (guid, canonical URL or content hash)."""
    return stable_id("article", source, identity, revision)
