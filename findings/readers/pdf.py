"""The text of a PDF: which characters and rules pdfium finds on each page, in a person's coordinates.

How they make lines and tables is decided in `printed_page`, how lines make paragraphs in `paragraphs`. Pages are
read one after another and only their lines are kept, so memory stays small. A page whose text runs along another
direction (landscape annexes) is turned first; characters across that direction are watermarks and are left out.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from findings.readers.limits import PDF_PAGES, TEXT_CHARACTERS
from findings.readers.page_rules import Segment
from findings.readers.paragraphs import text_of
from findings.readers.printed_page import Glyph, Page, laid_out
from findings.readers.refusal import Refusal, damaged

_NO_LETTER = frozenset(["\x00", "\ufffd", "\ufeff"])
_MAX_STROKES = 400  # of one path; a table's rules have few, a drawing has many


def read_pdf(data: bytes) -> str:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY}:
            raise Refusal(
                "PDF 已加密，需要密码；请用密码打开后另存为不加密的 PDF 再试",
                "the PDF is encrypted; open it with its password and save it without one",
            ) from None
        raise damaged("PDF ", "PDF") from None
    try:
        if len(document) > PDF_PAGES:
            raise Refusal(
                f"PDF 有{len(document)}页，超过{PDF_PAGES}页的上限；请拆分后再试",
                f"a PDF of {len(document)} pages is above the limit of {PDF_PAGES}; split it and retry",
            )
        pages = list(_pages(document))
    except pdfium.PdfiumError:
        raise damaged("PDF ", "PDF") from None
    finally:
        document.close()
    _refuse_without_text(pages)
    return text_of(pages)


def _pages(document: pdfium.PdfDocument) -> Iterator[Page]:
    characters = 0
    for index in range(len(document)):
        page = document[index]
        try:
            read = _page(page)
        finally:
            page.close()
        characters += read.characters
        if characters > TEXT_CHARACTERS:
            raise Refusal(
                f"PDF 文字超过{TEXT_CHARACTERS:,}个字符的上限；请拆分后再试",
                f"the PDF's text is above the limit of {TEXT_CHARACTERS:,} characters; split it and retry",
            )
        yield read


def _refuse_without_text(pages: Sequence[Page]) -> None:
    characters = sum(page.characters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    scanned = sum(page.has_image and page.characters < 20 for page in pages)
    if unmapped > characters:
        raise Refusal(
            "PDF 的字体没有文字编码，读出来是乱码；请用原文件，或做文字识别（OCR）后再试",
            "the PDF's fonts do not say which letters they show; use the original file, or run OCR first",
        )
    if scanned * 2 > len(pages) or (scanned and characters == 0):
        raise Refusal(
            "是扫描件，页面只有图片没有文字；请先做文字识别（OCR），另存为带文字的 PDF 或 docx 后再试",
            "a scanned PDF: its pages are pictures without text; run character recognition (OCR) first and save the result",
        )


def _page(page: pdfium.PdfPage) -> Page:
    width, height = page.get_size()
    if page.get_rotation() in {90, 270}:  # sizes come as displayed, characters as stored
        width, height = height, width
    glyphs, unmapped, turn = _glyphs(page, width, height)
    segments, has_image = _drawings(page, width, height, turn)
    if turn in {90, 270}:
        width, height = height, width
    return laid_out(glyphs, segments, (width, height), unmapped=unmapped, has_image=has_image)


def _glyphs(page: pdfium.PdfPage, width: float, height: float) -> tuple[list[Glyph], int, int]:
    """The characters of the main direction, how many have no letter, and the direction in degrees."""
    text_page = page.get_textpage()
    found: list[tuple[int, str, float, float, tuple[float, float, float, float]]] = []
    unmapped = 0
    try:
        x, y = ctypes.c_double(), ctypes.c_double()
        box = pdfium_c.FS_RECTF()
        for index in range(text_page.count_chars()):
            if pdfium_c.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            code = pdfium_c.FPDFText_GetUnicode(text_page, index)
            character = _character(code)
            if character is None:
                unmapped += 1
                continue
            pdfium_c.FPDFText_GetCharOrigin(text_page, index, x, y)
            if not pdfium_c.FPDFText_GetLooseCharBox(text_page, index, box):
                continue
            angle = round(math.degrees(pdfium_c.FPDFText_GetCharAngle(text_page, index))) % 360
            found.append((angle, character, x.value, y.value, (box.left, box.bottom, box.right, box.top)))
    finally:
        text_page.close()
    upright = Counter(angle // 90 * 90 for angle, *_ in found if angle % 90 == 0)
    turn = upright.most_common(1)[0][0] if upright else 0
    glyphs = [
        _glyph(character, _turned(at_x, at_y, width, height, turn), _turned_box(bounds, width, height, turn))
        for angle, character, at_x, at_y, bounds in found
        if angle == turn and all(map(math.isfinite, (at_x, at_y, *bounds)))
    ]
    return glyphs, unmapped, turn


def _glyph(character: str, origin: tuple[float, float], bounds: tuple[float, float, float, float]) -> Glyph:
    left, top, right, bottom = bounds
    return Glyph(character, left, origin[1], right - left, max(bottom - top, 1.0))


def _character(code: int) -> str | None:
    """The letter of a code, None when the font does not say which one it is."""
    if code in {0xFFFE, 0x02}:  # pdfium's sign for a hyphen at the end of a line
        return "-"
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or 0xE000 <= code <= 0xF8FF:
        return None
    character = chr(code)
    return None if character in _NO_LETTER else character


def _turned(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """A stored point (origin lower left) as seen with the text upright (origin upper left)."""
    if turn == 90:
        return y, x
    if turn == 180:
        return width - x, y
    if turn == 270:
        return height - y, width - x
    return x, height - y


def _turned_box(
    bounds: tuple[float, float, float, float], width: float, height: float, turn: int
) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a stored box (left, bottom, right, top)."""
    x0, y0 = _turned(bounds[0], bounds[1], width, height, turn)
    x1, y1 = _turned(bounds[2], bounds[3], width, height, turn)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _drawings(page: pdfium.PdfPage, width: float, height: float, turn: int) -> tuple[list[Segment], bool]:
    """The straight rules drawn on the page, and whether it carries an image over most of it."""
    segments: list[Segment] = []
    has_image = False
    kinds: Any = [pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE]
    for drawn in page.get_objects(filter=kinds, max_depth=3):
        left, top, right, bottom = _turned_box(drawn.get_bounds(), width, height, turn)
        if drawn.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            has_image = has_image or (right - left) * (bottom - top) > 0.3 * width * height
        else:
            segments.extend(_path_segments(drawn, (left, top, right, bottom), (width, height, turn)))
    return segments, has_image


def _path_segments(
    path: Any, bounds: tuple[float, float, float, float], frame: tuple[float, float, int]
) -> list[Segment]:
    """A thin path is one rule; a larger one gives each of its straight horizontal or vertical strokes."""
    left, top, right, bottom = bounds
    if min(right - left, bottom - top) < 3:
        return [Segment.of(left, top, right, bottom)]
    matrix = path.get_matrix()
    segments: list[Segment] = []
    start: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path), _MAX_STROKES)):
        stroke = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(stroke, x, y)
        at_x, at_y = matrix.on_point(x.value, y.value)
        point = _turned(at_x, at_y, *frame)
        kind = pdfium_c.FPDFPathSegment_GetType(stroke)
        if kind == pdfium_c.FPDF_SEGMENT_LINETO and start is not None:
            dx, dy = abs(point[0] - start[0]), abs(point[1] - start[1])
            if min(dx, dy) < 1 < max(dx, dy):
                segments.append(Segment.of(*start, *point))
        start = point
    return segments
