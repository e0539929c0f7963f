"""The text of an OFD file, China's national format for fixed pages (GB/T 33190).

An OFD is a zip of XML in which every piece of text stands with its position and the distance between its
characters, in millimetres. Its characters and rules go the same way as those of a PDF: `printed_page` and
`paragraphs`. Signatures, annotations and page templates (letterheads) are left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lxml import etree

from findings.readers.limits import PDF_PAGES
from findings.readers.package import Package, attribute, child, local_name, resolved
from findings.readers.page_rules import Segment
from findings.readers.paragraphs import text_of
from findings.readers.printed_page import Glyph, Page, laid_out
from findings.readers.refusal import Refusal, damaged

_POINTS_PER_MM = 72 / 25.4
_A4_MM = (210.0, 297.0)
_MAX_REPEAT = 10_000


def read_ofd(data: bytes) -> str:
    package = Package(data)
    root = package.xml("OFD.xml")
    located = [] if root is None else [one.text for one in root.iter("{*}DocRoot") if one.text]
    pages = [page for location in located for page in _pages(package, resolved(PurePosixPath(), location.strip()))]
    if not pages:
        raise damaged("OFD 文件（没有页面）", "OFD file (it has no pages)")
    if not any(page.characters for page in pages):
        raise Refusal(
            "OFD 里只有图片没有文字；请先做文字识别（OCR），或用 OFD 阅读器转换为 docx 后再试",
            "the OFD holds pictures without text; run character recognition (OCR) first, or convert it to docx",
        )
    return text_of(pages)


def _pages(package: Package, document: str) -> Iterator[Page]:
    root = package.xml(document)
    if root is None:
        return
    folder = PurePosixPath(document).parent
    pages = child(root, "Pages")
    default = _numbers(_text(next(iter(root.iter("{*}PageArea")), None), "PhysicalBox"))
    entries = [] if pages is None else list(pages.iterchildren())
    if len(entries) > PDF_PAGES:
        raise Refusal(
            f"OFD 有{len(entries)}页，超过{PDF_PAGES}页的上限；请拆分后再试",
            f"an OFD of {len(entries)} pages is above the limit of {PDF_PAGES}; split it and retry",
        )
    for entry in entries:
        content = package.xml(resolved(folder, attribute(entry, "BaseLoc") or ""))
        if content is not None:
            yield _page(content, default)


def _page(content: etree._Element, default: list[float]) -> Page:
    box = _numbers(_text(child(content, "Area"), "PhysicalBox")) or default
    width, height = (box[2], box[3]) if len(box) == 4 else _A4_MM
    glyphs: list[Glyph] = []
    segments: list[Segment] = []
    has_image = False
    for element in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        boundary = _numbers(attribute(element, "Boundary"))
        if len(boundary) != 4 or attribute(element, "Visible") == "false":
            continue
        name = local_name(element)
        if name == "TextObject":
            glyphs.extend(_glyphs(element, boundary))
        elif name == "PathObject":
            segments.extend(_segments(element, boundary))
        else:
            has_image = has_image or boundary[2] * boundary[3] > 0.3 * width * height
    size = (width * _POINTS_PER_MM, height * _POINTS_PER_MM)
    return laid_out(glyphs, segments, size, unmapped=0, has_image=has_image)


def _glyphs(element: etree._Element, boundary: list[float]) -> Iterator[Glyph]:
    size = (_numbers(attribute(element, "Size")) or [0.0])[0]
    matrix = _numbers(attribute(element, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if abs(b) > 0.01 * abs(a) or a <= 0:  # turned text is a watermark or a seal
        return
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        x = (_numbers(attribute(code, "X")) or [x])[0]
        y = (_numbers(attribute(code, "Y")) or [y])[0]
        text = (code.text or "").strip("\r\n")
        steps = _deltas(attribute(code, "DeltaX"), len(text))
        downs = _deltas(attribute(code, "DeltaY"), len(text))
        at_x, at_y = x, y
        for index, character in enumerate(text):
            step = steps[index] if index < len(steps) else size
            printed = (
                (boundary[0] + a * at_x + c * at_y + e) * _POINTS_PER_MM,
                (boundary[1] + b * at_x + d * at_y + f) * _POINTS_PER_MM,
            )
            advance = a * (min(step, size) if step > 0 else size) * _POINTS_PER_MM
            if all(map(math.isfinite, (*printed, advance))) and character.isprintable():
                yield Glyph(character, printed[0], printed[1], advance, max(d * size * _POINTS_PER_MM, 1.0))
            at_x += step if steps or not downs else 0.0
            at_y += downs[index] if index < len(downs) else 0.0


def _segments(element: etree._Element, boundary: list[float]) -> Iterator[Segment]:
    """The straight strokes of a path: M x y L x y …, in the path's own box."""
    matrix = _numbers(attribute(element, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    data = next((one.text or "" for one in element.iterchildren("{*}AbbreviatedData")), "")
    here: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    for command, numbers in re.findall(r"([A-Z])([^A-Z]*)", data):
        values = _numbers(numbers)
        if command == "C" and here and first:
            target = first
        elif len(values) >= 2:
            x, y = values[-2:]
            target = (boundary[0] + a * x + c * y + e, boundary[1] + b * x + d * y + f)
        else:
            continue
        if command in {"L", "C"} and here is not None:
            ends = [value * _POINTS_PER_MM for value in (*here, *target)]
            if min(abs(ends[2] - ends[0]), abs(ends[3] - ends[1])) < 1 and all(map(math.isfinite, ends)):
                yield Segment.of(*ends)
        if command in {"M", "S"}:
            first = target
        here = target


def _deltas(text: str | None, wanted: int) -> list[float]:
    """Distances between characters; "g 3 5" stands for 5 5 5."""
    parts = (text or "").split()
    deltas: list[float] = []
    at = 0
    while at < len(parts) and len(deltas) < wanted:
        if parts[at] == "g" and at + 2 < len(parts):
            count = _numbers(parts[at + 1])
            step = _numbers(parts[at + 2])
            if count and step:
                deltas.extend(step * int(max(0, min(count[0], wanted, _MAX_REPEAT))))
            at += 3
        else:
            deltas.extend(_numbers(parts[at]))
            at += 1
    return deltas


def _text(element: etree._Element | None, name: str) -> str | None:
    inner = child(element, name)
    return None if inner is None else inner.text


def _numbers(text: str | None) -> list[float]:
    """The numbers of a list; anything beyond any page is no number."""
    numbers = re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?", text or "")
    return [value for value in map(float, numbers) if abs(value) < 1e6]
