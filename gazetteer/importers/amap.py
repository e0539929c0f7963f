"""Import AMap's JSON: districts and points of interest, GCJ-02.

A district centre is drawn for a label: that of a township lies some five kilometres off, so it is kept only as the
township's rough position. Counties and above are known by their outlines. Points of interest stand at the entrance.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer.importers.jsons import listed, load, text_of
from gazetteer.importers.kinds import kind_of_name
from gazetteer.importers.record import Options, Reading, Record, Refusal, parted
from gazetteer.model import Kind, Precision
from geo.datums import Datum

STREET_UNCERTAINTY_M = 5000.0
POI_UNCERTAINTY_M = 100.0
_LEVELS = {"country", "province", "city", "district", "street"}
_EXAMPLE = "districts[{adcode, name, center, level, districts}] / pois[{id, name, location, type}]"

# The first word of a point's type, and of its second word where that decides.
TYPES: dict[str, Kind] = {
    "公司企业": Kind.ENTERPRISE,
    "公司企业;农林牧渔基地": Kind.FACILITY,
    "公司企业;工厂": Kind.ENTERPRISE,
    "商务住宅;产业园区": Kind.PARK,
    "风景名胜": Kind.RESERVE,
    "地名地址信息;自然地名": Kind.OTHER,
    "地名地址信息;普通地名": Kind.VILLAGE,
    "地名地址信息;村庄级地名": Kind.VILLAGE,
    "地名地址信息;乡镇级地名": Kind.TOWNSHIP,
    "道路附属设施": Kind.FACILITY,
    "交通设施服务": Kind.FACILITY,
    "科教文化服务": Kind.FACILITY,
    "医疗保健服务": Kind.FACILITY,
    "汽车服务": Kind.FACILITY,
    "公共设施": Kind.FACILITY,
}


def read_amap(path: Path, options: Options) -> Reading:
    """Read districts or points of interest.

    Raises
    ------
    BadSource
    """
    items = listed(load(path), path, ("districts", "pois"), _EXAMPLE)
    records, refused = parted(
        _district(item, f"第 {number} 条", county)
        if item.get("level") in _LEVELS
        else _poi(item, f"第 {number} 条", options)
        for number, (item, county) in enumerate(_walked(items, ""), start=1)
    )
    return Reading(records, Datum.GCJ02, refused=refused)


def _walked(items: list[dict[str, Any]], county: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Give districts with those below them, each with the county it lies in."""
    for item in items:
        yield item, county
        own = text_of(item, "adcode") if item.get("level") == "district" else county
        below = item.get("districts")
        if isinstance(below, list):
            yield from _walked([child for child in below if isinstance(child, dict)], own)


def _district(item: dict[str, Any], where: str, county: str) -> Record | Refusal:
    name = text_of(item, "name")
    if item["level"] != "street":
        return Refusal(
            where, name, "县级及以上政区以内置边界为准", "counties and what is above them are known by their outlines"
        )
    at = _position(text_of(item, "center"))
    if at is None:
        return Refusal(where, name, "没有可用的坐标（center）", "it has no usable coordinates (center)")
    return Record(
        where,
        name,
        Kind.TOWNSHIP,
        *at,
        uncertainty_m=STREET_UNCERTAINTY_M,
        precision=Precision.TOWNSHIP,
        county=county or text_of(item, "adcode"),
    )


def _poi(item: dict[str, Any], where: str, options: Options) -> Record | Refusal:
    name = text_of(item, "name")
    at = _position(text_of(item, "location"))
    if at is None:
        return Refusal(where, name, "没有可用的坐标（location）", "it has no usable coordinates (location)")
    words = text_of(item, "type").split("|")[0].split(";")
    kind = TYPES.get(";".join(words[:2])) or TYPES.get(words[0]) or Kind.OTHER
    told = kind_of_name(name)
    return Record(
        where,
        name,
        options.kind or (told if told is not Kind.OTHER else kind),
        *at,
        uncertainty_m=options.uncertainty_m or POI_UNCERTAINTY_M,
        aliases=(alias,) if (alias := text_of(item, "alias")) else (),
        county=text_of(item, "adcode", "adname"),
        code=text_of(item, "id") or None,
    )


def _position(text: str) -> tuple[float, float] | None:
    """Read "longitude,latitude"."""
    try:
        lon, lat = map(float, text.split(","))
    except ValueError:
        return None
    return lon, lat
