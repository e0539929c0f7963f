"""Recognition on invented sentences with real place names; companies and offences are made up (示例，内容虚构)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.model import Kind
from gazetteer.recognise import Recogniser
from gazetteer.recognise_names import KnownName
from gazetteer.weights import CANDIDATE, CONTAINER, EVIDENCE, RECOGNITION, sentence

NAMES = (
    KnownName("山西省", Kind.PROVINCE, full=True),
    KnownName("山西", Kind.PROVINCE, full=False, own=True),
    KnownName("晋中市", Kind.CITY, full=True),
    KnownName("晋中", Kind.CITY, full=False, own=True),
    KnownName("榆次区", Kind.COUNTY, full=True),
    KnownName("平遥县", Kind.COUNTY, full=True),
    KnownName("平遥", Kind.COUNTY, full=False, own=True),
    KnownName("灵石县", Kind.COUNTY, full=True),
    KnownName("灵石", Kind.COUNTY, full=False, own=True),
    KnownName("介休市", Kind.COUNTY, full=True),
    KnownName("和县", Kind.COUNTY, full=True, home=False),
    KnownName("新野", Kind.COUNTY, full=False, home=False),
    KnownName("示范区", Kind.FUNCTIONAL_ZONE, full=False),
    KnownName("义安镇", Kind.TOWNSHIP, full=True),
    KnownName("段纯镇", Kind.TOWNSHIP, full=True),
    KnownName("桑平峪村", Kind.VILLAGE, full=True),
    KnownName("桑平峪", Kind.VILLAGE, full=False),
)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(NAMES)


def found(recogniser: Recogniser, text: str) -> list[str]:
    return [f"{mention.text}:{mention.kind}" for mention in recogniser.mentions(text)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        # chains are split into their parts
        ("督察发现，灵石县段纯镇桑平峪村存在散煤。", ["灵石县:county", "段纯镇:township", "桑平峪村:village"]),
        ("灵石县段纯镇桑平峪一带", ["灵石县:county", "段纯镇:township", "桑平峪:village"]),
        ("平遥、灵石等县", ["平遥:county", "灵石:county"]),
        # the gazetteer does not know them: read by their make-up
        ("介休市云脊街道办事处上柳沟村", ["介休市:county", "云脊街道办事处:township", "上柳沟村:village"]),
        # a province, city or county belongs to a registered name; a district, township or village does not
        ("平遥县恒岳碳素有限公司等企业", ["平遥县恒岳碳素有限公司:enterprise"]),
        ("榆次区恒岳碳素有限公司厂区", ["榆次区:county", "恒岳碳素有限公司:enterprise"]),
        ("义安镇山西恒岳焦化有限公司", ["义安镇:township", "山西恒岳焦化有限公司:enterprise"]),
        ("恒岳乳业（晋中）有限公司已停产", ["恒岳乳业（晋中）有限公司:enterprise"]),
        ("平遥县路桥工程有限公司", ["平遥县路桥工程有限公司:enterprise"]),
        ("山西恒岳环境治理有限公司运输分公司", ["山西恒岳环境治理有限公司运输分公司:enterprise"]),
        ("上蔡塬镇赵小满机制砂厂", ["上蔡塬镇:township", "赵小满机制砂厂:enterprise"]),
        ("平遥县云脊纸业、瑞澜纸业获奖", ["平遥县:county", "云脊纸业:enterprise", "瑞澜纸业:enterprise"]),
        ("晋中市云脊、瑞澜公司越界开采", ["晋中市:city", "云脊:enterprise", "瑞澜公司:enterprise"]),
        # facilities: prefix and generic type are one name, a name of its own is split off
        ("平遥县第二污水处理厂污泥", ["平遥县第二污水处理厂:facility"]),
        ("榆次区云脊污水处理厂", ["榆次区:county", "云脊污水处理厂:facility"]),
        ("平遥县、灵石县垃圾填埋场已停用", ["平遥县:county", "灵石县:county"]),
        ("榆次区西部产业集聚区", ["榆次区:county", "西部产业集聚区:park"]),
        ("云脊河大桥下游", ["云脊河大桥:facility"]),
        # rivers, their sections, canals
        ("磁窑河平遥县段、云瀑渠水质超标", ["磁窑河:river", "平遥县:county", "云瀑渠:river"]),
        ("伊岭河和瑞澜河上游", ["伊岭河:river", "瑞澜河:river"]),
        ("磁窑河桑平峪断面", ["磁窑河:river", "桑平峪断面:section"]),
        ("磁窑河丽水桥断面", ["磁窑河:river", "丽水桥断面:section"]),
        ("清洁河道、整治河渠", []),
        # roads by name and by number
        ("云脊路、迎宾大道等道路扬尘", ["云脊路:road", "迎宾大道:road"]),
        ("对路面洒水，城市道路未硬化", []),
        ("S331省道、省道331、G107和333省道", ["S331省道:road", "省道331:road", "G107:road", "333省道:road"]),
        ("执行GB36600标准，PM2.5为35", []),
        # members of a list that share its type word
        ("推进沿岭、云脊、平遥3条高速公路建设", ["沿岭:road", "云脊:road", "平遥:county"]),
        ("赵小满加油站和云脊等2家加油站", ["赵小满加油站:facility", "云脊:facility"]),
        # zones stand where counties stand
        ("督促示范区、灵石县整改", ["示范区:functional_zone", "灵石县:county"]),
        ("推进示范区建设，各开发区", []),
        # hills, mines, reserves
        ("平遥县馍馍山开采", ["平遥县:county", "馍馍山:mountain"]),
        ("云脊集团小柳矿堆场", ["云脊集团:enterprise", "小柳矿:mine"]),
        ("云脊岭国家级自然保护区内", ["云脊岭国家级自然保护区:reserve"]),
        ("绿水青山就是金山银山，露天矿山", []),
        # ordinary words are no names
        ("减少碳达峰压力，建设示范县和县城", []),
        ("购买自然保护区防火物资，全市污水处理厂", []),
        ("一废弃采石场、两条河沟、2座小水电站、个别医院", []),
        ("南水北调受水区", ["南水北调:river"]),
    ],
)
def test_recognises(recogniser: Recogniser, text: str, mentions: list[str]) -> None:
    assert found(recogniser, text) == mentions


@pytest.mark.parametrize(
    ("introduced", "later", "short"),
    [
        ("平遥县恒岳碳素有限公司堆场", "恒岳碳素已建立台账", "恒岳碳素"),
        ("云峰联合机械制造有限公司", "云峰机械已搬迁", "云峰机械"),
        ("瑞澜岳新材料股份有限公司", "城区瑞澜岳等企业", "瑞澜岳"),
        ("平遥县第三污水处理厂", "抽取至第三污水处理厂处理", "第三污水处理厂"),
    ],
)
def test_recognises_again_what_the_document_has_introduced(
    recogniser: Recogniser, introduced: str, later: str, short: str
) -> None:
    assert short in [mention.text for mention in recogniser.mentions(f"{introduced}。{later}。")]


# One sentence for every rule of recognition: the evidence must say which rule it was.
RULES = {
    "gazetteer": ("灵石县", "灵石县"),
    "gazetteer_short": ("平遥、灵石", "平遥"),
    "registered_name": ("恒岳碳素有限公司", "恒岳碳素有限公司"),
    "firm": ("平遥县赵小满砖厂", "平遥县赵小满砖厂"),
    "generic_firm": ("平遥县大型石料厂", "平遥县大型石料厂"),
    "trade_name": ("平遥县云脊纸业", "云脊纸业"),
    "feature": ("云脊污水处理厂", "云脊污水处理厂"),
    "prefixed_feature": ("平遥县污水处理厂", "平遥县污水处理厂"),
    "feature_in_unit": ("义安镇煤炭物流园", "煤炭物流园"),
    "ordinal_feature": ("，第三污水处理厂", "第三污水处理厂"),
    "water": ("，磁窑河", "磁窑河"),
    "hill": ("，馍馍山", "馍馍山"),
    "road": ("，云脊路", "云脊路"),
    "numbered_road": ("S331省道", "S331省道"),
    "section": ("云脊断面", "云脊断面"),
    "unit_by_make_up": ("平遥县上柳沟村", "上柳沟村"),
    "zone": ("平遥县云脊开发区", "云脊开发区"),
    "water_transfer": ("引江济淮", "引江济淮"),
    "village_base": ("段纯镇桑平峪", "桑平峪"),
    "beside_water": ("磁窑河亿澜郡附近", "亿澜郡"),
    "introduced": ("云脊河治理，清淤云脊河两岸云脊河", "云脊河"),
    "introduced_brand": ("云峰联合机械制造有限公司，要求云峰机械整改", "云峰机械"),
    "list_share": ("赵小满加油站和云脊等2家加油站", "云脊"),
}


@pytest.mark.parametrize("rule", sorted(RECOGNITION))
def test_every_rule_says_its_name(recogniser: Recogniser, rule: str) -> None:
    text, name = RULES[rule]
    rules = {part.name for mention in recogniser.mentions(text) if mention.text == name for part in mention.evidence}
    assert rule in rules


@pytest.mark.parametrize("name", sorted(EVIDENCE))
def test_every_part_has_a_sentence_in_both_languages(name: str) -> None:
    assert sentence(name, "zh")
    assert sentence(name, "en").endswith(".")
    assert EVIDENCE[name].weight > 0


def test_parts_of_different_questions_have_different_names() -> None:
    assert not set(RECOGNITION) & set(CANDIDATE)
    assert not set(RECOGNITION) & set(CONTAINER)


PIECES = st.sampled_from(
    [
        "灵石县", "平遥", "有限公司", "厂", "河", "、", "（", "）", "《", "污水处理厂", "路", "和", "的", "村", "恒岳",
        "\ud800", "A", "12", "断面", "等3家",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_mentions_spell_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for mention in Recogniser(NAMES).mentions(text):
        assert at <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        at = mention.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    Recogniser(NAMES).mentions(text)


@pytest.mark.parametrize("piece", ["有限公司", "灵石县", "、甲乙", "（", "《", "河", "灵石县云脊厂"])
def test_a_long_run_of_one_piece_keeps_names_short(recogniser: Recogniser, piece: str) -> None:
    text = piece * 3000
    assert all(mention.end - mention.start < 80 for mention in recogniser.mentions(text))
