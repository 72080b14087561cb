"""A stretch of border: which two countries it parts, and where it runs by the place that it is called by."""

import re
from collections.abc import Mapping, Sequence

from schemas.event import PlaceKind, PlaceRef
from services.detect.world.borders import Borders
from services.detect.world.gazetteer import Match
from services.detect.world.measured import NEAR_BORDER_KM
from services.detect.world.precision import border_precision_km

_NAME = r"[A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+)?"
NAMED_BORDER = re.compile(rf"(?:{_NAME}[ \u2013-])*\bborder\b(?: with {_NAME}| between {_NAME} and {_NAME})?")


def stretch(
    borders: Borders,
    place: PlaceRef,
    hints: Sequence[str],
    anchor: Match | None,
    acting: str | None,
    countries: Mapping[str, float],
) -> PlaceRef:
    """A border as a place: its countries from the words, or else from the town that anchors it.

    `hints` are the countries that the phrase names, `acting` is the state that does it, and `countries` are those of
    the text with their shares; none if the border must be the state's own. The place stays as it is where they leave
    the second country open.
    """
    pair = _pair(borders, hints, acting, countries)
    nearest = borders.nearest(anchor.place.lat, anchor.place.lon, pair) if anchor else None
    if nearest and nearest.km > NEAR_BORDER_KM:
        nearest = None
    pair = pair or (nearest.pair if nearest else None)
    if pair is None:
        return place
    side = acting or (anchor.place.country if anchor else None)
    return place.model_copy(
        update={
            "id": f"border:{pair}",
            "lat": nearest.lat if nearest else None,
            "lon": nearest.lon if nearest else None,
            "country": side if side in pair.split("-") else None,
            "kind": PlaceKind.BORDER,
            "precision_km": border_precision_km(nearest.km) if nearest else None,
            "border": pair,
            "border_km": 0.0 if nearest else None,
        }
    )


def _pair(borders: Borders, hints: Sequence[str], acting: str | None, countries: Mapping[str, float]) -> str | None:
    """The two countries of a border of which the words name one or both."""
    if not hints:
        return None
    likely = sorted(countries, key=lambda code: -countries[code])
    for other in (*hints[1:2], acting, *likely):
        pair = "-".join(sorted((hints[0], other))) if other else ""
        if pair in borders.pairs:
            return pair
    return None
