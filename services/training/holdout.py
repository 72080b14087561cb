"""What of the corpus is held out, to set the scan's threshold and to score: always the same regions, as labelled."""

from collections.abc import Sequence
from hashlib import blake2b

from services.training.marked import Passage

ONE_IN = 10
_NOWHERE = "Invented"
"""The region of passages about no real place; it is no unit, so its passages are drawn one by one."""


def split(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Passages to learn from, and passages held out."""
    learned = [passage for passage in passages if not _held_out(passage)]
    held = [passage for passage in passages if _held_out(passage)]
    return learned, held


def sample(passages: Sequence[Passage], percent: int) -> list[Passage]:
    """A fixed share of some passages, for a learning curve; a larger share contains a smaller one."""
    return [passage for passage in passages if _draw(f"share {passage.id}", 100) < percent]


def _held_out(passage: Passage) -> bool:
    unit = passage.id if passage.region.startswith(_NOWHERE) else passage.region.casefold()
    return _draw(unit, ONE_IN) == 0


def _draw(unit: str, of: int) -> int:
    return int.from_bytes(blake2b(unit.encode(), digest_size=8).digest(), "big") % of
