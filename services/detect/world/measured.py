"""What the map says of a point: the country, the nearest border and its distance, and how precise the point is."""

from schemas.event import PlaceKind, PlaceRef
from services.detect.names.place_names import Offset, moved
from services.detect.world.borders import Borders, Nearest
from services.detect.world.precision import EXTENT_KM, Relation, Standing, astray_km, border_precision_km, precision_km

NEAR_BORDER_KM = 150.0
"""From an anchor ("the border north of Baaj") to the border that is meant."""


def measured(borders: Borders, place: PlaceRef, extent: float, astray: float, *, own_point: bool = False) -> PlaceRef:
    """A place with its distance from a border and its precision.

    Its point is that of something with a radius of `extent` kilometres, from which the words lead so many `astray`. A
    stretch of border gets a point on the border, unless the one that it has is its `own_point`.
    """
    if place.lat is None or place.lon is None:
        return place
    nearest = borders.nearest(place.lat, place.lon)
    if place.kind is PlaceKind.BORDER and nearest:
        return _on_border(place, nearest, own_point=own_point)
    return place.model_copy(
        update={
            "precision_km": precision_km(EXTENT_KM[PlaceKind.ROAD] if place.kind is PlaceKind.ROAD else extent, astray),
            "border": nearest.pair if nearest else None,
            "border_km": nearest.km if nearest else None,
        }
    )


def _on_border(place: PlaceRef, nearest: Nearest, *, own_point: bool) -> PlaceRef:
    """A stretch of border, at the point nearest to the town that it is called by; a border's own point stays."""
    at_anchor = own_point or nearest.km > NEAR_BORDER_KM
    return place.model_copy(
        update={
            "lat": place.lat if at_anchor else nearest.lat,
            "lon": place.lon if at_anchor else nearest.lon,
            "precision_km": border_precision_km(nearest.km),
            "border": nearest.pair,
            "border_km": nearest.km if at_anchor else 0.0,
        }
    )


def away(borders: Borders, anchor: PlaceRef, offset: Offset, extent: float) -> PlaceRef:
    """The place that lies so far from an anchor, which has a point and a radius of `extent` kilometres."""
    assert anchor.lat is not None
    assert anchor.lon is not None
    lat, lon = moved(anchor.lat, anchor.lon, offset)
    country = _country_at(borders, lat, lon, anchor.country)
    there = {"id": None, "lat": lat, "lon": lon, "country": country, "kind": PlaceKind.OTHER}
    astray = astray_km(Standing(Relation.NEARBY, offset), moved=True)
    return measured(borders, anchor.model_copy(update=there), extent, astray)


def _country_at(borders: Borders, lat: float, lon: float, anchor: str | None) -> str | None:
    """The country of a point some way from an anchor, which may lie across the anchor's border."""
    nearest = borders.nearest(lat, lon)
    if nearest is None or nearest.side is None or anchor not in nearest.pair.split("-"):
        return anchor
    return nearest.side
