"""The conditions that an analyst wrote for a corridor, evaluated one by one, each with a sentence that says why."""

from schemas.alert import AlertKind, AlertStage, Condition
from schemas.theatre import BorderReached, ConditionSpec, LinkupOf, PassageGranted, PathHeld
from services.link.corridor import passable, passable_belief
from services.link.runs import Run
from services.link.state import State, passage_of
from services.link.world import World

MAX_EVIDENCE = 5


def evaluate(world: World, state: State, key: str) -> tuple[Condition, ...]:
    """The conditions of corridor `key`, in the order in which they were written."""
    specs = world.theatre.corridors[key].conditions
    return tuple(_evaluate(world, state, key, index, spec) for index, spec in enumerate(specs))


def _evaluate(world: World, state: State, key: str, index: int, spec: ConditionSpec) -> Condition:
    if spec.path_held is not None:
        return _path_held(world, state, key, spec.path_held)
    if spec.passage_granted is not None:
        return _passage_granted(world, state, key, spec.passage_granted)
    fact = state.facts.get((key, index))
    run = state.track(fact).run if fact is not None else None
    if spec.border_reached is not None:
        return _reported(world, _border_name(world, spec.border_reached), run)
    if spec.linkup is not None:
        return _reported(world, _linkup_name(world, spec.linkup), run)
    raise AssertionError("a condition has exactly one kind")


def _reported(world: World, name: str, run: Run | None) -> Condition:
    if run is None:
        return Condition(name=name, met=False, why="No report says so yet.")
    evidence = tuple(each.evidence for each in (*run.support, *run.against))[:MAX_EVIDENCE]
    who = " and ".join(world.actor_name(party) for party in run.parties)
    doubt = ", but disputed" if AlertStage.DISPUTED in run.raised else ""
    why = f"{who}, on {run.since}, on the word of {_origins(len(run.support))}{doubt}."
    return Condition(name=name, met=True, since=run.since, why=why, evidence=evidence)


def _passage_granted(world: World, state: State, key: str, spec: PassageGranted) -> Condition:
    who = world.actor_name(spec.by)
    name = f"passage granted by {who}"
    run = state.track(passage_of(key, spec.by)).run
    if run is None:
        return Condition(name=name, met=False, why=f"Whether {who} would let the coalition through is not known.")
    evidence = tuple(each.evidence for each in run.support)[:MAX_EVIDENCE]
    met = run.value == AlertKind.PASSAGE_GRANTED
    since = run.since if run.support else None
    when = f"since {since}" if since else "from the start"
    verb = "lets the coalition through" if met else "refuses passage"
    return Condition(name=name, met=met, since=since, why=f"{who} {verb} {when}.", evidence=evidence)


def _path_held(world: World, state: State, key: str, spec: PathHeld) -> Condition:
    route = list(dict.fromkeys(world.theatre.corridors[key].route))
    name = f"every place of the route held with belief {spec.min_belief:g} by {_origins(spec.min_origins)}"
    weakest = min(route, key=lambda place: passable_belief(world, state, key, place))
    belief = passable_belief(world, state, key, weakest)
    thin = [place for place in route if _too_few_origins(state, place, spec.min_origins)]
    closed = [place for place in route if not passable(world, state, key, place)]
    weak_name = world.place_name(weakest)
    if closed:
        why = f"{_names(world, closed)} not passable; the weakest place is {weak_name} with belief {belief:.2f}."
    elif belief < spec.min_belief:
        why = f"The weakest place is {weak_name} with belief {belief:.2f}."
    elif thin:
        why = f"{_names(world, thin)}: fewer than {_origins(spec.min_origins)}."
    else:
        since = max((r.since for place in route if (r := _run(state, place)) and r.support), default=None)
        why = f"The weakest place, {weak_name}, is held with belief {belief:.2f}."
        return Condition(name=name, met=True, since=since, why=why, evidence=())
    return Condition(name=name, met=False, why=why)


def _too_few_origins(state: State, place: str, wanted: int) -> bool:
    run = _run(state, place)
    return run is None or (not run.given and len(run.support) < wanted)


def _run(state: State, place: str) -> Run | None:
    record = state.places.get(place)
    return record.track.run if record is not None else None


def _border_name(world: World, spec: BorderReached) -> str:
    who = " or ".join(world.actor_name(actor) for actor in spec.by)
    where = f" in sector {spec.sector}" if spec.sector else ""
    return f"border reached by {who} from {spec.side}{where}"


def _linkup_name(world: World, spec: LinkupOf) -> str:
    one, other = spec.between
    return f"linkup of {world.actor_name(one)} and {world.actor_name(other)}"


def _origins(count: int) -> str:
    return "one origin" if count == 1 else f"{count} independent origins"


def _names(world: World, places: list[str]) -> str:
    return ", ".join(world.place_name(place) for place in places)
