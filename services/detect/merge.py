"""One event per happening and article: joins what headline, lead and body tell of the same thing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.event import HAPPENED, WORLD, EventType, Evidence, Realis, TerritoryEvent
from services.detect.text import fold

_FAMILY = {
    EventType.CONTROL_GAINED: "control",
    EventType.CONTROL_TRANSFERRED: "control",
    EventType.BORDER_REACHED: "reach",
}
_UNCERTAIN = {Realis.ONGOING: "attempt", Realis.PLANNED: "plan", Realis.HYPOTHETICAL: "thought"}


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one sentence tells it."""

    event: TerritoryEvent
    sentence: int
    headline: bool
    correction: bool
    """The sentence says that something said before was wrong."""
    before: bool = False
    """The sentence tells it as what went before something else."""


def merge(told: Sequence[Told], superiors: Mapping[str, str]) -> tuple[TerritoryEvent, ...]:
    """The distinct happenings among events told one after the other, in the order in which they come up first.

    `superiors` names for actors those under whose orders they are: "Iraqi forces" in one sentence are the Iraqi army
    in the next. A claim and its denial are one event, `denied`. A later correction wins over what it corrects.
    """
    groups: list[list[Told]] = []
    seen: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        group = seen.get(_likeness(one)) or _group_of(one, groups, superiors)
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        seen[_likeness(one)] = group
    joined = [_join(group) for group in groups]
    past = {event.id for group, event in zip(groups, joined, strict=True) if all(one.before for one in group)}
    return _without_implied_losses([_as_history(event, joined) if event.id in past else event for event in joined])


def _likeness(told: Told) -> tuple[object, ...]:
    """What two tellings share that say the very same: a thousand equal lines must not cost a million steps."""
    event = told.event
    roles = (_key(event.actor), _key(event.loser), _key(event.other_actor), _place_key(event))
    return (
        event.type,
        event.theatre,
        event.realis,
        event.background,
        event.occurred_on,
        roles,
        told.headline,
        told.correction,
    )


def _group_of(one: Told, groups: Sequence[list[Told]], superiors: Mapping[str, str]) -> list[Told] | None:
    fits = (group for group in groups if all(_same_happening(one, other, superiors) for other in group))
    return next(fits, None)


def _without_implied_losses(events: Sequence[TerritoryEvent]) -> tuple[TerritoryEvent, ...]:
    """A capture and the loss that it implies are one event, the capture from who is said to have lost it."""
    losses = [e for e in events if e.type is EventType.CONTROL_CEDED and e.realis in HAPPENED]
    implied: set[str] = set()
    kept: list[TerritoryEvent] = []
    for event in events:
        own = [loss for loss in losses if _implies(event, loss)]
        implied |= {loss.id for loss in own}
        kept.append(_with_losses(event, own) if own else event)
    return tuple(event for event in kept if event.id not in implied)


def _as_history(event: TerritoryEvent, events: Sequence[TerritoryEvent]) -> TerritoryEvent:
    """An event that is told as what went before; as background, if what came after it turned it around."""
    undone = any(_turns_around(other, event) for other in events)
    return event.model_copy(update={"background": True}) if undone else event


def _turns_around(later: TerritoryEvent, earlier: TerritoryEvent) -> bool:
    taken = all(_FAMILY.get(e.type) == "control" and e.realis in HAPPENED for e in (later, earlier))
    return taken and _place_key(later) == _place_key(earlier) and not _agree(_key(later.actor), _key(earlier.actor))


def _with_losses(gain: TerritoryEvent, losses: Sequence[TerritoryEvent]) -> TerritoryEvent:
    return gain.model_copy(update={"loser": gain.loser or losses[0].actor, "evidence": _all_evidence([gain, *losses])})


def _implies(gain: TerritoryEvent, loss: TerritoryEvent) -> bool:
    if gain.type is not EventType.CONTROL_GAINED or gain.realis not in HAPPENED or loss.background != gain.background:
        return False
    same_day = not gain.occurred_on or not loss.occurred_on or gain.occurred_on == loss.occurred_on
    lost_by = _key(gain.loser), _key(loss.actor)
    return same_day and _place_key(gain) == _place_key(loss) and _key(gain.actor) != lost_by[1] and _agree(*lost_by)


