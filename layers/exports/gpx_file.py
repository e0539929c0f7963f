"""How do sites become waypoints of a GPS receiver? GPX 1.1, WGS-84.

A waypoint is a point by definition, so a site that nobody can locate is not in the file; the file says how many
there are. A site known only to its township or county stands where that unit's point is, and its name says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from layers.exports.columns import SAMPLE
from layers.exports.reference import Reference
from layers.exports.wording import FILE_TITLE, known, label, xml_text
from layers.feature import SiteFeature

if TYPE_CHECKING:
    from lxml.etree import _Element

GPX: Final = "http://www.topografix.com/GPX/1/1"
OURS: Final = "urn:zhenggai:gpx:1"
"""Namespace of what GPX has no element for."""


def write(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    from lxml import etree  # noqa: PLC0415

    assert reference == Reference(), "checked by layers.exports.check"
    every = list(features)
    placed = [feature for feature in every if feature.lon is not None]
    root = etree.Element(
        f"{{{GPX}}}gpx", {"version": "1.1", "creator": "Zhenggai Map"}, nsmap={None: GPX, "zhenggai": OURS}
    )
    about = _child(root, "metadata")
    _child(about, "name", FILE_TITLE)
    _child(about, "desc", _description(every, placed))
    for feature in placed:
        _waypoint(root, feature)
    etree.ElementTree(root).write(target, encoding="UTF-8", xml_declaration=True)


def _description(every: list[SiteFeature], placed: list[SiteFeature]) -> str:
    notes = [f"{len(placed)} 处地点。"]
    if len(placed) < len(every):
        notes.append(f"另有 {len(every) - len(placed)} 处位置不明，未列入。")
    if any(feature.sample for feature in every):
        notes.append(f"{SAMPLE}。")
    return "".join(notes)


def _waypoint(root: _Element, feature: SiteFeature) -> None:
    point = _child(root, "wpt")
    point.set("lat", f"{feature.lat:.7f}")
    point.set("lon", f"{feature.lon:.7f}")
    _child(point, "name", label(feature))  # the standard fixes the order of these elements
    _child(point, "cmt", f"位置：{known(feature)}")
    _child(point, "desc", f"{SAMPLE}。{feature.problem}" if feature.sample else feature.problem)
    _child(point, "src", feature.source)
    _child(point, "type", feature.status.value)
    more = _child(point, "extensions")
    for name in ("id", "document", "finding", "precision", "uncertainty_m", "status", "primary_category", "deadline"):
        value: Any = getattr(feature, name)
        if value is not None:
            _child(more, name, str(value), OURS)


def _child(parent: _Element, name: str, text: str | None = None, namespace: str = GPX) -> _Element:
    from lxml import etree  # noqa: PLC0415

    child = etree.SubElement(parent, f"{{{namespace}}}{name}")
    child.text = None if text is None else xml_text(text)
    return child
