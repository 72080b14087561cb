"""What an alert says, in one line: the stage, what happened, and on whose word."""

from dataclasses import replace

from schemas.alert import AlertKind, AlertStage
from services.link.origins import Report
from services.link.runs import WINDOW, Family, Proposition, Run
from services.link.world import World


def headline(
    world: World, proposition: Proposition, run: Run, kind: AlertKind, stage: AlertStage, gaps: tuple[str, ...]
) -> str:
    """For example ``Disputed: Syrian army took Abu Kamal from Islamic State (contradicted by SOHR)``."""
    if proposition.family is Family.CONTROL:
        what = _control(world, proposition, run)
    elif proposition.family is Family.CORRIDOR:
        what = _corridor(world, proposition, kind, gaps)
    else:
        what = _point(world, proposition, run, kind)
    return f"{stage.value.capitalize()}: {what} ({_on_whose_word(world, run, kind, stage)})"


def _control(world: World, proposition: Proposition, run: Run) -> str:
    gainer, *losers = [world.actor_name(party) for party in run.parties]
    return f"{gainer} took {world.place_name(proposition.subject)}" + (f" from {losers[0]}" if losers else "")


def _corridor(world: World, proposition: Proposition, kind: AlertKind, gaps: tuple[str, ...]) -> str:
    corridor = world.theatre.corridors[proposition.subject]
    missing = ", ".join(world.place_name(place) for place in gaps)
    if kind is AlertKind.ONE_GAP_LEFT:
        return f"one gap is left on {corridor.name}, {missing}"
    if kind is AlertKind.CORRIDOR_CUT:
        return f"{corridor.name} is cut at {missing}" if missing else f"{corridor.name} was cut"
    return f"{corridor.name} is open from end to end"


def _point(world: World, proposition: Proposition, run: Run, kind: AlertKind) -> str:
    names = [world.actor_name(party) for party in run.parties]
    who = names[0] if names else "somebody"
    other = names[1] if len(names) > 1 else "the coalition"
    where = world.place_name(proposition.subject)
    at = f"at {where}"
    if proposition.subject == (world.border or "").lower():
        at = f"({world.border})"
    if proposition.subject in world.theatre.corridors:
        at = f"on {world.theatre.corridors[proposition.subject].name}"
    return {
        AlertKind.CONTROL_CHANGED: f"{who} left {where}",
        AlertKind.BORDER_REACHED: f"{who} reached the border {at}",
        AlertKind.BORDER_CROSSED: f"{who} crossed the border {at}",
        AlertKind.BORDER_CHANGED: f"the border was moved {at}",
        AlertKind.LINKUP: f"{who} and {other} linked up {at}",
        AlertKind.SIEGE_LAID: f"{who} laid siege to {where}",
        AlertKind.SIEGE_BROKEN: f"{who} broke the siege of {where}",
        AlertKind.PASSAGE_GRANTED: f"{who} granted {other} passage {at}",
        AlertKind.PASSAGE_DENIED: f"{who} refused {other} passage {at}",
        AlertKind.CROSSING_OPENED: f"the crossing {at} opened",
        AlertKind.CROSSING_CLOSED: f"the crossing {at} closed",
    }[kind]


def _on_whose_word(world: World, run: Run, kind: AlertKind, stage: AlertStage) -> str:
    if stage is AlertStage.DISPUTED:
        against = tuple(_by_outlet(each) if each.interested else each for each in run.against)
        return f"contradicted by {_voices(world, against)}"
    if stage is AlertStage.RETRACTED:
        return f"taken back by {_voices(world, run.against)}"
    in_time = tuple(each for each in run.support if each.day <= run.since + WINDOW)
    if stage is AlertStage.CONFIRMED:
        if kind is AlertKind.CORRIDOR_OPEN:
            return "all conditions are met"
        return f"{_voices(world, in_time)} say so independently" if len(in_time) > 1 else "unreversed for three days"
    claims = bool(in_time) and all(each.interested for each in in_time)
    return f"{'claimed' if claims else 'reported'} by {_voices(world, in_time or run.support)}"


def _by_outlet(report: Report) -> Report:
    """Name the outlet: a text that tells a claim with its denial is put down to the claimant."""
    return replace(report, speaker=None, origin=f"outlet:{report.evidence.source}")


def _voices(world: World, reports: tuple[Report, ...]) -> str:
    names = dict.fromkeys(
        world.actor_name(each.speaker) if each.speaker else each.origin.partition(":")[2] or each.origin
        for each in reports
    )
    return " and ".join(names)