def _same_happening(later: Told, earlier: Told, superiors: Mapping[str, str]) -> bool:
    one, other = later.event, earlier.event
    if _FAMILY.get(one.type, one.type) != _FAMILY.get(other.type, other.type):
        return False
    summary = earlier.headline and (other.place is None or other.place.id is None)
    if one.theatre != other.theatre and not (summary and other.theatre == WORLD):
        return False
    if (
        not _agree(_place_key(one), _place_key(other))
        and not _same_border(one, other)
        and not (summary and not later.headline)
    ):
        return False
    summarised = earlier.headline and other.actor is not None and other.actor.id is None
    if not summarised and not _one_side(_key(one.actor), _key(other.actor), superiors):
        return False
    if one.other_actor and other.other_actor and _key(one.other_actor) != _key(other.other_actor):
        return False
    if one.occurred_on and other.occurred_on and one.occurred_on != other.occurred_on and not later.correction:
        return False
    return one.background == other.background and _compatible(one, other)


def _same_border(one: TerritoryEvent, other: TerritoryEvent) -> bool:
    """Whether "the border with Syria" of one sentence may be "the border north of Baaj" of the other."""
    return one.type is EventType.BORDER_REACHED is other.type and None in (
        one.place and one.place.id,
        other.place and other.place.id,
    )


def _compatible(one: TerritoryEvent, other: TerritoryEvent) -> bool:
    first, second = _UNCERTAIN.get(one.realis, "fact"), _UNCERTAIN.get(other.realis, "fact")
    return first == second


def _one_side(one: str | None, other: str | None, superiors: Mapping[str, str]) -> bool:
    return _agree(one, other) or superiors.get(one or "") == other or superiors.get(other or "") == one


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _key(ref: object) -> str | None:
    id_, text = getattr(ref, "id", None), getattr(ref, "text", None)
    return id_ or (fold(text) if text else None)


def _place_key(event: TerritoryEvent) -> str:
    if event.place is None:
        return "-"
    return event.place.id or re.sub(r"^(?:(?:city|town|village|district|province) of )", "", fold(event.place.text))


def _join(group: Sequence[Told]) -> TerritoryEvent:
    best = _weightiest(group)
    if len(group) == 1:
        return best.event
    events = [t.event for t in group]
    realis = _joint_realis(group)
    voice = next((t.event for t in group if t.event.realis is realis and not t.headline), best.event)
    return best.event.model_copy(
        update={
            "realis": realis,
            "attributed_to": voice.attributed_to,
            "origin": voice.origin,
            "fingerprint": voice.fingerprint,
            "actor": best.event.actor or next((e.actor for e in events if e.actor), None),
            "loser": best.event.loser or next((e.loser for e in events if e.loser), None),
            "other_actor": best.event.other_actor or next((e.other_actor for e in events if e.other_actor), None),
            "place": best.event.place or next((e.place for e in events if e.place), None),
            "occurred_on": best.event.occurred_on or next((e.occurred_on for e in events if e.occurred_on), None),
            "confidence": max(e.confidence for e in events),
            "evidence": _all_evidence(events),
        }
    )


def _all_evidence(events: Sequence[TerritoryEvent]) -> tuple[Evidence, ...]:
    """The evidence of some events in the order of the text; of a sentence that tells several of them, once."""
    by_span = {(e.start, e.end): e for event in reversed(events) for e in event.evidence}
    return tuple(by_span[span] for span in sorted(by_span))


def _weightiest(group: Sequence[Told]) -> Told:
    """The telling that says most: a correction, else the one with most roles, the body before the headline."""
    corrections = [t for t in group if t.correction]
    if corrections:
        return corrections[-1]

    def weight(told: Told) -> tuple[int, bool, int]:
        event = told.event
        known = [event.actor, event.loser, event.other_actor, event.place, event.occurred_on]
        ids = sum(2 if getattr(ref, "id", None) else 1 for ref in known if ref)
        return ids, not told.headline, -told.sentence

    return max(group, key=weight)


def _joint_realis(group: Sequence[Told]) -> Realis:
    corrections = [t for t in group if t.correction]
    if corrections:
        return corrections[-1].event.realis
    body = [t.event.realis for t in group if not t.headline] or [t.event.realis for t in group]
    said = {t.event.realis for t in group}
    if Realis.DENIED in said or (Realis.NEGATED in said and said & HAPPENED):
        return Realis.DENIED
    if Realis.ACTUAL in body:
        return Realis.ACTUAL
    return body[0]
