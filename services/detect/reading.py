"""What one sentence says happened, as spans of it: the seam between reading and everything after it.

Whatever reads sentences (the `rules`, the `network` learned from the corpus) gives `Reading`s.
"""

from dataclasses import dataclass

from schemas.event import EventType, Realis
from services.detect.names.mentioned import Mentioned
from services.detect.names.mentions import Mention
from services.detect.words.text import Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """One event in one sentence, before names are resolved."""

    type: EventType
    realis: Realis
    """`actual` for what is said to have happened; who says so is judged later."""
    start: int
    end: int
    """Offsets of the trigger in the sentence."""
    actor: Mention | None = None
    loser: Mention | None = None
    other: Mention | None = None
    place: Mention | None = None
    time: str | None = None
    """The words that say when, of this or another sentence."""
    background: bool = False
    """The words tell a state of some length ("under siege"), not a happening."""
    confidence: float = 1.0
    cue: str | None = None
    """The words that give the realis ("has not", "plans to"), where rules find them."""


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence, and the text that it stands in."""

    sentence: Sentence
    mentioned: Mentioned

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of the sentence."""
        return self.mentioned.by(self.sentence)
