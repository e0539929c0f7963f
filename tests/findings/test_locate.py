"""From findings to sites: invented findings in real places of other provinces (示例，内容虚构)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.document import read_document
from findings.locate import locate
from findings.locate_position import MOVABLE_WITHIN_M, OFFSET_DOUBT, UNSTATED_OFFSET_M, locate_place
from findings.locate_role import Role, role
from findings.model import Document, ExtractedText, Finding, Located, Passage, Relation, Site, Status, StatusReport
from gazetteer.index import Gazetteer
from gazetteer.model import Evidence, Kind, Mention, Place, Precision
from geo.geodesy import bearing_deg, distance_m
from geo.position import Position

JINZHONG = "140700"
NOTHING_SAID = StatusReport(Status.NOT_REPORTED, None, None, None, ongoing=False)


@pytest.fixture(scope="session")
def gazetteer(gazetteer_file: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_file) as opened:
        yield opened


def document(problem: str, measures: str = "") -> Document:
    """A document of one finding."""
    text = f"1.{problem}\n整改情况：{measures}"
    begin = text.index("整改情况：") + 5
    finding = Finding(
        ordinal=1, number=1, reference=None, section=None, subsection=None, title=problem[:10], start=0, end=len(text),
        problem=Passage(2, 2 + len(problem), problem), status=NOTHING_SAID,
        measures=(Passage(begin, len(text), measures),) if measures else (),
    )  # fmt: skip
    return Document(name="示例.txt", text=text, sha256="", format="txt", findings=(finding,))


def sites(gazetteer: Gazetteer, problem: str, measures: str = "") -> tuple[Site, ...]:
    return locate(document(problem, measures), gazetteer, JINZHONG).sites


@pytest.mark.parametrize(
    ("problem", "texts"),
    [
        # the whole expression, one site for a place
        ("灵石县段纯镇一处沉陷区植被枯死", ["灵石县段纯镇"]),
        ("介休市义安镇恒岳焦化有限公司北侧山沟堆存污泥", ["介休市义安镇恒岳焦化有限公司北侧山沟"]),
        ("平遥县东泉镇上柳沟村村南大坑堆放垃圾", ["平遥县东泉镇上柳沟村村南大坑"]),
        ("平遥县上柳沟村北侧的恒岳木业有限公司废水外流", ["平遥县上柳沟村北侧的恒岳木业有限公司"]),
        (
            "恒岳路桥有限公司（平遥县东泉镇上柳沟村村委东300米）未覆盖",
            ["恒岳路桥有限公司（平遥县东泉镇上柳沟村村委东300米）"],
        ),
        ("灵石县恒岳碳素有限公司超标，恒岳碳素未整改", ["灵石县恒岳碳素有限公司"]),
        # a county is an area, and no site beside something more specific in it
        ("平遥县、灵石县未编制规划", ["平遥县", "灵石县"]),
        ("平遥县监管不力，平遥县云脊水泥厂扬尘", ["平遥县云脊水泥厂"]),
        ("晋中市重工业比重偏高", []),
        # each unit of a list has one
        ("平遥县、灵石等县（市、区）垃圾填埋场未分流", ["平遥县、灵石等县（市、区）垃圾填埋场"] * 2),
        # nobody would visit these
        ("《平遥县云脊水泥厂整治方案》未落实", []),
        ("灵石县恒岳碳素有限公司入选省级示范企业", []),
    ],
)
def test_sites(gazetteer: Gazetteer, problem: str, texts: list[str]) -> None:
    assert [site.text for site in sites(gazetteer, problem) if site.zone == "problem"] == texts


def test_every_finding_that_names_a_county_has_a_site_with_precision_radius_and_source(gazetteer: Gazetteer) -> None:
    for problem, measures in (("监管不力", "平遥县开展排查"), ("平遥县人民政府未落实", ""), ("平遥县云脊厂", "")):
        (site, *_) = sites(gazetteer, problem, measures)
        assert "平遥县" in (*site.admin, site.name)
        assert site.position is not None
        assert site.precision is not Precision.UNLOCATED
        assert site.uncertainty_m is not None
        assert site.uncertainty_m > 0
        assert site.source


def test_a_place_the_gazetteer_lacks_is_placed_by_its_unit_and_says_so(gazetteer: Gazetteer) -> None:
    (site,) = sites(gazetteer, "平遥县恒岳碳素有限公司未整改")
    county = gazetteer.place("140728")
    assert county is not None
    assert (site.precision, site.positioned_by, site.place_id) == (Precision.COUNTY, county.id, None)
    assert site.uncertainty_m == county.extent_m
    assert county.name in site.reason


def test_without_any_unit_a_site_is_unlocated_with_a_reason() -> None:
    where = locate_place(None, (), lambda _: None, None)
    assert (where.position, where.precision, where.uncertainty_m) == (None, Precision.UNLOCATED, None)
    assert where.reason


@pytest.mark.parametrize(
    ("problem", "text", "bearing", "distance"),
    [
        ("平遥县上柳沟村村南大坑", "村南", 180.0, None),
        ("平遥县上柳沟村村委东300米", "村委东300米", 90.0, 300.0),
        ("平遥县云脊水泥厂西北约1.2公里处", "西北约1.2公里处", 315.0, 1200.0),
        ("平遥县上柳沟村附近河道", "附近", None, None),
        ("磁窑河平遥县段两侧", "段两侧", None, None),
        ("环绕主城区的云脊水泥厂、瑞澜电厂", "环绕主城区", None, None),
        ("距离举报点百米左右的上柳沟村老窑厂", "距离举报点百米左右的", None, 100.0),
        ("平遥县云脊物流园区、瑞澜物流园区及周边道路", "及周边道路", None, None),
    ],
)  # fmt: skip
def test_relations(
    gazetteer: Gazetteer, problem: str, text: str, bearing: float | None, distance: float | None
) -> None:
    found = sites(gazetteer, problem + "，扬尘严重")
    assert found
    for site in found:
        assert site.relation is not None
        assert (site.relation.text, site.relation.bearing_deg, site.relation.distance_m) == (text, bearing, distance)


def place(precision: Precision, uncertainty_m: float) -> Place:
    return Place(
        "x:1", "上柳沟村", Kind.VILLAGE, None, (), (), Position(112.0, 37.0), precision, uncertainty_m, "survey"
    )


def test_an_offset_moves_a_good_point_and_widens_its_doubt() -> None:
    anchor = place(Precision.PLACE, 200.0)
    where = locate_place(anchor, (), lambda _: None, Relation("上柳沟村", "东300米", 90.0, 300.0))
    assert where.position is not None
    assert anchor.position is not None
    assert distance_m(anchor.position, where.position) == pytest.approx(300, abs=1)
    assert bearing_deg(anchor.position, where.position) == pytest.approx(90, abs=1)
    assert where.uncertainty_m == 200 + OFFSET_DOUBT * 300


def test_a_direction_without_a_distance_widens_the_doubt_in_place() -> None:
    anchor = place(Precision.PLACE, 200.0)
    where = locate_place(anchor, (), lambda _: None, Relation("上柳沟村", "村南", 180.0, None))
    assert (where.position, where.uncertainty_m) == (anchor.position, 200 + UNSTATED_OFFSET_M)


def test_a_poor_point_is_not_moved() -> None:
    anchor = place(Precision.PLACE, MOVABLE_WITHIN_M + 1)
    where = locate_place(anchor, (), lambda _: None, Relation("上柳沟村", "东300米", 90.0, 300.0))
    assert where.position == anchor.position
    assert where.uncertainty_m == MOVABLE_WITHIN_M + 1 + 300


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("平遥县监管不力", "平遥县", Kind.COUNTY, Role.PLACE),
        ("《平遥县整治方案》", "平遥县", Kind.COUNTY, Role.TITLE),
        ("平遥县人民政府上报", "平遥县", Kind.COUNTY, Role.ORGANISATION),
        ("平遥县自然资源部门未共享", "平遥县", Kind.COUNTY, Role.ORGANISATION),
        ("平遥县未经水利部门审批", "平遥县", Kind.COUNTY, Role.PLACE),
        ("制定了晋中市天然气保供应急预案", "晋中市", Kind.CITY, Role.DOCUMENT),
        ("与恒岳科技有限公司签订合同", "恒岳科技有限公司", Kind.ENTERPRISE, Role.EXAMPLE),
        ("恒岳集团承建的工程", "恒岳集团", Kind.ENTERPRISE, Role.EXAMPLE),
        ("恒岳集团入选省级名单", "恒岳集团", Kind.ENTERPRISE, Role.EXAMPLE),
        ("南水北调水利用率低", "南水北调", Kind.RIVER, Role.EXAMPLE),
    ],
)
def test_roles(text: str, name: str, kind: Kind, expected: Role) -> None:
    start = text.index(name)
    evidence = (Evidence("water_transfer", 1.0),) if name == "南水北调" else ()
    assert role(text, Mention(start, start + len(name), name, kind, evidence)) is expected


def test_a_county_in_the_responsible_units_is_the_site_when_nothing_else_is_named(gazetteer: Gazetteer) -> None:
    text = (
        "晋中市整改任务清单\n\n"
        "1.矿山越界开采。\n整改目标：遏制。\n整改措施：（1）排查。\n责任单位：灵石县、平遥县\n整改时限：2021年10月底前\n\n"
        "2.执法不严。\n整改目标：从严。\n整改措施：（1）培训。\n责任单位：市生态环境局\n整改时限：立行立改\n"
    )
    located = locate(read_document(ExtractedText("示例.txt", text, "", "txt")), gazetteer)
    assert [(site.finding, site.name, site.zone) for site in located.sites] == [
        (1, "灵石县", "meta"),
        (1, "平遥县", "meta"),
    ]


def honest(located: Located, text: str) -> None:
    for mention in located.mentions:
        one = mention.resolution.mention
        assert text[one.start : one.end] == one.text
    for site in located.sites:
        assert text[site.start : site.end] == site.text
        assert (site.position is None) == (site.precision is Precision.UNLOCATED) == (site.uncertainty_m is None)
        assert site.source or site.reason


PIECES = st.sampled_from(
    [
        "平遥县", "灵石县", "段纯镇", "上柳沟村", "恒岳", "有限公司", "云脊河", "、", "。", "，", "（", "）", "东300米",
        "村南大坑", "附近", "等县", "垃圾填埋场", "《", "》", "K12+300", "縣", "\ud800", "距离", "百米", "以南",
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(pieces=st.lists(PIECES, min_size=1, max_size=40))
def test_what_is_located_spells_the_text_and_is_honest(gazetteer: Gazetteer, pieces: list[str]) -> None:
    made = document("".join(pieces))
    honest(locate(made, gazetteer, JINZHONG), made.text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(max_size=120))
def test_any_text_is_located(gazetteer: Gazetteer, text: str) -> None:
    made = document(text)
    honest(locate(made, gazetteer), made.text)
