"""A small theatre, a few sources and a short way to what the detector finds, for the tests of detection."""

from datetime import UTC, datetime

from schemas.article import Article
from schemas.event import ActorRef, PlaceRef, TerritoryEvent
from schemas.theatre import Sources, Theatre
from services.detect.detector import Detector
from services.detect.readers.choice import by_rules

PUBLISHED = datetime(2017, 5, 30, 9, tzinfo=UTC)
"""A Tuesday."""

THEATRE = Theatre.model_validate(
    {
        "theatre": "steppe",
        "name": "A theatre made for tests",
        "countries": ["IQ", "SY"],
        "actors": {
            "iraq": {"name": "Iraqi forces", "aliases": ["Joint Operations Command"]},
            "iraqi-army": {"name": "Iraqi army", "under": "iraq"},
            "pmf": {
                "name": "Popular Mobilization Forces",
                "aliases": ["PMF", "Hashd al-Shaabi", "Iraqi militia", "Shi'ite militia"],
                "under": "iraq",
            },
            "islamic-state": {"name": "Islamic State", "aliases": ["IS", "ISIS", "Daesh", "the jihadist group"]},
            "syrian-army": {
                "name": "Syrian army",
                "aliases": ["Syrian government forces", "Assad's forces", "Syrian Arab Army", "Syrian troops"],
            },
            "sdf": {
                "name": "Syrian Democratic Forces",
                "aliases": ["SDF", "Syrian Kurdish forces", "Kurdish-led alliance"],
            },
            "hezbollah": {"name": "Hezbollah", "aliases": ["Hizbollah"]},
            "hts": {"name": "Hayat Tahrir al-Sham", "aliases": ["HTS"]},
            "turkey": {"name": "Turkish army", "aliases": ["Turkey"]},
            "us": {"name": "United States", "aliases": ["US", "US troops"]},
            "sohr": {"name": "Syrian Observatory for Human Rights", "aliases": ["SOHR"], "monitor": True},
        },
        "places": {
            "baaj": {"name": "Baaj", "aliases": ["al-Ba'aj"], "lat": 36.05, "lon": 41.72, "country": "IQ"},
            "mosul": {"name": "Mosul", "kind": "city", "lat": 36.34, "lon": 43.13, "country": "IQ"},
            "baghdad": {"name": "Baghdad", "kind": "city", "lat": 33.31, "lon": 44.37, "country": "IQ"},
            "damascus": {"name": "Damascus", "kind": "city", "lat": 33.51, "lon": 36.29, "country": "SY"},
            "abu-kamal": {
                "name": "Abu Kamal",
                "aliases": ["Albu Kamal", "al-Bukamal"],
                "lat": 34.45,
                "lon": 40.92,
                "country": "SY",
                "border": "IQ-SY",
            },
            "deir-ez-zor": {"name": "Deir ez-Zor", "kind": "city", "lat": 35.33, "lon": 40.14, "country": "SY"},
            "raqqa": {"name": "Raqqa", "kind": "city", "lat": 35.95, "lon": 39.01, "country": "SY"},
            "al-tanf": {
                "name": "al-Tanf",
                "kind": "base",
                "lat": 33.5,
                "lon": 38.66,
                "country": "SY",
                "border": "IQ-SY",
            },
            "al-waleed": {
                "name": "al-Waleed",
                "kind": "crossing",
                "lat": 33.43,
                "lon": 38.94,
                "country": "IQ",
                "border": "IQ-SY",
            },
        },
    }
)
SOURCES = Sources.model_validate(
    {
        "sources": {
            "reuters": {"name": "Reuters", "domains": ["reuters.com"], "grade": "B", "wire": ["Reuters", "(Reuters)"]},
            "front-tv": {"name": "Front TV", "domains": ["front.example"], "grade": "D", "speaks_for": ["pmf"]},
        }
    }
)
DETECTOR = Detector([THEATRE], SOURCES, by_rules)
"""Reads by the rules alone, whose every phrase the tests know."""


def article(text: str, title: str = "", **fields: object) -> Article:
    """An article of 30 May 2017."""
    return Article.model_validate({"id": "a1", "title": title, "text": text, "published_at": PUBLISHED} | fields)


def detect(text: str, title: str = "", **fields: object) -> tuple[TerritoryEvent, ...]:
    """The events of such an article."""
    return DETECTOR.detect(article(text, title, **fields))


def one(text: str, title: str = "", **fields: object) -> TerritoryEvent:
    """The only event of such an article."""
    events = detect(text, title, **fields)
    assert len(events) == 1, [summary(event) for event in events]
    return events[0]


def summary(event: TerritoryEvent) -> str:
    """An event in a line: "control_gained actual pmf < islamic-state @ baaj"."""
    other = f" + {_name(event.other_actor)}" if event.other_actor else ""
    loser = f" < {_name(event.loser)}" if event.loser else ""
    place = f" @ {_name(event.place)}" if event.place else ""
    return f"{event.type} {event.realis} {_name(event.actor)}{other}{loser}{place}"


def _name(ref: ActorRef | PlaceRef | None) -> str:
    """The id of what the theatre knows, the words for all else."""
    if ref is None:
        return "-"
    return ref.id if ref.id in THEATRE.actors or ref.id in THEATRE.places else ref.text
