"""One event per happening and article: joins what headline, lead and body tell of the same thing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from schemas.event import HAPPENED, WORLD, ActorRef, EventType, Realis, TerritoryEvent
from services.detect.sequence import with_history, without_implied_losses
from services.detect.told import Told, actor_key, agree, all_evidence, family, place_key

_TAKEN_BACK = 12
"""Happenings of a kind that a correction may speak of, the one told last first."""
_NOT = frozenset({Realis.NEGATED, Realis.DENIED})
_UNCERTAIN = {Realis.ONGOING: "attempt", Realis.PLANNED: "plan", Realis.HYPOTHETICAL: "thought"}


def merge(told: Sequence[Told], superiors: Mapping[str, str]) -> tuple[TerritoryEvent, ...]:
    """The distinct happenings among events told one after the other, in the order in which they come up first.

    `superiors` names for actors those under whose orders they are: "Iraqi forces" in one sentence are the Iraqi army
    in the next. A claim and its denial are one event, `denied`. A later correction wins over what it corrects.
    """
    groups: list[list[Told]] = []
    seen: dict[tuple[object, ...], list[Told]] = {}
    shelves: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for one in with_history(told):
        group = seen.get(_likeness(one))
        if group is None and one.takes_back:
            same = (group for group in reversed(groups) if family(group[0].event) == family(one.event))
            group = _group_of(one, list(islice(same, _TAKEN_BACK)), superiors)
        elif group is None:
            beside = sorted(shelves[family(one.event),] + shelves[family(one.event), place_key(one.event)])
            group = _group_of(one, [groups[at] for at in beside], superiors)
        if group is None:
            group = []
            shelves[_shelf(one)].append(len(groups))
            groups.append(group)
        group.append(one)
        seen[_likeness(one)] = group
    return without_implied_losses([_join(group) for group in groups])


def _likeness(told: Told) -> tuple[object, ...]:
    """What two tellings share that say the very same: a thousand equal lines must not cost a million steps."""
    event = told.event
    roles = (actor_key(event.actor), actor_key(event.loser), actor_key(event.other_actor), place_key(event))
    return (
        event.type,
        event.theatre,
        event.realis,
        event.background,
        event.occurred_on,
        roles,
        told.headline,
        told.correction,
        told.takes_back,
    )


def _shelf(first: Told) -> tuple[object, ...]:
    """Where a group that began so is looked for: by its place, or if that may have several names by its family only."""
    loose = first.headline or first.event.type is EventType.BORDER_REACHED
    return (family(first.event),) if loose else (family(first.event), place_key(first.event))


def _group_of(one: Told, groups: Sequence[list[Told]], superiors: Mapping[str, str]) -> list[Told] | None:
    fits = (group for group in groups if all(_same_happening(one, other, superiors) for other in group))
    return next(fits, None)


def _same_happening(later: Told, earlier: Told, superiors: Mapping[str, str]) -> bool:
    one, other = later.event, earlier.event
    if family(one) != family(other):
        return False
    if later.takes_back:
        return _may_be_taken_back(one, other, superiors)
    summary = earlier.headline and (other.place is None or other.place.id is None)
    if one.theatre != other.theatre and not (summary and other.theatre == WORLD):
        return False
    if (
        not agree(place_key(one), place_key(other))
        and not _same_border(one, other)
        and not (summary and not later.headline)
    ):
        return False
    summarised = earlier.headline and other.actor is not None and other.actor.id is None
    if not summarised and not _one_side(actor_key(one.actor), actor_key(other.actor), superiors):
        return False
    if not earlier.headline and _turned_around(one, other):
        return False
    if one.other_actor and other.other_actor and actor_key(one.other_actor) != actor_key(other.other_actor):
        return False
    if one.occurred_on and other.occurred_on and one.occurred_on != other.occurred_on and not later.correction:
        return False
    return one.background == other.background and _compatible(one, other)


def _may_be_taken_back(one: TerritoryEvent, other: TerritoryEvent, superiors: Mapping[str, str]) -> bool:
    """Whether a correction may speak of a happening: it may leave its place away, and call a party "the army"."""
    if one.theatre != other.theatre and WORLD not in {one.theatre, other.theatre}:
        return False
    if one.place and not agree(place_key(one), place_key(other)):
        return False
    unknown = any(event.actor is not None and event.actor.id is None for event in (one, other))
    if not unknown and not _one_side(actor_key(one.actor), actor_key(other.actor), superiors):
        return False
    loser = actor_key(other.loser)
    return _compatible(one, other) and (loser is None or actor_key(one.actor) != loser)


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
    return agree(one, other) or superiors.get(one or "") == other or superiors.get(other or "") == one


def _turned_around(one: TerritoryEvent, other: TerritoryEvent) -> bool:
    """Whether who loses by the one is who gains by the other: what they tell came one after the other.

    A headline tells the same as the body; it is only too short to tell who did it to whom.
    """
    pairs = ((one.loser, other.actor), (other.loser, one.actor))
    return any(loser is not None and actor_key(loser) == actor_key(actor) for loser, actor in pairs)


def _join(group: Sequence[Told]) -> TerritoryEvent:
    best = _weightiest(group)
    if len(group) == 1:
        return best.event
    events = [t.event for t in group]
    realis = _joint_realis(group)
    actor, loser = _parties(best.event, events)
    voice = next((t.event for t in group if t.event.realis is realis and not t.headline), best.event)
    return best.event.model_copy(
        update={
            "realis": realis,
            "attributed_to": voice.attributed_to,
            "origin": voice.origin,
            "fingerprint": voice.fingerprint,
            "actor": actor,
            "loser": loser,
            "other_actor": best.event.other_actor or next((e.other_actor for e in events if e.other_actor), None),
            "place": best.event.place or next((e.place for e in events if e.place), None),
            "occurred_on": best.event.occurred_on or next((e.occurred_on for e in events if e.occurred_on), None),
            "confidence": max(e.confidence for e in events),
            "evidence": all_evidence(events),
        }
    )


def _parties(best: TerritoryEvent, events: Sequence[TerritoryEvent]) -> tuple[ActorRef | None, ActorRef | None]:
    """Actor and loser of one happening, who are not the same: what its best telling leaves open the others fill."""
    actors = (e.actor for e in events if e.actor and actor_key(e.actor) != actor_key(best.loser))
    actor = best.actor or next(actors, None)
    losers = (e.loser for e in events if e.loser and actor_key(e.loser) != actor_key(actor))
    return actor, best.loser or next(losers, None)


def _weightiest(group: Sequence[Told]) -> Told:
    """The telling that says most: the one with most roles, the body before the headline.

    A correction says how it really was; one that only says no knows no more than what it takes back.
    """
    corrections = [t for t in group if t.correction]
    if corrections and corrections[-1].event.realis not in _NOT:
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
