"""Import a table of points: the county's own CSV or Excel, lists of water sections, lists of enterprises.

The three differ in what a row is and how surely it lies where the table says; everything else is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.errors import BadSource
from gazetteer.importers.columns import columns_of
from gazetteer.importers.kinds import kind_of_name, kind_of_word
from gazetteer.importers.pairs import Pairs
from gazetteer.importers.record import Options, Reading, Record, Refusal
from gazetteer.importers.refusing import Refused
from gazetteer.importers.systems import require_known, system
from gazetteer.importers.tables import rows
from gazetteer.model import Kind, Precision
from geo.datums import Datum, Zone, zone_of

_PLACED = (("lon", "x", "coordinates"), ("lat", "y", "coordinates"))
_BETWEEN = (",", "，", ";", "；", " ", "、")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a row of a list is: its kind (None: told by a column or the name) and its radius, where nothing says more."""

    kind: Kind | None
    uncertainty_m: float
    needed: tuple[tuple[str, ...], ...] = ()


OWN = Shape(None, 200.0)
"""A table of the county, made by somebody who knows the places."""

SECTIONS = Shape(Kind.SECTION, 200.0)
"""Sections are surveyed, but the point may be on either bank or on the bridge near by."""

ENTERPRISES = Shape(Kind.ENTERPRISE, 500.0)
"""A permit gives the centre of the premises; a site in the text may be at their gate or their outfall."""


def read_list(path: Path, options: Options, shape: Shape) -> Reading:
    """Read a table of points.

    Raises
    ------
    BadSource
    """
    datum = _datum(path, options)
    lines = rows(path)
    headings = next(lines, None)
    if headings is None:
        raise BadSource(f"{path.name} 是空文件；请检查是否导出完整。", f"{path.name} is empty; check the export.")
    needed = (("name",), *_PLACED, *shape.needed)
    columns = columns_of([str(cell) for cell in headings[1]], options.columns, needed, path)
    pairs = Pairs(path, datum, _zone(options), own_system=_in_own_system(options))
    records: list[Record] = []
    refused: list[Refusal] = []
    for line, cells in lines:
        row = _Row(cells, columns)
        where = f"第 {line} 行"
        try:
            records.append(_record(row, where, pairs, shape, options))
        except Refused as reason:
            refused.append(Refusal(where, row.text("name"), reason.zh, reason.en))
    if not records and not refused:
        raise BadSource(
            f"{path.name} 只有标题行，没有数据；请检查是否导出完整。",
            f"{path.name} has a heading and no rows; check the export.",
        )
    epsg = options.epsg if _in_own_system(options) else None
    return Reading(records, datum, epsg, tuple(refused), pairs.notes())


class _Row:
    """The cells of a row by our words for columns."""

    def __init__(self, cells: Sequence[Any], columns: dict[str, int]) -> None:
        self._cells = cells
        self._columns = columns

    def value(self, word: str) -> Any:
        at = self._columns.get(word)
        return "" if at is None or at >= len(self._cells) else self._cells[at]

    def text(self, word: str) -> str:
        value = self.value(word)
        if value == "":
            return ""
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value)) if whole else str(value).strip()

    def pair(self) -> tuple[Any, Any]:
        """Give the two coordinates, from two columns or from one that holds both."""
        if "lon" in self._columns and "lat" in self._columns:
            return self.value("lon"), self.value("lat")
        if "x" in self._columns and "y" in self._columns:
            return self.value("x"), self.value("y")
        both = self.text("coordinates")
        for mark in _BETWEEN:
            if both.count(mark) == 1:
                first, _, second = both.partition(mark)
                return first, second
        raise Refused(f"看不懂坐标“{both[:20]}”", f"“{both[:20]}” is no pair of coordinates")


def _record(row: _Row, where: str, pairs: Pairs, shape: Shape, options: Options) -> Record:
    name = row.text("name")
    first, second = row.pair()
    lon, lat, rounding_m = pairs.read(first, second, where)
    kind = shape.kind or options.kind or kind_of_word(row.text("kind")) or kind_of_name(name)
    return Record(
        where,
        name,
        kind,
        lon,
        lat,
        uncertainty_m=max(_stated_m(row) or options.uncertainty_m or shape.uncertainty_m, rounding_m),
        precision=Precision.PLACE,
        aliases=tuple(part for part in row.text("alias").replace("，", "、").replace(",", "、").split("、") if part),
        county=row.text("county"),
        township=row.text("township"),
        code=row.text("code") or None,
    )


def _stated_m(row: _Row) -> float | None:
    """Read the row's own radius; what is no positive number says nothing."""
    text = row.text("uncertainty").removesuffix("米").removesuffix("m")
    try:
        stated = float(text or "nan")
    except ValueError:
        return None
    return stated if 0 < stated < float("inf") else None


def _in_own_system(options: Options) -> bool:
    """True when the numbers are to be taken as they are, in a system with parameters or a zone we have no rule for."""
    return bool(options.shift) or (
        options.epsg is not None and _known_zone(options.epsg) is None and options.epsg not in _DEGREES
    )


_DEGREES = {4326: Datum.WGS84, 4490: Datum.CGCS2000}


def _known_zone(epsg: int) -> Zone | None:
    """Give the three-degree zone of a code: 4513 to 4533 with the zone's number in front, 4534 to 4554 without."""
    if 4513 <= epsg <= 4533:
        return Zone(epsg, (epsg - 4513 + 25) * 3, prefixed=True)
    if 4534 <= epsg <= 4554:
        return Zone(epsg, (epsg - 4534 + 25) * 3, prefixed=False)
    return None


def _zone(options: Options) -> Zone | None:
    if options.epsg is not None:
        return _known_zone(options.epsg)
    return None if options.county_lon is None else zone_of(options.county_lon)


def _datum(path: Path, options: Options) -> Datum:
    """Give the datum that whoever imports has said; a bare table has none of its own."""
    if options.epsg is not None:
        require_known(system(f"EPSG:{options.epsg}"), options.shift)
        return _DEGREES.get(options.epsg, Datum.CGCS2000)
    if options.datum is None:
        raise BadSource(
            f"{path.name} 没有写明坐标系；请用 --datum 说明：wgs84（GPS、奥维）、cgcs2000（天地图、国土）、gcj02（高德、腾讯）、"
            "bd09（百度），或用 --crs EPSG:编号。",
            f"{path.name} does not say what its coordinates are in; say so with --datum wgs84, cgcs2000, gcj02 or bd09, "
            "or with --crs EPSG:number.",
        )
    return options.datum
