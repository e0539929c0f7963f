"""Which counties do many points, lines and areas lie in? Asked for a whole file at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gazetteer import store
from gazetteer.index import Gazetteer
from gazetteer.model import Kind
from geo.geodesy import ellipsoid

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

BORDER_M = 300.0
"""Outlines are drawn to some hundred metres: a point this close to the county it is said to lie in is believed."""


class Outlines:
    """The outlines of the counties, read once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @cached_property
    def _areas(self) -> list[tuple[list[str], NDArray[Any]]]:
        """Give ids and outlines level by level: counties first, then the cities and provinces that have none."""
        levels = []
        for kind in (Kind.COUNTY, Kind.CITY, Kind.PROVINCE):
            rows = self._gazetteer.rows(
                "SELECT p.id, a.wkb FROM area a JOIN place p ON p.n = a.n WHERE p.kind = ? ORDER BY p.n",
                (store.KINDS.index(kind),),
            )
            levels.append(([row[0] for row in rows], shapely.from_wkb([row[1] for row in rows])))
        return levels

    def counties(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[str | None]:
        """Give the county of each point, the city where there are no counties; None outside all."""
        found: list[str | None] = [None] * len(lon)
        open_ = np.arange(len(lon))
        for ids, areas in self._areas:
            if not len(open_):
                break
            tree = shapely.STRtree(shapely.points(lon[open_], lat[open_]))
            area_at, point_at = tree.query(areas, predicate="intersects")
            for area, point in zip(area_at.tolist(), point_at.tolist(), strict=True):
                if found[open_[point]] is None:
                    found[open_[point]] = ids[area]
            open_ = np.array([at for at in open_ if found[at] is None], dtype=np.int64)
        return found

    def crossed(self, geometries: Sequence[BaseGeometry]) -> list[list[str]]:
        """Give the counties that each line or area has a part in."""
        ids, areas = self._areas[0]
        found: list[list[str]] = [[] for _ in geometries]
        tree = shapely.STRtree(areas)
        for at, area in zip(*tree.query(np.array(geometries), predicate="intersects").tolist(), strict=True):
            found[at].append(ids[area])
        return found

    def is_near(self, lon: float, lat: float, county: str) -> bool:
        """True within `BORDER_M` of a county's outline, or inside."""
        area = self._gazetteer.polygon(county)
        if area is None:
            return False
        nearest = shapely.get_coordinates(shapely.shortest_line(area, shapely.points(lon, lat)))[0]
        return bool(ellipsoid().inv(lon, lat, *nearest)[2] <= BORDER_M)
