"""How long an event takes to become beliefs, corridor states and alerts, against folding everything anew.

Run it with ``python -m tests.bench.bench_link``.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random

from schemas.event import EventType, TerritoryEvent
from schemas.theatre import ConditionSpec, Corridor, InitialControl, PathHeld, Place, Theatre
from services.link.ledger import TheatreLedger
from tests.support.link_story import START, THEATRE, event

PLACES, CORRIDORS, ROUTE = 5_500, 20, 25
EVENTS = 2_000
ACTORS = ("pmf", "iraqi-army", "syrian-army", "is", "sdf")


def large_theatre(random: Random) -> Theatre:
    """As many places as Ukraine has in a gazetteer, and more corridors than anybody watches."""
    names = [f"place-{n}" for n in range(PLACES)]
    conditions = (ConditionSpec(path_held=PathHeld()),)
    return Theatre(
        theatre=THEATRE.theatre,
        name="Large",
        countries=("IQ", "SY"),
        actors=THEATRE.actors,
        places={n: Place(name=n, lat=random.uniform(30, 37), lon=random.uniform(36, 48), country="IQ") for n in names},
        initial_control=(InitialControl(holder="is", places=tuple(names), since=START, source="bench"),),
        corridors={
            f"corridor-{n}": Corridor(
                name=f"Corridor {n}",
                coalition=("pmf", "iraqi-army", "syrian-army"),
                route=tuple(random.sample(names, ROUTE)),
                conditions=conditions,
            )
            for n in range(CORRIDORS)
        },
    )


def reports(theatre: Theatre, random: Random) -> list[TerritoryEvent]:
    """A year of gains, half of them on the corridors, in order."""
    on_routes = [place for corridor in theatre.corridors.values() for place in corridor.route]
    everywhere = list(theatre.places)
    days = sorted(random.randrange(365) for _ in range(EVENTS))
    told = []
    for n, day in enumerate(days):
        place = random.choice(on_routes if n % 2 else everywhere)
        when = (date(2017, 6, 1) + timedelta(days=day)).isoformat()
        made = event(when, EventType.CONTROL_GAINED, random.choice(ACTORS), "baaj", by=f"outlet:{n}")
        assert made.place is not None
        told.append(made.model_copy(update={"place": made.place.model_copy(update={"id": place})}))
    return sorted(told, key=lambda each: (each.day, each.published_at, each.id))


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the measurements."""
    random = Random(7)
    theatre = large_theatre(random)
    told = reports(theatre, random)
    ledger = TheatreLedger(theatre)
    in_order = [timed(partial(ledger.apply, each)) for each in (*told[:-20], *told[-10:])]
    late = [timed(partial(ledger.apply, each)) for each in told[-20:-10]]
    anew = timed(partial(TheatreLedger(theatre).restore, told))
    median, slow = statistics.median(in_order), statistics.quantiles(in_order, n=100)[98]
    sys.stdout.write(
        f"{PLACES} places, {CORRIDORS} corridors of {ROUTE} places, {EVENTS} events\n"
        f"in order: median {median * 1e3:.2f} ms, 99th percentile {slow * 1e3:.2f} ms\n"
        f"late by about ten events: median {statistics.median(late) * 1e3:.2f} ms\n"
        f"all folded anew: {anew * 1e3:.0f} ms, {anew / median:.0f} times an event in order\n"
    )


if __name__ == "__main__":
    main()
