"""Where the units of the tree are: polygons for counties and what is above, points for townships, radii for all.

A point is used for a township only when it lies in the county's polygon and its Chinese name means one township there;
everything else is counted in the report and not used.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import shapely

from geo.shapes import area_m2, centre, cover_radius_m
from gazetteer.merge import Tree, prefecture_of, townships_below
from gazetteer.model import Kind, Precision
from gazetteer.names import clean, is_zone, township_core, unit_short
from gazetteer.sources import geonames
from gazetteer.sources.geonames import SourcePoint
from gazetteer.sources.polygons import KEY as POLYGONS
from gazetteer.sources.polygons import SourcePolygon
from gazetteer.tree import Unit
from geo.position import Position

TOWNSHIP_EXTENT_FACTOR = 3.0
"""A township's radius over that of a circle with the county's mean area for a township. Measured: `docs/data.md`."""

Areas = dict[str, shapely.Geometry]
Tick = Callable[[int, int], None]


def place_areas(tree: Tree, polygons: list[SourcePolygon]) -> Areas:
    """Give every county, city and province the area that is known, by unit id."""
    pieces: dict[str, list[shapely.Geometry]] = defaultdict(list)
    taken: dict[str, list[str]] = defaultdict(list)
    for polygon in polygons:
        unit = _unit_of(tree, polygon)
        if unit is None:
            tree.report.note("polygon without a unit", f"{polygon.code} {polygon.name}")
            continue
        pieces[unit.id].append(polygon.area)
        taken[unit.id].append(polygon.code)
    areas: Areas = {}

    def gather(unit: Unit) -> list[shapely.Geometry]:
        own = list(pieces.get(unit.id, ()))
        for child in unit.children:
            if child.kind is not Kind.TOWNSHIP:
                own += gather(child)
        if own:
            areas[unit.id] = own[0] if len(own) == 1 else shapely.union_all(own)
        return own

    for root in tree.roots:
        gather(root)
    return areas


def _unit_of(tree: Tree, polygon: SourcePolygon) -> Unit | None:
    """Find the unit a polygon is of: by code, by name in its prefecture, or the unit that took it over."""
    unit = tree.by_code.get(polygon.code)
    if unit is not None:
        return unit
    name = clean(polygon.name)
    above = prefecture_of(tree, polygon.code)
    if above is None:
        return None
    for child in (above, *above.children):
        if child.name == name or name in child.aliases:
            return child
    return above


def place_units(tree: Tree, areas: Areas) -> None:
    """Give positions and radii to provinces, cities, counties and functional zones."""
    names = {Kind.PROVINCE: Precision.PROVINCE, Kind.CITY: Precision.CITY, Kind.COUNTY: Precision.COUNTY}

    def walk(unit: Unit) -> None:
        area = areas.get(unit.id)
        if unit.kind is Kind.FUNCTIONAL_ZONE and unit.code[:6].isdigit() and area is None:
            _place_zone(unit, areas)
        elif area is not None and unit.kind in names:
            _set(unit, area, names[unit.kind])
        elif unit.kind in names:
            _place_zone(unit, areas)
        for child in unit.children:
            if child.kind is not Kind.TOWNSHIP:
                walk(child)

    for root in tree.roots:
        walk(root)


def _set(unit: Unit, area: shapely.Geometry, precision: Precision) -> None:
    unit.position = centre(area)
    unit.uncertainty_m = unit.extent_m = cover_radius_m(area, unit.position)
    unit.precision = precision
    unit.position_source = POLYGONS


def _place_zone(unit: Unit, areas: Areas) -> None:
    """Cover a unit without a polygon by what is known to hold it: the counties of its townships, else the unit above."""
    homes = {t.parent.id: t.parent for t in unit.also if t.parent is not None and t.parent.id in areas}
    if (
        homes
        and len(unit.also) == len([t for t in unit.also if t.parent is not None and t.parent.id in homes])
        and not unit.children
    ):
        area = shapely.union_all([areas[i] for i in homes])
        _set(unit, area, Precision.COUNTY if len(homes) == 1 else Precision.CITY)
        return
    for above in reversed(unit.chain()):
        if above.id in areas:
            kinds = {Kind.PROVINCE: Precision.PROVINCE, Kind.CITY: Precision.CITY, Kind.COUNTY: Precision.COUNTY}
            _set(unit, areas[above.id], kinds.get(above.kind, Precision.COUNTY))
            return


def place_townships(tree: Tree, areas: Areas, points: list[SourcePoint]) -> None:
    """Give townships the points that are theirs beyond doubt, and every township the radius it must lie within."""
    holders = [u for u in _all_units(tree) if u.id in areas and any(c.kind is Kind.TOWNSHIP for c in u.children)]
    index = shapely.STRtree([areas[u.id] for u in holders])
    where = shapely.points([(p.lon, p.lat) for p in points])
    inside: dict[int, list[int]] = defaultdict(list)
    point_of, holder_of = index.query(where, predicate="within")
    for p, h in zip(point_of.tolist(), holder_of.tolist(), strict=True):
        inside[h].append(p)
    tree.report.note("points", f"{len(points)} named points, {len(set(point_of.tolist()))} inside a county polygon")
    for h, unit in enumerate(holders):
        _match(tree, unit, [points[p] for p in inside.get(h, ())])
    for unit in holders:
        _extents(unit, areas[unit.id])


def _all_units(tree: Tree) -> list[Unit]:
    found: list[Unit] = []
    stack = list(tree.roots)
    while stack:
        unit = stack.pop()
        found.append(unit)
        stack += unit.children
    return found


def _match(tree: Tree, county: Unit, points: list[SourcePoint]) -> None:
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for township in county.children:
        if township.kind is Kind.TOWNSHIP:
            for name in {
                township.name,
                township_core(township.name),
                *(a for a, how in township.aliases.items() if how != "form"),
            }:
                by_name[name].append(township)
    claims: dict[str, list[SourcePoint]] = defaultdict(list)
    owners: dict[str, Unit] = {}
    for point in points:
        meant = {t.id: t for name in point.names for t in by_name.get(clean(name), ())}
        exact = {t.id: t for name in point.names for t in by_name.get(clean(name), ()) if t.name == clean(name)}
        choice = exact if len(exact) == 1 else meant
        if len(choice) == 1:
            ((key, unit),) = choice.items()
            claims[key].append(point)
            owners[key] = unit
        elif len(choice) > 1:
            tree.report.note("point of several townships", f"{point.id} {'、'.join(point.names)} in {county.name}")
    for key, claimed in claims.items():
        unit = owners[key]
        named = [p for p in claimed if unit.name in {clean(n) for n in p.names}]
        claimed = named or claimed
        if len(claimed) == 1:
            unit.position = Position(round(claimed[0].lon, 5), round(claimed[0].lat, 5))
            unit.precision, unit.uncertainty_m = Precision.PLACE, geonames.UNCERTAINTY_M
            unit.position_source = geonames.KEY
        else:
            tree.report.note("township with several points", f"{county.name}{unit.name}")


def _extents(county: Unit, area: shapely.Geometry) -> None:
    """Estimate how far each township reaches: never further than the county itself."""
    townships = [c for c in county.children if c.kind is Kind.TOWNSHIP]
    mean = math.sqrt(area_m2(area) / len(townships) / math.pi)
    width = 2 * (county.extent_m or mean)
    for unit in townships:
        unit.extent_m = float(math.ceil(min(TOWNSHIP_EXTENT_FACTOR * mean, width)))
