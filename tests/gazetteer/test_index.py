"""Questions to the built gazetteer, with the traps of real data on show. Names and codes are facts of the sources."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from shapely.geometry import Point

from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Precision
from geo.geodesy import distance_m
from geo.position import Position


@pytest.mark.parametrize(
    ("name", "within", "found"),
    [
        ("修武", "410800", "修武县"),  # short
        ("修武县", None, "修武县"),
        ("柏山镇", "410822", "柏山镇"),
        ("柏山", "410822", "柏山镇"),
        ("清化镇", "410822", "清化镇街道"),  # 镇 that became 街道
        ("清化镇街道办事处", "410822", "清化镇街道"),
        ("龙洞乡", "410803", "龙洞街道"),  # 乡 that became 街道, by rule
        ("博爱县柏山镇", "410822", "柏山镇"),  # the county in front
        ("城乡一体化示范区", "410800", "焦作城乡一体化示范区"),
        ("示范区", "410800", "焦作城乡一体化示范区"),
        ("北朱村村民委员会", "410803", "北朱村"),
        ("北朱", "410803", "北朱村"),
        ("北朱社区", "410803", "北朱村"),  # a village may be called a community since
        ("淮阳县", "411600", "淮阳区"),  # renamed in 2019
        ("許昌市", None, "许昌市"),  # traditional
    ],
)
def test_finds_by_name(gazetteer: Gazetteer, name: str, within: str | None, found: str) -> None:
    assert found in {place.name for place in gazetteer.named(name, within)}


def test_a_split_village_gives_its_parts(gazetteer: Gazetteer) -> None:
    parts = gazetteer.named("义庄村", "410882")
    assert [p.name for p in parts] == ["义庄一街", "义庄二街", "义庄三街"]
    assert {p.admin[-1] for p in parts} == {"西向镇"}


def test_a_zone_holds_townships_that_lie_in_counties(gazetteer: Gazetteer) -> None:
    (zone,) = gazetteer.named("示范区", "410800")
    assert zone.kind is Kind.FUNCTIONAL_ZONE
    assert zone.precision is Precision.COUNTY  # all its townships lie in one county, whose outline covers it
    assert gazetteer.polygon(zone.id) is None
    (town,) = gazetteer.named("宁郭镇", zone.id)
    assert town.also_in == (zone.id,)
    assert town.admin[-1] != zone.name
    assert town in gazetteer.children(zone.id)


def test_a_merged_county_lives_on(gazetteer: Gazetteer) -> None:
    old, new = gazetteer.place("411626"), gazetteer.place("411603")
    assert old == new
    assert old is not None
    assert gazetteer.official_name(old.id, 2019) == "淮阳县"
    assert gazetteer.official_name(old.id, 2024) == "淮阳区"
    assert {n.name: n.until for n in gazetteer.names(old.id)}["淮阳县"] == 2019


def test_a_place_is_complete(gazetteer: Gazetteer) -> None:
    county = gazetteer.place("410822")
    assert county is not None
    assert (county.name, county.kind, county.adcode) == ("博爱县", Kind.COUNTY, "410822")
    assert county.admin == ("河南省", "焦作市")
    assert county.admin_ids == ("cn:410000", "cn:410800")
    assert county.precision is Precision.COUNTY
    source = gazetteer.source(county.source)
    assert source is not None
    assert source.datum == "CGCS2000"
    assert source.licence == "MIT"


def test_unknown_places_are_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("999999") is None
    assert gazetteer.place("不存在") is None
    assert gazetteer.named("修武县", "999999") == ()
    assert gazetteer.named("") == ()
    assert gazetteer.descendants("999999") == ()
    assert gazetteer.polygon("cn:410822101") is None


def test_every_county_circle_covers_its_polygon(gazetteer: Gazetteer) -> None:
    counties = gazetteer.counties("410000")
    assert len(counties) > 150
    for county in counties:
        area = gazetteer.polygon(county.id)
        assert area is not None
        assert county.position is not None
        assert county.uncertainty_m is not None
        assert area.contains(Point(county.position.lon, county.position.lat))
        corners = [Position(*corner) for corner in area.convex_hull.exterior.coords]
        assert max(distance_m(county.position, c) for c in corners) <= county.uncertainty_m


def test_every_township_point_lies_in_its_county(gazetteer: Gazetteer) -> None:
    """Zero outside, of every placed township in the country."""
    placed = [
        (place.admin_ids[-1], place.position)
        for row in gazetteer.rows("SELECT n FROM place WHERE kind = 4 AND lon IS NOT NULL")
        for place in gazetteer.places(row)
        if place.position is not None
    ]
    assert len(placed) > 11_000
    areas = {parent: gazetteer.polygon(parent) for parent, _ in placed}
    outside = [
        parent
        for parent, at in placed
        if (area := areas[parent]) is not None and not area.contains(Point(at.lon, at.lat))
    ]
    assert outside == []
    assert all(areas.values())


def test_finds_the_county_of_a_position(gazetteer: Gazetteer) -> None:
    for county in gazetteer.counties("410800"):
        assert county.position is not None
        assert gazetteer.at(county.position) == county.id
    assert gazetteer.at(Position(2.35, 48.85)) is None


def test_a_prefecture_is_the_union_of_its_counties(gazetteer: Gazetteer) -> None:
    whole = gazetteer.polygon("410800")
    assert whole is not None
    parts = [gazetteer.polygon(c.id) for c in gazetteer.counties("410800")]
    assert sum(part.area for part in parts if part is not None) == pytest.approx(whole.area, rel=1e-9)


def test_light_rows_agree_with_lookups(gazetteer: Gazetteer) -> None:
    rows = gazetteer.descendants("410822")
    assert {r.kind for r in rows} == {"county", "township", "village"}
    assert {r.name for r in gazetteer.descendants("410822", [Kind.TOWNSHIP])} < {r.name for r in rows}
    for row in rows:
        assert row.place_id in {p.id for p in gazetteer.named(row.name, "410822")}


def test_many_names_at_once_agree_with_one(gazetteer: Gazetteer) -> None:
    names = ["柏山镇", "清化镇", "没有的村", "上屯", "柏 山 镇", "上屯社区", "上屯村委会"]
    for name, rows in zip(names, gazetteer.named_many(names, "410822"), strict=True):
        assert [r.place_id for r in rows] == [p.id for p in gazetteer.named(name, "410822")]


def test_threads_share_it(gazetteer: Gazetteer) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: gazetteer.named("柏山镇", "410822"), range(64)))
    assert len(set(answers)) == 1


def test_counts_everything_once(gazetteer: Gazetteer) -> None:
    rows = gazetteer.stats()
    by_precision = sum(int(r["count"]) for r in rows if "precision" in r)
    by_sources = sum(int(r["count"]) for r in rows if "sources" in r)
    assert by_precision == by_sources == gazetteer.rows("SELECT count(*) FROM place")[0][0]
