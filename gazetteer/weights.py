"""What does each kind of evidence weigh, and what does it say?

The one table of named parts that scores are built from. A part travels with the answer, so that a reviewer sees
why one of forty places of the same name was chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Part:
    """One named reason: its weight and a sentence for people, in Chinese and English."""

    weight: float
    zh: str
    en: str


# How a name was recognised: how sure the rule is that the stretch is a name.
RECOGNITION: dict[str, Part] = {
    "gazetteer": Part(0.95, "地名库中的全称", "The full name stands in the gazetteer."),
    "gazetteer_short": Part(0.85, "地名库中名称的简称", "A short form of a name in the gazetteer."),
    "registered_name": Part(0.95, "带法定形式的企业名称", "A company name that ends with its legal form."),
    "firm": Part(0.85, "以厂、场、店等结尾的企业名称", "A works or shop by its type word."),
    "generic_firm": Part(0.7, "行政区名加企业类别", "An administrative name and the kind of works."),
    "trade_name": Part(0.7, "以行业词结尾的企业简称", "A short company name that ends with its trade."),
    "feature": Part(0.85, "以设施类别结尾、有专名的设施或园区", "A facility or park with a name of its own."),
    "prefixed_feature": Part(0.85, "行政区名加设施类别", "An administrative name and the kind of facility."),
    "feature_in_unit": Part(0.75, "紧接乡镇或区之后的设施", "A facility right after its township or district."),
    "ordinal_feature": Part(0.75, "以序数命名的设施", "A facility called by an ordinal."),
    "water": Part(0.85, "以河、渠、沟等结尾的水体", "A water body by its type word."),
    "hill": Part(0.75, "以山、岭等结尾的山体", "A hill by its type word."),
    "road": Part(0.85, "以路、街、高速等结尾的道路", "A road by its type word."),
    "numbered_road": Part(0.95, "以编号称呼的道路", "A road called by its number."),
    "water_transfer": Part(0.95, "调水工程", "A work that leads water from basin to basin."),
    "section": Part(0.9, "监测断面", "A monitoring section."),
    "unit_by_make_up": Part(0.75, "按构词识别的乡镇或村", "A township or village by its make-up."),
    "zone": Part(0.85, "示范区、开发区等功能区", "A functional zone."),
    "village_base": Part(
        0.7, "单位名称之后的村名（省略“村”字）", "A village without its 村, right after the unit above it."
    ),
    "beside_water": Part(0.6, "河流名称之后、“附近”之前的地名", "A name between a river and a word of nearness."),
    "introduced": Part(0.8, "文中已出现过的名称", "A name the document has introduced."),
    "introduced_brand": Part(0.7, "文中企业名称的简称", "A short form of a company the document names."),
    "list_share": Part(0.75, "与列举中后项共用类别", "Shares the type word at the end of its list."),
}

# How a candidate is supported by what stands around the name; the parts add up to its score.
CANDIDATE: dict[str, Part] = {
    "held_adjacent": Part(4.0, "紧接在所属单位名称之后", "Stands right after the name of the unit that holds it."),
    "held_list": Part(3.0, "与列举中前项同属一个单位", "Shares the unit of the item before it in a list."),
    "held_sentence": Part(2.0, "同一句中提到所属单位", "The same sentence names the unit that holds it."),
    "home": Part(1.0, "在文件所述的市内", "Lies in the prefecture the document speaks of."),
    "region": Part(1.0, "在文件所述的县内", "Lies in the county the document speaks of."),
    "official_name": Part(0.5, "与标准名称一致", "The official name, not another form of it."),
    "named_in_finding": Part(1.0, "同一问题中提到同一单位", "The finding names the same unit elsewhere."),
}

# How the unit that holds a name was told, for names that no gazetteer knows: how sure the unit is.
CONTAINER: dict[str, Part] = {
    "container_adjacent": Part(1.0, "所属单位紧接在前", "The unit stands right before the name."),
    "container_bracket": Part(0.95, "名称后括注所属单位", "The unit stands in brackets after the name."),
    "container_embedded": Part(0.95, "名称中含所属单位", "The name itself opens with the unit."),
    "container_list": Part(0.9, "与列举中前项同属一个单位", "The list before it shares its unit."),
    "container_remembered": Part(
        0.85, "文中别处写明所属单位", "The document states the unit where it names the place elsewhere."
    ),
    "container_sentence": Part(0.7, "同一句中提到的单位", "The unit named before it in the same sentence."),
    "container_only_county": Part(0.6, "该问题只提到一个县", "The only county the finding names."),
    "container_document": Part(0.4, "文件所述的地区", "The region the document speaks of."),
}

# How a position was found where it is not the place's own; the detail says it.
POSITION: dict[str, Part] = {
    "position": Part(1.0, "位置的来历", "How the position was found."),
}

# How an own place is supported; the parts add up. A slip in the name is never forgiven: own names are many and alike.
OWN: dict[str, Part] = {
    "own_name": Part(2.0, "与本单位地名库中的名称一致", "The name as the office's gazetteer has it."),
    "own_other_name": Part(
        1.0, "与本单位地名库中的别名或简称一致", "Another name of the place in the office's gazetteer."
    ),
    "own_kind": Part(1.0, "类型一致", "Of the kind that the name tells."),
    "own_container": Part(1.0, "位于文中所写的单位内", "It lies in the unit that the text states."),
}

EVIDENCE: dict[str, Part] = RECOGNITION | CANDIDATE | OWN | CONTAINER | POSITION

# What tells the region of a document.
SCOPE: dict[str, float] = {
    "full": 3.0,  # a full name of a city or county
    "short": 1.0,  # a short name, which may be an ordinary word
    "opening": 5.0,  # a name in the opening, where title and issuer stand, counts so many times
    "opening_length": 300,  # characters that are the opening
}


def sentence(name: str, language: Literal["zh", "en"]) -> str:
    """Say what a part of the evidence means."""
    part = EVIDENCE[name]
    return part.zh if language == "zh" else part.en
