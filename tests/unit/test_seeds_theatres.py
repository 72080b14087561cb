"""The shipped theatres, sources and feeds hold together, and the authoring guide's example is a theatre."""

import re
from collections import Counter
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from schemas.event import Grade
from schemas.theatre import Place, Theatre
from services.runtime.errors import BadInputError
from services.runtime.theatres import SEEDS, load_sources, load_theatre

GUIDE = SEEDS.parent / "docs" / "theatres.md"


@pytest.fixture(scope="module")
def theatre() -> Theatre:
    return load_theatre("iraq-syria")


def test_no_name_means_two_actors_or_two_places(theatre: Theatre) -> None:
    for table in (theatre.actors, theatre.places):
        names = Counter(
            name for entry in table.values() for name in {n.casefold() for n in (entry.name, *entry.aliases)}
        )
        assert [name for name, count in names.items() if count > 1] == []


def test_no_actor_is_known_by_the_name_of_a_place(theatre: Theatre) -> None:
    places = {n.casefold() for place in theatre.places.values() for n in (place.name, *place.aliases)}
    actors = {n.casefold() for actor in theatre.actors.values() for n in (actor.name, *actor.aliases)}

    assert places & actors == set()


def test_command_has_no_loop(theatre: Theatre) -> None:
    for start in theatre.actors:
        chain = [start]
        while (above := theatre.actors[chain[-1]].under) is not None:
            assert above not in chain
            chain.append(above)


def test_the_holders_of_april_2017_leave_each_corridor_with_more_than_one_gap(theatre: Theatre) -> None:
    holder = {place: entry.holder for entry in theatre.initial_control for place in entry.places}

    for corridor in theatre.corridors.values():
        gaps = [place for place in corridor.route if not _is_of(theatre, holder[place], corridor.coalition)]
        assert len(gaps) > 1


def test_the_last_place_before_abu_kamal_is_on_the_other_side_of_the_same_border(theatre: Theatre) -> None:
    route = theatre.corridors["baghdad-damascus-euphrates"].route
    before, town = (theatre.places[p] for p in route[route.index("abu-kamal") - 1 : route.index("abu-kamal") + 1])

    assert (before.country, town.country) == ("IQ", "SY")
    assert (before.border, before.sector) == (town.border, town.sector) == ("IQ-SY", "euphrates")


def test_no_two_neighbours_on_a_route_are_further_apart_than_the_desert_is_wide(theatre: Theatre) -> None:
    for corridor in theatre.corridors.values():
        for one, other in pairwise(corridor.route):
            assert _kilometres(theatre.places[one], theatre.places[other]) < 300, (one, other)


def test_places_stand_in_their_countries(theatre: Theatre) -> None:
    # The border runs from 42.4 E in the north to 38.8 E in the south: nothing west of it is Iraq, nothing east Syria.
    for name, place in theatre.places.items():
        assert 32 < place.lat < 38, name
        assert place.lon > 38.7 if place.country == "IQ" else place.lon < 42.4, name


@pytest.mark.parametrize("kind", ["border_reached", "passage_granted", "linkup", "path_held"])
def test_every_kind_of_condition_is_used_by_a_shipped_corridor(theatre: Theatre, kind: str) -> None:
    assert any(getattr(spec, kind) is not None for c in theatre.corridors.values() for spec in c.conditions)


def test_sources_that_speak_for_a_side_are_not_trusted_like_those_that_do_not() -> None:
    sources = load_sources().sources

    assert all(source.grade >= Grade.C for source in sources.values() if source.speaks_for)
    assert all(source.grade is not Grade.A for source in sources.values())


def test_no_domain_belongs_to_two_sources() -> None:
    domains = Counter(domain for source in load_sources().sources.values() for domain in source.domains)

    assert [domain for domain, count in domains.items() if count > 1] == []


def test_the_opml_lists_each_feed_once_and_over_https() -> None:
    outlines = ET.parse(SEEDS / "feeds" / "world-news.opml").iter("outline")
    urls = [url for outline in outlines if (url := outline.get("xmlUrl"))]

    assert len(urls) == len(set(urls)) >= 15
    assert all(url.startswith("https://") for url in urls)


def test_the_guides_example_loads_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "theatre.yaml").write_text(_example(), encoding="utf-8")

    theatre = load_theatre(str(tmp_path))

    assert theatre.theatre == "river-valley"
    assert theatre.corridors["river-road"].passage == {"hill-tribe": "unknown"}


def test_a_misspelt_place_in_the_example_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "theatre.yaml"
    path.write_text(_example().replace("route: [northport,", "route: [nortport,"), encoding="utf-8")

    with pytest.raises(BadInputError, match=rf"{re.escape(str(path))}:\d+: corridors\.river-road.*nortport"):
        load_theatre(str(tmp_path))


def _example() -> str:
    block = re.search(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return block[1]


def _is_of(theatre: Theatre, actor: str | None, coalition: tuple[str, ...]) -> bool:
    return actor is not None and (actor in coalition or _is_of(theatre, theatre.actors[actor].under, coalition))


def _kilometres(one: Place, other: Place) -> float:
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 12742 * asin(sqrt(chord))
