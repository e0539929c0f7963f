"""Resolution with the built gazetteer: real places of other provinces, invented companies (示例，内容虚构)."""

from __future__ import annotations

from collections import Counter

import pytest

from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Resolution
from gazetteer.recognise import Recogniser
from gazetteer.recognise_names import names_for
from gazetteer.resolve import Resolver
from gazetteer.scope import home, prefecture, simplified
from gazetteer.weights import CANDIDATE, CONTAINER

JINZHONG = "cn:140700"
PINGYAO = "cn:140728"


def resolved(gazetteer: Gazetteer, text: str, region: str = JINZHONG) -> dict[str, Resolution]:
    mentions = Recogniser(names_for(gazetteer, region)).mentions(text)
    resolutions = Resolver(gazetteer, region).resolve(text, mentions, [(0, len(text))])
    return {resolution.mention.text: resolution for resolution in resolutions}


@pytest.mark.parametrize(
    ("text", "name", "full_name", "admin"),
    [
        ("平遥、灵石等县", "平遥", "平遥县", ("山西省", "晋中市")),
        ("介休市义安镇存在散煤", "义安镇", "义安镇", ("山西省", "晋中市", "介休市")),
        # the same list
        ("平遥县东泉镇、朱坑乡部分村庄", "朱坑乡", "朱坑乡", ("山西省", "晋中市", "平遥县")),
        ("平遥县云脊物流园区、瑞澜物流园区", "瑞澜物流园区", "瑞澜物流园区", ("山西省", "晋中市", "平遥县")),
        # the name opens with its unit
        ("灵石县恒岳碳素有限公司", "灵石县恒岳碳素有限公司", "灵石县恒岳碳素有限公司", ("山西省", "晋中市", "灵石县")),
        # an address in brackets
        (
            "恒岳碳素有限公司（灵石县段纯镇）",
            "恒岳碳素有限公司",
            "恒岳碳素有限公司",
            ("山西省", "晋中市", "灵石县", "段纯镇"),
        ),
        # told elsewhere in the document
        (
            "恒岳碳素有限公司未整改。灵石县恒岳碳素有限公司",
            "恒岳碳素有限公司",
            "灵石县恒岳碳素有限公司",
            ("山西省", "晋中市", "灵石县"),
        ),
        # the only county of the finding
        (
            "某煤场未覆盖。赵小满煤泥场已取缔。平遥县立案",
            "赵小满煤泥场",
            "赵小满煤泥场",
            ("山西省", "晋中市", "平遥县"),
        ),
        # a river that a county follows
        ("磁窑河平遥县段", "磁窑河", "磁窑河", ("山西省", "晋中市", "平遥县")),
        # nothing told: the document's region
        ("恒岳碳素有限公司未整改", "恒岳碳素有限公司", "恒岳碳素有限公司", ("山西省", "晋中市")),
        # outside the document's prefecture
        ("与郑州市签订协议", "郑州市", "郑州市", ("河南省",)),
        # short forms take the registered name the document gives
        ("云峰联合机械制造有限公司搬迁，云峰机械停产", "云峰机械", "云峰联合机械制造有限公司", ("山西省", "晋中市")),
        ("推进云脊、瑞澜2条高速公路", "云脊", "云脊高速公路", ("山西省", "晋中市")),
    ],
)
def test_resolves(gazetteer: Gazetteer, text: str, name: str, full_name: str, admin: tuple[str, ...]) -> None:
    resolution = resolved(gazetteer, text)[name]
    assert (resolution.name, resolution.admin) == (full_name, admin)


def test_a_township_of_a_name_that_two_counties_have_goes_to_the_one_before_it(gazetteer: Gazetteer) -> None:
    choice = resolved(gazetteer, "平遥县洪善镇")["洪善镇"].choice
    assert choice is not None
    assert choice.place.admin == ("山西省", "晋中市", "平遥县")
    assert {part.name for part in choice.evidence} >= {"held_adjacent", "home"}


