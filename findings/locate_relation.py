"""How does a site lie to the place it is told by: 村南大坑, 北侧山沟, 附近两条河沟, 城区…?

The words right after the name say it, sometimes those before the list it stands in (环绕主城区的). A direction or
distance is read by `geo.offsets`; the rest are words of nearness that carry neither.
"""

from __future__ import annotations

import re

from findings.model import Relation
from geo.offsets import read_offset

# Words of nearness that may follow a name, the longest first.
_NEAR_AFTER = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}?(?:段))?"
    r"(?:(?:及|和)?(?:其)?周边(?:道路|区域|地区)?|附近|沿线|沿岸|两侧|两岸|河道内|河道两侧|河道|境内|辖区内|路口|交叉口|门口|门前|对面|旁边?|院内|厂区内|内(?=[，、。；存有堆])|段(?:河道)?(?:两侧|内)?)"
)
_DIRECTION_AFTER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}组)?(?:村委会?|村庄?|厂区?|矿区|园区|镇区|县城|站|桥|路口)?(?:以)?(?:正)?(?:东|南|西|北)(?:[东南西北])?(?:侧|边|面|部|方向|头|角|方)?"
    r"(?:隔路|直线距离)?(?:约|大约)?(?:[\d.]+|[零一二两三四五六七八九十百千半]+)?(?:余|多)?(?:公里|千米|米|里)?(?:左右|处|外)?"
)
_STAKE = re.compile(r"[A-Z]?K\d+(?:[+＋]\d+)?")
# What is found there and has no name of its own: part of the expression, not of the relation.
_THING_AFTER = re.compile(
    r"(?:的)?(?:一|一处|一个|两条|两处|多处)?(?:废弃|闲置|老|旧|无名|原)?"
    r"(?:大坑|土坑|坑塘|深坑|水坑|坑|山沟|河沟|沟渠|排水沟|沟内|山体|水体|空地|荒地|林地|耕地|农田|窑厂|砖窑|采石场|石料场|料场|堆场|院落|路边|河滩|滩地|拆迁工程|维护工程|改造工程|建设项目)"
    r"(?:处|内|里|旁)?"
)
# Words before a list or a name: 位于主城区内的, 环绕主城区的, 毗邻城区西部还有.
_BEFORE = re.compile(
    r"(?:位于|毗邻|紧邻|环绕|邻近|临近|靠近|地处|距离?)(?:市|县|主|中心|老|新)?(?:城区|县城|市区|建成区|镇区|城镇|居民区|河道|黄河|长江)"
    r"[\u4e00-\u9fff]{0,6}?(?=的|还有|有|，|$)"
)
_DISTANCE_BEFORE = re.compile(
    r"(?:距离|距|离|相距)[\u4e00-\u9fff]{1,12}?(?:约|大约)?(?:[\d.]+|[零一二两三四五六七八九十百千半]+)(?:余|多)?(?:公里|千米|米)(?:左右|处|外)?的?$"
)
_CITY_BEFORE = re.compile(r"(?:主城区|中心城区|城区|县城|市区|建成区)$")


def tail(text: str, end: int, limit: int) -> int:
    """Where the expression that begins with a name ends, its relation included; `end` when nothing follows."""
    for pattern in (_STAKE, _DIRECTION_AFTER, _NEAR_AFTER):
        match = pattern.match(text, end, min(limit, end + 30))
        if match and match.end() > end and _may_follow(text, match):
            return match.end()
    return end


def thing(text: str, end: int, limit: int) -> int:
    """Where the words for what lies there end: …村村南大坑."""
    match = _THING_AFTER.match(text, end, min(limit, end + 16))
    return match.end() if match else end


# What may stand after a bare direction: an edge, or what lies there.
_ENDS_DIRECTION = re.compile(r"[^\u4e00-\u9fff]|$|无名|一|某|废弃|大坑|土坑|坑|空地|荒|约|[\d零一二三四五六七八九十百]")
_NAME_GOES_ON = re.compile(r"[部省州村街路镇乡县市区关门庄寨]")


def _may_follow(text: str, match: re.Match[str]) -> bool:
    """A bare direction must be followed by the end of the phrase or by what lies there, not go on as a name."""
    words = match.group()
    if words[-1] not in "东南西北":
        return True
    return bool(_ENDS_DIRECTION.match(text, match.end())) or (
        words not in ("东", "南", "西", "北") and not _NAME_GOES_ON.match(text, match.end())
    )


def relation(text: str, anchor: str, end: int, limit: int) -> Relation | None:
    """Read the relation that follows a name; None when the name itself is the site."""
    stop = tail(text, end, limit)
    words = text[end:stop]
    if not words:
        return None
    offset = read_offset(anchor[-1:] + words)
    if offset is None:
        return Relation(anchor, words, None, None)
    return Relation(anchor, words, offset.bearing_deg, offset.distance_m)


def relation_before(text: str, start: int, begin: int) -> Relation | None:
    """Read a relation that stands before the name or the list it is in, not before `begin`."""
    clause = text[max(begin, start - 120) : start]
    if match := _CITY_BEFORE.search(clause):
        return Relation(match.group(), match.group(), None, None)
    if match := _DISTANCE_BEFORE.search(clause):
        offset = read_offset(match.group())
        return Relation(match.group(), match.group(), None, offset.distance_m if offset else None)
    found = None
    for match in _BEFORE.finditer(clause):
        between = clause[match.end() :]
        if "。" not in between and "；" not in between and "，" not in between:
            found = Relation(match.group(), match.group(), None, None)
    return found
