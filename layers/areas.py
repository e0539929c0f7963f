"""Which counties lie under the findings, and how far has each got?

Without a database the counties come from the gazetteer: all of the prefecture a document speaks of, and those
elsewhere that a site names. The GeoJSON has the same properties as the `areas` layer of the service.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry.base import BaseGeometry

from findings.model import Located
from gazetteer.model import Kind, Place
from geo.shapes import area_m2
from layers.deadline import DONE
from layers.feature import SiteFeature

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

TOLERANCE_DEG = 0.002
"""How far a simplified outline may stray, about 200 m: invisible where a whole county fills the screen."""


@dataclass(frozen=True, slots=True)
class Area:
    """A county with its outline, WGS-84."""

    adcode: str
    name: str
    outline: BaseGeometry


def counties_around(documents: Iterable[Located], gazetteer: Gazetteer) -> list[Area]:
    """The counties to draw under these documents' sites, by code; those without an outline are left out."""
    prefectures: set[str] = set()
    touched: set[str] = set()
    for located in documents:
        if located.region and (region := gazetteer.place(located.region)):
            prefectures.add(_prefecture(region))
        touched.update(unit for site in located.sites for unit in (*site.admin_ids, site.place_id) if unit)
    counties = {county.id: county for prefecture in prefectures for county in gazetteer.counties(prefecture)}
    for unit in touched - counties.keys():
        place = gazetteer.place(unit)
        if place and place.kind is Kind.COUNTY:
            counties[place.id] = place
    outlines = ((county, gazetteer.polygon(county.id)) for _, county in sorted(counties.items()))
    return [Area(county.adcode or "", county.name, outline) for county, outline in outlines if outline is not None]


def areas_collection(areas: Sequence[Area], features: Iterable[SiteFeature]) -> dict[str, Any]:
    """GeoJSON of the counties; findings are counted by the county's code, since names repeat."""
    findings: dict[str, dict[tuple[str, int], SiteFeature]] = {}
    for feature in features:
        if feature.county_code:
            findings.setdefault(feature.county_code, {})[feature.document, feature.finding] = feature
    collection = []
    for area, outline in zip(areas, display_outlines(areas), strict=True):
        own = list(findings.get(area.adcode, {}).values())
        completed = sum(feature.status in DONE for feature in own)
        properties = {
            "adcode": area.adcode,
            "name": area.name,
            "level": "county",
            "findings": len(own),
            "completed": completed,
            "share_completed": completed / len(own) if own else None,
            "overdue": sum(feature.overdue for feature in own),
            "km2": round(area_m2(area.outline) / 1e6, 1),
        }
        collection.append({"type": "Feature", "id": area.adcode, "geometry": outline, "properties": properties})
    return {"type": "FeatureCollection", "features": collection}


def display_outlines(areas: Sequence[Area]) -> list[dict[str, Any]]:
    """The outlines as GeoJSON, simplified together so that neighbours still share their border."""
    simple = shapely.coverage_simplify([area.outline for area in areas], TOLERANCE_DEG) if areas else []
    return [_geojson(outline) for outline in simple]


def _prefecture(place: Place) -> str:
    """The prefecture a place lies in, itself when it is one; a province that has none stands for itself."""
    return place.id if place.kind in {Kind.CITY, Kind.PROVINCE} else place.admin_ids[min(1, len(place.admin_ids) - 1)]


def _geojson(outline: BaseGeometry) -> Any:
    """The outline to about a metre, which is plenty for one simplified to hundreds."""
    return json.loads(shapely.to_geojson(shapely.transform(outline, lambda degrees: degrees.round(5))))
