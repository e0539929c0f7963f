"""How sources become one tree, on a small invented province. 示例数据，内容虚构"""

from __future__ import annotations

import pytest

from gazetteer.merge import Tree, add_source, changed_kinds, frame, split_villages
from gazetteer.model import Kind
from gazetteer.sources.divisions import Division
from gazetteer.sources.villages import DICTIONARY, STATISTICS, SourceCounty, SourceTownship

FRAME = [
    Division(1, "990000", "", "甲乙省"),
    Division(2, "990100", "990000", "丙丁市"),
    Division(3, "990121", "990100", "东陵县"),
    Division(3, "990122", "990100", "西陵县"),
    Division(4, "990121001", "990121", "石桥街道"),
    Division(4, "990121101", "990121", "柳河镇"),
    Division(4, "990121102", "990121", "东陵县松林镇"),
    Division(4, "990122101", "990122", "白马镇"),
    Division(4, "990122102", "990122", "青牛镇"),
]


def township(name: str, code: str, *villages: str) -> SourceTownship:
    return SourceTownship(name, code, [(f"{at:03}" if code else "", v) for at, v in enumerate(villages, 200)])


@pytest.fixture
def tree() -> Tree:
    return frame(FRAME, {"990121": "东陵"})


def villages(tree: Tree, code: str) -> list[str]:
    return list(tree.by_code[code].villages)


def test_the_county_in_front_of_a_township_is_cut(tree: Tree) -> None:
    unit = tree.by_code["990121102"]
    assert unit.name == "松林镇"
    assert unit.aliases["东陵县松林镇"] == "official"


def test_the_same_village_of_two_sources_is_one(tree: Tree) -> None:
    east = SourceCounty("东陵县", "990121", [township("柳河镇", "990121101", "上湾村村民委员会", "下湾居委会")])
    add_source(tree, [east], STATISTICS)
    add_source(
        tree, [SourceCounty("东陵县", "990121", [township("柳河镇", "", "上湾村", "下湾村", "新湾村")])], DICTIONARY
    )
    found = tree.by_code["990121101"].villages
    assert list(found) == ["上湾村", "下湾社区", "新湾村"]
    assert [v.sources for v in found.values()] == [0b11, 0b11, 0b10]
    assert found["上湾村"].code == "990121101200"
    assert found["下湾社区"].aliases == {"下湾村": "alias"}


def test_two_villages_of_one_base_stay_two(tree: Tree) -> None:
    east = SourceCounty("东陵县", "990121", [township("柳河镇", "990121101", "上湾村委会", "上湾社区居委会")])
    add_source(tree, [east], STATISTICS)
    assert villages(tree, "990121101") == ["上湾村", "上湾社区"]


def test_a_township_that_changed_its_kind_is_the_same(tree: Tree) -> None:
    add_source(tree, [SourceCounty("东陵县", "990121", [township("石桥乡", "990121200", "南岗村委会")])], STATISTICS)
    assert villages(tree, "990121001") == ["南岗村"]
    assert tree.by_code["990121001"].aliases["石桥乡"] == "former"


def test_a_township_may_have_moved_to_a_neighbour(tree: Tree) -> None:
    counties = [
        SourceCounty("东陵县", "990121", [township("青牛镇", "990121109", "北岗村委会")]),
        SourceCounty("西陵县", "990122", [township("白马镇", "990122101", "马家村委会")]),
    ]
    add_source(tree, counties, STATISTICS)
    assert villages(tree, "990122102") == ["北岗村"]
    assert tree.by_code["990122102"] in tree.by_code["990121"].also
    assert tree.remarks["township under two counties"]


def test_a_common_name_is_not_a_move(tree: Tree) -> None:
    """The neighbour's township of that name is known to the source itself, so this is another one."""
    counties = [
        SourceCounty("东陵县", "990121", [township("白马镇", "990121109", "坡头村委会")]),
        SourceCounty("西陵县", "990122", [township("白马镇", "990122101", "马家村委会")]),
    ]
    add_source(tree, counties, STATISTICS)
    assert villages(tree, "990122101") == ["马家村"]
    assert villages(tree, "990121109") == ["坡头村"]


def test_a_lost_township_lives_on_where_its_villages_are(tree: Tree) -> None:
    counties = [SourceCounty("东陵县", "990121", [township("柳河镇", "990121101", "一湾村", "二湾村", "三湾村")])]
    add_source(tree, counties, STATISTICS)
    add_source(tree, [SourceCounty("东陵县", "990121", [township("旧集乡", "", "一湾村", "二湾村")])], DICTIONARY)
    assert tree.by_code["990121101"].aliases["旧集乡"] == "former"
    assert villages(tree, "990121101") == ["一湾村", "二湾村", "三湾村"]


def test_a_functional_zone_manages_townships_of_counties(tree: Tree) -> None:
    zone = SourceCounty("丙丁高新技术产业开发区", "990171", [township("白马镇", "990171101", "马家村委会")])
    add_source(tree, [zone], STATISTICS)
    unit = tree.by_code["990171"]
    assert unit.kind is Kind.FUNCTIONAL_ZONE
    assert unit.also == [tree.by_code["990122101"]]
    assert {"高新区", "丙丁高新区", "高新技术产业开发区"} <= unit.aliases.keys()


def test_a_county_that_is_gone_lives_on_in_its_successor(tree: Tree) -> None:
    gone = SourceCounty("南陵区", "990103", [township("柳河镇", "", "上湾村"), township("松林镇", "", "松村")])
    add_source(tree, [gone], DICTIONARY)
    assert villages(tree, "990121101") == ["上湾村"]
    assert tree.by_code["990121"].aliases["南陵区"] == "former"


def test_what_only_one_source_knows_is_kept_and_said(tree: Tree) -> None:
    add_source(tree, [SourceCounty("东陵县", "990121", [township("国营林场", "990121400", "场部")])], STATISTICS)
    assert tree.by_code["990121400"].name == "国营林场"
    assert tree.remarks["township in one source only"] == ["nbs 东陵县国营林场"]


def test_parts_answer_to_the_whole(tree: Tree) -> None:
    names = ("义庄一街", "义庄二街", "李岗东村", "李岗村")
    add_source(tree, [SourceCounty("东陵县", "990121", [township("柳河镇", "990121101", *names)])], STATISTICS)
    split_villages(tree.by_code["990121101"])
    aliases = {v.name: v.aliases for v in tree.by_code["990121101"].villages.values()}
    assert aliases["义庄一街"] == {"义庄": "part", "义庄村": "part"}
    assert aliases["李岗东村"] is None  # 李岗村 is still there


def test_older_kinds_stand_aside_for_real_ones(tree: Tree) -> None:
    add_source(tree, [SourceCounty("东陵县", "990121", [township("柳河乡", "990121201", "柳村")])], STATISTICS)
    changed_kinds(tree.by_code["990121"])
    assert tree.by_code["990121001"].aliases["石桥镇"] == "earlier kind"
    assert tree.by_code["990121101"].aliases["柳河乡"] == "former"
