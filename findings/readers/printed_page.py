"""What stands on a printed page: lines of text and ruled tables, in reading order.

PDF and OFD know only where each character stands. Coordinates here are points with the origin at the page's upper
left corner, as a person sees the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from findings.readers.page_rules import Grid, GridCell, Segment, grids
from findings.readers.tables import cell_text

_SPACES = frozenset(" \t\u00a0\u3000\u2002\u2003\u2009")
_CLOSING = frozenset("，。、；：？！）》”’」』】〕〉％%,.;:?!)]}…")
_HANGING = frozenset("，。、；：,.;:")  # may stand beyond the right margin
_OPENING = frozenset("（《“‘「『【〔〈([{")


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

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.base - self.size / 3


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


def laid_out(
    glyphs: Sequence[Glyph], segments: Sequence[Segment], size: tuple[float, float], *, unmapped: int, has_image: bool
) -> Page:
    """A page from its characters and straight rules, all in points."""
    tables: list[Table] = []
    rest = list(glyphs)
    for grid in grids(segments):
        inside = [glyph for glyph in rest if grid.holds(*glyph.middle)]
        if not inside:
            continue
        taken = set(map(id, inside))
        rest = [glyph for glyph in rest if id(glyph) not in taken]
        tables.append(Table(grid.top, grid.bottom, grid.edges, _cells(grid, inside)))
    items: list[Line | Table] = [*lines_of(rest), *tables]
    items.sort(key=lambda item: item.base if isinstance(item, Line) else item.top)
    return Page(*size, tuple(items), len(glyphs), unmapped, has_image)


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


def _cells(grid: Grid, glyphs: Sequence[Glyph]) -> tuple[TableCell, ...]:
    inside: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        at = grid.cell_at(*glyph.middle)
        if at is not None:
            inside[at].append(glyph)
    return tuple(_table_cell(cell, inside[at]) for at, cell in enumerate(grid.cells))


def _table_cell(cell: GridCell, glyphs: Sequence[Glyph]) -> TableCell:
    lines = lines_of(glyphs)
    text = ""
    padding = min((line.left - cell.left for line in lines), default=0.0)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            fitted = before.right + line.first_width <= cell.right - max(padding, 1.0) - 0.3 * line.size
            text += "\n" if fitted or line.left - cell.left > padding + 1.5 * line.size else ""
        text += line.text
    return TableCell(cell.row, cell.column, cell.rows, cell.columns, cell_text(text))
