"""Where the units of the tree are: polygons for counties and what is above, points for townships, radii for all.

A point is used for a township only when it lies in the county's polygon and its Chinese name means one township there;
everything else is counted in the report and not used.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.merge import Tree, prefecture_of
from gazetteer.model import Kind, Precision
from gazetteer.names import clean, township_core, unit_short, village_base
from gazetteer.sources import geonames
from gazetteer.sources.geonames import SourcePoint
from gazetteer.sources.polygons import KEY as POLYGONS
from gazetteer.sources.polygons import SourcePolygon
from gazetteer.tree import Unit
from geo.position import Position
from geo.shapes import area_m2, centre, cover_radius_m

TOWNSHIP_EXTENT_FACTOR = 2.5
"""A township's radius over that of a circle with the county's mean area for a township. Measured: `docs/data.md`."""

Areas = dict[str, BaseGeometry]

_PRECISION = {
    Kind.PROVINCE: Precision.PROVINCE,
    Kind.CITY: Precision.CITY,
    Kind.COUNTY: Precision.COUNTY,
    Kind.FUNCTIONAL_ZONE: Precision.COUNTY,
}


def place_areas(tree: Tree, polygons: list[SourcePolygon]) -> Areas:
    """Give every county, city and province the area that is known, by unit id.

    What is above the counties is the union of what lies below, so that they agree to the last corner.
    """
    pieces: dict[str, list[BaseGeometry]] = defaultdict(list)
    for polygon in polygons:
        unit = _unit_of(tree, polygon)
        if unit is None:
            tree.remarks["polygon without a unit"].append(f"{polygon.code} {polygon.name}")
        else:
            pieces[unit.id].append(polygon.area)
    areas: Areas = {}

    def gather(unit: Unit) -> list[BaseGeometry]:
        own = pieces.get(unit.id, [])
        for child in unit.children:
            if not child.is_township:
                own = own + gather(child)
        if own:
            areas[unit.id] = own[0] if len(own) == 1 else shapely.union_all(own)
        return own

    for root in tree.roots:
        gather(root)
    return areas


def _unit_of(tree: Tree, polygon: SourcePolygon) -> Unit | None:
    """Find the unit a polygon is of: by code, by former code, by name in its prefecture.

    A polygon that none of these knows belongs to the prefecture itself; in a province that the frame has no counties
    of, it makes one.
    """
    unit = tree.by_code.get(polygon.code) or tree.former_codes.get(polygon.code)
    if unit is not None:
        return unit
    name = clean(polygon.name)
    above = prefecture_of(tree, polygon.code)
    if above is None:
        return None
    for child in (above, *above.children):
        if child.name == name or name in child.aliases:
            return child
    if above.kind is Kind.PROVINCE and all(POLYGONS in c.sources for c in above.children):
        unit = Unit(f"cn:{polygon.code}", name, Kind.COUNTY, polygon.code, above, {POLYGONS})
        unit.alias(unit_short(name), "short")
        tree.by_code[polygon.code] = unit
        return above.add(unit)
    tree.remarks["polygon given to the unit above"].append(f"{polygon.code} {name} → {above.name}")
    return above


def place_units(tree: Tree, areas: Areas) -> None:
    """Give positions and radii to provinces, cities, counties and functional zones."""
    for unit in all_units(tree.roots):
        if unit.id in areas:
            _set(unit, areas[unit.id], _PRECISION[unit.kind])
        elif unit.kind in _PRECISION and not (unit.is_township and unit.parent and unit.parent.is_township):
            _cover(unit, areas)


def all_units(units: Iterable[Unit]) -> Iterator[Unit]:
    """Give units and everything below them, a parent before its children."""
    for unit in units:
        yield unit
        yield from all_units(unit.children)


def _set(unit: Unit, area: BaseGeometry, precision: Precision) -> None:
    unit.position = centre(area)
    unit.uncertainty_m = unit.extent_m = cover_radius_m(area, unit.position)
    unit.precision = precision
    unit.position_source = POLYGONS


def _cover(unit: Unit, areas: Areas) -> None:
    """Cover a unit without a polygon by what is known to hold it: the counties of its townships, else the unit above.

    It is then known no better than what covers it, and says so.
    """
    homes = {t.parent.id: t.parent for t in unit.also if t.parent is not None}
    if homes and not unit.children and all(i in areas for i in homes):
        if len(homes) == 1:
            ((only, home),) = homes.items()
            _set(unit, areas[only], _PRECISION[home.kind])
        else:
            _set(unit, shapely.union_all([areas[i] for i in homes]), Precision.CITY)
        return
    for above in reversed(unit.chain()):
        if above.id in areas:
            _set(unit, areas[above.id], _PRECISION[above.kind])
            return


def place_townships(tree: Tree, areas: Areas, points: list[SourcePoint]) -> None:
    """Give townships the points that are theirs beyond doubt, and every township the radius it must lie within."""
    holders = [u for u in all_units(tree.roots) if u.id in areas and any(c.is_township for c in u.children)]
    index = shapely.STRtree([areas[u.id] for u in holders])
    where = shapely.points([(p.lon, p.lat) for p in points])
    inside: dict[int, list[SourcePoint]] = defaultdict(list)
    found = index.query(where, predicate="within").tolist()
    for p, h in zip(*found, strict=True):
        inside[h].append(points[p])
    placed = set(found[0])
    tree.remarks["point outside every county with townships"] += [
        f"{p.id} {'、'.join(p.names)}" for n, p in enumerate(points) if n not in placed
    ]
    for h, unit in enumerate(holders):
        _match(tree, unit, inside.get(h, []))
        _extents(unit, areas[unit.id])


def _match(tree: Tree, county: Unit, points: list[SourcePoint]) -> None:
    townships = [c for c in county.children if c.is_township]
    full: dict[str, list[Unit]] = defaultdict(list)
    core: dict[str, list[Unit]] = defaultdict(list)
    villages: dict[str, set[str]] = defaultdict(set)
    for township in townships:
        for name in (township.name, *(a for a, how in township.aliases.items() if how in {"official", "former"})):
            full[name].append(township)
        core[township_core(township.name)].append(township)
        for name in township.villages:
            villages[village_base(name)].add(township.id)
    claims: dict[str, tuple[Unit, list[SourcePoint]]] = {}
    for point in points:
        names = [clean(n) for n in point.names]
        meant = {t.id: t for n in names for t in full.get(n, ())}
        if not meant:
            # 段村 without 镇 may as well be a village of that name in another township.
            meant = {t.id: t for n in names for t in core.get(n, ()) if villages.get(n, set()) <= {t.id}}
        if len(meant) == 1:
            ((key, unit),) = meant.items()
            claims.setdefault(key, (unit, []))[1].append(point)
        elif meant:
            tree.remarks["point of several townships"].append(f"{point.id} {'、'.join(names)} in {county.name}")
        else:
            tree.remarks["point of no township"].append(f"{point.id} {'、'.join(names)} in {county.name}")
    for unit, claimed in claims.values():
        same = [p for p in claimed if unit.name in p.names] or claimed
        if len(same) > 1:
            tree.remarks["township with several points"].append(f"{county.name}{unit.name}")
            continue
        unit.position = Position(round(same[0].lon, 5), round(same[0].lat, 5))
        unit.precision, unit.uncertainty_m = Precision.PLACE, geonames.UNCERTAINTY_M
        unit.position_source = geonames.KEY


def _extents(county: Unit, area: BaseGeometry) -> None:
    """Estimate how far each township reaches: never further than the county is wide."""
    townships = [c for c in county.children if c.is_township]
    mean = math.sqrt(area_m2(area) / len(townships) / math.pi)
    width = 2 * (county.extent_m or mean)
    for unit in townships:
        unit.extent_m = float(math.ceil(min(TOWNSHIP_EXTENT_FACTOR * mean, width)))
