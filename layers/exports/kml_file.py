"""How do sites become placemarks of KML 2.2, as it is or zipped as KMZ? WGS-84, as the standard says.

A placemark may stand without a point, so a site that nobody can locate keeps its row and has none. Every column of
the tables travels as data, and the colour is the one that the map gives the status.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, Final

from layers.catalog import PROGRESS
from layers.exports.columns import COLUMNS, SAMPLE, row
from layers.exports.reference import Reference
from layers.exports.wording import FILE_TITLE, known, label, xml_text
from layers.feature import SiteFeature

if TYPE_CHECKING:
    from lxml.etree import _Element

KML: Final = "http://www.opengis.net/kml/2.2"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # a fixed time in the archive: the same sites give the same file


def write(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    from lxml import etree  # noqa: PLC0415

    assert reference == Reference(), "checked by layers.exports.check"
    root = etree.Element(f"{{{KML}}}kml", nsmap={None: KML})
    document = _child(root, "Document")
    _child(document, "name", FILE_TITLE)
    every = list(features)
    if any(feature.sample for feature in every):
        _child(document, "description", SAMPLE)
    _styles(document)
    for feature in every:
        _placemark(document, feature)
    etree.ElementTree(root).write(target, encoding="UTF-8", xml_declaration=True)


def write_zipped(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    plain = io.BytesIO()
    write(features, plain, reference)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("doc.kml", _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, plain.getvalue())


def _styles(document: _Element) -> None:
    for entry in PROGRESS.legend:
        style = _child(document, "Style")
        style.set("id", str(entry.value))
        red, green, blue = (entry.colour.lstrip("#")[at : at + 2] for at in (0, 2, 4))
        _child(_child(style, "IconStyle"), "color", f"ff{blue}{green}{red}".lower())


def _placemark(document: _Element, feature: SiteFeature) -> None:
    mark = _child(document, "Placemark")
    mark.set("id", f"site-{xml_text(feature.id)}")
    _child(mark, "name", label(feature))
    note = f"{SAMPLE}。" if feature.sample else ""
    _child(mark, "description", f"{note}{feature.problem}（{known(feature)}）")
    _child(mark, "styleUrl", f"#{feature.status.value}")
    data = _child(mark, "ExtendedData")
    for column, value in zip(COLUMNS, row(feature, Reference().datum), strict=True):
        if value is not None:
            field = _child(data, "Data")
            field.set("name", column.name)
            _child(field, "displayName", column.title)
            _child(field, "value", str(value))
    if feature.lon is not None and feature.lat is not None:
        _child(_child(mark, "Point"), "coordinates", f"{feature.lon:.7f},{feature.lat:.7f}")


def _child(parent: _Element, name: str, text: str | None = None) -> _Element:
    from lxml import etree  # noqa: PLC0415

    child = etree.SubElement(parent, f"{{{KML}}}{name}")
    child.text = None if text is None else xml_text(text)
    return child
