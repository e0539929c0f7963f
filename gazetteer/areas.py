"""How far a unit reaches: its polygon, a point inside it, and a radius around that point that covers it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from pyproj import Geod

from geo.position import Position

_GEOD = Geod(ellps="WGS84")


def centre(area: shapely.Geometry) -> Position:
    """Give the point of an area that its far ends are least far from, as nearly as is simple.

    It is the centre of the smallest circle around the area when that lies inside it, otherwise a point well inside:
    a position must never lie in the neighbour's land.
    """
    stretch = math.cos(math.radians(area.centroid.y))
    flat = shapely.transform(area, lambda c: c * [stretch, 1.0])
    middle = shapely.minimum_bounding_circle(flat).centroid
    if not shapely.contains(flat, middle):
        middle = shapely.point_on_surface(flat)
    return Position(round(middle.x / stretch, 6), round(middle.y, 6))


def cover_radius_m(area: shapely.Geometry, at: Position) -> float:
    """Give the radius of the circle around a point that covers an area, in metres on the ellipsoid."""
    corners: np.ndarray[Any, Any] = shapely.get_coordinates(shapely.convex_hull(area))
    count = len(corners)
    _, _, metres = _GEOD.inv(np.full(count, at.lon), np.full(count, at.lat), corners[:, 0], corners[:, 1])
    return float(math.ceil(np.max(metres)))


def area_m2(area: shapely.Geometry) -> float:
    """Give the ellipsoidal area of a geometry in square metres."""
    return abs(float(_GEOD.geometry_area_perimeter(area)[0]))
