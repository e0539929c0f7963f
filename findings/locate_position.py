"""Where is a site, how precisely is that known, and who says so?

The best position the gazetteer supports: of the very place, otherwise of the lowest unit above it that has one. The
radius is what should hold the true place: for a fallback it is the extent of that unit, never less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from findings.model import Relation
from gazetteer.model import Place, Precision
from geo.geodesy import destination
from geo.position import Position

# A direction without a distance: how far the site may lie from the place it is told by.
UNSTATED_OFFSET_M = 1000.0
# A stated distance is rough, and a place has no single point to measure it from: this share of it is added.
OFFSET_DOUBT = 0.3
# An anchor known worse than this is not moved: the shift would only pretend.
MOVABLE_WITHIN_M = 2000.0

_CLIMBED = {
    Precision.TOWNSHIP: "按所在乡镇定位",
    Precision.COUNTY: "按所在县定位",
    Precision.CITY: "按所在市定位",
    Precision.PROVINCE: "按所在省定位",
}
_UNIT_PRECISION = {
    "province": Precision.PROVINCE,
    "city": Precision.CITY,
    "county": Precision.COUNTY,
    "functional_zone": Precision.COUNTY,
    "township": Precision.TOWNSHIP,
}


@dataclass(frozen=True, slots=True)
class Located:
    """A position with its precision, its radius, whose position it is, and why."""

    position: Position | None
    precision: Precision
    uncertainty_m: float | None
    source: str
    positioned_by: str | None
    reason: str


def locate_place(
    place: Place | None, chain_ids: tuple[str, ...], lookup: Callable[[str], Place | None], relation: Relation | None
) -> Located:
    """Give the best position for a site: of the place itself, else of the lowest placed unit of its chain."""
    if place is not None and place.position is not None and place.uncertainty_m is not None:
        if place.precision in (Precision.EXACT, Precision.PLACE, Precision.LINE):
            return _moved(place, relation)
        return Located(place.position, place.precision, place.uncertainty_m, place.source, place.id, "")
    for unit_id in reversed(chain_ids):
        unit = lookup(unit_id) if unit_id else None
        if unit is None or unit.position is None:
            continue
        radius = unit.extent_m or unit.uncertainty_m
        precision = _UNIT_PRECISION.get(unit.kind.value)
        if radius is None or precision is None:
            continue
        return Located(unit.position, precision, radius, unit.source, unit.id, f"{_CLIMBED[precision]}：{unit.name}")
    return Located(None, Precision.UNLOCATED, None, "", None, "地名库中没有它和上级单位的位置")


def _moved(place: Place, relation: Relation | None) -> Located:
    """Follow a stated direction and distance from the place, and widen the doubt by what they leave open."""
    assert place.position is not None
    assert place.uncertainty_m is not None
    position, radius, reason = place.position, place.uncertainty_m, ""
    if relation is not None and radius <= MOVABLE_WITHIN_M:
        if relation.bearing_deg is not None and relation.distance_m is not None:
            position = destination(position, relation.bearing_deg, relation.distance_m)
            radius += OFFSET_DOUBT * relation.distance_m
            reason = f"自{place.name}{relation.text}推算"
        elif relation.distance_m is not None:
            radius += relation.distance_m
            reason = f"{place.name}{relation.text}，方向不明"
        else:
            radius += UNSTATED_OFFSET_M
            reason = f"{place.name}{relation.text}，距离不明"
    elif relation is not None and relation.distance_m is not None:
        radius += relation.distance_m
        reason = f"{place.name}的位置不够准，未按{relation.text}移动"
    return Located(position, place.precision, radius, place.source, place.id, reason)
