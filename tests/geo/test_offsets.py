"""Offset expressions: what is read, and which names are left alone."""

from __future__ import annotations

import pytest

from geo.offsets import Offset, read_offset


@pytest.mark.parametrize(
    ("text", "bearing_deg", "distance_m"),
    [
        ("村东300米", 90, 300),
        ("村东约三百米", 90, 300),
        ("桥西北侧1.2公里处", 315, 1200),
        ("村委东300米", 90, 300),
        ("东300米", 90, 300),
        ("西北约1.2公里", 315, 1200),
        ("村西南方向2km", 225, 2000),
        ("厂区正北五百米处", 0, 500),
        ("县城以南8公里", 180, 8000),
        ("村北一千二百米", 0, 1200),
        ("大桥东侧30余米", 90, 30),
        ("村南１００米", 180, 100),
        ("村东偏北30度200米", 60, 200),
        ("村东偏南方向200米", 112.5, 200),
        ("村东半公里", 90, 500),
        ("村东一公里半", 90, 1500),
        ("村西二里处", 270, 1000),
        ("村西1,200米", 270, 1200),
        ("村东南角", 135, None),
        ("村南", 180, None),
        ("村南大坑", 180, None),
        ("北侧", 0, None),
        ("某集团北侧山沟", 0, None),
        ("新河以南", 180, None),
        ("村西头", 270, None),
        ("厂区东南部", 135, None),
        ("距离举报点百米左右", None, 100),
        ("距国道不足500米", None, 500),
        ("距村庄约一公里", None, 1000),
        ("离村三百米", None, 300),
        ("桥头500米处", None, 500),
        ("桥上游500米", None, 500),
        ("闸下游约一公里处", None, 1000),
    ],
)
def test_reads_an_offset(text: str, bearing_deg: float | None, distance_m: float | None) -> None:
    offset = read_offset(text)
    assert offset is not None
    assert (offset.bearing_deg, offset.distance_m) == (bearing_deg, distance_m)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "南村",
        "河南省",
        "李庄南村",
        "村北街",
        "西部产业集聚区",
        "、西部产业集聚区",
        "东关社区",
        "五里铺村",
        "占地300平方米",
        "堆存300立方米",
        "村东路",
        "北部山区",
        "上游企业",
        "高300米",
        "数百米",
    ],
)
def test_leaves_names_and_sizes_alone(text: str) -> None:
    assert read_offset(text) is None


@pytest.mark.parametrize(
    ("text", "spelled", "approximate", "along"),
    [
        ("某村村南大坑", "南", False, None),
        ("某村东约300米处有坑", "东约300米处", True, None),
        ("距离举报点百米左右，", "距离举报点百米左右", True, None),
        ("大桥下游200米", "下游200米", False, "downstream"),
        ("大桥上游200余米", "上游200余米", True, "upstream"),
    ],
)
def test_says_what_it_read(text: str, spelled: str, approximate: bool, along: str | None) -> None:
    offset = read_offset(text)
    assert isinstance(offset, Offset)
    assert text[offset.start : offset.end] == spelled
    assert offset.approximate is approximate
    assert offset.along == along
