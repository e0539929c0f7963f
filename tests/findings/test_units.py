"""Lists of units and of leaders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.units import split_leaders, split_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市发改委、市工信局，市生态环境局", ["市发改委", "市工信局", "市生态环境局"]),
        ("县委办  政府办", ["县委办", "政府办"]),
        ("县环保局 县水利局", ["县环保局", "县水利局"]),
        ("各乡镇党委、政府", ["各乡镇党委、政府"]),
        ("县直相关部门，各乡镇党委、政府", ["县直相关部门", "各乡镇党委、政府"]),
        ("各县（市、区）", ["各县（市、区）"]),
        ("各县（市、区）党委、政府", ["各县（市、区）党委、政府"]),
        ("市委、市政府", ["市委", "市政府"]),
        ("沾化区委、区政府", ["沾化区委", "区政府"]),
        ("县水利局、\n县城市管理局", ["县水利局", "县城市管理局"]),
        ("市发改委\n市工信局", ["市发改委", "市工信局"]),
        ("县住房城乡\n建设局、县水利局", ["县住房城乡建设局", "县水利局"]),
        ("各县、市、区", ["各县、市、区"]),
        ("市生态环境局（牵头、统筹），市水利局。", ["市生态环境局（牵头、统筹）", "市水利局"]),
        ("", []),
        ("、，  ", []),
    ],
)
def test_splits_units(text: str, units: list[str]) -> None:
    assert list(split_units(text)) == units


@pytest.mark.parametrize(
    ("text", "leaders"),
    [
        ("董炳麓  王明朗", ["董炳麓", "王明朗"]),
        ("宋晓庆、刘国杰，王冲", ["宋晓庆", "刘国杰", "王冲"]),
        ("王　　冲、李明", ["王冲", "李明"]),
        ("市委常委、市政府常务副市长", ["市委常委", "市政府常务副市长"]),
        ("市长 张三", ["市长 张三"]),
        ("董炳麓 王明朗", ["董炳麓", "王明朗"]),
        ("", []),
    ],
)
def test_splits_leaders(text: str, leaders: list[str]) -> None:
    assert list(split_leaders(text)) == leaders


@given(st.text(alphabet="市县局、，；（）《》 \n各党委政府", max_size=80))
def test_nothing_but_separators_is_lost(text: str) -> None:
    kept = "".join(split_units(text))
    letters = [character for character in text if character in "市县局各党委政府"]
    assert [character for character in kept if character in "市县局各党委政府"] == letters
