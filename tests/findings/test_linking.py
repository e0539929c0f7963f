"""The same finding in two documents: reworded, renumbered, shortened, and beside near doubles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from findings.linking import Matter, link

BOILERPLATE = "不同程度存在厂区道路未完全硬化、原料露天堆放、厂区积尘多、未配套建设除尘器、粉尘无组织排放严重等问题。"
PLAN = [
    Matter(1, 1, "云河镇北岭村村南土坑内长期堆放生活垃圾，坑内积存黑色污水。"),
    Matter(2, 2, "青溪断面水质连续三个月为劣Ⅴ类，上游排污口整治滞后。"),
    Matter(3, 3, f"云河镇宏达石材厂{BOILERPLATE}"),
    Matter(4, 4, f"北岭乡顺发建材公司{BOILERPLATE}"),
    Matter(5, 5, "噪声扰民。"),
]


def test_a_finding_links_to_itself_and_to_nothing_else() -> None:
    assert link(PLAN, PLAN) == {matter.key: matter.key for matter in PLAN}


def test_reworded_and_renumbered() -> None:
    progress = [
        Matter(11, 7, "青溪断面水质连续三个月为劣Ⅴ类，上游的排污口整治工作滞后，群众反映强烈。"),
        Matter(12, 9, "督察发现，云河镇北岭村村南土坑内长期堆放生活垃圾。"),
    ]
    assert link(progress, PLAN) == {11: 2, 12: 1}


def test_near_doubles_are_told_apart_by_what_is_rare() -> None:
    progress = [
        Matter(21, None, f"北岭乡顺发建材公司{BOILERPLATE}"),
        Matter(22, None, f"云河镇宏达石材厂{BOILERPLATE}"),
    ]
    assert link(progress, PLAN) == {21: 4, 22: 3}


def test_another_plant_with_the_same_offence_is_a_new_finding() -> None:
    many = [Matter(key, key, f"第{key}号无名砂石加工点位于某河滩{key}公里处。{BOILERPLATE}") for key in range(30, 40)]
    stranger = [Matter(50, 99, f"丰乐街道金桥商砼有限公司搅拌站位于高铁站旁。{BOILERPLATE}")]
    assert link(stranger, many) == {}


def test_nothing_links_to_nothing() -> None:
    assert link([], PLAN) == {}
    assert link(PLAN, []) == {}
    assert link([Matter(1, 1, "。")], [Matter(2, 1, "")]) == {}


@given(
    st.lists(st.text(alphabet="云河镇污水垃圾厂村南，。", max_size=30), max_size=8),
    st.lists(st.text(max_size=30), max_size=8),
)
def test_links_are_one_to_one(a: list[str], b: list[str]) -> None:
    links = link([Matter(i, i, t) for i, t in enumerate(a)], [Matter(100 + i, i, t) for i, t in enumerate(b)])
    assert len(set(links.values())) == len(links)
