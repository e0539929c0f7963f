"""Which amounts does a passage state?

Money, areas, masses, lengths, volumes, concentrations, shares, times over a standard and water classes, each
with its unit normalised to one base unit and the span it was read from. Chinese numerals are read by cn2an.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from findings.model import Quantity, QuantityKind
from findings.numerals import number

# unit as printed: (what it measures, base unit, how many base units it is)
UNITS: Final[dict[str, tuple[QuantityKind, str, float]]] = {
    "亿元": (QuantityKind.MONEY, "CNY", 1e8),
    "万元": (QuantityKind.MONEY, "CNY", 1e4),
    "元": (QuantityKind.MONEY, "CNY", 1),
    "平方公里": (QuantityKind.AREA, "m2", 1e6),
    "平方千米": (QuantityKind.AREA, "m2", 1e6),
    "公顷": (QuantityKind.AREA, "m2", 1e4),
    "亩": (QuantityKind.AREA, "m2", 10000 / 15),
    "平方米": (QuantityKind.AREA, "m2", 1),
    "蒸吨": (QuantityKind.BOILER, "t/h", 1),
    "吨标准煤": (QuantityKind.COAL, "tce", 1),
    "吨标煤": (QuantityKind.COAL, "tce", 1),
    "吨": (QuantityKind.MASS, "t", 1),
    "公斤": (QuantityKind.MASS, "t", 1e-3),
    "千克": (QuantityKind.MASS, "t", 1e-3),
    "公里": (QuantityKind.LENGTH, "m", 1e3),
    "千米": (QuantityKind.LENGTH, "m", 1e3),
    "米": (QuantityKind.LENGTH, "m", 1),
    "立方米": (QuantityKind.VOLUME, "m3", 1),
    "方": (QuantityKind.VOLUME, "m3", 1),
    "微克/立方米": (QuantityKind.CONCENTRATION, "mg/m3", 1e-3),
    "毫克/立方米": (QuantityKind.CONCENTRATION, "mg/m3", 1),
    "μg/m³": (QuantityKind.CONCENTRATION, "mg/m3", 1e-3),
    "mg/m³": (QuantityKind.CONCENTRATION, "mg/m3", 1),
    "毫克/升": (QuantityKind.CONCENTRATION, "mg/L", 1),
    "mg/L": (QuantityKind.CONCENTRATION, "mg/L", 1),
    "%": (QuantityKind.SHARE, "1", 0.01),
    "％": (QuantityKind.SHARE, "1", 0.01),
}
# A word in front that makes of a bare 3倍 a standard that is exceeded, and of money a fine.
EXCEEDS: Final = ("超标", "超出标准", "超过标准", "超出排放标准", "超限值")
FINES: Final = ("罚款", "罚没", "处罚", "罚金", "并处", "罚")
REACH: Final = 12  # so many characters in front are looked at

WATER_CLASSES: Final = {
    "Ⅰ": 1,
    "Ⅱ": 2,
    "Ⅲ": 3,
    "Ⅳ": 4,
    "Ⅴ": 5,
    "V": 5,
    "IV": 4,
    "III": 3,
    "II": 2,
    "I": 1,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
}

# One class of first characters lets the search skip everything else at the speed of C.
_NUMERAL: Final = r"[\d〇零一二两三四五六七八九十百千](?:[\d,，.]{0,18}|[〇零一二两三四五六七八九十百千]{0,11})"
_UNITS: Final = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_AMOUNT: Final = re.compile(rf"({_NUMERAL})\s?(?:余|多)?(亿|万)?(?:余|多)?({_UNITS}|倍)")
_WATER_CLASS: Final = re.compile(r"(Ⅰ|Ⅱ|Ⅲ|Ⅳ|Ⅴ|IV|V|III|II|I|[一二三四五])类(水质|水体|水|标准)?")
_WORSE: Final = re.compile(r"劣\s?$")
_CLASS_WORDS: Final = ("水质", "断面", "水体")  # in front of a class written in Chinese digits


def quantities(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    """Amounts in text order; spans are shifted by `offset`, so that they count in the document."""
    found = sorted((*_amounts(text), *_water_classes(text)), key=lambda q: q.start)
    return tuple(Quantity(q.kind, q.value, q.unit, q.text, q.start + offset, q.end + offset) for q in found)


def _amounts(text: str) -> Iterator[Quantity]:
    for match in _AMOUNT.finditer(text):
        digits, myriad, printed = match.groups()
        value = number(digits)
        if value is None:
            continue
        value *= {"亿": 1e8, "万": 1e4, None: 1}[myriad]
        before = text[max(0, match.start() - REACH) : match.start()]
        if printed == "倍":
            if not any(word in before for word in EXCEEDS):
                continue
            kind, unit = QuantityKind.EXCEEDANCE, "times the standard"
        else:
            kind, unit, base = UNITS[printed]
            value *= base
            if kind is QuantityKind.MONEY and any(word in before for word in FINES):
                kind = QuantityKind.FINE
            if (
                printed == "方"
                and not myriad
                and text[match.end() : match.end() + 1] not in ("", "，", "。", "；", "、", "）")
            ):
                continue  # 一方面, 三方协议
        yield Quantity(kind, round(value, 6), unit, match[0], *match.span())


def _water_classes(text: str) -> Iterator[Quantity]:
    for match in _WATER_CLASS.finditer(text):
        numeral, noun = match.groups()
        before = text[max(0, match.start() - REACH) : match.start()]
        worse = _WORSE.search(before)
        start = match.start() - (worse.end() - worse.start() if worse else 0)
        if numeral in "一二三四五" and not (worse or noun or any(word in before for word in _CLASS_WORDS)):
            continue  # 一类问题 is no water class
        value = WATER_CLASSES[numeral] + (1 if worse else 0)
        yield Quantity(QuantityKind.WATER_CLASS, float(value), "class", text[start : match.end()], start, match.end())
