"""What the events of an article say of each other: a capture that was turned around, a loss that a capture implies."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from schemas.event import HAPPENED, EventType, TerritoryEvent
from services.detect.told import Told, actor_key, agree, all_evidence, family, place_key


def with_history(told: Sequence[Told]) -> list[Told]:
    """The tellings; what a sentence tells as turned around since ("retaken after the army took it") as background."""
    news: dict[tuple[int, str], list[Told]] = defaultdict(list)
    for one in told:
        if _is_capture(one.event) and not one.before:
            news[one.sentence, place_key(one.event)].append(one)

    def is_past(one: Told) -> bool:
        return (
            one.before
            and _is_capture(one.event)
            and any(
                not agree(actor_key(one.event.actor), actor_key(later.event.actor))
                for later in news[one.sentence, place_key(one.event)]
            )
        )

    return [
        replace(one, event=one.event.model_copy(update={"background": True})) if is_past(one) else one for one in told
    ]


def _is_capture(event: TerritoryEvent) -> bool:
    return family(event) == "control" and event.realis in HAPPENED and not event.background


def without_implied_losses(events: Sequence[TerritoryEvent]) -> tuple[TerritoryEvent, ...]:
    """A capture and the loss that it implies are one event, the capture from who is said to have lost it."""
    losses: dict[str, list[TerritoryEvent]] = defaultdict(list)
    for event in events:
        if event.type is EventType.CONTROL_CEDED and event.realis in HAPPENED:
            losses[place_key(event)].append(event)
    implied: set[str] = set()
    kept: list[TerritoryEvent] = []
    for event in events:
        own = [loss for loss in losses[place_key(event)] if _implies(event, loss)]
        implied |= {loss.id for loss in own}
        kept.append(_with_losses(event, own) if own else event)
    return tuple(event for event in kept if event.id not in implied)


def _with_losses(gain: TerritoryEvent, losses: Sequence[TerritoryEvent]) -> TerritoryEvent:
    return gain.model_copy(update={"loser": gain.loser or losses[0].actor, "evidence": all_evidence([gain, *losses])})


def _implies(gain: TerritoryEvent, loss: TerritoryEvent) -> bool:
    if gain.type is not EventType.CONTROL_GAINED or gain.realis not in HAPPENED or loss.background != gain.background:
        return False
    same_day = not gain.occurred_on or not loss.occurred_on or gain.occurred_on == loss.occurred_on
    lost_by = actor_key(gain.loser), actor_key(loss.actor)
    return same_day and actor_key(gain.actor) != lost_by[1] and agree(*lost_by)
