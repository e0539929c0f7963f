"""Traps of tables and map files: notations, exchanged columns, metres, systems without parameters, rough numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from gazetteer.errors import BadSource
from gazetteer.importers.angles import METRES_PER_DEGREE, read_angle
from gazetteer.importers.kinds import is_bare_type, kind_of_name, kind_of_word
from gazetteer.importers.record import Options
from gazetteer.importers.systems import datum_of
from gazetteer.model import Kind, Precision
from gazetteer.overlay import OfficeGazetteer
from geo.datums import Datum, to_zone, zone_of
from geo.geodesy import distance_m
from tests.gazetteer.importers.conftest import Bring
from tests.gazetteer.importers.samples import CENTRE, COMPANY, WORKS, csv, dms, in_datum

Whole = Callable[[], OfficeGazetteer]
HEAD = ("名称", "经度", "纬度")


@pytest.mark.parametrize(
    ("cell", "value", "half_step_s"),
    [
        ("113°02′11″", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("113°2'11.5\"E", 113 + 2 / 60 + 11.5 / 3600, 0.05),
        ("113度2分11秒", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("东经113° 02′ 11″", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("113º02’11”", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("113˚02´11˝", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("113-02-11", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("113:02:11.25", 113 + 2 / 60 + 11.25 / 3600, 0.005),
        ("113 02 11", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("113.02.11", 113 + 2 / 60 + 11 / 3600, 0.5),
        ("113°02.5′", 113 + 2.5 / 60, 3),
        ("113.0364", 113.0364, 0.18),
        ("E113.0364°", 113.0364, 0.18),
        ("１１３．０３６４", 113.0364, 0.18),
        ("W3.5", -3.5, 180),
        (113.25, 113.25, 18),
        (113, 113, 1800),
        ("38432154.21", 38432154.21, 18),
        ("3912345.5米", 3912345.5, 180),
    ],
)
def test_reads_a_coordinate_in_any_notation(cell: object, value: float, half_step_s: float) -> None:
    angle = read_angle(cell)
    assert angle is not None
    assert angle.value == pytest.approx(value, abs=1e-9)
    assert angle.half_step * 3600 == pytest.approx(half_step_s)


@pytest.mark.parametrize(
    "cell", ["", None, True, "约113", "113°72′11″", "113°02′75″", "无", "1130211E5N", float("nan"), "--"]
)
def test_does_not_read_what_is_no_coordinate(cell: object) -> None:
    assert read_angle(cell) is None


@given(st.floats(73, 136))
def test_degrees_minutes_and_seconds_come_back(value: float) -> None:
    angle = read_angle(dms(value))
    assert angle is not None
    assert abs(angle.value - value) <= angle.half_step + 1e-9


def row(at: tuple[object, object]) -> list[tuple[object, ...]]:
    return [HEAD, (COMPANY, *at)]


def metres(*, prefixed: bool) -> tuple[float, float]:
    easting, northing = to_zone(WORKS.lon, WORKS.lat, zone_of(CENTRE.lon, prefixed=prefixed))
    return round(float(easting), 3), round(float(northing), 3)


@pytest.mark.parametrize(
    ("cells", "options", "off_m", "note"),
    [
        ((f"{WORKS.lon:.6f}", f"{WORKS.lat:.6f}"), Options(datum=Datum.WGS84), 0.2, None),
        ((f"{WORKS.lat:.6f}", f"{WORKS.lon:.6f}"), Options(datum=Datum.WGS84), 0.2, "写反"),
        ((dms(WORKS.lon), dms(WORKS.lat)), Options(datum=Datum.CGCS2000), 3, "度分秒"),
        (metres(prefixed=True), Options(datum=Datum.CGCS2000), 0.01, "带号"),
        (metres(prefixed=True)[::-1], Options(datum=Datum.CGCS2000), 0.01, "带号"),
        (metres(prefixed=False), Options(datum=Datum.CGCS2000, county="410821"), 0.01, "所说的带"),
        (metres(prefixed=False), Options(epsg=zone_of(CENTRE.lon).epsg), 0.01, "所说的带"),
        (in_datum(WORKS, Datum.GCJ02), Options(datum=Datum.GCJ02), 0.1, None),
        (in_datum(WORKS, Datum.BD09), Options(datum=Datum.BD09), 0.1, None),
    ],
)
def test_recognises_what_the_columns_hold(
    cells: tuple[object, object],
    options: Options,
    off_m: float,
    note: str | None,
    tmp_path: Path,
    bring: Bring,
    whole: Whole,
) -> None:
    made = bring("own", csv(tmp_path / "表.csv", row(cells)), options)
    (place,) = whole().named(COMPANY)
    assert place.position is not None
    assert distance_m(place.position, WORKS) <= off_m
    assert [zh for zh, _ in made.notes if note is not None and note in zh] == ([made.notes[0][0]] if note else [])


@pytest.mark.parametrize(
    ("cells", "options", "told"),
    [
        ((WORKS.lon, WORKS.lat), Options(), "--datum"),
        (metres(prefixed=False), Options(datum=Datum.CGCS2000), "--county"),
        (metres(prefixed=True), Options(datum=Datum.GCJ02), "改正 --datum"),
        ((19_600_000.5, 3_900_000.5), Options(datum=Datum.CGCS2000), "六度带"),
        ((WORKS.lon, WORKS.lat), Options(epsg=2382), "西安80"),  # Xian 1980 / 3-degree zone
        ((WORKS.lon, WORKS.lat), Options(epsg=2434), "北京54"),
        ((WORKS.lon, WORKS.lat), Options(epsg=999999), "EPSG"),
        (("113", "35"), Options(datum=Datum.WGS84), "太粗"),
        (("11302.11", "3518.12"), Options(datum=Datum.WGS84), "看不出单位"),
        (("5.5", "8.8"), Options(datum=Datum.WGS84), "看不出单位"),
        (("", ""), Options(datum=Datum.WGS84), "坐标为空"),
        (("116.39", "39.907000"), Options(datum=Datum.WGS84, county="410821"), "不符"),
        (("80.000000", "20.000000"), Options(datum=Datum.WGS84), "不在我国任何县"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(
    cells: tuple[object, object], options: Options, told: str, tmp_path: Path, bring: Bring
) -> None:
    with pytest.raises(BadSource) as met:
        bring("own", csv(tmp_path / "表.csv", row(cells)), options)
    assert told in met.value.zh, met.value.zh
    assert met.value.en.isprintable()


def test_numbers_are_no_surer_than_their_last_digit(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    bring("own", csv(tmp_path / "表.csv", row((f"{WORKS.lon:.2f}", f"{WORKS.lat:.2f}"))), Options(datum=Datum.WGS84))
    (place,) = whole().named(COMPANY)
    assert place.uncertainty_m == pytest.approx(0.005 * METRES_PER_DEGREE)


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_shifted_positions_are_never_exact(datum: Datum, tmp_path: Path, bring: Bring, whole: Whole) -> None:
    lon, lat = in_datum(WORKS, datum)
    rows = [("name", "lon", "lat", "accuracy"), (COMPANY, lon, lat, 1)]
    bring("pins", csv(tmp_path / "pins.csv", rows), Options(datum=datum))
    (place,) = whole().named(COMPANY)
    assert (place.precision, place.uncertainty_m) == (Precision.PLACE, 5.0)


@pytest.mark.parametrize("word", ["xian80", "beijing54", "local", "XIAN80"])
def test_older_systems_are_refused(word: str) -> None:
    with pytest.raises(BadSource, match="not public"):
        datum_of(word)


def test_own_parameters_open_an_older_system(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    pipeline = Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        "+step +proj=cart +ellps=WGS84 +step +inv +proj=helmert +x=10 +y=20 +z=-30 "
        "+step +inv +proj=cart +a=6378140 +rf=298.257 "
        "+step +proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +a=6378140 +rf=298.257"
    )
    easting, northing = pipeline.transform(WORKS.lon, WORKS.lat)
    path = csv(tmp_path / "表.csv", row((f"{northing:.3f}", f"{easting:.3f}")))
    bring("own", path, Options(epsg=2383, shift=(10.0, 20.0, -30.0)))  # Xian 1980 / 3-degree, meridian 114
    (place,) = whole().named(COMPANY)
    assert place.position is not None
    assert distance_m(place.position, WORKS) < 0.1


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize(
    ("crs", "options", "told"),
    [(None, Options(), ".prj"), ("EPSG:4610", Options(), "西安80"), ("EPSG:4214", Options(), "北京54")],
)
def test_a_map_file_must_say_its_system(
    crs: str | None, options: Options, told: str, tmp_path: Path, bring: Bring
) -> None:
    path = tmp_path / "县.shp"
    point = np.array([shapely.to_wkb(shapely.points(WORKS.lon, WORKS.lat))], dtype=object)
    names = np.array([COMPANY], dtype=object)
    pyogrio.raw.write(path, point, [names], ["名称"], driver="ESRI Shapefile", geometry_type="Point", crs=crs)
    if crs is None:
        path.with_suffix(".prj").unlink(missing_ok=True)
    with pytest.raises(BadSource) as met:
        bring("own", path, options)
    assert told in met.value.zh


def test_a_map_file_in_a_zone_is_brought_to_degrees(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    path = tmp_path / "县.gpkg"
    point = np.array([shapely.to_wkb(shapely.points(*metres(prefixed=True)))], dtype=object)
    names = np.array([COMPANY], dtype=object)
    crs = f"EPSG:{zone_of(CENTRE.lon, prefixed=True).epsg}"
    pyogrio.raw.write(path, point, [names], ["名称"], driver="GPKG", geometry_type="Point", crs=crs)
    bring("own", path, Options())
    (place,) = whole().named(COMPANY)
    assert place.position is not None
    assert distance_m(place.position, WORKS) < 0.01


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path, bring: Bring) -> None:
    path = csv(tmp_path / "表.csv", [("甲", "乙", "丙"), (COMPANY, WORKS.lon, WORKS.lat)])
    with pytest.raises(BadSource, match="--columns name=HEADING"):
        bring("own", path)
    options = Options(datum=Datum.WGS84, columns={"name": "甲", "lon": "乙", "lat": "丙"})
    assert bring("own", path, options).count()["new"] == 1


@pytest.mark.parametrize("columns", [{"name": "没有"}, {"colour": "甲"}])
def test_a_wrong_column_map_is_told(columns: dict[str, str], tmp_path: Path, bring: Bring) -> None:
    path = csv(tmp_path / "表.csv", [("甲", "经度", "纬度"), (COMPANY, WORKS.lon, WORKS.lat)])
    with pytest.raises(BadSource):
        bring("own", path, Options(datum=Datum.WGS84, columns=columns))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("enterprise", Kind.ENTERPRISE), ("Functional Zone", Kind.FUNCTIONAL_ZONE), ("农村居民点", Kind.VILLAGE),
        ("县级自然保护区", Kind.RESERVE), ("尾矿库", Kind.FACILITY), ("天书", None), ("", None),
    ],
)  # fmt: skip
def test_reads_kinds(word: str, kind: Kind | None) -> None:
    assert kind_of_word(word) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("虚构石料有限公司", Kind.ENTERPRISE), ("虚构村", Kind.VILLAGE), ("虚构镇", Kind.TOWNSHIP), ("虚构河", Kind.RIVER),
        ("虚构污水处理厂", Kind.FACILITY), ("虚构产业集聚区", Kind.PARK), ("虚构经济开发区", Kind.FUNCTIONAL_ZONE), ("虚构某处", Kind.OTHER),
    ],
)  # fmt: skip
def test_tells_a_kind_from_the_name(name: str, kind: Kind) -> None:
    assert kind_of_name(name) is kind


@pytest.mark.parametrize(("name", "bare"), [("停车场", True), ("水库", True), ("河", True), ("虚构水库", False)])
def test_knows_words_that_are_no_names(name: str, bare: bool) -> None:
    assert is_bare_type(name) is bare
