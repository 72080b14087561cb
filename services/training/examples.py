"""What the model is shown of a passage: windows in which to find triggers, and the event of each trigger to read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from services.detect.network.pages import Page, pages
from services.detect.network.tags import NO_EVENT, REALIS, ROLES, TYPES, begin_tag, inside_tag
from services.detect.words.text import sentences
from services.training.marked import MarkedEvent, Passage, Span

IGNORED = -100
"""A label that the loss leaves out."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about words that are, or only look like, a trigger; and the answers that are known."""

    trigger: range
    """Positions of its pieces in the page."""
    near: range
    """Positions of what is read around it."""
    role_tags: tuple[int, ...]
    """Of the pieces of `near`."""
    type: int
    realis: int = IGNORED
    background: int = IGNORED


@dataclass(frozen=True, slots=True)
class Example:
    """One input of the encoder, and what is known of it."""

    page: Page
    trigger_tags: tuple[int, ...]
    questions: tuple[Question, ...]


def examples(passage: Passage, tokenizer: Tokenizer, lookalikes: Sequence[Span] = ()) -> Iterator[Example]:
    """All examples of a passage. `lookalikes` are words that look like a trigger; those that are none teach it so."""
    for page in pages(passage.text, [sentences(passage.text)], tokenizer):
        inside = [event for event in passage.events if page.covering(*_offsets(event))]
        asked = [
            _question(page, Span(*trigger), events)
            for trigger, events in _by_trigger(inside).items()
            if trigger[0] >= page.window.fresh
        ]
        others = [
            no_event(page, covered)
            for span in lookalikes
            if (covered := page.covering(span.start, span.end))
            and not any(span.meets(_trigger(event)) for event in inside)
        ]
        yield Example(page, _finding(page, inside), (*asked, *others))


def no_event(page: Page, trigger: range) -> Question:
    """A question about words that are no trigger."""
    asked, near = page.around(trigger)
    return Question(asked, near, (IGNORED,) * len(near), NO_EVENT)


def _finding(page: Page, events: Sequence[MarkedEvent]) -> tuple[int, ...]:
    tags = [0] * len(page)
    for event in events:
        _tag(tags, page.covering(*_offsets(event)), TYPES.index(event.type))
    return _judged(tags, page)


def _question(page: Page, trigger: Span, events: Sequence[MarkedEvent]) -> Question:
    asked, near = page.around(page.covering(trigger.start, trigger.end))
    tags = [0] * len(page)
    for event in events:
        for label, role in enumerate(ROLES):
            for span in event.spans.get(role, ()):
                _tag(tags, page.covering(span.start, span.end), label)
    first = events[0]
    return Question(
        asked,
        near,
        _judged(tags, page)[near.start : near.stop],
        TYPES.index(first.type),
        REALIS.index(first.realis),
        int(first.background),
    )


def _tag(tags: list[int], positions: range, label: int) -> None:
    for at in positions:
        tags[at] = begin_tag(label) if at == positions.start else inside_tag(label)


def _judged(tags: Sequence[int], page: Page) -> tuple[int, ...]:
    """Only the first piece of a word is judged: the others go with it."""
    ends = {0, len(tags) - 1}
    return tuple(IGNORED if at in ends or page.pieces.continues[at] else tag for at, tag in enumerate(tags))


def _by_trigger(events: Sequence[MarkedEvent]) -> dict[tuple[int, int], list[MarkedEvent]]:
    grouped: dict[tuple[int, int], list[MarkedEvent]] = defaultdict(list)
    for event in events:
        grouped[_offsets(event)].append(event)
    return grouped


def _trigger(event: MarkedEvent) -> Span:
    return event.spans["trigger"][0]


def _offsets(event: MarkedEvent) -> tuple[int, int]:
    trigger = _trigger(event)
    return trigger.start, trigger.end
