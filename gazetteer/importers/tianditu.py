"""Import what Tianditu's search and geocoder answered, saved as JSON: CGCS2000."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gazetteer.importers.jsons import listed, load, text_of
from gazetteer.importers.kinds import kind_of_name
from gazetteer.importers.record import Options, Reading, Record, Refusal
from geo.datums import Datum

UNCERTAINTY_M = 200.0


def read_tianditu(path: Path, options: Options) -> Reading:
    """Read saved answers.

    Raises
    ------
    BadSource
    """
    content = load(path)
    if isinstance(content, dict) and isinstance(content.get("location"), dict):
        content = [content]
    records: list[Record] = []
    refused: list[Refusal] = []
    example = "pois[{name, lonlat, hotPointID}] / location{lon, lat, keyWord}"
    for number, item in enumerate(listed(content, path, ("pois",), example), start=1):
        where = f"第 {number} 条"
        location = item.get("location")
        name = text_of(item, "name") or (text_of(location, "keyWord") if isinstance(location, dict) else "")
        at = position_of(item)
        if at is None:
            refused.append(Refusal(where, name, "没有可用的坐标（lonlat）", "it has no usable coordinates (lonlat)"))
            continue
        records.append(
            Record(
                where,
                name,
                options.kind or kind_of_name(name),
                *at,
                uncertainty_m=options.uncertainty_m or UNCERTAINTY_M,
                county=text_of(item, "county", "city", "province"),
                code=text_of(item, "hotPointID") or None,
            )
        )
    return Reading(records, Datum.CGCS2000, refused=tuple(refused))


def position_of(item: dict[str, Any]) -> tuple[float, float] | None:
    """Read `lonlat` ("113.1,35.2" or parted by a blank) or `location` with `lon` and `lat`."""
    location = item.get("location")
    try:
        if isinstance(location, dict):
            return float(location["lon"]), float(location["lat"])
        lon, lat = map(float, text_of(item, "lonlat").replace(",", " ").split())
    except (KeyError, TypeError, ValueError):
        return None
    return lon, lat
