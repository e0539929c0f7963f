"""Where on a river or road? The point nearest to a place, the part inside an area, where two lines meet.

Pure functions of shapes, WGS-84; lengths are metres on the ellipsoid. Each answer comes with a radius that is derived
from what was asked, never chosen: half the stretch, the distance to the place that a point was named after, the gap
between two lines that should meet. Flat computing happens in an azimuthal projection around the place in question,
whose distances from there are true.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geodesy import distance_m, ellipsoid
from geo.position import Position
from geo.shapes import cover_radius_m

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

_WGS84 = 4326
_PIECE_DEG = 0.01


@dataclass(frozen=True, slots=True)
class OnLine:
    """A point on a line, the radius that should hold the true one, and how far the line is from what was asked."""

    position: Position
    uncertainty_m: float
    distance_m: float = 0.0


def nearest_point(line: BaseGeometry, place: Position, place_uncertainty_m: float, line_uncertainty_m: float) -> OnLine:
    """Give the point of a line nearest to a place that something on the line is named after.

    It lies somewhere along the place's stretch of the line: as far off as the place is from the line, as unsure as
    the place and the line are.
    """
    there, back = _around(round(place.lon, 3), round(place.lat, 3))
    # A line is straight between its corners on the map it was drawn on; short pieces keep it there when projected.
    flat = _moved(shapely.segmentize(line, _PIECE_DEG), there)
    point = shapely.points(*there.transform(place.lon, place.lat))
    corner = shapely.get_coordinates(shapely.shortest_line(flat, point))[0]
    lon, lat = back.transform(*corner)
    position = Position(round(float(lon), 7), round(float(lat), 7))
    away = distance_m(place, position)
    return OnLine(position, away + place_uncertainty_m + line_uncertainty_m, away)


def part_inside(line: BaseGeometry, area: BaseGeometry) -> BaseGeometry | None:
    """Give the part of a line inside an area; None when it does not reach it."""
    part: BaseGeometry = shapely.intersection(line, area)
    return part if not part.is_empty and part.length > 0 else None


def stretch(line: BaseGeometry, area: BaseGeometry, line_uncertainty_m: float) -> OnLine | None:
    """Give the middle of the part of a line inside an area, with the radius that holds all of that part."""
    part = part_inside(line, area)
    if part is None:
        return None
    position = middle(part)
    return OnLine(position, cover_radius_m(part, position) + line_uncertainty_m)


def middle(line: BaseGeometry) -> Position:
    """Give the point of a line that lies half its length from the end, of several pieces that of the longest."""
    pieces = [p for p in shapely.get_parts(_merged(line)).tolist() if p.length > 0]
    longest = max(pieces, key=lambda piece: piece.length)
    corners = shapely.get_coordinates(longest)
    _, _, steps = ellipsoid().inv(corners[:-1, 0], corners[:-1, 1], corners[1:, 0], corners[1:, 1])
    walked = np.concatenate([[0.0], np.cumsum(steps)])
    half = walked[-1] / 2
    return Position(
        round(float(np.interp(half, walked, corners[:, 0])), 7),
        round(float(np.interp(half, walked, corners[:, 1])), 7),
    )


def meeting(a: BaseGeometry, b: BaseGeometry, widest_gap_m: float, lines_uncertainty_m: float) -> OnLine | None:
    """Give where two lines meet: a confluence or a crossing.

    Where they meet several times the radius covers all of the meetings. Lines that were drawn not quite to each other
    still meet, within `widest_gap_m`; the gap is added to the radius. None when they stay farther apart.
    """
    crossing = shapely.intersection(a, b)
    if not crossing.is_empty:
        corners = shapely.get_coordinates(crossing)
        position = _centre(corners)
        return OnLine(position, _reach_m(corners, position) + lines_uncertainty_m)
    corners = shapely.get_coordinates(shapely.shortest_line(a, b))
    position = _centre(corners)
    gap = 2 * _reach_m(corners, position)
    if gap > widest_gap_m:
        return None
    return OnLine(position, gap + lines_uncertainty_m, gap)


def length_m(line: BaseGeometry) -> float:
    """Give the length of a line, in metres on the ellipsoid."""
    return float(ellipsoid().geometry_length(line))


def _merged(line: BaseGeometry) -> BaseGeometry:
    """Join pieces that touch into longer ones."""
    joined: BaseGeometry = shapely.line_merge(line) if line.geom_type == "MultiLineString" else line
    return joined


def _centre(corners: NDArray[Any]) -> Position:
    """Give the middle of the box around some points."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    return Position(round(float(low[0] + high[0]) / 2, 7), round(float(low[1] + high[1]) / 2, 7))


def _reach_m(corners: NDArray[Any], position: Position) -> float:
    count = len(corners)
    away = ellipsoid().inv(np.full(count, position.lon), np.full(count, position.lat), corners[:, 0], corners[:, 1])[2]
    return float(np.max(away))


@lru_cache(maxsize=256)
def _around(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    from pyproj import Transformer  # noqa: PLC0415 - only questions about lines project anything

    flat = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m"
    return (
        Transformer.from_crs(_WGS84, flat, always_xy=True),
        Transformer.from_crs(flat, _WGS84, always_xy=True),
    )


def _moved(line: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    def flat(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(corners[:, 0], corners[:, 1]))

    moved: BaseGeometry = shapely.transform(line, flat)
    return moved
