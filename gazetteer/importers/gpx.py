"""Import waypoints brought back from the field: GPX, WGS-84 by its standard.

A waypoint is where somebody stood with a receiver, so its word goes before every list. How sure it is comes from the
receiver where it says so (hdop), otherwise it is what a phone does under open sky.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from gazetteer.errors import BadSource
from gazetteer.importers.kinds import kind_of_name, kind_of_word
from gazetteer.importers.record import Options, Reading, Record, Refusal
from gazetteer.importers.tables import file_bytes
from gazetteer.model import Precision
from geo.datums import Datum

UNCERTAINTY_M = 15.0
_METRES_PER_HDOP = 5.0


def read_gpx(path: Path, options: Options) -> Reading:
    """Read the waypoints of a file; tracks and routes are no places.

    Raises
    ------
    BadSource
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(file_bytes(path), parser)
    except etree.XMLSyntaxError as error:
        raise BadSource(
            f"{path.name} 第 {error.lineno or 1} 行不是完整的 GPX，文件可能被截断；请从设备重新导出。",
            f"{path.name}, line {error.lineno or 1}: no complete GPX, the file may be cut short; export it again.",
        ) from error
    if etree.QName(root).localname != "gpx":
        raise BadSource(
            f"{path.name} 第 1 行不是 GPX 的开头；请检查是否选错了文件。",
            f"{path.name}, line 1: this is not how a GPX file begins; check the file.",
        )
    records: list[Record] = []
    refused: list[Refusal] = []
    for point in root.iterchildren("{*}wpt"):
        where = f"第 {point.sourceline} 行"
        name = _text(point, "name")
        try:
            lon, lat = float(point.get("lon", "")), float(point.get("lat", ""))
        except ValueError:
            refused.append(Refusal(where, name, "没有可用的坐标", "it has no usable coordinates"))
            continue
        records.append(
            Record(
                where,
                name,
                options.kind or kind_of_word(_text(point, "type")) or kind_of_name(name),
                lon,
                lat,
                uncertainty_m=options.uncertainty_m or _hdop_m(_text(point, "hdop")) or UNCERTAINTY_M,
                precision=Precision.EXACT,
                placed_at=_text(point, "time") or None,
            )
        )
    return Reading(records, Datum.WGS84, refused=tuple(refused))


def _text(point: etree._Element, word: str) -> str:
    return str(point.findtext(f"{{*}}{word}") or "").strip()


def _hdop_m(text: str) -> float | None:
    try:
        hdop = float(text)
    except ValueError:
        return None
    return hdop * _METRES_PER_HDOP if 0 < hdop < 100 else None
