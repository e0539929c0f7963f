"""Import what the national database of geographical names (国家地名信息库) answers: JSON with `records`, CGCS2000."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError  # type: ignore[attr-defined]  # it does not say what it exports

from gazetteer.importers.jsons import listed, load, text_of
from gazetteer.importers.kinds import kind_of_name, kind_of_word
from gazetteer.importers.record import Options, Reading, Record, Refusal
from geo.datums import Datum

UNCERTAINTY_M = 500.0
"""The point of a village in the census of names lies somewhere in it."""


def read_stname(path: Path, options: Options) -> Reading:
    """Read a file of answers of the name list.

    Raises
    ------
    BadSource
    """
    records: list[Record] = []
    refused: list[Refusal] = []
    example = "records[{standard_name, place_type, gdm{type, coordinates}}]"
    for number, item in enumerate(listed(load(path), path, ("records", "data", "rows"), example), start=1):
        where = f"第 {number} 条记录"
        name = text_of(item, "standard_name", "standardName", "name")
        geometry = geometry_of(item.get("gdm"))
        if geometry is None:
            refused.append(Refusal(where, name, "没有可用的坐标（gdm）", "it has no usable coordinates (gdm)"))
            continue
        kind = kind_of_word(text_of(item, "place_type")) or kind_of_name(name)
        point = geometry if geometry.geom_type == "Point" else None
        records.append(
            Record(
                where,
                name,
                options.kind or kind,
                lon=point.x if point is not None else float("nan"),
                lat=point.y if point is not None else float("nan"),
                geometry=None if point is not None else geometry,
                uncertainty_m=options.uncertainty_m or UNCERTAINTY_M,
                county=text_of(item, "area_name", "city_name", "province_name"),
                township=text_of(item, "town_name"),
                code=str(item.get("id") or item.get("place_code") or "") or None,
            )
        )
    return Reading(records, Datum.CGCS2000, refused=tuple(refused))


def geometry_of(given: Any) -> Any:
    """Make a shape of a GeoJSON geometry; a set of one point is that point, None stands for what is no shape."""
    if not isinstance(given, dict):
        return None
    try:
        geometry = shapely.geometry.shape(given)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ShapelyError):
        return None
    if geometry.is_empty:
        return None
    parts = shapely.get_parts(geometry).tolist()
    return parts[0] if geometry.geom_type == "MultiPoint" and len(parts) == 1 else geometry
