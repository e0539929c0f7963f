"""Which formats can be imported? One row each: the word on the command line, the licence, whether it may be passed on."""

from __future__ import annotations

from pathlib import Path

from gazetteer.errors import BadSource
from gazetteer.importers import vectors
from gazetteer.importers.amap import read_amap
from gazetteer.importers.geonames import read_geonames
from gazetteer.importers.gpx import read_gpx
from gazetteer.importers.lists import ENTERPRISES, SECTIONS, read_list
from gazetteer.importers.osm import read_osm
from gazetteer.importers.pins import read_pins
from gazetteer.importers.record import Importer, Options, Reading
from gazetteer.importers.stname import read_stname
from gazetteer.importers.tables import SUFFIXES as TABLES
from gazetteer.importers.tianditu import read_tianditu
from gazetteer.importers.vectors import read_own
from geo.datums import Datum

_OWN_LICENCE = "本单位内部资料"


def _sections(path: Path, options: Options) -> Reading:
    return read_list(path, options, SECTIONS)


def _enterprises(path: Path, options: Options) -> Reading:
    return read_list(path, options, ENTERPRISES)


IMPORTERS: dict[str, Importer] = {
    importer.key: importer
    for importer in (
        Importer("own", "本单位地图和表格", _OWN_LICENCE, False, None, read_own, vectors.SUFFIXES),
        Importer("sections", "水质监测断面名录", _OWN_LICENCE, False, None, _sections, TABLES),
        Importer("enterprises", "排污许可企业名录", _OWN_LICENCE, False, None, _enterprises, TABLES),
        Importer("gpx", "现场航点", _OWN_LICENCE, True, Datum.WGS84, read_gpx, (".gpx",), person=True),
        Importer("pins", "人工标注", _OWN_LICENCE, True, Datum.WGS84, read_pins, (".json", *TABLES), person=True),
        Importer("geonames", "GeoNames", "CC BY 4.0", True, Datum.WGS84, read_geonames, (".txt",)),
        Importer(
            "osm", "OpenStreetMap", "ODbL 1.0", True, Datum.WGS84, read_osm, (".pbf", ".osm", ".geojson", ".json")
        ),
        Importer("stname", "国家地名信息库", "查询结果，未授权转发", False, Datum.CGCS2000, read_stname, (".json",)),
        Importer("amap", "高德地图", "高德服务条款，不得转发", False, Datum.GCJ02, read_amap, (".json",)),
        Importer("tianditu", "天地图", "天地图服务条款，不得转发", False, Datum.CGCS2000, read_tianditu, (".json",)),
    )
}


def importer_named(word: str) -> Importer:
    """Give an importer by its word on the command line.

    Raises
    ------
    BadSource
    """
    importer = IMPORTERS.get(word)
    if importer is None:
        raise BadSource(
            f"不认识的来源“{word}”；可用：{'、'.join(IMPORTERS)}、office。",
            f"“{word}” is no source; there are {', '.join(IMPORTERS)} and office.",
        )
    return importer
