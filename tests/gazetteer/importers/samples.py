"""Small files in every format that can be imported: 示例文件，内容虚构. Each writer puts the same places at the same spots.

The spots lie around the middle of a county whose outline is in the built-in data; what lies there is invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import osmium
import pyogrio.raw
import shapely

from geo.datums import Datum, convert, to_zone, zone_of
from geo.geodesy import destination
from geo.position import Position

CENTRE = Position(113.243481, 35.309778)
WORKS = destination(CENTRE, 45, 900)
PIT = destination(CENTRE, 200, 700)
BROOK = (CENTRE, destination(CENTRE, 330, 1500), destination(CENTRE, 320, 4000))
COMPANY, HOLE, WATER = "虚构石料有限公司", "北山虚构料坑", "示例虚构沟"


def dms(value: float) -> str:
    """Degrees, minutes and seconds with one decimal."""
    seconds = round(value * 36000)
    return f"{seconds // 36000}°{seconds // 600 % 60:02d}′{seconds % 600 / 10:04.1f}″"


def in_datum(position: Position, datum: Datum) -> tuple[float, float]:
    lon, lat = convert(position.lon, position.lat, Datum.WGS84, datum)
    return round(float(lon), 7), round(float(lat), 7)


def csv(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> Path:
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding)
    return path


def own_csv(path: Path) -> Path:
    rows = [
        ("名称", "类型", "经度", "纬度", "县"),
        (COMPANY, "企业", f"{WORKS.lon:.6f}", f"{WORKS.lat:.6f}", "修武县"),
        (HOLE, "坑", f"{PIT.lon:.6f}", f"{PIT.lat:.6f}", "410821"),
    ]
    return csv(path, rows, "gb18030")


def own_xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["名称", "类型", "X坐标", "Y坐标"])
    zone = zone_of(CENTRE.lon, prefixed=True)
    for name, kind, at in ((COMPANY, "企业", WORKS), (HOLE, "坑", PIT)):
        easting, northing = to_zone(at.lon, at.lat, zone)
        sheet.append([name, kind, round(float(northing), 2), round(float(easting), 2)])
    book.save(path)
    return path


def _vector(path: Path, driver: str, crs: str | None, **options: Any) -> Path:
    points = np.array([shapely.to_wkb(shapely.points(p.lon, p.lat)) for p in (WORKS, PIT)], dtype=object)
    names, kinds = np.array([COMPANY, HOLE], dtype=object), np.array(["企业", "坑"], dtype=object)
    fields = ["Name", "Description"] if driver == "KML" else ["名称", "类型"]
    pyogrio.raw.write(path, points, [names, kinds], fields, driver=driver, geometry_type="Point", crs=crs, **options)
    return path


def own_shp(path: Path) -> Path:
    """GBK without a `.cpg`, as many a county keeps its files."""
    _vector(path, "ESRI Shapefile", "EPSG:4490", encoding="GBK")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    return path


def own_gpkg(path: Path) -> Path:
    return _vector(path, "GPKG", "EPSG:4326")


def own_geojson(path: Path) -> Path:
    return _vector(path, "GeoJSON", "EPSG:4326")


def own_kml(path: Path) -> Path:
    return _vector(path, "KML", "EPSG:4326")


def sections(path: Path) -> Path:
    rows = [
        ("断面名称", "断面编码", "级别", "所在河流", "经度", "纬度"),
        ("虚构闸断面", "HN-001", "国控", WATER, dms(WORKS.lon), dms(WORKS.lat)),
        ("示例滩断面", "HN-002", "省控", WATER, dms(PIT.lon), dms(PIT.lat)),
    ]
    return csv(path, rows)


def enterprises(path: Path) -> Path:
    rows = [
        ("单位名称", "统一社会信用代码", "行业类别", "生产经营场所地址", "经度", "纬度"),
        (COMPANY, "91410821MA0000000X", "石料加工", "修武县示例路", dms(WORKS.lon), dms(WORKS.lat)),
        ("虚构纸业有限公司", "91410821MA0000001X", "造纸", "修武县示例路", dms(PIT.lon), dms(PIT.lat)),
    ]
    return csv(path, rows)


def geonames(path: Path) -> Path:
    def row(number: int, name: str, at: Position, feature: str, code: str) -> list[str]:
        cells = [
            str(number),
            "Xugou",
            "Xugou",
            f"Hsu-kou,{name},虚构别名",
            f"{at.lat:.5f}",
            f"{at.lon:.5f}",
            feature,
            code,
        ]
        return [*cells, "CN", "", "09", "", "", "", "0", "", "50", "Asia/Shanghai", "2025-05-05"]

    rows = [row(1, "虚构庄", WORKS, "P", "PPL"), row(2, "示例岭", PIT, "T", "MT")]
    path.write_text("".join("\t".join(cells) + "\n" for cells in rows), "utf-8")
    return path


def _feature(tags: Mapping[str, str], geometry: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": "node/1", "properties": dict(tags), "geometry": dict(geometry)}


def _point(at: Position) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [at.lon, at.lat]}


def osm_geojson(path: Path) -> Path:
    halves = [[[p.lon, p.lat] for p in BROOK[:2]], [[p.lon, p.lat] for p in BROOK[1:]]]
    ring = [destination(PIT, bearing, 150) for bearing in (0, 90, 180, 270, 0)]
    features = [
        _feature({"man_made": "works", "name": COMPANY}, _point(WORKS)),
        _feature(
            {"landuse": "quarry", "name": HOLE},
            {"type": "Polygon", "coordinates": [[[p.lon, p.lat] for p in ring]]},
        ),
        *(_feature({"waterway": "stream", "name": WATER}, {"type": "LineString", "coordinates": h}) for h in halves),
        _feature({"shop": "bakery", "name": "示例面包店"}, _point(PIT)),
    ]
    return _json(path, {"type": "FeatureCollection", "features": features})


def osm_pbf(path: Path) -> Path:
    ring = [destination(PIT, bearing, 150) for bearing in (0, 90, 180, 270)]
    with osmium.SimpleWriter(str(path)) as writer:
        for number, at in enumerate((WORKS, *BROOK, *ring), start=1):
            tags = {"man_made": "works", "name": COMPANY} if number == 1 else {}
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(at.lon, at.lat), tags=tags))
        quarry, stream = {"landuse": "quarry", "name": HOLE}, {"waterway": "stream", "name": WATER}
        writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[2, 3], tags=stream))
        writer.add_way(osmium.osm.mutable.Way(id=2, nodes=[3, 4], tags=stream))
        writer.add_way(osmium.osm.mutable.Way(id=3, nodes=[5, 6, 7, 8, 5], tags=quarry))
    return path


def stname(path: Path) -> Path:
    def record(name: str, kind: str, at: Position) -> dict[str, Any]:
        lon, lat = in_datum(at, Datum.CGCS2000)
        return {
            "id": name, "standard_name": name, "place_type": kind, "place_type_code": "22200",
            "province_name": "河南省", "city_name": "焦作市", "area_name": "修武县",
            "gdm": {"type": "MultiPoint", "coordinates": [[lon, lat]]},
        }  # fmt: skip

    records = [record("虚构庄", "农村居民点", WORKS), record("示例虚构岭", "山", PIT)]
    return _json(path, {"records": records, "total": 2})


def amap(path: Path) -> Path:
    def poi(name: str, kind: str, at: Position) -> dict[str, Any]:
        lon, lat = in_datum(at, Datum.GCJ02)
        return {"id": name, "name": name, "type": kind, "location": f"{lon},{lat}", "adname": "修武县"}

    pois = [poi(COMPANY, "公司企业;工厂;工厂", WORKS), poi("虚构纸业有限公司", "公司企业;公司;公司", PIT)]
    return _json(path, {"status": "1", "count": "2", "pois": pois})


def amap_districts(path: Path) -> Path:
    lon, lat = in_datum(WORKS, Datum.GCJ02)
    street = {"adcode": "410821", "name": "城关镇", "center": f"{lon},{lat}", "level": "street", "districts": []}
    county = {
        "adcode": "410821",
        "name": "修武县",
        "center": f"{lon},{lat}",
        "level": "district",
        "districts": [street],
    }
    return _json(path, {"status": "1", "districts": [county]})


def tianditu(path: Path) -> Path:
    def poi(name: str, at: Position) -> dict[str, Any]:
        return {"name": name, "lonlat": f"{at.lon:.7f},{at.lat:.7f}", "county": "修武县", "hotPointID": name}

    return _json(path, {"count": 2, "resultType": 1, "pois": [poi(COMPANY, WORKS), poi(HOLE, PIT)]})


def gpx(path: Path) -> Path:
    points = "".join(
        f'<wpt lat="{p.lat:.7f}" lon="{p.lon:.7f}"><time>2025-05-05T01:02:03Z</time><name>{name}</name><hdop>1.2</hdop></wpt>\n'
        for name, p in ((COMPANY, WORKS), (HOLE, PIT))
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="示例" xmlns="http://www.topografix.com/GPX/1/1">\n'
    path.write_text(f"{head}{points}</gpx>\n", "utf-8")
    return path


def pins(path: Path) -> Path:
    def pin(name: str, kind: str, at: Position) -> dict[str, Any]:
        return {"name": name, "kind": kind, "lon": at.lon, "lat": at.lat, "accuracy_m": 12.0, "by": "张三"}

    return _json(path, {"pins": [pin(COMPANY, "enterprise", WORKS), pin(HOLE, "other", PIT)]})


def _json(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return path


Writer = Callable[[Path], Path]
