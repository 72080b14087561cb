"""International borders: which is nearest to a point, how far it is, and on which side of it the point lies.

The lines are Natural Earth's, made smaller by `services/training/build_world.py`. They are true to about 2 km.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).resolve().parents[3] / "seeds" / "world" / "borders.npz"
TOLERANCE_KM = 2.0
"""Nearer than this a point is on the border, and its side cannot be told."""
KM_PER_DEGREE = 111.2
_WINDOWS = (1.0, 3.0)
"""Degrees of latitude around a point in which a border is looked for: near by first, as most wars are near one."""
_LONGEST = 0.5
"""Degrees; no segment is longer, so that one which begins outside a window is less than this inside."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest stretch of border to a point."""

    pair: str
    """Two country codes in alphabetical order: IQ-SY."""
    km: float
    lat: float
    lon: float
    """The point on the border."""
    side: str | None
    """The country of the pair that the point lies in; None within `TOLERANCE_KM`."""


class Borders:
    """The land borders of the world, as segments (degrees north and east of both ends)."""

    def __init__(self, file: Path = FILE) -> None:
        with np.load(file) as stored:
            northward = np.argsort(stored["segments"][:, 0], kind="stable")
            self._pairs = tuple(str(pair) for pair in stored["pairs"])
            self._segments: npt.NDArray[np.float32] = stored["segments"][northward]
            self._owners: npt.NDArray[np.uint16] = stored["owners"][northward]
        self._latitudes = self._segments[:, 0].astype(np.float64)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All pairs of countries that share a border."""
        return frozenset(self._pairs)

    def neighbours(self, countries: Iterable[str]) -> frozenset[str]:
        """The countries that share a border with one of some others, and are none of them."""
        given = frozenset(countries)
        return frozenset().union(*(self._beside[code] for code in given if code in self._beside)) - given

    @cached_property
    def _beside(self) -> Mapping[str, frozenset[str]]:
        """For each country those that share a border with it."""
        sides = [pair.split("-") for pair in self._pairs]
        return {code: frozenset(other for side in sides if code in side for other in side) for code in chain(*sides)}

    def nearest(self, lat: float, lon: float, pair: str | None = None) -> Nearest | None:
        """The stretch of border nearest to a point: of `pair` if that is given, else of any, within some 300 km."""
        if pair:
            return self._nearest_of(self._of(pair), lat, lon)
        nearest = None
        for window in _WINDOWS:
            nearest = self._nearest_of(self._around(lat, lon, window), lat, lon)
            if nearest and nearest.km < (window - _LONGEST) * KM_PER_DEGREE:
                return nearest
        return nearest

    def _nearest_of(self, chosen: npt.NDArray[np.intp], lat: float, lon: float) -> Nearest | None:
        if not chosen.size:
            return None
        segments, owners = self._segments[chosen].astype(np.float64), self._owners[chosen]
        squeeze = math.cos(math.radians(lat))
        # On a plane that touches the globe at the point: true to a percent up to a few hundred kilometres.
        east = ((segments[:, 1::2] - lon + 180) % 360 - 180) * squeeze
        north = segments[:, 0::2] - lat
        along_east, along_north = east[:, 1] - east[:, 0], north[:, 1] - north[:, 0]
        length = np.maximum(along_east**2 + along_north**2, 1e-18)
        part = np.clip(-(east[:, 0] * along_east + north[:, 0] * along_north) / length, 0, 1)
        foot_east, foot_north = east[:, 0] + part * along_east, north[:, 0] + part * along_north
        squared = foot_east**2 + foot_north**2
        at = int(squared.argmin())
        km = math.sqrt(squared[at]) * KM_PER_DEGREE
        owner = self._pairs[owners[at]]
        return Nearest(
            owner,
            round(km, 1),
            round(float(lat + foot_north[at]), 4),
            round(float((lon + foot_east[at] / squeeze + 180) % 360 - 180), 4),
            _side(owner, squared, east[:, 0] * along_north - north[:, 0] * along_east) if km > TOLERANCE_KM else None,
        )

    def _of(self, pair: str) -> npt.NDArray[np.intp]:
        number = self._pairs.index(pair) if pair in self.pairs else len(self._pairs)
        return np.flatnonzero(self._owners == number)

    def _around(self, lat: float, lon: float, window: float) -> npt.NDArray[np.intp]:
        first, last = np.searchsorted(self._latitudes, (lat - window, lat + window))
        apart = np.abs((self._segments[first:last, 1] - lon + 180) % 360 - 180)
        near: npt.NDArray[np.intp] = np.flatnonzero(apart * math.cos(math.radians(lat)) < window) + first
        return near


def _side(pair: str, squared: npt.NDArray[np.float64], across: npt.NDArray[np.float64]) -> str:
    """The country whose side the point is on. Of two segments equally near, at a corner, the one seen squarer tells."""
    equally_near = np.flatnonzero(squared <= squared.min() * (1 + 1e-9) + 1e-15)
    turn = across[equally_near]
    first, second = pair.split("-")
    return second if turn[np.abs(turn).argmax()] > 0 else first
