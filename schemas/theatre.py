"""A theatre: the actors, places and corridors that an analyst watches, as written in YAML."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.event import Grade, PlaceKind

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Authored(BaseModel):
    """Something that a person wrote: an unknown key is a mistake, and is said to be one."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class Actor(Authored):
    """An armed or political force."""

    name: str
    aliases: tuple[str, ...] = ()
    """Other names and descriptions that mean this actor in this theatre ("Syrian government forces")."""
    sponsors: tuple[Slug, ...] = ()
    under: Slug | None = None
    """The actor whose orders it takes; what it holds counts as held by that side too."""
    monitor: bool = False
    """It reports and does not fight (an observatory, the UN): its word is neutral."""


class Place(Authored):
    """A place that the theatre cares about."""

    name: str
    kind: PlaceKind = PlaceKind.TOWN
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    aliases: tuple[str, ...] = ()
    border: Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z]{2}$")] | None = None
    """The international border that the place lies at, as two country codes in alphabetical order."""
    sector: Slug | None = None
    """The part of that border; reaching one sector is not reaching another."""


class InitialControl(Authored):
    """Who held places before the first article, and where that is known from."""

    holder: Slug
    places: Annotated[tuple[Slug, ...], Field(min_length=1)]
    since: date
    source: str


class BorderReached(Authored):
    """Met when one of the actors is reported to have reached the border from its side."""

    by: Annotated[tuple[Slug, ...], Field(min_length=1)]
    side: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    sector: Slug | None = None


class PathHeld(Authored):
    """Met when every place of the route is held strongly enough, by enough independent origins."""

    min_belief: Annotated[float, Field(gt=0, le=1)] = 0.7
    min_origins: Annotated[int, Field(ge=1)] = 2


class PassageGranted(Authored):
    """Met while a third party lets the coalition through."""

    by: Slug


class LinkupOf(Authored):
    """Met once the two forces are reported to have met."""

    between: tuple[Slug, Slug]


class ConditionSpec(Authored):
    """One condition of a corridor: exactly one of its kinds."""

    border_reached: BorderReached | None = None
    path_held: PathHeld | None = None
    passage_granted: PassageGranted | None = None
    linkup: LinkupOf | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            allowed = ", ".join(type(self).model_fields)
            raise ValueError(f"a condition has exactly one of {allowed}")
        return self


class Corridor(Authored):
    """A named route between two places that a coalition wants to be able to travel."""

    name: str
    coalition: Annotated[tuple[Slug, ...], Field(min_length=1)]
    route: Annotated[tuple[Slug, ...], Field(min_length=2)]
    """Places in order, both ends included."""
    passage: dict[Slug, Literal["granted", "denied", "unknown"]] = {}
    """Third parties on the route, and whether they are known to let the coalition through."""
    conditions: Annotated[tuple[ConditionSpec, ...], Field(min_length=1)]


class Theatre(Authored):
    """Everything that an analyst wrote about one conflict."""

    theatre: Slug
    name: str
    countries: Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...], Field(min_length=1)]
    actors: dict[Slug, Actor]
    places: dict[Slug, Place]
    initial_control: tuple[InitialControl, ...] = ()
    corridors: dict[Slug, Corridor] = {}

    @model_validator(mode="after")
    def _names_are_defined(self) -> Self:
        for where, actor in self._actor_mentions():
            if actor not in self.actors:
                raise ValueError(f"{where}: no actor '{actor}' among {', '.join(self.actors)}")
        for where, place in self._place_mentions():
            if place not in self.places:
                raise ValueError(f"{where}: no place '{place}' in places")
        return self

    def _actor_mentions(self) -> list[tuple[str, str]]:
        found = [(f"actors.{a}.under", x.under) for a, x in self.actors.items() if x.under]
        found += [(f"actors.{a}.sponsors", s) for a, x in self.actors.items() for s in x.sponsors]
        found += [(f"initial_control.{i}.holder", x.holder) for i, x in enumerate(self.initial_control)]
        for key, corridor in self.corridors.items():
            at = f"corridors.{key}"
            found += [(f"{at}.coalition", a) for a in corridor.coalition]
            found += [(f"{at}.passage", a) for a in corridor.passage]
            for i, spec in enumerate(corridor.conditions):
                named: tuple[str, ...] = ()
                if spec.border_reached:
                    named = spec.border_reached.by
                elif spec.passage_granted:
                    named = (spec.passage_granted.by,)
                elif spec.linkup:
                    named = spec.linkup.between
                found += [(f"{at}.conditions.{i}", a) for a in named]
        return found

    def _place_mentions(self) -> list[tuple[str, str]]:
        found = [(f"initial_control.{i}.places", p) for i, x in enumerate(self.initial_control) for p in x.places]
        found += [(f"corridors.{k}.route", p) for k, c in self.corridors.items() for p in c.route]
        return found


class Source(Authored):
    """An outlet or agency, how far it is believed, and for whom it speaks."""

    name: str
    domains: tuple[str, ...] = ()
    """Host names; a subdomain matches too. The `source` of an article is matched as well."""
    grade: Grade = Grade.F
    speaks_for: tuple[str, ...] = ()
    """Ids or names of the actors whose side it takes, in whatever theatre has them."""
    wire: tuple[str, ...] = ()
    """How copies credit it ("(Reuters)"), if it is a news agency."""


class Sources(Authored):
    """The table of sources and their grades."""

    sources: dict[Slug, Source]
