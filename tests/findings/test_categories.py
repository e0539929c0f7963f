"""Categories: one freshly written sentence per topic, the laws of the evidence, and the words of the table."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.categories import classify
from findings.category_terms import TERMS
from findings.model import Category


@pytest.mark.parametrize(
    ("problem", "primary", "others"),
    [
        ("某商业街三处工地土方裸露，六个百分之百落实不到位，扬尘严重。", "air", set()),
        ("家具产业园喷漆车间密闭不严，挥发性有机物收集效果差。", "air", set()),
        ("老城区餐饮店油烟直排，居民反映强烈。", "air", set()),
        ("秋收期间多个乡镇出现秸秆焚烧现象。", "air", {"rural"}),
        ("城东片区雨污分流不彻底，污水处理厂进水浓度低。", "water", set()),
        ("入河排污口整治滞后，下游断面水质长期为劣Ⅴ类。", "water", set()),
        ("饮用水水源地一级保护区内仍有农家乐。", "water", set()),
        ("自备井超量取水，地下水水位持续下降。", "water", set()),
        ("退役化工地块未开展土壤污染状况调查即开工建设。", "soil", set()),
        ("受污染耕地安全利用措施未落实，土壤超标。", "soil", set()),
        ("污水处理厂污泥长期在厂区内堆存，处置能力不足。", "solid_waste", {"water"}),
        ("填埋场渗滤液积存，垃圾堆体未覆盖。", "solid_waste", {"water"}),
        ("医疗废物与生活垃圾混放，转移联单不全。", "solid_waste", set()),
        ("危险废物贮存间管理混乱，危废标识缺失。", "solid_waste", set()),
        ("锰渣库未做防渗，废渣露天堆存。", "solid_waste", set()),
        ("历史遗留露天矿山生态修复进展缓慢。", "ecology", set()),
        ("省级自然保护区缓冲区内违规建设养生会所。", "ecology", set()),
        ("违规占用林地采石，植被破坏严重。", "ecology", set()),
        ("未批先建围填海项目，占用海域。", "ecology", set()),
        ("夜间施工噪声扰民问题投诉多。", "noise", set()),
        ("放射源使用单位台账不全。", "radiation", set()),
        ("畜禽粪污资源化利用设施闲置，养殖废水直排沟渠。", "rural", {"water"}),
        ("农村人居环境脏乱，村庄垃圾清运不及时。", "rural", {"solid_waste"}),
        ("农村生活污水处理设施建而不用。", "rural", {"water"}),
        ("禁煤区内仍有散煤销售和使用。", "energy_structure", set()),
        ("两高项目未落实能耗指标违规上马。", "energy_structure", set()),
        ("应退城入园的化工企业搬迁缓慢。", "energy_structure", set()),
        ("煤炭消费总量不降反升，能源结构偏煤。", "energy_structure", set()),
        ("国三柴油货车淘汰滞后，机动车尾气遥感监测设备未建成。", "transport", {"air"}),
        ("铁路专用线建设滞后，公路运输占比过高。", "transport", set()),
        ("一些干部思想认识不到位，推诿扯皮，压力传导层层递减。", "governance", set()),
        ("水產加工廠惡臭，廢氣未經處理。", "air", set()),
        ("信访举报件办理不实，群众满意率低。", "governance", set()),
    ],
)
def test_names_the_categories_of_a_problem(problem: str, primary: str, others: set[str]) -> None:
    answer = classify(problem)
    assert answer.primary == primary
    assert answer.categories[0] == primary
    assert others <= set(map(str, answer.categories))


def test_a_rules_name_is_not_what_was_found() -> None:
    answer = classify("未按《某市大气污染防治条例》要求报告。垃圾填埋场渗滤液外溢，垃圾未覆盖。")
    assert answer.primary == Category.SOLID_WASTE
    assert Category.AIR not in answer.categories


def test_something_concrete_goes_before_the_blame() -> None:
    answer = classify("住建部门监管责任落实不到位，疏于监管。抽查的工地扬尘严重。")
    assert answer.primary == Category.AIR
    assert Category.GOVERNANCE in answer.categories


def test_the_heading_helps_but_does_not_decide() -> None:
    assert classify("有关事项尚未办结。", "三、大气污染防治不力").primary == Category.AIR
    assert classify("河道内倾倒垃圾。", "三、大气污染防治不力").primary != Category.AIR


def test_says_nothing_of_an_empty_text() -> None:
    answer = classify("")
    assert (answer.categories, answer.primary, answer.evidence) == ((Category.OTHER,), Category.OTHER, ())


@pytest.mark.parametrize(
    ("problem", "sector"),
    [
        ("养猪场粪污未经处理外排。", "畜禽养殖"),
        ("采石场越界开采。", "矿山"),
        ("夜市油烟扰民。", "餐饮油烟"),
        ("填埋场垃圾裸露。", "垃圾"),
        ("污水管网混接。", "城镇污水"),
        ("湿地公园核心区内建房，属于国家级自然保护区。", "自然保护地"),
        ("散煤复燃。", "散煤"),
        ("柴油货车冒黑烟。", "移动源"),
        ("砖厂粉尘无组织排放。", "工业"),
        ("拆迁工地黄土裸露。", "施工工地"),
        ("河湖四乱未清理。", "河湖"),
        ("党政同责落实不够，考核流于形式。", "制度责任"),
    ],
)
def test_names_the_sector(problem: str, sector: str) -> None:
    assert sector in classify(problem).sectors


def test_every_word_of_the_table_is_found_by_itself() -> None:
    for term in TERMS:
        for words in term.words:
            seen = {(piece.category, piece.words) for piece in classify(words).evidence}
            assert {(category, words) for category in term.weights} <= seen


def test_no_word_stands_twice() -> None:
    words = sorted(w for term in TERMS for w in term.words)
    assert not [a for a, b in pairwise(words) if a == b]


@given(st.text(alphabet="扬尘污水垃圾，。《》ß监管不力vocs", max_size=60))
def test_evidence_stands_where_it_says(problem: str) -> None:
    answer = classify(problem)
    assert answer.categories[0] == answer.primary
    assert len(set(answer.categories)) == len(answer.categories)
    for piece in answer.evidence:
        assert problem[piece.at : piece.at + len(piece.words)].upper() == piece.words
