"""A small theatre after the autumn of 2017 on the Euphrates, and the reports about it, for the tests of link."""

from datetime import UTC, date, datetime, time

from schemas.base import stable_id
from schemas.event import ActorRef, EventType, Evidence, Grade, PlaceKind, PlaceRef, Realis, TerritoryEvent
from schemas.theatre import (
    Actor,
    BorderReached,
    ConditionSpec,
    Corridor,
    InitialControl,
    LinkupOf,
    PassageGranted,
    PathHeld,
    Place,
    Theatre,
)

START = date(2017, 5, 1)


def _place(name: str, lat: float, lon: float, country: str, **more: object) -> Place:
    return Place.model_validate({"name": name, "lat": lat, "lon": lon, "country": country, **more})


EUPHRATES = Corridor(
    name="Euphrates highway",
    coalition=("iraqi-army", "pmf", "syrian-army", "hezbollah"),
    route=("baghdad", "rawa", "al-qaim", "abu-kamal", "mayadin", "deir-ez-zor", "damascus"),
    conditions=(
        ConditionSpec(border_reached=BorderReached(by=("pmf", "iraqi-army"), side="IQ")),
        ConditionSpec(border_reached=BorderReached(by=("syrian-army",), side="SY", sector="euphrates")),
        ConditionSpec(linkup=LinkupOf(between=("iraq", "syria"))),
        ConditionSpec(path_held=PathHeld(min_belief=0.7, min_origins=2)),
    ),
)
NORTHERN = Corridor(
    name="Sinjar road",
    coalition=("iraqi-army", "pmf", "syrian-army", "hezbollah"),
    route=("baaj", "um-jrais", "hasakah", "aleppo"),
    passage={"sdf": "unknown"},
    conditions=(
        ConditionSpec(border_reached=BorderReached(by=("pmf",), side="IQ", sector="sinjar")),
        ConditionSpec(passage_granted=PassageGranted(by="sdf")),
    ),
)

THEATRE = Theatre(
    theatre="euphrates-2017",
    name="Iraq and Syria, 2017",
    countries=("IQ", "SY"),
    actors={
        "iraq": Actor(name="Iraq"),
        "syria": Actor(name="Syria"),
        "iraqi-army": Actor(name="Iraqi army", under="iraq"),
        "pmf": Actor(name="Popular Mobilization Forces", under="iraq"),
        "syrian-army": Actor(name="Syrian army", under="syria"),
        "hezbollah": Actor(name="Hezbollah", under="syria"),
        "is": Actor(name="Islamic State"),
        "sdf": Actor(name="Syrian Democratic Forces"),
        "sohr": Actor(name="Syrian Observatory for Human Rights", monitor=True),
    },
    places={
        "baghdad": _place("Baghdad", 33.3, 44.4, "IQ"),
        "rawa": _place("Rawa", 34.48, 41.92, "IQ"),
        "al-qaim": _place("al-Qaim", 34.39, 40.99, "IQ", border="IQ-SY", sector="euphrates"),
        "abu-kamal": _place("Abu Kamal", 34.45, 40.92, "SY", border="IQ-SY", sector="euphrates"),
        "akash": _place("Akash field", 34.40, 40.71, "SY", kind=PlaceKind.FIELD, border="IQ-SY", sector="euphrates"),
        "mayadin": _place("Mayadin", 35.02, 40.45, "SY"),
        "deir-ez-zor": _place("Deir ez-Zor", 35.34, 40.14, "SY"),
        "damascus": _place("Damascus", 33.51, 36.29, "SY"),
        "baaj": _place("Baaj", 36.04, 41.72, "IQ"),
        "um-jrais": _place("Um Jrais", 36.28, 41.28, "IQ", border="IQ-SY", sector="sinjar"),
        "hasakah": _place("Hasakah", 36.5, 40.75, "SY"),
        "aleppo": _place("Aleppo", 36.2, 37.16, "SY"),
        "tanf-desert": _place("desert north-east of Tanf", 33.66, 39.35, "SY", border="IQ-SY", sector="tanf"),
    },
    initial_control=(
        InitialControl(holder="iraqi-army", places=("baghdad",), since=START, source="common knowledge"),
        InitialControl(holder="syrian-army", places=("damascus", "aleppo"), since=START, source="common knowledge"),
        InitialControl(holder="sdf", places=("hasakah",), since=START, source="common knowledge"),
        InitialControl(
            holder="is",
            places=("rawa", "al-qaim", "abu-kamal", "mayadin", "deir-ez-zor", "baaj", "um-jrais"),
            since=START,
            source="common knowledge",
        ),
    ),
    corridors={"euphrates": EUPHRATES, "sinjar": NORTHERN},
)


def event(
    day: str,
    kind: EventType,
    actor: str | None,
    place: str | None,
    *,
    by: str = "outlet:wire-a",
    grade: Grade = Grade.B,
    realis: Realis = Realis.ACTUAL,
    loser: str | None = None,
    other: str | None = None,
    hour: int = 12,
    published: str | None = None,
    background: bool = False,
    fingerprint: str | None = None,
) -> TerritoryEvent:
    """A report that `by` made about `day`; on that day, unless `published` on another."""
    known = THEATRE.places.get(place or "")
    identity = stable_id("event", day, kind, actor, place, by, realis, hour, published, other, fingerprint)
    moment = datetime.combine(date.fromisoformat(published or day), time(hour), tzinfo=UTC)
    quote = f"{actor} {kind} {place}"
    return TerritoryEvent(
        id=identity,
        theatre=THEATRE.theatre,
        article_id=stable_id("article", identity),
        type=kind,
        actor=ActorRef(text=actor, id=actor) if actor else None,
        loser=ActorRef(text=loser, id=loser) if loser else None,
        other_actor=ActorRef(text=other, id=other) if other else None,
        place=PlaceRef(text=place, id=place if known else None) if place else None,
        realis=realis,
        background=background,
        occurred_on=date.fromisoformat(day),
        evidence=(Evidence(quote=quote, start=0, end=len(quote), source=by, published_at=moment),),
        published_at=moment,
        origin=by,
        fingerprint=fingerprint or identity,
        grade=grade,
    )


