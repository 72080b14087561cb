"""What the model is shown of a passage: once to find the triggers, and once for each trigger to read its event."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from services.detect.pieces import Pieces, pieces_of
from services.detect.tags import NO_EVENT, REALIS, ROLES, TYPES, begin_tag, inside_tag
from services.detect.text import sentences
from services.detect.windows import Measured, Window, windows
from services.training.marked import MarkedEvent, Passage, Span

IGNORED = -100
"""A label that the loss leaves out."""


@dataclass(frozen=True, slots=True)
class Example:
    """One input of the encoder, and all labels that are known of it."""

    ids: tuple[int, ...]
    marked: tuple[int, ...]
    """1 for the pieces of the trigger that is asked about; all 0 when triggers are to be found."""
    trigger_tags: tuple[int, ...]
    role_tags: tuple[int, ...]
    type: int = IGNORED
    realis: int = IGNORED
    background: int = IGNORED


def examples(passage: Passage, tokenizer: Tokenizer, lookalikes: Sequence[Span] = ()) -> Iterator[Example]:
    """All examples of a passage. `lookalikes` are words that look like a trigger; those that are none teach it so."""
    for window in windows_of(passage.text, tokenizer):
        pieces = pieces_of(tokenizer.encode(passage.text[window.start : window.end]))
        inside = [event for event in passage.events if _within(_trigger(event), window)]
        yield _finding(pieces, window, inside)
        for trigger, events in _by_trigger(inside).items():
            if trigger[0] >= window.fresh:
                yield _reading(passage.text, window, Span(*trigger), events, tokenizer)
        for span in lookalikes:
            if _within(span, window) and not any(_overlap(span, _trigger(event)) for event in inside):
                yield _reading(passage.text, window, span, (), tokenizer)


def windows_of(text: str, tokenizer: Tokenizer) -> tuple[Window, ...]:
    """The windows in which a text is read."""
    found = sentences(text)
    counts = [len(e.ids) - 2 for e in tokenizer.encode_batch([s.text for s in found])]
    return windows([Measured(s.start, s.end, n) for s, n in zip(found, counts, strict=True)])


def _finding(pieces: Pieces, window: Window, events: Sequence[MarkedEvent]) -> Example:
    tags = [0] * len(pieces.ids)
    for event in events:
        _tag(tags, pieces, window, _trigger(event), TYPES.index(event.type))
    nothing = (IGNORED,) * len(tags)
    return Example(pieces.ids, (0,) * len(tags), _labels(tags, pieces), nothing)


def _reading(
    text: str, found_in: Window, trigger: Span, events: Sequence[MarkedEvent], tokenizer: Tokenizer
) -> Example:
    window = found_in.around(trigger.start)
    pieces = pieces_of(tokenizer.encode(text[window.start : window.end]))
    covered = pieces.covering(trigger.start - window.start, trigger.end - window.start)
    marked = tuple(int(at in covered) for at in range(len(pieces.ids)))
    nothing = (IGNORED,) * len(marked)
    if not events:
        return Example(pieces.ids, marked, nothing, nothing, NO_EVENT)
    tags = [0] * len(pieces.ids)
    for event in events:
        for label, role in enumerate(ROLES):
            for span in event.spans.get(role, ()):
                if _within(span, window):
                    _tag(tags, pieces, window, span, label)
    first = events[0]
    return Example(
        pieces.ids,
        marked,
        nothing,
        _labels(tags, pieces),
        TYPES.index(first.type),
        REALIS.index(first.realis),
        int(first.background),
    )


def _tag(tags: list[int], pieces: Pieces, window: Window, span: Span, label: int) -> None:
    for position, at in enumerate(pieces.covering(span.start - window.start, span.end - window.start)):
        tags[at] = begin_tag(label) if position == 0 else inside_tag(label)


def _labels(tags: Sequence[int], pieces: Pieces) -> tuple[int, ...]:
    """Only the first piece of a word is judged: the others go with it."""
    ends = {0, len(tags) - 1}
    return tuple(IGNORED if at in ends or pieces.continues[at] else tag for at, tag in enumerate(tags))


def _by_trigger(events: Sequence[MarkedEvent]) -> dict[tuple[int, int], list[MarkedEvent]]:
    grouped: dict[tuple[int, int], list[MarkedEvent]] = defaultdict(list)
    for event in events:
        trigger = _trigger(event)
        grouped[trigger.start, trigger.end].append(event)
    return grouped


def _trigger(event: MarkedEvent) -> Span:
    return event.spans["trigger"][0]


def _within(span: Span, window: Window) -> bool:
    return window.start <= span.start and span.end <= window.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
