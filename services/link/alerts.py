"""Alerts: from a proposition that came to a new stage to the record that people subscribe to."""

from datetime import datetime

from schemas.alert import Alert, AlertKind, AlertStage, SubjectKind
from schemas.base import stable_id
from schemas.control import UNKNOWN
from services.link.conditions import MAX_EVIDENCE, evaluate
from services.link.corridor import route_places, weakest
from services.link.headlines import headline
from services.link.origins import Report, confidence
from services.link.runs import Family, Proposition, Run
from services.link.state import State, holder_of
from services.link.world import World


def kind_of(proposition: Proposition, run: Run) -> AlertKind:
    """The kind of alert that tells of a run."""
    return AlertKind.CONTROL_CHANGED if proposition.family is Family.CONTROL else AlertKind(run.value)


def alert_id(world: World, proposition: Proposition, run: Run, stage: AlertStage) -> str:
    """The id of the alert. It depends on no date, no event and no order of reports, only on what it is about."""
    parties = proposition.parties
    if proposition.family is Family.CONTROL:
        parties = (run.value,)
    elif proposition.family is Family.DEPARTURE:
        parties = (UNKNOWN, *parties)  # the gainer is nobody known
    kind = kind_of(proposition, run)
    return stable_id("alert", world.theatre.theatre, proposition.subject, kind, parties, run.episode, stage)


def make_alert(
    world: World, state: State, proposition: Proposition, run: Run, stage: AlertStage, raised_by: datetime
) -> Alert:
    """The alert that `proposition` has come to `stage`, on a report published at `raised_by`."""
    reports = _proof(run, stage)
    corridors = bearing_on(world, state, proposition)
    first = corridors[0] if corridors else None
    gaps = state.corridors[first].gaps if first else ()
    kind = kind_of(proposition, run)
    return Alert(
        id=alert_id(world, proposition, run, stage),
        kind=kind,
        stage=stage,
        theatre=world.theatre.theatre,
        subject=proposition.subject,
        subject_kind=SubjectKind.CORRIDOR if _is_about_corridor(world, proposition) else SubjectKind.PLACE,
        occurred_on=run.since,
        raised_at=max(raised_by, *(each.published_at for each in reports)),
        headline=headline(world, proposition, run, kind, stage, gaps),
        confidence=_confidence(world, state, proposition, run, kind),
        conditions=evaluate(world, state, first) if first else (),
        route=world.theatre.corridors[first].route if first else (),
        gaps=gaps,
        corridors=corridors,
        evidence=tuple(each.evidence for each in reports),
        parties=world.theatre.corridors[proposition.subject].coalition if _is_corridor(proposition) else run.parties,
        episode=run.episode,
        follows=None if stage is AlertStage.REPORTED else alert_id(world, proposition, run, AlertStage.REPORTED),
    )


def bearing_on(world: World, state: State, proposition: Proposition) -> tuple[str, ...]:
    """The corridors that the proposition bears on, the one that it is about first."""
    found: list[str] = []
    if _is_about_corridor(world, proposition):
        found.append(proposition.subject)
    if proposition.family is Family.PASSAGE:
        found += world.corridors_past(proposition.parties[0], None)
    found += world.corridors_near(proposition.subject)
    found += [corridor for (corridor, _), fact in state.facts.items() if fact == proposition]
    return tuple(dict.fromkeys(found))


def _proof(run: Run, stage: AlertStage) -> tuple[Report, ...]:
    if stage in (AlertStage.DISPUTED, AlertStage.RETRACTED):
        return (*run.against, *run.support)[:MAX_EVIDENCE]
    return run.support[:MAX_EVIDENCE]


def _confidence(world: World, state: State, proposition: Proposition, run: Run, kind: AlertKind) -> float:
    if proposition.family is Family.CONTROL:
        return round(state.places[proposition.subject].belief.of(holder_of(run)), 6)
    if not _is_corridor(proposition):
        return round(confidence(run.support, run.against), 6)
    # The weakest link, not the product of all: ten places that are each held at 0.9 are one strong corridor, not 0.35.
    route = route_places(world, state, proposition.subject)
    if kind is AlertKind.ONE_GAP_LEFT:
        route = tuple(place for place in route if place.passable)
    belief = weakest(route).belief
    return round(1 - belief, 6) if kind is AlertKind.CORRIDOR_CUT else belief


def _is_about_corridor(world: World, proposition: Proposition) -> bool:
    of_a_place = proposition.family in (Family.CONTROL, Family.DEPARTURE)
    return not of_a_place and proposition.subject in world.theatre.corridors


def _is_corridor(proposition: Proposition) -> bool:
    return proposition.family is Family.CORRIDOR
