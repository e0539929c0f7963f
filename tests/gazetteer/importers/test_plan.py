"""What an import changes: new, better, same, refused; whose word goes before whose; and taking it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gazetteer.errors import BadSource, DamagedOffice
from gazetteer.importers.forms import other_names
from gazetteer.importers.package import write_package
from gazetteer.importers.record import Options
from gazetteer.importers.run import read_plans
from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Precision
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import OfficeGazetteer, open_office
from gazetteer.search import search
from geo.datums import Datum
from geo.geodesy import destination, distance_m
from tests.gazetteer.importers import samples
from tests.gazetteer.importers.conftest import NOW, Bring
from tests.gazetteer.importers.samples import CENTRE, COMPANY, HOLE, PIT, WATER, WORKS, csv

Whole = Callable[[], OfficeGazetteer]
WGS84 = Options(datum=Datum.WGS84)
HEAD = ("名称", "类型", "经度", "纬度", "县", "乡镇", "误差")
VILLAGE, TOWN = "郇封村", "郇封镇"


def table(path: Path, *rows: tuple[object, ...]) -> Path:
    return csv(path, [HEAD, *rows])


def at(
    name: str, kind: str, lon: float, lat: float, county: str = "", town: str = "", uncertainty: object = ""
) -> tuple[object, ...]:
    return (name, kind, f"{lon:.6f}", f"{lat:.6f}", county, town, uncertainty)


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path, bring: Bring, office: OfficeFile) -> None:
    path = table(
        tmp_path / "a.csv",
        at(COMPANY, "企业", WORKS.lon, WORKS.lat),
        at(COMPANY, "企业", WORKS.lon, WORKS.lat),
        at(VILLAGE, "村", CENTRE.lon, CENTRE.lat, "修武县"),
        at("虚构纸业有限公司", "企业", WORKS.lon, WORKS.lat, "温县"),
        at("停车场", "设施", WORKS.lon, WORKS.lat),
    )
    made = bring("own", path, WGS84, dry=True)
    assert made.count() == {"new": 1, "better": 1, "same": 0, "repeated": 1, "refused": 2}
    assert {refusal.where for refusal in made.refused} == {"第 5 行", "第 6 行"}
    assert "与所写的“温县”不符" in made.refused[0].zh
    assert office.sources() == ()
    assert not office.path.exists()


def test_a_second_import_of_a_source_takes_the_place_of_the_first(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    path = table(tmp_path / "a.csv", at(COMPANY, "企业", WORKS.lon, WORKS.lat), at(HOLE, "坑", PIT.lon, PIT.lat))
    bring("own", path, WGS84)
    assert bring("own", path, WGS84).count()["same"] == 2
    table(path, at(COMPANY, "企业", PIT.lon, PIT.lat))
    bring("own", path, WGS84)
    (place,) = whole().named(COMPANY)
    assert place.position is not None
    assert distance_m(place.position, PIT) < 1
    assert whole().named(HOLE) == ()


@pytest.mark.parametrize(
    "order", [("rough", "fine", "person"), ("person", "fine", "rough"), ("fine", "person", "rough")]
)
def test_the_better_word_answers_whatever_the_order(
    order: tuple[str, ...], tmp_path: Path, bring: Bring, whole: Whole, office: OfficeFile
) -> None:
    files = {
        "rough": ("own", table(tmp_path / "rough.csv", at(COMPANY, "企业", PIT.lon, PIT.lat, uncertainty=900))),
        "fine": ("own", table(tmp_path / "fine.csv", at(COMPANY, "企业", WORKS.lon, WORKS.lat, uncertainty=50))),
        "person": ("pins", samples.pins(tmp_path / "person.json")),
    }
    for name in order:
        bring(files[name][0], files[name][1], WGS84)
    places = whole().named(COMPANY, "410821")
    assert [(p.source, p.uncertainty_m) for p in places] == [("pins:person", 12)]
    assert office.remove("pins:person") == 2
    assert [p.source for p in whole().named(COMPANY)] == ["own:fine"]
    office.remove("own:fine")
    assert [p.source for p in whole().named(COMPANY)] == ["own:rough"]
    office.remove("own:rough")
    assert whole().named(COMPANY) == ()


def test_a_built_in_village_gets_its_point_and_gives_it_back(
    tmp_path: Path, bring: Bring, whole: Whole, office: OfficeFile, gazetteer: Gazetteer
) -> None:
    (before,) = gazetteer.named(VILLAGE, "410821", (Kind.VILLAGE,))
    assert before.position is None
    path = table(tmp_path / "a.csv", at(VILLAGE, "村", CENTRE.lon, CENTRE.lat, "修武县", TOWN, 150))
    bring("own", path, WGS84)
    (after,) = whole().named(VILLAGE, "410821", (Kind.VILLAGE,))
    assert (after.id, after.admin, after.name) == (before.id, before.admin, before.name)
    assert (after.precision, after.uncertainty_m, after.source) == (Precision.PLACE, 150, "own:a")
    assert whole().place(before.id) == after
    office.remove("own:a")
    assert whole().named(VILLAGE, "410821", (Kind.VILLAGE,)) == (before,)


def test_a_township_keeps_reaching_as_far(tmp_path: Path, bring: Bring, whole: Whole, gazetteer: Gazetteer) -> None:
    (before,) = gazetteer.named("城关镇", "410821", (Kind.TOWNSHIP,))
    made = bring("amap", samples.amap_districts(tmp_path / "a.json"), Options())
    (after,) = whole().named("城关镇", "410821", (Kind.TOWNSHIP,))
    if before.precision is Precision.PLACE:
        assert made.changes == ["same"]
        assert after == before
    else:
        assert (after.precision, after.uncertainty_m) == (Precision.TOWNSHIP, 5000)
        assert after.extent_m == (before.extent_m or 0) + 5000
    assert [refusal.name for refusal in made.refused] == ["修武县"]


def test_places_of_one_name_stay_apart(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    rows = (at("虚构采石场", "矿", p.lon, p.lat) for p in (WORKS, PIT))
    bring("own", table(tmp_path / "a.csv", *rows), WGS84)
    places = whole().named("虚构采石场", "410821")
    assert len({place.id for place in places}) == 2


def test_one_built_in_place_in_two_spots_is_refused(tmp_path: Path, bring: Bring) -> None:
    far = destination(CENTRE, 330, 3000)
    rows = [at(VILLAGE, "村", p.lon, p.lat, uncertainty=100) for p in (CENTRE, far)]
    made = bring("own", table(tmp_path / "a.csv", *rows), WGS84)
    assert (len(made.places), len(made.refused)) == (1, 1)
    assert "两处坐标" in made.refused[0].zh


def test_near_the_border_the_stated_county_is_believed(tmp_path: Path, bring: Bring, gazetteer: Gazetteer) -> None:
    area = gazetteer.polygon("cn:410821")
    assert area is not None
    edge = area.representative_point()
    corner = min(area.convex_hull.exterior.coords, key=lambda c: c[0])
    just_outside = (corner[0] - 0.001, corner[1])
    far_outside = (corner[0] - 0.05, corner[1])
    rows = [
        at(f"虚构{n}号采石场", "矿", *xy, "修武县")
        for n, xy in enumerate(((edge.x, edge.y), just_outside, far_outside))
    ]
    made = bring("own", table(tmp_path / "a.csv", *rows), WGS84)
    assert len(made.places) == 2
    assert [refusal.where for refusal in made.refused] == ["第 4 行"]


def test_what_is_imported_is_found_by_search(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    bring("own", samples.own_csv(tmp_path / "县.csv"), WGS84)
    office = whole()
    assert [hit.place.name for hit in search(office, COMPANY)] == [COMPANY]
    assert [hit.place.name for hit in search(office, "虚构石", "410821")] == [COMPANY]
    assert search(office, "虚构石", "410825") == []


def test_children_and_batches_hold_own_places(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    bring("own", samples.own_csv(tmp_path / "县.csv"), WGS84)
    office = whole()
    assert {COMPANY, HOLE} <= {place.name for place in office.children("410821")}
    assert [len(rows) for rows in office.named_many([COMPANY, HOLE, "没有的名称"], "cn:410821")] == [1, 1, 0]
    assert COMPANY not in {place.name for place in office.children("410800")}


def test_rivers_are_found_in_every_county_they_cross(tmp_path: Path, bring: Bring, whole: Whole) -> None:
    line = [destination(CENTRE, bearing, 25_000) for bearing in (250, 110)]
    feature = {
        "type": "Feature",
        "properties": {"waterway": "river", "name": WATER},
        "geometry": {"type": "LineString", "coordinates": [[p.lon, p.lat] for p in line]},
    }
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    made = bring("osm", path, Options())
    (river,) = made.places
    assert len(river.held) > 1
    office = whole()
    for held in river.held:
        assert [place.id for place in office.named(WATER, held.split("/")[-2])] == [river.id]
    assert office.named(WATER, "410100") == ()


def test_a_package_passes_on_what_may_be_passed_on(
    tmp_path: Path, bring: Bring, office: OfficeFile, gazetteer: Gazetteer, gazetteer_file: Path
) -> None:
    bring("pins", samples.pins(tmp_path / "pins.json"), Options())
    bring("osm", samples.osm_geojson(tmp_path / "osm.geojson"), Options())
    bring("own", samples.own_csv(tmp_path / "县.csv"), WGS84)
    package = tmp_path / "甲县.gpkg"
    assert write_package(office, package, {"cn:410821": "修武县"}) == (5, 2)
    with OfficeFile(tmp_path / "other.db") as other:
        for made in read_plans("office", package, Options(), gazetteer, other, who="乙县", now=NOW):
            assert made.refused == []
            other.replace(made.source, made.places)
        assert [source.key for source in other.sources()] == ["甲县/osm:osm", "甲县/pins:pins"]
        assert {source.imported_by for source in other.sources()} == {"乙县"}
        mine = {
            (p.id, p.name, p.precision, p.uncertainty_m, p.wkb, p.placed_by)
            for p in office.places()
            if p.source != "own:县"
        }
        theirs = {(p.id, p.name, p.precision, p.uncertainty_m, p.wkb, p.placed_by) for p in other.places()}
        assert theirs == mine


def test_a_package_of_nothing_is_refused(
    tmp_path: Path, bring: Bring, office: OfficeFile, gazetteer: Gazetteer
) -> None:
    bring("own", samples.own_csv(tmp_path / "县.csv"), WGS84)
    with pytest.raises(BadSource, match="--redistributable"):
        write_package(office, tmp_path / "a.gpkg", {})
    bad = tmp_path / "b.gpkg"
    bad.write_bytes(b"no package")
    with pytest.raises(BadSource, match="export-office"):
        read_plans("office", bad, Options(), gazetteer, office, who="", now=NOW)


@pytest.mark.parametrize(
    ("word", "options", "told"),
    [
        ("nothing", Options(), "there are own"),
        ("gpx", Options(datum=Datum.GCJ02), "always wgs84"),
        ("own", Options(datum=Datum.WGS84, county="999999"), "no region"),
        ("own", Options(datum=Datum.WGS84, key="坏 名"), "cannot name a source"),
    ],
)
def test_wrong_words_are_told(word: str, options: Options, told: str, tmp_path: Path, bring: Bring) -> None:
    with pytest.raises(BadSource, match=told):
        bring(word, samples.own_csv(tmp_path / "县.csv"), options)


def test_a_missing_file_is_told(tmp_path: Path, bring: Bring) -> None:
    for word in ("own", "osm", "gpx", "stname", "geonames"):
        for name in ("none.csv", "none.shp", "none.pbf", "none.xlsx"):
            with pytest.raises(BadSource, match="none"):
                bring(word, tmp_path / name, WGS84 if word == "own" else Options())


def test_a_damaged_office_file_is_told(tmp_path: Path, gazetteer_file: Path) -> None:
    (tmp_path / "office.db").write_bytes(b"no database" * 1000)
    with pytest.raises(DamagedOffice, match="import again"):
        open_office(gazetteer_file, OfficeFile(tmp_path / "office.db"))


@pytest.mark.parametrize(
    ("name", "kind", "units", "forms"),
    [
        ("某县虚构水泥有限公司", Kind.ENTERPRISE, ("某县",), {"虚构水泥有限公司", "某县虚构水泥", "虚构水泥"}),
        ("某某县第二污水处理厂", Kind.FACILITY, ("某某县",), {"第二污水处理厂"}),
        ("某某县污水处理厂", Kind.FACILITY, ("某某县",), set()),  # what is left is no name
        ("虚构滩断面", Kind.SECTION, (), {"虚构滩"}),
        ("虚构滩（国控）断面", Kind.SECTION, (), {"虚构滩（国控）"}),
        ("虚构滩", Kind.SECTION, (), {"虚构滩断面"}),
        ("虚构村", Kind.VILLAGE, (), {"虚构"}),
        ("虚构河", Kind.RIVER, (), set()),
    ],
)
def test_other_names_come_by_rule(name: str, kind: Kind, units: tuple[str, ...], forms: set[str]) -> None:
    assert set(other_names(name, kind, units)) == forms
