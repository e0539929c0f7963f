"""How far and which way: distance, bearing and destination on the WGS-84 ellipsoid.

Karney's geodesics through pyproj: exact to nanometres anywhere, also between antipodes, where Vincenty's formula fails.
pyproj is loaded at the first question, since most commands that import this module ask none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.position import Position

if TYPE_CHECKING:
    from pyproj import Geod


@cache
def ellipsoid() -> Geod:
    """Give the WGS-84 ellipsoid, for questions about many points at once."""
    from pyproj import Geod  # noqa: PLC0415 - see above

    return Geod(ellps="WGS84")


def distance_m(a: Position, b: Position) -> float:
    """Give the length of the shortest way between two positions, in metres.

    Examples
    --------
    >>> round(distance_m(Position(112.5, 37.8), Position(112.5, 37.9)))
    11099
    """
    return float(ellipsoid().inv(a.lon, a.lat, b.lon, b.lat)[2])


def bearing_deg(a: Position, b: Position) -> float:
    """Give the direction in which the shortest way from `a` to `b` sets out, clockwise from true north, 0 to 360.

    Between equal positions it is 0.

    Examples
    --------
    >>> round(bearing_deg(Position(112.5, 37.8), Position(112.6, 37.8)))
    90
    """
    if a == b:
        return 0.0
    return float(ellipsoid().inv(a.lon, a.lat, b.lon, b.lat)[0]) % 360


def destination(start: Position, bearing_deg: float, distance_m: float) -> Position:
    """Walk from a position along a bearing.

    Parameters
    ----------
    bearing_deg
        Clockwise from true north. Any real number; 450 means 90.
    distance_m
        Along the WGS-84 ellipsoid. Zero gives `start` back.

    Examples
    --------
    >>> destination(Position(112.5, 37.8), bearing_deg=90, distance_m=0)
    Position(lon=112.5, lat=37.8)
    """
    if distance_m == 0:
        return start
    lon, lat, _ = ellipsoid().fwd(start.lon, start.lat, bearing_deg % 360, distance_m)
    return Position(float(lon), float(lat))
