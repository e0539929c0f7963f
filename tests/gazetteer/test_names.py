"""Spellings of names, each rule with its cases on show."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gazetteer.names
from gazetteer.names import (
    clean,
    is_zone,
    township_core,
    township_forms,
    unit_short,
    village_base,
    village_name,
    village_whole,
    without_container,
    zone_forms,
)


def test_the_examples_hold() -> None:
    assert doctest.testmod(gazetteer.names).failed == 0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("修武县", "修武县"),
        (" 修 武 县 ", "修武县"),
        ("第２污水处理厂", "第二污水处理厂"),
        ("第12污水处理厂", "第十二污水处理厂"),
        ("20连", "二十连"),
        ("107国道", "一零七国道"),
        ("長葛市", "长葛市"),
        ("乾县", "乾县"),  # 乾 is also a traditional form of 干, but names are written with it today
        ("Ａ区", "A区"),
        ("", ""),
    ],
)
def test_cleans(written: str, meant: str) -> None:
    assert clean(written) == meant


@given(st.text(max_size=12))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("修武县", "修武"),
        ("温县", "温县"),
        ("河南省", "河南"),
        ("焦作市", "焦作"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"),
        ("孟村回族自治县", "孟村"),
        ("秀山土家族苗族自治县", "秀山"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("阿拉善左旗", "阿拉善左"),
        ("中站区", "中站"),
    ],
)
def test_shortens_units(name: str, short: str) -> None:
    assert unit_short(name) == short


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("清化镇街道", "清化"),
        ("清化镇", "清化"),
        ("龙洞乡", "龙洞"),
        ("龙洞街道办事处", "龙洞"),
        ("城镇", "城镇"),
        ("白云回族乡", "白云"),
        ("阿拉坦额莫勒苏木", "阿拉坦额莫勒"),
    ],
)
def test_finds_the_core_of_a_township(name: str, core: str) -> None:
    assert township_core(name) == core


def test_a_street_office_has_its_forms() -> None:
    assert township_forms("清化镇街道") == ("清化镇街道办事处", "清化镇办事处", "清化镇", "清化")


@pytest.mark.parametrize(
    ("name", "containers", "bare"),
    [
        ("博爱县柏山镇", ("博爱县", "博爱"), "柏山镇"),
        ("博爱柏山镇", ("博爱县", "博爱"), "柏山镇"),
        ("城关镇", ("城关县", "城关"), "城关镇"),
        ("武陟宁郭农场", ("武陟县", "武陟"), "武陟宁郭农场"),
    ],
)
def test_cuts_the_county_in_front(name: str, containers: tuple[str, ...], bare: str) -> None:
    assert without_container(name, containers) == bare


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("焦作城乡一体化示范区", True),
        ("郑州经济技术开发区", True),
        ("修武县", False),
        ("龙洞街道", False),
        ("中站区", False),
    ],
)
def test_tells_zones_from_districts(name: str, zone: bool) -> None:
    assert is_zone(name) is zone


def test_zones_lose_their_city() -> None:
    assert zone_forms("郑州经济技术开发区", ("郑州市", "郑州")) == ("经济技术开发区", "经开区", "郑州经开区")


@pytest.mark.parametrize(
    ("committee", "village"),
    [
        ("北朱村村民委员会", "北朱村"),
        ("南坡村民委员会", "南坡村"),
        ("贾村委会", "贾村"),
        ("阳山村村委会", "阳山村"),
        ("九街社区居民委员会", "九街社区"),
        ("西关居委会", "西关社区"),
        ("上屯村", "上屯村"),
        ("乌兰嘎查村民委员会", "乌兰嘎查"),
        ("委员会", "委员会"),
    ],
)
def test_names_the_village_of_a_committee(committee: str, village: str) -> None:
    assert village_name(committee) == village


@pytest.mark.parametrize(
    ("name", "base"),
    [("北朱村", "北朱"), ("贾村", "贾村"), ("和平街社区", "和平街"), ("社区", "社区"), ("义庄", "义庄")],
)
def test_cuts_the_word_for_village(name: str, base: str) -> None:
    assert village_base(name) == base


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("义庄一街", "义庄"),
        ("李封三村", "李封"),
        ("张庄东村", "张庄"),
        ("大洼村", None),
        ("三街村", None),
        ("二村", None),
    ],
)
def test_finds_the_whole_of_a_split_village(part: str, whole: str | None) -> None:
    assert village_whole(part) == whole
