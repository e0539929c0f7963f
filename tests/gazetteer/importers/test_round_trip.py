"""Every importer reads a sample written in its format, refuses a damaged one in a sentence, and stores nothing then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gazetteer.errors import BadSource
from gazetteer.importers.record import Options
from gazetteer.importers.registry import IMPORTERS
from gazetteer.model import Kind, Precision
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import OfficeGazetteer
from geo.datums import Datum
from geo.geodesy import distance_m
from geo.position import Position
from tests.gazetteer.importers import samples
from tests.gazetteer.importers.conftest import Bring
from tests.gazetteer.importers.samples import COMPANY, HOLE, PIT, WATER, WORKS, Writer

Whole = Callable[[], OfficeGazetteer]
PLACE, EXACT, LINE = Precision.PLACE, Precision.EXACT, Precision.LINE

# importer, how the sample is written, its name, the datum that must be told, and what must be found:
# name, kind, where, how far off at most (m), precision, uncertainty (m)
ROUND_TRIPS = [
    ("own", samples.own_csv, "县.csv", Datum.WGS84, [(COMPANY, "enterprise", WORKS, 0.2, PLACE, 200)]),
    ("own", samples.own_xlsx, "县.xlsx", Datum.CGCS2000, [(HOLE, "other", PIT, 0.2, PLACE, 200)]),
    ("own", samples.own_shp, "县.shp", None, [(COMPANY, "enterprise", WORKS, 0.1, PLACE, 200)]),
    ("own", samples.own_gpkg, "县.gpkg", None, [(HOLE, "other", PIT, 0.1, PLACE, 200)]),
    ("own", samples.own_geojson, "县.geojson", None, [(COMPANY, "enterprise", WORKS, 0.1, PLACE, 200)]),
    ("own", samples.own_kml, "县.kml", None, [(COMPANY, "enterprise", WORKS, 0.1, PLACE, 200)]),
    ("sections", samples.sections, "断面.csv", Datum.CGCS2000, [("示例滩断面", "section", PIT, 3, PLACE, 200)]),
    ("enterprises", samples.enterprises, "企业.csv", Datum.CGCS2000, [(COMPANY, "enterprise", WORKS, 3, PLACE, 500)]),
    ("gpx", samples.gpx, "航点.gpx", None, [(COMPANY, "enterprise", WORKS, 0.1, EXACT, 6)]),
    ("pins", samples.pins, "pins.json", None, [(HOLE, "other", PIT, 0.1, EXACT, 12)]),
    ("geonames", samples.geonames, "CN.txt", None, [("虚构庄", "village", WORKS, 1, PLACE, 1500)]),
    (
        "osm", samples.osm_geojson, "osm.geojson", None,
        [(COMPANY, "enterprise", WORKS, 0.1, PLACE, 300), (HOLE, "mine", PIT, 1, PLACE, 151), (WATER, "river", None, 0, LINE, None)],
    ),
    (
        "osm", samples.osm_pbf, "osm.pbf", None,
        [(COMPANY, "enterprise", WORKS, 0.1, PLACE, 300), (HOLE, "mine", PIT, 1, PLACE, 151), (WATER, "river", None, 0, LINE, None)],
    ),
    ("stname", samples.stname, "地名.json", None, [("虚构庄", "village", WORKS, 0.1, PLACE, 500)]),
    ("amap", samples.amap, "poi.json", None, [(COMPANY, "enterprise", WORKS, 0.1, PLACE, 100)]),
    ("tianditu", samples.tianditu, "天地图.json", None, [(COMPANY, "enterprise", WORKS, 0.1, PLACE, 200)]),
]  # fmt: skip
Found = list[tuple[str, str, Position | None, float, Precision, float | None]]


@pytest.mark.parametrize(
    ("word", "write", "file", "datum", "found"), ROUND_TRIPS, ids=lambda value: getattr(value, "__name__", "")
)
def test_what_is_written_is_read(
    word: str, write: Writer, file: str, datum: Datum | None, found: Found, tmp_path: Path, bring: Bring, whole: Whole
) -> None:
    options = Options(datum=datum, columns={"kind": "Description"} if file.endswith(".kml") else {})
    made = bring(word, write(tmp_path / file), options)
    assert made.refused == []
    assert set(made.changes) == {"new"}
    assert made.source.redistributable is IMPORTERS[word].redistributable
    office = whole()
    for name, kind, where, off_m, precision, uncertainty_m in found:
        (place,) = office.named(name, "410821")
        assert (place.kind, place.precision, place.source) == (Kind(kind), precision, made.source.key)
        assert place.admin[-1] == "修武县"
        assert place.position is not None
        if where is not None:
            assert distance_m(place.position, where) <= off_m
        if uncertainty_m is not None:
            assert place.uncertainty_m == pytest.approx(uncertainty_m, abs=1)


def test_every_importer_has_a_round_trip() -> None:
    assert {word for word, *_ in ROUND_TRIPS} == set(IMPORTERS)


def cut(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


def append(path: Path, more: bytes) -> None:
    path.write_bytes(path.read_bytes() + more)


def spoil(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


# importer, sample, name, how it is damaged, and what the sentence names besides the file: the row or line, the way out
DAMAGES: list[tuple[str, Writer, str, Callable[[Path], None], tuple[str, ...]]] = [
    ("own", samples.own_csv, "县.csv", lambda p: append(p, b"\xff\xff,1,2\n"), ("第 4 行", "UTF-8")),
    ("sections", samples.sections, "断面.csv", lambda p: spoil(p, "HN-002", '"HN-002'), ("第 3 行", "引号")),
    (
        "enterprises",
        samples.enterprises,
        "企业.csv",
        lambda p: spoil(p, "造纸", "造纸,多,一,格"),
        ("第 3 行", "分隔符"),
    ),
    ("own", samples.own_xlsx, "县.xlsx", lambda p: cut(p, 0.6), ("另存为",)),
    ("own", samples.own_shp, "县.shp", lambda p: cut(p, 0.5), ("重新导出",)),
    ("own", samples.own_gpkg, "县.gpkg", lambda p: cut(p, 0.3), ("重新导出",)),
    ("own", samples.own_kml, "县.kml", lambda p: cut(p, 0.7), ("重新导出",)),
    ("gpx", samples.gpx, "航点.gpx", lambda p: cut(p, 0.8), ("行", "重新导出")),
    ("pins", samples.pins, "pins.json", lambda p: cut(p, 0.8), ("行", "重新下载或导出")),
    ("geonames", samples.geonames, "CN.txt", lambda p: spoil(p, "\t09\t", "\t"), ("第 1 行", "19 列")),
    ("osm", samples.osm_geojson, "osm.geojson", lambda p: cut(p, 0.9), ("行", "重新下载")),
    ("osm", samples.osm_pbf, "osm.pbf", lambda p: cut(p, 0.7), ("对象", "重新下载")),
    ("stname", samples.stname, "地名.json", lambda p: spoil(p, '"records"', '"other"'), ("第 1 行", "records")),
    ("amap", samples.amap, "poi.json", lambda p: cut(p, 0.5), ("行", "重新下载")),
    ("tianditu", samples.tianditu, "天地图.json", lambda p: spoil(p, '"pois"', '"x"'), ("第 1 行", "pois")),
]


@pytest.mark.parametrize(
    ("word", "write", "file", "damage", "told"), DAMAGES, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_damaged_file_is_told_and_changes_nothing(
    word: str,
    write: Writer,
    file: str,
    damage: Callable[[Path], None],
    told: tuple[str, ...],
    tmp_path: Path,
    bring: Bring,
    office: OfficeFile,
) -> None:
    path = write(tmp_path / file)
    damage(path)
    with pytest.raises(BadSource) as met:
        bring(word, path, Options(datum=Datum.WGS84 if IMPORTERS[word].datum is None else None))
    for sentence in (met.value.zh, met.value.en):
        assert file in sentence
        assert sentence.count("\n") == 0
    assert all(words in met.value.zh for words in told), met.value.zh
    assert office.sources() == ()


def test_every_importer_has_a_damaged_sample() -> None:
    assert {word for word, *_ in DAMAGES} == set(IMPORTERS)
