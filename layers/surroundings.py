"""What lies around the counties of a map? The prefectures of their provinces, drawn faintly for orientation.

They carry a name and nothing else: no finding is counted for them. One tolerance for all, so that neighbours keep
their common border; a province is some 15 kB when compressed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import shapely

if TYPE_CHECKING:
    from gazetteer.index import Gazetteer

TOLERANCE_DEG: Final = 0.01
"""How far an outline may stray, about 1 km: it is only seen beside the map's own counties."""

DIGITS: Final = 3
MOST_PROVINCES: Final = 4
"""Documents of more provinces than this show each other's counties; outlines of half the country would be the map."""


def provinces_of(adcodes: Iterable[str]) -> tuple[str, ...]:
    """The codes of the provinces that counties lie in, in order."""
    return tuple(sorted({f"{adcode[:2]}0000" for adcode in adcodes if len(adcode) == 6}))


def surroundings(provinces: Iterable[str], gazetteer: Gazetteer) -> dict[str, Any]:
    """GeoJSON of the prefectures of these provinces; empty for a map of many provinces."""
    codes = list(provinces)
    units = [unit for code in codes for unit in gazetteer.children(code)] if len(codes) <= MOST_PROVINCES else []
    outlines = [(unit.name, outline) for unit in units if (outline := gazetteer.polygon(unit.id)) is not None]
    simple = shapely.coverage_simplify([outline for _, outline in outlines], TOLERANCE_DEG) if outlines else []
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(
                shapely.to_geojson(shapely.transform(outline, lambda degrees: degrees.round(DIGITS)))
            ),
            "properties": {"name": name},
        }
        for (name, _), outline in zip(outlines, simple, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}
