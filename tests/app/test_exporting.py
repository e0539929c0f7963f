"""The same files come from the command line and from the service, in the reference system asked for."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.errors import WrongOption
from app.services.exporting import export_file, wish
from app.settings import Settings
from app.web import create_app
from geo.datums import Datum
from layers.errors import WrongDatum
from layers.exports import FORMATS
from layers.exports.reference import Reference


@pytest.fixture(scope="module")
def client(filled_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    application = create_app(Settings(tmp_path_factory.mktemp("data"), filled_url, "zh"))
    with TestClient(application, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("format_", "datum", "crs", "meant"),
    [
        ("csv", None, None, Reference()),
        ("csv", "gcj02", None, Reference(Datum.GCJ02)),
        ("csv", None, "EPSG:4490", Reference(Datum.CGCS2000)),
        ("geojson", None, "epsg:4326", Reference()),
        ("gpkg", None, "EPSG:4547", Reference(Datum.CGCS2000, 4547)),
        ("shp", None, "EPSG:3857", Reference(Datum.WGS84, 3857)),
    ],
)
def test_reads_a_wish(format_: str, datum: str | None, crs: str | None, meant: Reference) -> None:
    assert wish(format_, datum, crs) == (FORMATS[format_], meant)


@pytest.mark.parametrize(
    ("format_", "datum", "crs", "named"),
    [
        ("kml", None, "EPSG:4490", "gpkg"),
        ("csv", None, "EPSG:4547", "gpkg"),
        ("gpkg", None, "EPSG:2381", "2381"),
        ("gpkg", None, "4490", "EPSG:4490"),
        ("gpkg", None, "EPSG:４４９０", "EPSG:4490"),
        ("gpkg", "cgcs2000", "EPSG:4490", "--crs"),
    ],
)
def test_refuses_a_wish_and_names_the_way_out(format_: str, datum: str | None, crs: str | None, named: str) -> None:
    with pytest.raises((WrongOption, WrongDatum)) as refused:
        wish(format_, datum, crs)
    assert named in refused.value.zh
    assert named in refused.value.en


def test_a_shapefile_by_name_lies_beside_its_sister_files(tmp_path: Path) -> None:
    assert export_file(tmp_path / "地点.shp", wish("shp"), []) == 0
    assert {file.suffix for file in tmp_path.iterdir()} == {".shp", ".shx", ".dbf", ".prj", ".cpg"}
    assert {file.stem for file in tmp_path.iterdir()} == {"地点"}


@pytest.mark.parametrize("name", FORMATS)
def test_the_service_sends_every_format(client: TestClient, name: str) -> None:
    answer = client.get(f"/exports/{name}?county=泌阳县")
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"] == FORMATS[name].media_type
    assert answer.headers["content-disposition"].endswith(f'{FORMATS[name].suffix}"')
    assert answer.content


def test_filters_and_systems_reach_the_file(client: TestClient, tmp_path: Path) -> None:
    from pyogrio import read_dataframe  # noqa: PLC0415 - a second that the other tests need not wait for

    asked = {"precision": "county,unlocated"}
    expected = client.get("/exports/geojson", params=asked).json()["features"]
    file = tmp_path / "sites.gpkg"
    file.write_bytes(client.get("/exports/gpkg", params=asked | {"crs": "EPSG:4547"}).content)
    read = read_dataframe(file)
    assert len(read) == len(expected) > 0
    assert read.crs.to_epsg() == 4547
    back = read.to_crs(4490).geometry
    for ours, theirs in zip(expected, back, strict=True):
        if ours["geometry"] is None:
            assert theirs is None
        else:
            assert ours["geometry"]["coordinates"] == pytest.approx([theirs.x, theirs.y], abs=1e-8)


@pytest.mark.parametrize("query", ["kml?datum=gcj02", "gpkg?crs=EPSG:2381", "csv?crs=EPSG:4547", "shp?crs=x' OR 1=1"])
def test_the_service_refuses_what_a_format_cannot_hold(client: TestClient, query: str) -> None:
    answer = client.get(f"/exports/{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_zipped_shapefile_is_whole(client: TestClient) -> None:
    with zipfile.ZipFile(io.BytesIO(client.get("/exports/shp").content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 5


def test_the_command_line_starts_without_the_libraries_of_gis_programs() -> None:
    code = (
        "import app.cli, layers.exports, sys; print([m for m in ('geopandas','pandas','openpyxl') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
