"""How far an area reaches: its size, a point inside it, and the radius around that point that covers it.

A site that is known only to lie in an area is drawn at `centre` and is uncertain by `cover_radius_m`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.geodesy import ellipsoid
from geo.position import Position


def centre(area: BaseGeometry) -> Position:
    """Give the point of an area that its far ends are least far from, as nearly as is simple.

    It is the centre of the smallest circle around the area when that lies inside it, otherwise a point well inside:
    a position must never lie in the neighbour's land. To the six digits a degree is given with.
    """
    stretch = math.cos(math.radians(area.centroid.y))
    flat = shapely.transform(area, lambda corners: corners * [stretch, 1.0])
    middle = shapely.minimum_bounding_circle(flat).centroid
    if not shapely.contains(flat, middle):
        middle = shapely.point_on_surface(flat)
    return Position(round(middle.x / stretch, 6), round(middle.y, 6))


def cover_radius_m(area: BaseGeometry, at: Position) -> float:
    """Give the radius of the circle around a point that covers an area, in whole metres on the ellipsoid, rounded up.

    The farthest point of an area from any point is a corner of its hull.
    """
    corners: np.ndarray[Any, Any] = shapely.get_coordinates(shapely.convex_hull(area))
    count = len(corners)
    _, _, metres = ellipsoid().inv(np.full(count, at.lon), np.full(count, at.lat), corners[:, 0], corners[:, 1])
    return float(math.ceil(np.max(metres)))


def area_m2(area: BaseGeometry) -> float:
    """Give the size of an area on the ellipsoid, in square metres."""
    return abs(float(ellipsoid().geometry_area_perimeter(area)[0]))
