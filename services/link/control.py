"""What an event does to the place where it happened: to the reported holder, and to the belief about it."""

from dataclasses import dataclass, replace

from schemas.control import CONTESTED, UNKNOWN
from schemas.event import HAPPENED, EventType, Realis, TerritoryEvent
from services.link.belief import call_after, fought_for, recall, vote_against, vote_for
from services.link.order import day_of
from services.link.origins import Report, report_of
from services.link.runs import WINDOW, Reached, Run, deny, report
from services.link.sides import Sides
from services.link.state import PlaceRecord, holder_of

GAINS = frozenset({EventType.CONTROL_GAINED, EventType.CONTROL_TRANSFERRED})
HOLDS = frozenset({EventType.CONTROL_HELD, EventType.ATTACK_REPELLED})
FIGHTS = frozenset({*GAINS, EventType.ADVANCE, EventType.SIEGE_LAID, EventType.ATTACK_REPELLED})
CONTROL_TYPES = frozenset({*GAINS, *HOLDS, *FIGHTS, EventType.CONTROL_CEDED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A place after an event, and the stages that its runs have newly reached."""

    record: PlaceRecord
    reached: Reached = ()


def apply_to_place(record: PlaceRecord, event: TerritoryEvent, sides: Sides) -> Outcome:
    """The place after the event, which must be of one of `CONTROL_TYPES` and have happened at it."""
    if record.track.run is not None and day_of(event) < record.track.run.since:
        return Outcome(record)  # older than what the theatre's author knew
    outcome = _outcome(record, event, sides)
    if outcome.record is record:
        return outcome
    holder, belief = holder_of(outcome.record.track.run), outcome.record.belief
    if sides.knows(holder):
        belief = call_after(belief, holder, sides)
    as_of = max(record.as_of, event.published_at)
    return replace(outcome, record=replace(outcome.record, belief=belief, as_of=as_of))


def _outcome(record: PlaceRecord, event: TerritoryEvent, sides: Sides) -> Outcome:
    if event.background:
        return _history(record, event, sides)
    if event.realis in HAPPENED:
        return _happened(record, event, sides)
    if event.realis is Realis.ONGOING and event.type in FIGHTS:
        return Outcome(_contest(record, event, sides))
    if event.realis in (Realis.DENIED, Realis.NEGATED):
        return _did_not_happen(record, event, sides)
    return Outcome(record)


def _happened(record: PlaceRecord, event: TerritoryEvent, sides: Sides) -> Outcome:
    record = _contest(record, event, sides)
    if event.type in GAINS:
        return _gained(record, event, sides)
    actor = sides.resolve(event.actor)
    if actor is None:
        return Outcome(record)
    if event.type in HOLDS:
        return _held(record, event, actor, sides)
    if event.type is EventType.CONTROL_CEDED:
        return _ceded(record, event, actor, sides)
    return Outcome(record)


def _gained(record: PlaceRecord, event: TerritoryEvent, sides: Sides) -> Outcome:
    actor, run = sides.resolve(event.actor), record.track.run
    losers = _losers(run, event, sides)
    if actor is None:
        if _says_nothing_new(run, event, sides):
            return Outcome(record)
        by = report_of(event, sides, (), losers)
        track, reached = report(record.track, CONTESTED, by, quiet=True)
        return Outcome(_voted(replace(record, track=track), CONTESTED, by, sides), reached)
    by = report_of(event, sides, (actor,), losers)
    side = sides.side(actor)
    lost_by = tuple(loser for loser in losers if not sides.allied(loser, actor))[:1]
    if not lost_by and run is not None and run.value == side:
        lost_by = run.parties[1:]
    track, reached = report(record.track, side, by, (actor, *lost_by))
    return Outcome(_voted(replace(record, track=track), actor, by, sides), reached)


def _says_nothing_new(run: Run | None, event: TerritoryEvent, sides: Sides) -> bool:
    """Whether a gain by nobody known names no loser either, or is most likely a known one told again."""
    loser = sides.resolve(event.loser)
    if loser is None and event.actor is None:
        return True
    fresh = run is not None and not run.given and day_of(event) <= run.since + WINDOW
    return fresh and (loser is None or not sides.allied(loser, holder_of(run)))


def _held(record: PlaceRecord, event: TerritoryEvent, actor: str, sides: Sides) -> Outcome:
    by = report_of(event, sides, (actor,), _losers(record.track.run, event, sides))
    run, side = record.track.run, sides.side(actor)
    record = _voted(record, actor, by, sides)
    if run is None or run.value in (CONTESTED, UNKNOWN, side):
        # A report that somebody is there does not say that they have just come.
        lost_by = run.parties[1:] if run is not None and run.value == side else ()
        track, reached = report(record.track, side, by, (actor, *lost_by), quiet=True)
    elif by.credible and not sides.allied(actor, holder_of(run)):
        track, reached = deny(record.track, run.value, by, outright=False)
    else:
        return Outcome(record)
    return Outcome(replace(record, track=track), reached)


def _ceded(record: PlaceRecord, event: TerritoryEvent, actor: str, sides: Sides) -> Outcome:
    run = record.track.run
    holder = holder_of(run)
    gainers = (holder,) if sides.knows(holder) and not sides.allied(holder, actor) else ()
    by = report_of(event, sides, gainers, (actor,))
    record = replace(record, belief=vote_against(record.belief, actor, by, sides))
    if run is None or run.value == sides.side(actor):
        track, reached = report(record.track, UNKNOWN, by, (actor,), quiet=True)
    elif gainers:  # that the enemy left bears out the one who is said to have come
        track, reached = report(record.track, run.value, by, quiet=True)
    else:
        return Outcome(record)
    return Outcome(replace(record, track=track), reached)


def _did_not_happen(record: PlaceRecord, event: TerritoryEvent, sides: Sides) -> Outcome:
    actor = sides.resolve(event.actor)
    if actor is None or event.type not in (GAINS | {EventType.CONTROL_HELD, EventType.CONTROL_CEDED}):
        return Outcome(record)
    outright = event.realis is Realis.DENIED
    if event.type is EventType.CONTROL_CEDED:
        by = report_of(event, sides, (actor,))
        track, reached = deny(record.track, UNKNOWN, by, outright=outright)
        return Outcome(_voted(replace(record, track=track), actor, by, sides), reached)
    rivals = [a for a in record.belief.holders if sides.knows(a) and not sides.allied(a, actor)]
    by = report_of(event, sides, rivals, (actor,))
    track, reached = deny(record.track, sides.side(actor), by, outright=outright)
    belief = vote_against(record.belief, actor, by, sides)
    return Outcome(replace(record, track=track, belief=belief), reached)


def _history(record: PlaceRecord, event: TerritoryEvent, sides: Sides) -> Outcome:
    actor = sides.resolve(event.actor)
    if actor is None or event.type is not EventType.CONTROL_HELD or event.realis not in HAPPENED:
        return Outcome(record)
    by = report_of(event, sides, (actor,))
    belief = recall(record.belief, actor, by, sides)
    return Outcome(replace(record, belief=belief))


def _contest(record: PlaceRecord, event: TerritoryEvent, sides: Sides) -> PlaceRecord:
    attacked = event.type in FIGHTS
    attacker = sides.resolve(event.loser if event.type is EventType.ATTACK_REPELLED else event.actor)
    holder = holder_of(record.track.run)
    if not attacked or (attacker is not None and sides.knows(holder) and sides.allied(attacker, holder)):
        return record
    if holder == UNKNOWN and record.track.run is None:
        return record  # there is nobody whom it opposes
    return replace(record, belief=fought_for(record.belief, attacker, day_of(event), sides))


def _losers(run: Run | None, event: TerritoryEvent, sides: Sides) -> tuple[str, ...]:
    named = sides.resolve(event.loser)
    last = run.parties[:1] if run is not None else ()  # who holds the place, or left it
    return (named, *last) if named is not None else last


def _voted(record: PlaceRecord, holder: str, by: Report, sides: Sides) -> PlaceRecord:
    return replace(record, belief=vote_for(record.belief, holder, by, sides))
