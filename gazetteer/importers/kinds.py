"""Which kind is a place, by the word a file uses for it or by the end of its name?"""

from __future__ import annotations

from functools import cache, lru_cache

from gazetteer.grammar_words import TYPE_WORDS
from gazetteer.model import Kind
from gazetteer.names import clean, is_zone

# Words of columns such as 类型 and 地名类别; the longest that is contained decides.
KIND_WORDS: dict[str, Kind] = {
    "省级": Kind.PROVINCE,
    "地级": Kind.CITY,
    "县级": Kind.COUNTY,
    "乡镇": Kind.TOWNSHIP,
    "镇": Kind.TOWNSHIP,
    "街道": Kind.TOWNSHIP,
    "民族乡": Kind.TOWNSHIP,
    "乡": Kind.TOWNSHIP,
    "村": Kind.VILLAGE,
    "村庄": Kind.VILLAGE,
    "村民委员会": Kind.VILLAGE,
    "自然村": Kind.VILLAGE,
    "农村居民点": Kind.VILLAGE,
    "城镇居民点": Kind.VILLAGE,
    "社区": Kind.VILLAGE,
    "居民委员会": Kind.VILLAGE,
    "居民点": Kind.VILLAGE,
    "河流": Kind.RIVER,
    "河道": Kind.RIVER,
    "沟渠": Kind.RIVER,
    "水系": Kind.RIVER,
    "湖泊": Kind.RIVER,
    "断面": Kind.SECTION,
    "监测点": Kind.SECTION,
    "矿": Kind.MINE,
    "矿山": Kind.MINE,
    "矿区": Kind.MINE,
    "采石场": Kind.MINE,
    "采矿": Kind.MINE,
    "园区": Kind.PARK,
    "集聚区": Kind.PARK,
    "工业区": Kind.PARK,
    "保护区": Kind.RESERVE,
    "自然保护地": Kind.RESERVE,
    "风景名胜区": Kind.RESERVE,
    "森林公园": Kind.RESERVE,
    "山": Kind.MOUNTAIN,
    "山峰": Kind.MOUNTAIN,
    "道路": Kind.ROAD,
    "公路": Kind.ROAD,
    "铁路": Kind.ROAD,
    "街巷": Kind.ROAD,
    "开发区": Kind.FUNCTIONAL_ZONE,
    "示范区": Kind.FUNCTIONAL_ZONE,
    "功能区": Kind.FUNCTIONAL_ZONE,
    "企业": Kind.ENTERPRISE,
    "公司": Kind.ENTERPRISE,
    "厂": Kind.ENTERPRISE,
    "设施": Kind.FACILITY,
    "水库": Kind.FACILITY,
    "尾矿库": Kind.FACILITY,
    "填埋场": Kind.FACILITY,
    "污水处理厂": Kind.FACILITY,
    "加油站": Kind.FACILITY,
    "学校": Kind.FACILITY,
    "桥": Kind.FACILITY,
    "排污口": Kind.FACILITY,
    "坑": Kind.OTHER,
    "坑塘": Kind.OTHER,
    "其他": Kind.OTHER,
}

# How names of units end; the type words of the grammar tell the other kinds.
_UNIT_ENDS = {
    Kind.TOWNSHIP: ("镇", "乡", "街道", "街道办事处", "办事处", "苏木"),
    Kind.VILLAGE: ("村", "社区", "村民委员会", "村委会", "居民委员会", "居委会", "嘎查", "庄", "屯", "寨"),
}


@lru_cache(maxsize=1024)
def kind_of_word(word: str) -> Kind | None:
    """Read a kind from what a file calls it: one of our own words, or a Chinese one."""
    if not word:
        return None
    own = word.strip().lower().replace(" ", "_")
    if own in {kind.value for kind in Kind}:
        return Kind(own)
    word = clean(word)
    known = max((known for known in KIND_WORDS if known in word), key=len, default=None)
    return KIND_WORDS[known] if known else None


def kind_of_name(name: str) -> Kind:
    """Tell a kind from how a name ends; OTHER when nothing tells.

    Examples
    --------
    >>> [kind_of_name(n).value for n in ("某某有限公司", "北朱村", "柏山镇", "大沙河", "北山料坑")]
    ['enterprise', 'village', 'township', 'river', 'other']
    """
    name = clean(name)
    if is_zone(name):
        return Kind.PARK if name.endswith(("园", "园区", "集聚区", "聚集区", "产业区")) else Kind.FUNCTIONAL_ZONE
    for length in range(min(len(name) - 1, _longest()), 0, -1):
        kind = _ends().get(name[-length:])
        if kind is not None:
            return kind
    return Kind.OTHER


def is_bare_type(name: str) -> bool:
    """True for words that say what something is and not which: 停车场, 水库, 河."""
    name = clean(name)
    return len(name) < 2 or name in _ends()


@cache
def _ends() -> dict[str, Kind]:
    ends = {word.word: word.kind for word in TYPE_WORDS}
    ends.update({word: kind for kind, words in _UNIT_ENDS.items() for word in words})
    return ends


@cache
def _longest() -> int:
    return max(map(len, _ends()))
