"""Import OpenStreetMap: an extract as PBF, or GeoJSON made from one; WGS-84, Open Database License.

A river or road is drawn in many pieces. Those of one name that touch or nearly do are one line; the same name
elsewhere is another. Areas keep their outline, and their centre is uncertain by what they cover.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.errors import BadSource
from gazetteer.importers.jsons import listed, load
from gazetteer.importers.osm_tags import KEYS, LINE_KINDS, name_of, other_names_of, tag_of
from gazetteer.importers.record import Options, Reading, Record
from gazetteer.importers.stname import geometry_of
from gazetteer.importers.tables import require_file
from gazetteer.model import Kind
from geo.datums import Datum

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GAP_DEG = 0.02
"""Pieces of one name this close, about two kilometres, are one river: maps leave gaps at reservoirs and towns."""
_SIMPLER_DEG = 0.00005


def read_osm(path: Path, options: Options) -> Reading:
    """Read an extract.

    Raises
    ------
    BadSource
    """
    found = _pbf(path) if path.name.lower().endswith((".pbf", ".osm", ".osm.gz", ".osm.bz2")) else _geojson(path)
    points: list[Record] = []
    lines: defaultdict[tuple[Kind, str], list[Record]] = defaultdict(list)
    for where, code, tags, geometry in found:
        record = _record(where, code, tags, geometry, options)
        if record is None:
            continue
        if record.kind in LINE_KINDS and record.geometry is not None and record.geometry.area == 0:
            lines[record.kind, record.name].append(record)
        else:
            points.append(record)
    records = [*points, *(line for pieces in lines.values() for line in _joined(pieces))]
    return Reading(records, Datum.WGS84)


def _record(where: str, code: str, tags: Mapping[str, str], geometry: Any, options: Options) -> Record | None:
    tag, name = tag_of(tags), name_of(tags)
    if tag is None or not name or geometry is None:
        return None
    is_point = geometry.geom_type == "Point"
    return Record(
        where,
        name,
        tag.kind,
        lon=geometry.x if is_point else float("nan"),
        lat=geometry.y if is_point else float("nan"),
        geometry=None if is_point else geometry,
        uncertainty_m=options.uncertainty_m or (tag.uncertainty_m if is_point or geometry.area == 0 else 0.0),
        aliases=other_names_of(tags),
        code=code,
    )


def _joined(pieces: list[Record]) -> Iterator[Record]:
    """Join the pieces of one name where they lie within `GAP_DEG` of each other."""
    shapes = np.array([piece.geometry for piece in pieces])
    group = list(range(len(pieces)))

    def top(at: int) -> int:
        while group[at] != at:
            group[at] = at = group[group[at]]
        return at

    if len(pieces) > 1:
        for a, b in shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=GAP_DEG).T.tolist():
            group[top(a)] = top(b)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(len(pieces)):
        members[top(at)].append(at)
    for numbers in members.values():
        first = pieces[numbers[0]]
        aliases = tuple(dict.fromkeys(alias for at in numbers for alias in pieces[at].aliases))
        parts = shapely.get_parts(shapes[numbers])
        whole = shapely.line_merge(shapely.multilinestrings(parts))
        simple: BaseGeometry = shapely.simplify(whole, _SIMPLER_DEG)
        yield replace(first, geometry=simple, aliases=aliases)


Found = tuple[str, str, Mapping[str, str], Any]


def _geojson(path: Path) -> Iterator[Found]:
    """Give the features of a GeoJSON file, from osmtogeojson, Overpass or osmium export."""
    features = listed(load(path), path, ("features",), "features[{geometry, properties}]")
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties")
        tags = properties if isinstance(properties, dict) else {}
        nested = tags.get("tags")
        tags = {**tags, **nested} if isinstance(nested, dict) else tags
        code = str(feature.get("id") or tags.get("@id") or tags.get("id") or "")
        clean = {str(key): value for key, value in tags.items() if isinstance(value, str)}
        yield f"第 {number} 个要素", code, clean, geometry_of(feature.get("geometry"))


def _pbf(path: Path) -> Iterator[Found]:
    """Give the named objects of an extract whose tags may be ours."""
    import osmium  # noqa: PLC0415 - a compiled reader that only extracts need
    from osmium.filter import KeyFilter  # noqa: PLC0415
    from osmium.geom import WKBFactory  # noqa: PLC0415

    require_file(path)
    factory = WKBFactory()
    numbers = count(1)
    try:
        reader = (
            osmium.FileProcessor(str(path))
            .with_locations()
            .with_areas(KeyFilter(*KEYS))
            .with_filter(KeyFilter(*KEYS))
            .with_filter(KeyFilter("name", "name:zh", "name:zh-Hans"))
        )
        for item in reader:
            if isinstance(item, osmium.osm.Changeset):
                continue
            tags = {tag.k: tag.v for tag in item.tags}
            wkb = _wkb(item, factory, tags)
            if wkb is not None:
                code = f"{'a' if item.is_area() else 'n' if item.is_node() else 'w'}{item.id}"
                yield f"对象 {code}（第 {next(numbers)} 个）", code, tags, shapely.from_wkb(bytes.fromhex(wkb))
    except (RuntimeError, ValueError) as error:
        raise BadSource(
            f"{path.name} 在第 {next(numbers)} 个对象处中断（{error}），文件损坏或不完整；请重新下载。",
            f"{path.name} breaks off at object {next(numbers)} ({error}), it is damaged or incomplete; download it again.",
        ) from error


def _wkb(item: Any, factory: Any, tags: Mapping[str, str]) -> str | None:
    """Give the shape: a node its point, an open way its line, an area its outline; a closed way comes again as area."""
    tag = tag_of(tags)
    if tag is None:
        return None
    if item.is_node():
        return str(factory.create_point(item))
    if item.is_area():
        return (
            None
            if tag.kind in LINE_KINDS and tag.key in {"waterway", "highway", "railway"}
            else str(factory.create_multipolygon(item))
        )
    if (
        item.is_way()
        and (not item.is_closed() or tag.key in {"waterway", "highway", "railway"})
        and len(item.nodes) > 1
    ):
        return str(factory.create_linestring(item))
    return None
