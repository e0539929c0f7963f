"""Which column of a table holds what? By its heading, Chinese or English, or as whoever imports says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from gazetteer.errors import BadSource

# Our words for columns, and the headings that mean them; compared without spaces, brackets and units.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "名称", "地名", "标准名称", "标准地名", "断面名称", "单位名称", "企业名称", "点位名称", "站点名称", "监测点名称",
        "设施名称", "矿山名称", "河流名称", "道路名称", "name", "name:zh", "standard_name",
    ),
    "alias": ("别名", "曾用名", "简称", "俗称", "其他名称", "alias", "alt_name", "old_name", "short_name"),
    "kind": ("类型", "类别", "地名类别", "地名类型", "设施类型", "点位类型", "kind", "type", "category", "place_type"),
    "lon": ("经度", "东经", "中心经度", "生产经营场所经度", "生产经营场所中心经度", "lon", "lng", "long", "longitude"),
    "lat": ("纬度", "北纬", "中心纬度", "生产经营场所纬度", "生产经营场所中心纬度", "lat", "latitude"),
    "x": ("x", "x坐标", "横坐标", "东坐标", "e", "easting", "point_x"),
    "y": ("y", "y坐标", "纵坐标", "北坐标", "n", "northing", "point_y"),
    "coordinates": ("坐标", "经纬度", "位置坐标", "location", "coordinates"),
    "code": (
        "编码", "代码", "编号", "断面编码", "断面代码", "统一社会信用代码", "社会信用代码", "排污许可证编号", "许可证编号", "code", "id",
    ),
    "county": ("县", "区县", "县区", "县市区", "所在县", "所属县", "行政区", "行政区划", "行政区划代码", "所在行政区", "所在区县",
               "行政区域", "county", "district", "area_name"),
    "township": ("乡镇", "所在乡镇", "所属乡镇", "街道", "乡镇街道", "township", "town"),
    "address": ("地址", "生产经营场所地址", "详细地址", "经营地址", "生产地址", "住所", "位置", "address"),
    "uncertainty": ("误差", "精度", "误差半径", "定位精度", "uncertainty", "uncertainty_m", "accuracy"),
    "river": ("所在河流", "河流", "所属河流", "水体", "所在水体", "水体名称", "river"),
    "level": ("级别", "断面级别", "控制级别", "断面类型", "level"),
    "trade": ("行业类别", "行业", "行业名称", "所属行业", "trade", "industry"),
    "by": ("标注人", "填报人", "记录人", "by", "author"),
    "at": ("标注时间", "填报时间", "时间", "日期", "at", "time", "date"),
}  # fmt: skip

_NOISE = re.compile(r"[\s_\-:：]|[（(\[][^）)\]]*[）)\]]|°")
_BY_HEADING = {_NOISE.sub("", heading).lower(): column for column, headings in HEADINGS.items() for heading in headings}


def columns_of(
    headings: Sequence[str], given: Mapping[str, str], needed: Sequence[tuple[str, ...]], path: Path
) -> dict[str, int]:
    """Say for each of our words which column of a table it is.

    Parameters
    ----------
    given
        What whoever imports says: our word → heading. It goes before what the headings tell.
    needed
        Groups of words of which at least one must be there.

    Raises
    ------
    BadSource
        When a stated heading does not exist, a word is not ours, or a needed column is not found.
    """
    found: dict[str, int] = {}
    for number, heading in enumerate(headings):
        word = _BY_HEADING.get(_plain(heading))
        if word is not None:
            found.setdefault(word, number)
    plain = [_plain(heading) for heading in headings]
    for word, heading in given.items():
        if word not in HEADINGS:
            raise BadSource(
                f"--columns 中的“{word}”不是可用的栏目；可用：{'、'.join(HEADINGS)}。",
                f"“{word}” in --columns is no column of ours; there are {', '.join(HEADINGS)}.",
            )
        if _plain(heading) not in plain:
            raise BadSource(
                f"{path.name} 没有名为“{heading}”的列；它的列是：{_shown(headings, '、')}。",
                f"{path.name} has no column called “{heading}”; its columns are {_shown(headings, ', ')}.",
            )
        found[word] = plain.index(_plain(heading))
    for group in needed:
        if not any(word in found for word in group):
            title = HEADINGS[group[0]][0]
            raise BadSource(
                f"{path.name} 第 1 行没有“{title}”列（现有列：{_shown(headings, '、')}）；请用 --columns {group[0]}=列名 指明。",
                f"{path.name}, line 1: no column for “{group[0]}” (the columns are {_shown(headings, ', ')}); "
                f"say which with --columns {group[0]}=HEADING.",
            )
    return found


def _plain(heading: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", heading)).lower()


def _shown(headings: Sequence[str], mark: str) -> str:
    return mark.join(heading or "?" for heading in headings[:20]) + ("…" if len(headings) > 20 else "")