GAINED, CEDED, HELD = EventType.CONTROL_GAINED, EventType.CONTROL_CEDED, EventType.CONTROL_HELD
REACHED, LINKUP = EventType.BORDER_REACHED, EventType.LINKUP
CLAIMED, DENIED, NEGATED = Realis.CLAIMED, Realis.DENIED, Realis.NEGATED
D, F = Grade.D, Grade.F
SOHR = "speaker:sohr"


def story() -> list[TerritoryEvent]:
    """What was reported from May to December 2017, in the order in which it was published."""
    told = [
        event("2017-05-29", REACHED, "pmf", "um-jrais", by="speaker:pmf", realis=CLAIMED, grade=F),
        event("2017-05-29", GAINED, "pmf", "um-jrais", by="speaker:pmf", realis=CLAIMED, loser="is", grade=F),
        event("2017-05-29", LINKUP, "pmf", "um-jrais", other="syrian-army", realis=NEGATED, hour=14),
        event("2017-05-29", REACHED, "syrian-army", "um-jrais", realis=NEGATED, hour=14),
        event("2017-05-30", REACHED, "pmf", "um-jrais", by="wire:reuters"),
        event("2017-05-30", EventType.PASSAGE_DENIED, "sdf", "hasakah", by="speaker:sdf", other="pmf"),
        event("2017-06-04", GAINED, "pmf", "baaj", by="speaker:pmf", realis=CLAIMED, loser="is"),
        event("2017-06-04", GAINED, "pmf", "baaj", by="outlet:baghdad-daily", grade=D, hour=18),
        event("2017-06-09", REACHED, "syrian-army", "tanf-desert", by="speaker:syrian-army", realis=CLAIMED),
        event("2017-06-09", REACHED, "syrian-army", "tanf-desert", by=SOHR, hour=20),
        event("2017-06-18", LINKUP, "syrian-army", "tanf-desert", other="iraqi-army", by="speaker:syrian-army"),
        event("2017-06-18", LINKUP, "iraqi-army", "tanf-desert", other="syrian-army", by=SOHR, hour=19),
        event("2017-09-05", EventType.SIEGE_BROKEN, "syrian-army", "deir-ez-zor", loser="is", by=SOHR),
        event("2017-10-06", EventType.ADVANCE, "syrian-army", "mayadin", by=SOHR),
        event("2017-10-14", GAINED, "syrian-army", "mayadin", by="speaker:syrian-army", realis=CLAIMED, loser="is"),
        event("2017-10-14", GAINED, "syrian-army", "mayadin", by=SOHR, hour=21),
        event("2017-11-03", GAINED, "iraqi-army", "al-qaim", by="speaker:iraqi-army", realis=CLAIMED, loser="is"),
        event("2017-11-03", GAINED, "iraqi-army", "al-qaim", by="wire:ap", hour=15),
        event("2017-11-03", GAINED, "syrian-army", "deir-ez-zor", by="speaker:syrian-army", realis=CLAIMED, loser="is"),
        event("2017-11-03", GAINED, "syrian-army", "deir-ez-zor", by=SOHR, hour=17),
        event("2017-11-06", REACHED, "syrian-army", "akash", by="outlet:iswnews", grade=Grade.C),
        event("2017-11-08", GAINED, "hezbollah", "abu-kamal", by="speaker:hezbollah", realis=CLAIMED, loser="is"),
        event("2017-11-08", GAINED, "hezbollah", "abu-kamal", by=SOHR, realis=DENIED, hour=16),
        event("2017-11-09", GAINED, "syrian-army", "abu-kamal", by="speaker:syrian-army", realis=CLAIMED, loser="is"),
        event("2017-11-11", GAINED, "is", "abu-kamal", by=SOHR, loser="syrian-army"),
        event("2017-11-17", GAINED, "iraqi-army", "rawa", by="speaker:iraqi-army", realis=CLAIMED, loser="is"),
        event("2017-11-17", GAINED, "iraqi-army", "rawa", by="wire:afp", hour=18),
        event("2017-11-19", GAINED, "syrian-army", "abu-kamal", by="speaker:syrian-army", realis=CLAIMED, loser="is"),
        event("2017-11-20", GAINED, "syrian-army", "abu-kamal", by=SOHR, loser="is"),
        event("2017-11-20", LINKUP, "syrian-army", "abu-kamal", other="pmf", by="wire:reuters", hour=18),
        event("2017-11-20", GAINED, "syrian-army", "mayadin", by="outlet:copy", hour=20, background=True),
        event("2017-12-10", EventType.PASSAGE_GRANTED, "sdf", "hasakah", by="wire:reuters", other="iraqi-army"),
        event("2017-12-20", HELD, "syrian-army", "abu-kamal", by="wire:reuters"),
    ]
    return sorted(told, key=lambda each: each.published_at)
