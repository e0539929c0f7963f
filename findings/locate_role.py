"""What part does a named place play: where the problem is, or only mentioned in passing?

Titles of documents, names of organisations, examples of good practice, suppliers and statistics name places that
nobody would visit. Each is told by the words around the name; the table says which.
"""

from __future__ import annotations

import re
from enum import StrEnum

from gazetteer.model import Kind, Mention

_UNITS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP)


class Role(StrEnum):
    """How a mention serves the finding."""

    PLACE = "place"
    TITLE = "title"  # inside 《》
    ORGANISATION = "organisation"  # 某市生态环境局, 某县人民政府
    DOCUMENT = "document"  # a plan or order named without 《》
    EXAMPLE = "example"  # award winners, suppliers, contractors, where water comes from


# What makes the name of a unit part of the name of a body: 某市生态环境局, 某县人民政府, 某区法院.
_ORGANISATION_AFTER = re.compile(
    r"(?:人民)?(?:政府|党委|委员会|市委|县委|区委|委(?=[、，。办宣组政书及领])|纪委|监委|人大|政协|法院|检察院|管理委员会|管委会)"
    r"|[^，。；、：对被经未在向等将把与和（《\d\s]{0,12}?(?:局|厅|委员会|办公室|指挥部|领导小组|工作组|执法大队|支队|部门|法院|检察院|日报|公安|环卫处)"
)
_PARK_OFFICE = re.compile(r"(?:管理委员会|管委会|管理办公室|管理局)")
_DOCUMENT_AFTER = re.compile(
    r"(?:(?!未|编制|制定|印发|出台|落实|没有|不|对|被|将)[\u4e00-\u9fff“”\d—（）]){0,24}?(?:方案|规划|计划|条例|办法|通知|预案|规定|意见|清单|标准)"
)
_AWARD_AFTER = re.compile(
    r"[^。；]{0,60}?(?:入选|荣获|获批[^。；]{0,12}示范|获评|获得[^。；]{0,12}(?:称号|命名|奖)|被评为|领跑者)"
)
_WITH_BEFORE = re.compile(r"(?:由|与|和|同|委托|赴|向|从)$")
_PARTNER_AFTER = re.compile(
    r"[^，。；]{0,10}?(?:签订|签署|合作|联合|对接|考察|进行(?:了)?(?:检测|监测|监理|设计|评估|编制)|转运至|负责设计|供货|供应)"
)
_CONTRACTOR_AFTER = re.compile(r"(?:负责)?(?:承建|承包|施工|设计|监理|代建|编制)的?")


def role(text: str, mention: Mention) -> Role:  # noqa: PLR0911 - one return for each role
    """Tell the part that a mention plays from the words around it."""
    if _in_title(text, mention):
        return Role.TITLE
    after = text[mention.end : mention.end + 80]
    if mention.kind in _UNITS and _ORGANISATION_AFTER.match(after):
        return Role.ORGANISATION
    if mention.kind is Kind.PARK and _PARK_OFFICE.match(after):
        return Role.ORGANISATION
    if mention.kind in (Kind.PROVINCE, Kind.CITY, Kind.COUNTY) and _DOCUMENT_AFTER.match(after[:30]):
        return Role.DOCUMENT
    if mention.kind is Kind.ENTERPRISE:
        before = text[max(0, mention.start - 2) : mention.start]
        partner = _WITH_BEFORE.search(before) and _PARTNER_AFTER.match(after)
        if partner or _AWARD_AFTER.match(after) or _CONTRACTOR_AFTER.match(after):
            return Role.EXAMPLE
    if any(part.name == "water_transfer" for part in mention.evidence) and re.match(r"水|工程|受", after):
        return Role.EXAMPLE
    return Role.PLACE


def _in_title(text: str, mention: Mention) -> bool:
    """True between 《 and its 》, at most 80 characters apart."""
    opened = text.rfind("《", max(0, mention.start - 80), mention.start)
    return opened >= 0 and text.find("》", opened, mention.start) < 0
