"""Places that an office imported are found in documents: companies, sections, villages with a point, rivers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from findings.document import read_document
from findings.locate import locate
from findings.model import ExtractedText, Site
from gazetteer.importers.record import Options
from gazetteer.importers.run import read_plans
from gazetteer.index import Gazetteer
from gazetteer.model import Precision
from gazetteer.office_file import OfficeFile
from gazetteer.overlay import OfficeGazetteer, open_office
from geo.datums import Datum
from geo.geodesy import destination, distance_m
from geo.position import Position

NOW = "2026-01-02T03:04:05+00:00"
Locate = Callable[[str], tuple[Site, ...]]


@pytest.fixture(scope="module")
def centre(gazetteer_file: Path) -> Position:
    """The middle of 修武县."""
    with Gazetteer.open(gazetteer_file) as gazetteer:
        county = gazetteer.place("410821")
    assert county is not None
    assert county.position is not None
    return county.position


@pytest.fixture(scope="module")
def office(
    gazetteer_file: Path, centre: Position, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OfficeGazetteer]:
    """An office with a list of companies, a section, a village's point and two rivers that meet."""
    folder = tmp_path_factory.mktemp("office")
    works, gate = destination(centre, 45, 900), destination(centre, 200, 700)
    (folder / "a.csv").write_text(
        "名称,类型,经度,纬度,误差\n"
        f"修武县虚构石料有限公司,企业,{works.lon:.6f},{works.lat:.6f},80\n"
        f"示例纸业有限公司,企业,{works.lon:.6f},{works.lat:.6f},80\n"
        f"示例渠虚构闸断面,断面,{gate.lon:.6f},{gate.lat:.6f},50\n"
        f"郇封村,村,{centre.lon:.6f},{centre.lat:.6f},120\n",
        "utf-8",
    )
    line = [destination(centre, bearing, 60_000) for bearing in (275, 95)]
    brook = [destination(centre, 0, 9_000), centre]

    def river(name: str, points: list[Position]) -> dict[str, object]:
        shape = {"type": "LineString", "coordinates": [[p.lon, p.lat] for p in points]}
        return {"type": "Feature", "properties": {"waterway": "river", "name": name}, "geometry": shape}

    rivers = {"type": "FeatureCollection", "features": [river("虚构河", line), river("示例沟", brook)]}
    (folder / "rivers.geojson").write_text(json.dumps(rivers, ensure_ascii=False), "utf-8")
    held = OfficeFile(folder / "office.db")
    with Gazetteer.open(gazetteer_file) as built_in:
        for word, name in (("own", "a.csv"), ("osm", "rivers.geojson")):
            options = Options(datum=Datum.WGS84 if word == "own" else None)
            (made,) = read_plans(word, folder / name, options, built_in, held, who="tester", now=NOW)
            assert not made.refused
            held.replace(made.source, made.places)
    opened = open_office(gazetteer_file, held)
    assert isinstance(opened, OfficeGazetteer)
    with opened:
        yield opened


def sites_of(gazetteer: Gazetteer, problem: str) -> tuple[Site, ...]:
    text = f"示例文件，内容虚构\n\n焦作市生态环境督察整改进展情况\n\n一、问题\n\n1.{problem}\n\n整改情况：已完成。\n"
    document = read_document(ExtractedText(name="示例.txt", sha256="0" * 64, format="txt", text=text))
    return locate(document, gazetteer, "410800").sites


def test_a_company_of_the_list_is_where_the_list_says(office: OfficeGazetteer, centre: Position) -> None:
    (site,) = sites_of(office, "修武县虚构石料有限公司扬尘明显。")
    assert site.place_id is not None
    assert site.place_id.startswith("own:")
    assert (site.precision, site.uncertainty_m, site.source) == (Precision.PLACE, 80, "own:a")
    assert site.position is not None
    assert distance_m(site.position, destination(centre, 45, 900)) < 1


def test_a_company_is_known_by_its_short_name_in_its_county(office: OfficeGazetteer) -> None:
    (site,) = sites_of(office, "修武县虚构石料扬尘明显。")
    assert site.source == "own:a"


def test_a_county_in_front_that_the_list_leaves_out_changes_nothing(office: OfficeGazetteer) -> None:
    (site,) = sites_of(office, "修武县示例纸业有限公司废水直排。")
    assert site.source == "own:a"


def test_a_company_elsewhere_is_another_one(office: OfficeGazetteer) -> None:
    (site,) = sites_of(office, "温县虚构石料有限公司扬尘明显。")
    assert site.precision is Precision.COUNTY


def test_a_village_gets_the_point_of_the_list(office: OfficeGazetteer) -> None:
    (site,) = sites_of(office, "修武县郇封镇郇封村秸秆露天焚烧。")
    assert (site.precision, site.uncertainty_m) == (Precision.PLACE, 120)
    assert site.place_id is not None
    assert site.place_id.startswith("cn:")


def test_a_river_lies_in_the_county_it_is_told_for(office: OfficeGazetteer) -> None:
    (site,) = sites_of(office, "虚构河修武县段河道两侧垃圾较多。")
    assert site.precision is Precision.LINE
    assert site.position is not None
    assert office.at(site.position) == "cn:410821"
    assert site.uncertainty_m is not None
    assert site.uncertainty_m < 40_000


def test_a_section_is_the_point_of_the_river_nearest_to_its_village(office: OfficeGazetteer, centre: Position) -> None:
    sites = sites_of(office, "虚构河修武县郇封断面水质不达标。")
    site = next(site for site in sites if site.kind == "section")
    assert site.precision is Precision.LINE
    assert site.position is not None
    assert distance_m(site.position, centre) < (site.uncertainty_m or 0)


def test_a_confluence_is_where_both_rivers_are(office: OfficeGazetteer, centre: Position) -> None:
    sites = sites_of(office, "修武县示例沟与虚构河交汇处水体发黑。")
    assert sites
    assert {site.precision for site in sites} == {Precision.LINE}
    assert all(site.position and distance_m(site.position, centre) < 1500 for site in sites)


def test_without_own_places_nothing_changes(gazetteer_file: Path) -> None:
    with open_office(gazetteer_file) as plain:
        (site,) = sites_of(plain, "修武县虚构石料有限公司扬尘明显。")
    assert (site.place_id, site.precision) == (None, Precision.COUNTY)
