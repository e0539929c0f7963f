"""How long does an import of 200,000 rows take, format by format? `python -m benchmarks.importers [SOURCE…]`, one line each.

The files are made here, of invented names at random spots inside one county, so that every row is used. Timed is the
whole way: read, convert, find the county, compare, store in the office's file. Two times are told, since a shared
machine makes the clock run on while others compute.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import openpyxl
import osmium
import pyogrio.raw
import shapely

from gazetteer.importers.record import Options
from gazetteer.importers.run import read_plans
from gazetteer.index import Gazetteer
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import open_office
from gazetteer.recognise import Recogniser
from gazetteer.recognise_names import names_for
from geo.datums import Datum
from tools.built_gazetteer import built_gazetteer

ROWS = 200_000
OFFICES = (0, 5_000, 200_000)
LOOKUPS = 3000
PREFECTURE = "cn:410800"
MIDDLE = (113.243481, 35.309778)
REACH_DEG = 0.01
NOW = "2026-01-01T00:00:00+00:00"
_CHARACTERS = "东南西北中上下新大小虚构示例石泉沟岭坪湾庄店寨营岗坡"

Spot = tuple[str, float, float]


def spots(kind: str) -> list[Spot]:
    """Names that no two rows share, at spots around the middle of one county."""
    chance = random.Random(20260101)
    return [
        (
            "".join(chance.choices(_CHARACTERS, k=6)) + f"{kind}",
            MIDDLE[0] + chance.uniform(-REACH_DEG, REACH_DEG),
            MIDDLE[1] + chance.uniform(-REACH_DEG, REACH_DEG),
        )
        for _ in range(ROWS)
    ]


def table(path: Path, headings: list[str], kind: str, most: int = ROWS) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for number, (name, lon, lat) in enumerate(spots(kind)[:most]):
            writer.writerow([name, f"N{number}", f"{lon:.6f}", f"{lat:.6f}"])


def workbook(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["名称", "代码", "经度", "纬度"])
    for number, (name, lon, lat) in enumerate(spots("有限公司")):
        sheet.append([name, f"N{number}", lon, lat])
    book.save(path)


def map_file(path: Path, driver: str) -> None:
    rows = spots("采石场")
    points = shapely.to_wkb(shapely.points([(lon, lat) for _, lon, lat in rows]))
    names = np.array([name for name, _, _ in rows], dtype=object)
    pyogrio.raw.write(path, points, [names], ["name"], driver=driver, geometry_type="Point", crs="EPSG:4490")


def listed(path: Path, wrap: str, item: Callable[[Spot, int], dict[str, object]], kind: str) -> None:
    items = [item(spot, number) for number, spot in enumerate(spots(kind))]
    path.write_text(json.dumps({wrap: items}, ensure_ascii=False), "utf-8")


def dump(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number, (name, lon, lat) in enumerate(spots("庄")):
            cells = [str(number), "X", "X", name, f"{lat:.5f}", f"{lon:.5f}", "P", "PPL", "CN", *[""] * 9, "2025-01-01"]
            file.write("\t".join(cells) + "\n")


def extract(path: Path) -> None:
    with osmium.SimpleWriter(str(path)) as writer:
        for number, (name, lon, lat) in enumerate(spots("厂"), start=1):
            tags = {"man_made": "works", "name": name}
            writer.add_node(osmium.osm.mutable.Node(id=number, location=(lon, lat), tags=tags))


def waypoints(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">\n')
        for name, lon, lat in spots("点位"):
            file.write(f'<wpt lat="{lat:.7f}" lon="{lon:.7f}"><name>{name}</name></wpt>\n')
        file.write("</gpx>\n")


def feature(spot: Spot, number: int) -> dict[str, object]:
    name, lon, lat = spot
    tags = {"landuse": "quarry", "name": name}
    return {
        "type": "Feature",
        "id": number,
        "properties": tags,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def record(spot: Spot, number: int) -> dict[str, object]:
    name, lon, lat = spot
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"id": str(number), "standard_name": name, "place_type": "山", "area_name": "", "gdm": point}


def poi(spot: Spot, number: int) -> dict[str, object]:
    return {"id": str(number), "name": spot[0], "type": "公司企业;工厂", "location": f"{spot[1]},{spot[2]}"}


def found(spot: Spot, number: int) -> dict[str, object]:
    return {"hotPointID": str(number), "name": spot[0], "lonlat": f"{spot[1]},{spot[2]}"}


def pin(spot: Spot, number: int) -> dict[str, object]:
    return {"code": str(number), "name": spot[0], "kind": "other", "lon": spot[1], "lat": spot[2], "accuracy_m": 10}


def asked(folder: Path, gazetteer: Gazetteer, size: int) -> str:
    """What an office of so many places costs whoever reads documents: look-ups, and the matcher of a prefecture."""
    path = folder / f"office-{size}.csv"
    table(path, ["名称", "代码", "经度", "纬度"], "采石场", size)
    with OfficeFile(folder / f"office-{size}.db") as office:
        if size:
            (made,) = read_plans("own", path, WGS84, gazetteer, office, who="bench", now=NOW)
            office.replace(made.source, made.places)
        whole = open_office(gazetteer.path, office)
        names = [row.name for row in gazetteer.descendants(PREFECTURE)][:LOOKUPS]
        begun = time.process_time()
        for name in names:
            whole.named(name, PREFECTURE)
        looked_up = time.process_time()
        Recogniser(names_for(whole, PREFECTURE))
        built = time.process_time()
        whole.close()
    per_second = len(names) / (looked_up - begun)
    return f"office of {size:,}: {per_second:,.0f} look-ups a second in a prefecture, its matcher {built - looked_up:.1f} s"


WGS84, CGCS2000 = Options(datum=Datum.WGS84), Options(datum=Datum.CGCS2000)
FILES: list[tuple[str, str, Options, Callable[[Path], None]]] = [
    ("own", "own.csv", WGS84, lambda p: table(p, ["名称", "代码", "经度", "纬度"], "采石场")),
    ("own", "own.xlsx", WGS84, workbook),
    ("own", "own.shp", Options(), lambda p: map_file(p, "ESRI Shapefile")),
    ("own", "own.gpkg", Options(), lambda p: map_file(p, "GPKG")),
    ("sections", "sections.csv", CGCS2000, lambda p: table(p, ["断面名称", "断面编码", "经度", "纬度"], "断面")),
    (
        "enterprises",
        "firms.csv",
        CGCS2000,
        lambda p: table(p, ["单位名称", "统一社会信用代码", "经度", "纬度"], "有限公司"),
    ),
    ("gpx", "points.gpx", Options(), waypoints),
    ("pins", "pins.json", Options(), lambda p: listed(p, "pins", pin, "料坑")),
    ("geonames", "CN.txt", Options(), dump),
    ("osm", "osm.geojson", Options(), lambda p: listed(p, "features", feature, "采石场")),
    ("osm", "osm.pbf", Options(), extract),
    ("stname", "names.json", Options(), lambda p: listed(p, "records", record, "岭")),
    ("amap", "pois.json", Options(), lambda p: listed(p, "pois", poi, "工厂")),
    ("tianditu", "found.json", Options(), lambda p: listed(p, "pois", found, "工厂")),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Gazetteer.open(built_gazetteer()) as gazetteer:
        for line in measured(Path(folder), gazetteer):
            print(line, flush=True)
        for size in OFFICES:
            print(asked(Path(folder), gazetteer, size), flush=True)


def measured(folder: Path, gazetteer: Gazetteer) -> Iterator[str]:
    for word, name, options, write in FILES:
        if sys.argv[1:] and word not in sys.argv[1:]:
            continue
        path = folder / name
        write(path)
        with OfficeFile(folder / f"{name}.db") as office:
            begun, busy = time.perf_counter(), time.process_time()
            (made,) = read_plans(word, path, options, gazetteer, office, who="bench", now=NOW)
            planned = time.perf_counter()
            office.replace(made.source, made.places)
            done, busy = time.perf_counter(), time.process_time() - busy
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield (
            f"import {word} {name}: {ROWS:,} rows, {len(made.places):,} stored, {made.repeated + len(made.refused):,} not, "
            f"{busy:.1f} s of one core, {done - begun:.1f} s on the clock "
            f"(read and compared {planned - begun:.1f} s, stored {done - planned:.1f} s), "
            f"peak so far {peak_mb:.0f} MB"
        )
        path.unlink()


if __name__ == "__main__":
    main()
