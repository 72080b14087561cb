"""The ledger of a theatre: all its events, what is believed after them, and what was said about it already."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from schemas.alert import Alert
from schemas.control import PlaceControl
from schemas.corridor import CorridorState
from schemas.event import TerritoryEvent
from schemas.theatre import Theatre
from services.link.fold import step
from services.link.openings import initial_state
from services.link.order import Position, position
from services.link.state import State
from services.link.views import corridor_state, place_control
from services.link.world import World

CHECKPOINT_EVERY = 32
MAX_CHECKPOINTS = 64
LATENESS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is new after an event: only records that differ from those put out before, and alerts not yet raised."""

    control: tuple[PlaceControl, ...] = ()
    corridors: tuple[CorridorState, ...] = ()
    alerts: tuple[Alert, ...] = ()


class TheatreLedger:
    """Folds the events of a theatre in canonical order, whatever order they come in.

    The state depends on the set of events alone. A late event is put in its place and everything after it is folded
    anew, from a copy of the state kept shortly before.
    """

    def __init__(self, theatre: Theatre, lateness: timedelta = LATENESS) -> None:
        """A ledger without events.

        `lateness` is how long after a day reports about that day still come in. Nothing is confirmed for having stood
        unreversed before that time is over too.
        """
        self._world = World(theatre, lateness)
        self._positions: list[Position] = []
        self._events: list[TerritoryEvent] = []
        self._ids: set[str] = set()
        self._raised: set[str] = set()
        self._state = initial_state(self._world)
        self._folded = 0
        self._checkpoints: list[tuple[int, State]] = [(0, self._state.copy())]
        self._control = {c.place: c for c in self.control()}
        self._corridors = {c.corridor: c for c in self.corridors()}

    def apply(self, event: TerritoryEvent) -> Outputs:
        """Take in one event. One that was taken in before, or that belongs to another theatre, changes nothing.

        If folding it fails, the ledger is as if it had never come.
        """
        at = self._insert(event)
        if at is None:
            return Outputs()
        try:
            return self._fold_from(at)
        except Exception:
            self._remove(at)
            raise

    def restore(self, events: Iterable[TerritoryEvent]) -> Outputs:
        """Take in many events at once: quicker than one by one, and to the same state.

        The alerts are those of one fold in canonical order. A service that starts anew need not send the outputs: it
        did, when it first took the events in.
        """
        places = [at for event in events if (at := self._insert(event)) is not None]
        return self._fold_from(min(places)) if places else Outputs()

    def control(self) -> tuple[PlaceControl, ...]:
        """The belief about every place of which anything is known."""
        return tuple(place_control(self._world, self._state, place) for place in sorted(self._state.places))

    def corridors(self) -> tuple[CorridorState, ...]:
        """The state of every corridor."""
        return tuple(corridor_state(self._world, self._state, key) for key in sorted(self._state.corridors))

    def _insert(self, event: TerritoryEvent) -> int | None:
        if event.theatre != self._world.theatre.theatre or event.id in self._ids:
            return None
        self._ids.add(event.id)
        at = bisect_left(self._positions, position(event))
        self._positions.insert(at, position(event))
        self._events.insert(at, event)
        return at

    def _fold_from(self, first: int) -> Outputs:
        if first < self._folded:
            self._rewind(first)
        alerts: dict[str, Alert] = {}
        places: set[str] = set()
        corridors: set[str] = set()
        for event in self._events[self._folded :]:
            result = step(self._world, self._state, event, self._raised)
            for alert in result.alerts:
                alerts.setdefault(alert.id, alert)
            places |= result.places
            corridors |= result.corridors
            self._folded += 1
            if self._folded % CHECKPOINT_EVERY == 0:
                self._keep_checkpoint()
        self._raised.update(alerts)
        return Outputs(self._new_control(places), self._new_corridors(corridors), tuple(alerts.values()))

    def _remove(self, at: int) -> None:
        self._ids.discard(self._events[at].id)
        del self._events[at], self._positions[at]
        self._rewind(at)

    def _rewind(self, first: int) -> None:
        while self._checkpoints[-1][0] > first:
            self._checkpoints.pop()
        self._folded, state = self._checkpoints[-1]
        self._state = state.copy()

    def _keep_checkpoint(self) -> None:
        self._checkpoints.append((self._folded, self._state.copy()))
        if len(self._checkpoints) > MAX_CHECKPOINTS:
            # Late events are mostly a little late: thin out the older half, but keep the start.
            half = MAX_CHECKPOINTS // 2
            self._checkpoints = self._checkpoints[:half:2] + self._checkpoints[half:]

    def _new_control(self, places: Iterable[str]) -> tuple[PlaceControl, ...]:
        now = [place_control(self._world, self._state, place) for place in sorted(places)]
        new = tuple(control for control in now if self._control.get(control.place) != control)
        self._control.update({control.place: control for control in new})
        return new

    def _new_corridors(self, keys: Iterable[str]) -> tuple[CorridorState, ...]:
        now = [corridor_state(self._world, self._state, key) for key in sorted(keys)]
        new = tuple(corridor for corridor in now if self._corridors.get(corridor.corridor) != corridor)
        self._corridors.update({corridor.corridor: corridor for corridor in new})
        return new
