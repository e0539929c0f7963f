"""Workbooks, waypoints, placemarks and files of GIS programs: read back by other programs, they say what was written."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree
from openpyxl import load_workbook
from pyproj import Transformer

from gazetteer.model import Precision
from geo.datums import Datum, convert
from layers.errors import WrongDatum
from layers.exports import FORMATS, write
from layers.exports.columns import COLUMNS, SAMPLE
from layers.exports.csv_file import FORMULA_STARTS
from layers.exports.gis_files import LONGEST_DBF, SHORT_NAMES
from layers.exports.reference import SYSTEMS, Reference, reference_of
from layers.exports.xlsx_file import LONGEST_CELL, SHEETS
from layers.feature import SiteFeature

MakeFeature = Callable[..., SiteFeature]
REPOSITORY = Path(__file__).parents[2]
GPX_SCHEMA = REPOSITORY.parent / "shared" / "schemas" / "gpx-1.1.xsd"

ONLY_WGS84 = ("gpx", "kml", "kmz", "geojson")
GIS = ("gpkg", "fgb", "geoparquet", "shp")
XML_NAMES = {"g": "http://www.topografix.com/GPX/1/1", "k": "http://www.opengis.net/kml/2.2"}
HOSTILE = "=cmd|'/c calc'!A1\x00\x0b\ufffe<script>&lt;]]>"


@pytest.fixture
def lost(make_feature: MakeFeature) -> SiteFeature:
    return make_feature(
        id="lost", number=None, lon=None, lat=None, precision=Precision.UNLOCATED, uncertainty_m=None, reason="无此地名"
    )


def written(name: str, *features: SiteFeature, reference: Reference | None = None) -> bytes:
    target = io.BytesIO()
    write(name, features, target, reference or Reference())
    return target.getvalue()


def frame(name: str, folder: Path, *features: SiteFeature, reference: Reference | None = None) -> Any:
    """The file as geopandas reads it."""
    from geopandas.io import arrow  # noqa: PLC0415 - tests of other formats need not wait for it
    from pyogrio import read_dataframe  # noqa: PLC0415

    file = folder / f"sites{FORMATS[name].suffix}"
    file.write_bytes(written(name, *features, reference=reference))
    return cast("Any", arrow)._read_parquet(file) if name == "geoparquet" else read_dataframe(file)


def ogr(source: str, folder: Path) -> list[dict[str, Any]]:
    """The features as GDAL's own program reads them; its version may be much older than the library's."""
    made = folder / "read.geojson"
    layer = ["waypoints"] if source.endswith(".gpx") else []
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", str(made), source, *layer], check=True, capture_output=True)
    features: list[dict[str, Any]] = json.loads(made.read_text(encoding="utf-8"))["features"]
    return features


# -- every format ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ONLY_WGS84)
@pytest.mark.parametrize("datum", [Datum.CGCS2000, Datum.GCJ02, Datum.BD09])
def test_a_standard_of_wgs84_refuses_another_datum(name: str, datum: Datum, feature: SiteFeature) -> None:
    with pytest.raises(WrongDatum) as refused:
        written(name, feature, reference=Reference(datum))
    assert all(word in refused.value.zh and word in refused.value.en for word in ("csv", "xlsx", "gpkg"))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in GIS])
def test_degrees_only_formats_refuse_a_projection(name: str, feature: SiteFeature) -> None:
    with pytest.raises(WrongDatum):
        written(name, feature, reference=reference_of(4547))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_a_readable_file(name: str, tmp_path: Path) -> None:
    content = written(name)
    if name in GIS:
        assert len(frame(name, tmp_path)) == 0
    else:
        assert content


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_is_only_text(name: str, make_feature: MakeFeature) -> None:
    assert written(name, make_feature(title=HOSTILE, problem=HOSTILE, text=HOSTILE, lead_units=(HOSTILE,)))


# -- xlsx --------------------------------------------------------------------------------------------------------------


def test_a_workbook_holds_the_columns_and_their_meaning(feature: SiteFeature, lost: SiteFeature) -> None:
    book = load_workbook(io.BytesIO(written("xlsx", feature, lost, reference=Reference(Datum.GCJ02))))
    assert tuple(book.sheetnames) == SHEETS
    names, first, second = book[SHEETS[0]].iter_rows(values_only=True)
    assert list(names) == [column.name for column in COLUMNS]
    row: dict[Any, Any] = dict(zip(names, first, strict=True))
    lon, lat = convert(113.25, 35.25, Datum.WGS84, Datum.GCJ02)
    assert (row["lon"], row["lat"], row["datum"]) == (pytest.approx(float(lon)), pytest.approx(float(lat)), "gcj02")
    unknown = dict(zip(names, second, strict=True))
    assert (unknown["lon"], unknown["lat"], unknown["reason"]) == (None, None, "无此地名")
    meanings = list(book[SHEETS[1]].iter_rows(min_row=2, values_only=True))
    assert meanings == [(column.name, column.title) for column in COLUMNS]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_of_a_workbook_is_a_formula(make_feature: MakeFeature, start: str) -> None:
    content = written("xlsx", make_feature(title=f'{start}HYPERLINK("http://example.com")'))
    cells = [cell for row in load_workbook(io.BytesIO(content))[SHEETS[0]].iter_rows() for cell in row]
    (hostile,) = (cell for cell in cells if isinstance(cell.value, str) and "HYPERLINK" in cell.value)
    assert hostile.data_type == "s"
    assert hostile.quotePrefix
    assert not [cell for cell in cells if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_text_longer_than_a_cell_is_cut_visibly(make_feature: MakeFeature) -> None:
    book = load_workbook(io.BytesIO(written("xlsx", make_feature(problem="长" * 40_000))))
    texts = [cell for row in book[SHEETS[0]].iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    (cut,) = (text for text in texts if text.startswith("长长"))
    assert len(cut) == LONGEST_CELL
    assert cut.endswith("…")


# -- gpx and kml -------------------------------------------------------------------------------------------------------


def test_a_waypoint_says_how_well_it_is_known(feature: SiteFeature, lost: SiteFeature) -> None:
    root = etree.fromstring(written("gpx", feature, lost))
    (point,) = root.findall("g:wpt", XML_NAMES)
    assert (point.get("lon"), point.get("lat")) == ("113.2500000", "35.2500000")
    assert point.findtext("g:name", namespaces=XML_NAMES) == "3 甲县乙镇丙村（仅知乡镇，±6000 米）"
    assert "另有 1 处位置不明" in (root.findtext("g:metadata/g:desc", namespaces=XML_NAMES) or "")


@pytest.mark.shared
def test_gpx_is_valid(make_feature: MakeFeature, lost: SiteFeature) -> None:
    schema = etree.XMLSchema(etree.parse(GPX_SCHEMA))
    for features in ((), (lost,), (make_feature(sample=True, title=HOSTILE, problem=HOSTILE), make_feature(id="b"))):
        schema.assertValid(etree.fromstring(written("gpx", *features)))


def test_a_placemark_without_a_position_has_no_point(feature: SiteFeature, lost: SiteFeature) -> None:
    marks = etree.fromstring(written("kml", feature, lost)).findall(".//k:Placemark", XML_NAMES)
    assert [mark.findtext("k:Point/k:coordinates", namespaces=XML_NAMES) for mark in marks] == [
        "113.2500000,35.2500000",
        None,
    ]
    data = {field.get("name"): field.findtext("k:value", namespaces=XML_NAMES) for field in marks[1].iter("{*}Data")}
    assert data["precision"] == "unlocated"
    assert data["reason"] == "无此地名"


def test_every_status_of_a_placemark_has_its_style(feature: SiteFeature) -> None:
    root = etree.fromstring(written("kml", feature))
    styles = {f"#{style.get('id')}" for style in root.iterfind(".//k:Style", XML_NAMES)}
    assert {url.text for url in root.iterfind(".//k:styleUrl", XML_NAMES)} <= styles


def test_kmz_is_the_same_zipped_and_the_same_twice(feature: SiteFeature) -> None:
    content = written("kmz", feature)
    assert content == written("kmz", feature)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("doc.kml") == written("kml", feature)


@pytest.mark.parametrize("name", ["xlsx", "gpx", "kml", *GIS])
def test_invented_data_says_so(name: str, make_feature: MakeFeature, tmp_path: Path) -> None:
    sample, real = make_feature(sample=True), make_feature()
    if name in GIS:
        assert list(frame(name, tmp_path, sample)["sample"]) == [SAMPLE]
        return
    texts = [written(name, one) for one in (sample, real)]
    if name == "xlsx":
        texts = [str(list(load_workbook(io.BytesIO(text))[SHEETS[0]].values)).encode() for text in texts]
    assert [SAMPLE.encode() in text for text in texts] == [True, False]


# -- files of GIS programs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GIS)
def test_what_was_written_is_read(name: str, feature: SiteFeature, lost: SiteFeature, tmp_path: Path) -> None:
    read = frame(name, tmp_path, feature, lost)
    named = {
        column.name: SHORT_NAMES.get(column.name, column.name) if name == "shp" else column.name for column in COLUMNS
    }
    assert list(read.columns) == [*named.values(), "geometry"]
    assert (read.geometry[0].x, read.geometry[0].y) == (113.25, 35.25)
    assert read.geometry[1] is None
    first, second = read.iloc[0], read.iloc[1]
    assert (first["title"], first["number"], first[named["uncertainty_m"]]) == (feature.title, 3, 6000.0)
    assert (second["precision"], second["reason"]) == ("unlocated", "无此地名")
    assert read.crs.to_epsg() == 4326


@pytest.mark.parametrize("name", GIS)
@pytest.mark.parametrize("epsg", [4490, 3857, 32649, 4526, 4547])
def test_positions_are_in_the_system_asked_for(name: str, epsg: int, feature: SiteFeature, tmp_path: Path) -> None:
    read = frame(name, tmp_path, feature, reference=reference_of(epsg))
    degrees = 4326 if epsg in {3857, 32649} else 4490
    x, y = Transformer.from_crs(degrees, epsg, always_xy=True).transform(113.25, 35.25)
    assert (read.geometry[0].x, read.geometry[0].y) == (pytest.approx(x, abs=1e-6), pytest.approx(y, abs=1e-6))
    assert read.crs.equals(f"EPSG:{epsg}", ignore_axis_order=True) or read.crs.to_epsg(min_confidence=20) == epsg
    assert (read["lon"][0], read["lat"][0]) == (113.25, 35.25)


@pytest.mark.parametrize("name", GIS)
def test_shifted_degrees_are_never_taken_for_wgs84(name: str, feature: SiteFeature, tmp_path: Path) -> None:
    read = frame(name, tmp_path, feature, reference=Reference(Datum.GCJ02))
    lon, lat = convert(113.25, 35.25, Datum.WGS84, Datum.GCJ02)
    assert read.geometry[0].x == pytest.approx(float(lon), abs=1e-6)
    assert read.geometry[0].y == pytest.approx(float(lat), abs=1e-6)
    assert read.crs.to_epsg() is None
    assert "GCJ" in read.crs.name
    assert list(read["datum"]) == ["gcj02"]


@pytest.mark.parametrize(("epsg", "datum"), [(codes[0], datum) for codes, datum, _ in SYSTEMS])
def test_every_system_offered_is_known_to_proj(epsg: int, datum: Datum) -> None:
    assert reference_of(epsg).datum is datum
    assert Transformer.from_crs(4326, epsg, always_xy=True)


@pytest.mark.parametrize("epsg", [2381, 4214, 4610, 99999])
def test_a_system_without_public_parameters_is_refused(epsg: int) -> None:
    with pytest.raises(WrongDatum, match=r"4490.*4513–4554"):
        reference_of(epsg)


def test_names_in_a_shapefile_fit_and_differ() -> None:
    short = [SHORT_NAMES.get(column.name, column.name) for column in COLUMNS]
    assert max(len(name.encode()) for name in short) <= 10
    assert len(set(short)) == len(short)
    documented = (REPOSITORY / "docs" / "layers.md").read_text(encoding="utf-8").split("| field | in `shp` |")[1]
    assert dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|$", documented, re.MULTILINE)) == SHORT_NAMES


def test_a_long_text_in_a_shapefile_ends_between_characters(make_feature: MakeFeature, tmp_path: Path) -> None:
    (problem,) = frame("shp", tmp_path, make_feature(problem="a" + "长" * 500))["problem"]
    assert problem.startswith("a长")
    assert problem.endswith("长…")
    assert len(problem.encode()) <= LONGEST_DBF
    with zipfile.ZipFile(tmp_path / "sites.zip") as archive:
        assert archive.read("sites.cpg") == b"UTF-8"


@pytest.mark.clients
@pytest.mark.parametrize("name", ["gpx", "kml", "kmz", "geojson", "gpkg", "fgb", "shp"])
def test_gdal_reads_the_positions(name: str, feature: SiteFeature, lost: SiteFeature, tmp_path: Path) -> None:
    file = tmp_path / f"sites{FORMATS[name].suffix}"
    write(name, [feature, lost], file)
    source = f"/vsizip/{file}/sites.shp" if name == "shp" else str(file)
    read = [one["geometry"] for one in ogr(source, tmp_path)]
    assert read[0]["coordinates"][:2] == [113.25, 35.25]
    assert read[1:] == ([] if name == "gpx" else [None])
