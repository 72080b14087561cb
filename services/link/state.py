"""What a fold over the events of a theatre carries along. Copying it is cheap: everything in it is immutable."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from schemas.alert import AlertKind
from schemas.control import CONTESTED, UNKNOWN
from services.link.belief import Belief, held_from_start, nothing_known
from services.link.runs import Family, Proposition, Run, Track, start
from services.link.world import World

BEFORE_ANY_REPORT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place that somebody reported on, or whose first holder the theatre gives."""

    track: Track
    belief: Belief
    as_of: datetime


@dataclass(frozen=True, slots=True)
class CorridorRecord:
    """What has to be remembered of a corridor from one event to the next."""

    gaps: tuple[str, ...]
    track: Track = field(default_factory=Track)
    """Its openings and cuts, as runs."""
    cause: tuple[Proposition, str, int] | None = None
    """The run (what, value, episode) that opened or cut it last."""
    as_of: datetime = BEFORE_ANY_REPORT


@dataclass(slots=True)
class State:
    """Everything believed after some prefix of the events."""

    places: dict[str, PlaceRecord] = field(default_factory=dict)
    points: dict[Proposition, Track] = field(default_factory=dict)
    """The tracks that are not about who holds a place, and not about a corridor."""
    corridors: dict[str, CorridorRecord] = field(default_factory=dict)
    facts: dict[tuple[str, int], Proposition] = field(default_factory=dict)
    """For a corridor's n-th condition, the report-driven proposition that first met it."""
    waiting: dict[Proposition, date] = field(default_factory=dict)
    """The day on which a run that is still unconfirmed will have stood for long enough."""

    def copy(self) -> "State":
        """A state that can be folded further without changing this one."""
        return State(dict(self.places), dict(self.points), dict(self.corridors), dict(self.facts), dict(self.waiting))

    def holder(self, place: str) -> str:
        """The actor reported last as holding the place, `contested` or `unknown`."""
        record = self.places.get(place)
        return holder_of(record.track.run) if record is not None else UNKNOWN

    def is_reported(self, place: str) -> bool:
        """Whether anybody was ever said to hold the place, or to have left it."""
        record = self.places.get(place)
        return record is not None and record.track.run is not None

    def track(self, proposition: Proposition) -> Track:
        """The track of a proposition about which nothing may have been reported yet."""
        if proposition.family is Family.CONTROL:
            record = self.places.get(proposition.subject)
            return record.track if record is not None else Track()
        return self.points.get(proposition, Track())

    def put(self, proposition: Proposition, track: Track) -> None:
        """Set the track of a proposition; if it is a place's control, the place must have a record."""
        if proposition.family is Family.CONTROL:
            self.places[proposition.subject] = replace(self.places[proposition.subject], track=track)
        else:
            self.points[proposition] = track


def holder_of(run: Run | None) -> str:
    """The holder that a run of a place's control names."""
    if run is None:
        return UNKNOWN
    return run.value if run.value in (CONTESTED, UNKNOWN) else run.parties[0]


def control_of(place: str) -> Proposition:
    """The question of who holds the place."""
    return Proposition(Family.CONTROL, place)


def passage_of(corridor: str, party: str) -> Proposition:
    """The question of whether the party lets the corridor's coalition through."""
    return Proposition(Family.PASSAGE, corridor, (party,))


def place_record(state: State, place: str, day: date) -> PlaceRecord:
    """The record of the place, or a blank one if nothing is known of it."""
    return state.places.get(place) or PlaceRecord(Track(), nothing_known(day), BEFORE_ANY_REPORT)


def at_start(world: World) -> State:
    """What the theatre's author knew before the first report, without the corridors' records."""
    state = State()
    for given in sorted(world.theatre.initial_control, key=lambda given: given.since):
        side = world.sides.side(given.holder)
        for place in given.places:
            track = start(Track(), side, given.since, parties=(given.holder,))
            as_of = datetime.combine(given.since, time(), tzinfo=UTC)
            state.places[place] = PlaceRecord(track, held_from_start(given.holder, given.since), as_of)
    for key, corridor in world.theatre.corridors.items():
        for party, known in corridor.passage.items():
            if known != "unknown":
                kind = AlertKind.PASSAGE_GRANTED if known == "granted" else AlertKind.PASSAGE_DENIED
                first = start(Track(), kind, BEFORE_ANY_REPORT.date(), parties=(party,))
                state.points[passage_of(key, party)] = first
    return state