def test_what_cannot_be_told_stays_open_with_its_candidates(gazetteer: Gazetteer) -> None:
    villages = [row for row in gazetteer.descendants(JINZHONG) if row.kind == Kind.VILLAGE and row.how == "official"]
    count = Counter(row.name for row in villages if row.name.endswith("村"))
    name = next(name for name, times in sorted(count.items()) if times == 2)
    resolution = resolved(gazetteer, f"督察发现，{name}存在散煤")[name]
    assert resolution.choice is None
    assert len(resolution.runners_up) == 2
    assert resolution.reason
    assert resolution.admin[:2] == ("山西省", "晋中市")


# One text for every part of a candidate's score.
CANDIDATE_TEXTS = {
    "held_adjacent": ("灵石县段纯镇", "段纯镇", JINZHONG),
    "held_list": ("平遥县东泉镇、朱坑乡", "朱坑乡", JINZHONG),
    "held_sentence": ("平遥县组织东泉镇排查", "东泉镇", JINZHONG),
    "home": ("段纯镇", "段纯镇", JINZHONG),
    "region": ("东泉镇", "东泉镇", PINGYAO),
    "official_name": ("段纯镇", "段纯镇", JINZHONG),
    "named_in_finding": ("平遥县。东泉镇", "东泉镇", JINZHONG),
}


@pytest.mark.parametrize("part", sorted(CANDIDATE))
def test_every_part_of_a_score_is_given(gazetteer: Gazetteer, part: str) -> None:
    text, name, region = CANDIDATE_TEXTS[part]
    choice = resolved(gazetteer, text, region)[name].choice
    assert choice is not None
    assert part in {evidence.name for evidence in choice.evidence}
    assert choice.score == pytest.approx(sum(evidence.weight for evidence in choice.evidence))


# One text for every way a container is told.
CONTAINER_TEXTS = {
    "adjacent": ("灵石县段纯镇恒岳碳素有限公司", "恒岳碳素有限公司"),
    "bracket": ("恒岳碳素有限公司（灵石县段纯镇）", "恒岳碳素有限公司"),
    "embedded": ("灵石县恒岳碳素有限公司", "灵石县恒岳碳素有限公司"),
    "list": ("平遥县云脊物流园区、瑞澜物流园区", "瑞澜物流园区"),
    "remembered": ("榆次区恒岳碳素有限公司。介休市督促恒岳碳素", "恒岳碳素"),
    "sentence": ("灵石县督促恒岳碳素有限公司整改，平遥县。", "恒岳碳素有限公司"),
    "only_county": ("恒岳碳素有限公司。灵石县立案", "恒岳碳素有限公司"),
    "document": ("恒岳碳素有限公司", "恒岳碳素有限公司"),
}


@pytest.mark.parametrize("container", sorted(CONTAINER))
def test_every_way_of_telling_a_container_is_given(gazetteer: Gazetteer, container: str) -> None:
    text, name = CONTAINER_TEXTS[container.removeprefix("container_")]
    evidence = resolved(gazetteer, text)[name].mention.evidence
    assert container in {part.name for part in evidence}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("晋中市生态环境保护督察整改方案\n平遥县、灵石县", JINZHONG),
        ("平遥县人民政府关于印发整改方案的通知\n晋中市、晋中市、介休市", PINGYAO),
        ("平遙縣環境保護督察整改情況", PINGYAO),
        ("北京市门头沟区整改任务", "cn:110109"),
        ("没有地名的文字", None),
    ],
)
def test_finds_the_region(gazetteer: Gazetteer, text: str, region: str | None) -> None:
    assert prefecture(simplified(text), gazetteer) == region


@pytest.mark.parametrize(
    ("region", "wider"),
    [
        (PINGYAO, JINZHONG),
        (JINZHONG, JINZHONG),
        ("cn:110109", "cn:110000"),
        ("cn:429004", "cn:429004"),
    ],
)
def test_a_county_is_read_with_the_names_of_its_prefecture(gazetteer: Gazetteer, region: str, wider: str) -> None:
    assert home(region, gazetteer) == wider
