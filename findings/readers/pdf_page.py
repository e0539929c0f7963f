"""What stands on a page of a PDF: lines of text and ruled tables, in reading order.

Coordinates are points with the origin at the page's upper left corner, as the reader sees the page: a page whose
text runs along another direction (landscape annexes) is turned first. Characters across that direction are
watermarks and are left out.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from findings.readers.pdf_rules import GridCell, Segment, grids
from findings.readers.tables import cell_text

_SPACES = frozenset(" \t\u00a0\u3000\u2002\u2003\u2009")
_CLOSING = frozenset("，。、；：？！）》”’」』】〕〉％%,.;:?!)]}…")
_HANGING = frozenset("，。、；：,.;:")  # may stand beyond the right margin
_OPENING = frozenset("（《“‘「『【〔〈([{")
_NO_LETTER = frozenset(["\x00", "\ufffd", "\ufeff"])


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character; `base` is its base line, `width` its advance."""

    character: str
    left: float
    base: float
    width: float
    size: float

    @property
    def right(self) -> float:
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. `body_right` is its right end without punctuation that may hang over the margin;
    `first_width` is the width of what cannot be parted at its beginning: if that had fitted on the line before, the
    break between the two was meant.
    """

    text: str
    left: float
    right: float
    body_right: float
    base: float
    size: float
    first_width: float


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a ruled table: its place in the grid, its span, its lines."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `edges` are the positions of its vertical rules, to tell a table that runs on overleaf."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in reading order, its size, and what to know when there is little text on it."""

    width: float
    height: float
    items: tuple[Line | Table, ...]
    characters: int
    unmapped: int
    has_image: bool


def read_page(page: pdfium.PdfPage) -> Page:
    width, height = page.get_size()
    if page.get_rotation() in {90, 270}:  # sizes come as displayed, characters as stored
        width, height = height, width
    glyphs, unmapped, turn = _glyphs(page, width, height)
    segments, has_image = _drawings(page, width, height, turn)
    if turn in {90, 270}:
        width, height = height, width
    tables: list[Table] = []
    rest = glyphs
    for grid in grids(segments):
        inside = [glyph for glyph in rest if grid.holds(glyph.left + glyph.width / 2, glyph.base - glyph.size / 3)]
        if len(inside) == 0 or len(grid.cells) < 2:
            continue
        taken = set(map(id, inside))
        rest = [glyph for glyph in rest if id(glyph) not in taken]
        cells = tuple(_table_cell(cell, inside) for cell in grid.cells)
        tables.append(Table(grid.top, grid.bottom, grid.edges, cells))
    items: list[Line | Table] = [*lines_of(rest), *tables]
    items.sort(key=lambda item: item.base if isinstance(item, Line) else item.top)
    return Page(width, height, tuple(items), len(glyphs), unmapped, has_image)


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Glyphs gathered into lines from top to bottom; those of about the same base line belong together."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.base, one.left)):
        near = rows[-1] if rows else None
        if near is not None and abs(glyph.base - near[0].base) < 0.4 * max(glyph.size, near[0].size):
            near.append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(sorted(row, key=lambda one: one.left))) is not None]


def _line(row: list[Glyph]) -> Line | None:
    kept: list[Glyph] = []
    text = ""
    for glyph in row:
        before = kept[-1] if kept else None
        if before is not None and glyph.character == before.character and _drawn_twice(before, glyph):
            continue
        if before is not None and _apart(before, glyph):
            text += " "
        text += glyph.character
        kept.append(glyph)
    printed = [glyph for glyph in kept if glyph.character not in _SPACES]
    if not printed:
        return None
    last = next((glyph for glyph in reversed(printed) if glyph.character not in _HANGING), printed[-1])
    return Line(
        text=text.strip("".join(_SPACES)),
        left=printed[0].left,
        right=printed[-1].right,
        body_right=last.right,
        base=printed[0].base,
        size=Counter(round(glyph.size, 1) for glyph in printed).most_common(1)[0][0],
        first_width=_first_width(printed),
    )


def _drawn_twice(before: Glyph, glyph: Glyph) -> bool:
    """True for a character printed again a hair aside to look bold."""
    return abs(glyph.left - before.left) < 0.2 * glyph.size and abs(glyph.base - before.base) < 0.2 * glyph.size


def _apart(before: Glyph, glyph: Glyph) -> bool:
    """True where a gap stands for a space that is not printed."""
    if before.character in _SPACES or glyph.character in _SPACES:
        return False
    narrow = before.character.isascii() and glyph.character.isascii()
    return glyph.left - before.right > (0.25 if narrow else 0.9) * glyph.size


def _first_width(printed: list[Glyph]) -> float:
    """The width of the first part of a line that a typesetter would not break."""
    end = 1
    while end < len(printed):
        before, after = printed[end - 1].character, printed[end].character
        word = before.isascii() and after.isascii() and before.isalnum() and (after.isalnum() or after in ".,%-/")
        number = before in ".,-/" and after.isascii() and after.isalnum()
        if not (word or number or before in _OPENING or after in _CLOSING):
            break
        end += 1
    while end > 1 and printed[end - 1].character in _HANGING:
        end -= 1
    return printed[end - 1].right - printed[0].left


def _table_cell(cell: GridCell, glyphs: Sequence[Glyph]) -> TableCell:
    inside = [glyph for glyph in glyphs if cell.holds(glyph.left + glyph.width / 2, glyph.base - glyph.size / 3)]
    lines = lines_of(inside)
    text = ""
    padding = min((line.left - cell.left for line in lines), default=0.0)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            fitted = before.right + line.first_width <= cell.right - max(padding, 1.0) - 0.3 * line.size
            text += "\n" if fitted or line.left - cell.left > padding + 1.5 * line.size else ""
        text += line.text
    return TableCell(cell.row, cell.column, cell.rows, cell.columns, cell_text(text))


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
    for index in range(min(pdfium_c.FPDFPath_CountSegments(path), 400)):
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
