"""Read where something lies from a place that is named: 村东300米, 桥西北侧, 距村庄约一公里.

An expression is a direction, a distance or both, with 侧, 约, 处 and the like around them. The rules stand in the
tables below; the harder half is to leave names alone (南村, 五里铺, 西部产业园).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Along = Literal["upstream", "downstream"]


@dataclass(frozen=True, slots=True)
class Offset:
    """What an expression says about the way from the place it is measured from.

    Attributes
    ----------
    bearing_deg
        Clockwise from true north; None when only a distance, or only nearness, is said.
    distance_m
        None when only a direction is said.
    start, end
        The expression's code points in the text, end exclusive.
    approximate
        A word such as 约 or 左右 makes the distance rough.
    along
        The distance runs along a river, with or against the water.
    """

    bearing_deg: float | None
    distance_m: float | None
    start: int
    end: int
    approximate: bool = False
    along: Along | None = None


BEARINGS = {
    "东": 90.0, "南": 180.0, "西": 270.0, "北": 0.0,
    "东北": 45.0, "北东": 45.0, "东南": 135.0, "南东": 135.0,
    "西南": 225.0, "南西": 225.0, "西北": 315.0, "北西": 315.0,
}  # fmt: skip

UNITS_M = {"米": 1.0, "m": 1.0, "M": 1.0, "公里": 1000.0, "千米": 1000.0, "km": 1000.0, "KM": 1000.0, "Km": 1000.0,
           "华里": 500.0, "里": 500.0, "里地": 500.0}  # fmt: skip

# A bare order of magnitude in front of the unit: 百米 is about a hundred metres.
BARE_NUMBERS = {"百": 100.0, "千": 1000.0, "半": 0.5}

# What a direction is measured from when it follows directly; without one the expression must open the text.
_ANCHORS = (
    "村委会", "居委会", "村委", "村庄", "村", "庄", "屯", "寨", "社区", "小区", "县城", "城区", "镇区", "集镇", "城", "镇", "乡",
    "厂区", "厂", "矿区", "矿", "园区", "集聚区", "景区", "库区", "公司", "集团", "企业", "站", "桥", "路口", "路", "河", "渠", "沟",
    "湖", "水库", "坝", "大坝", "闸", "山", "岭", "学校", "小学", "中学", "医院", "政府", "场", "口", "塔", "院", "棚", "路段",
    "高速", "铁路", "国道", "省道", "公路", "位置",
)  # fmt: skip

_NUMBER = r"(?:\d+(?:[,，]\d{3})*(?:\.\d+)?|[０-９]+(?:[．.][０-９]+)?|[零〇一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万点]*|半)"
_UNIT = r"(?:公里|千米|华里|里地|里(?=处|外|远|左右|的|之|以|，|。|、|；|$)|[Kk][Mm]|KM|米|[mM](?![A-Za-z²³2-3]))"
_ABOUT_BEFORE = r"(?:大约|约为|约有|约|大概|将近|接近|近|不足|不到|超过|仅)?"
_ABOUT_AFTER = r"(?:左右|上下|许|开外|余|以外|以内)?"
_DISTANCE = rf"(?P<about>{_ABOUT_BEFORE})\s*(?P<number>{_NUMBER})\s*(?P<over>[余多来]?)\s*(?P<unit>{_UNIT})(?P<half>半?)(?P<after>{_ABOUT_AFTER})"
_POINTS = r"(?:东[南北]?|西[南北]?|南[东西]?|北[东西]?)"
_DIRECTION = (
    rf"(?P<formal>正)?(?P<points>{_POINTS})(?:偏(?P<towards>[东南西北])(?:约?(?P<degrees>\d{{1,2}})(?:度|°))?)?"
)
_SIDE = r"(?:方向|方位|侧方|侧|边|面|方|部|头|角|端|首)"
_NAME_GOES_ON = r"(?![省州村街路镇乡县市区关门庄寨巷组队湖河江海沟渠库社]|大街|大道|小区|小学|中学)"

# Patterns in the order they are tried; each names what it reads.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 上游500米, 下游约一公里处: along the water
        rf"(?P<along>上游|下游)(?:方向|侧)?{_DISTANCE}(?:处|外|的地方)?",
        # 以东300米, 东南方向约1.2公里处, 正北500米, 东侧隔路30米
        rf"(?:以|之|的|向|往)?{_DIRECTION}{_SIDE}?(?:大概|隔路|直线距离|距离|相距|距)?{_DISTANCE}(?:处|外|的地方)?",
        # 距离举报点百米左右, 离村三百米: distance only
        rf"(?:距离|相距|距|离)[^，。；、（）\d]{{0,16}}?(?:直线距离)?{_DISTANCE}(?:处|外|的地方)?",
        # 300米处, 500米外 when the anchor stands before
        rf"(?P<bare>){_DISTANCE}(?:处|外|远|的地方)",
        # 以南, 北侧, 东南角, 西头
        rf"(?:[以之]{_DIRECTION}|{_DIRECTION.replace('(?P<', '(?P<s_')}{_SIDE})",
        # 村南 at the end or before what lies there: 村南大坑
        rf"(?<=[{''.join(sorted({a[-1] for a in _ANCHORS}))}]){_DIRECTION}{_NAME_GOES_ON}",
    )
)


def read_offset(text: str) -> Offset | None:
    """Give the first offset that a text expresses, or None.

    Examples
    --------
    >>> read_offset("村东约三百米")
    Offset(bearing_deg=90.0, distance_m=300.0, start=1, end=6, approximate=True, along=None)
    """
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            offset = _read(match, text)
            if offset is not None:
                return offset
    return None


def _read(match: re.Match[str], text: str) -> Offset | None:
    groups = match.groupdict()
    points = groups.get("points") or groups.get("s_points")
    if points and not groups.get("number") and not _may_stand(match, text, points):
        return None
    distance_m = None
    approximate = False
    if groups.get("number"):
        value = _number(groups["number"])
        if value is None:
            return None
        if groups["half"]:
            value += 0.5
        distance_m = value * UNITS_M.get(groups["unit"], UNITS_M.get(groups["unit"].lower(), 1.0))
        approximate = bool(groups["about"] or groups["over"] or groups["after"] or groups["number"] in BARE_NUMBERS)
    bearing = None
    if points:
        towards = groups.get("towards") or groups.get("s_towards")
        degrees = groups.get("degrees") or groups.get("s_degrees")
        bearing = _bearing(points, towards, degrees)
    along: Along | None = {"上游": "upstream", "下游": "downstream"}.get(groups.get("along") or "")  # type: ignore[assignment]
    return Offset(bearing, distance_m, match.start(), match.end(), approximate, along)


def _may_stand(match: re.Match[str], text: str, points: str) -> bool:
    """False where the direction is part of a name: 西部产业集聚区, 南村, 河南省."""
    before, after = text[: match.start()], text[match.end() :]
    opens = not before or before[-1] in "，。；、（( 　"
    if match.group().endswith("部") and after[:1] and after[0] not in "，。；、（）() 的及至和与":
        return not opens and before.endswith(tuple(_ANCHORS))
    if opens and match.group() == points:
        return not after
    return True


def _bearing(points: str, towards: str | None, degrees: str | None) -> float:
    """Give a compass bearing: 东偏北30度 is 60, 东偏北 alone lies half-way to 东北."""
    bearing = BEARINGS[points]
    if towards is None:
        return bearing
    side = (BEARINGS[towards] - bearing + 180) % 360 - 180
    turn = float(degrees) if degrees else 22.5
    return (bearing + (turn if side > 0 else -turn)) % 360


@cache
def _number(numeral: str) -> float | None:
    if numeral in BARE_NUMBERS:
        return BARE_NUMBERS[numeral]
    plain = numeral.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")).replace(",", "").replace("，", "")
    if plain.isascii():
        return float(plain)
    import cn2an  # noqa: PLC0415 - 0.25 s, and most expressions are written in digits

    try:
        return float(cn2an.cn2an(plain.replace("〇", "零").replace("两", "二"), "smart"))
    except ValueError:
        return None
