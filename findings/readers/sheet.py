"""How does a sheet of a workbook read, with its merged cells laid out? The same for xlsx and xls."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from findings.readers.limits import TABLE_COLUMNS
from findings.readers.tables import Cell, cell_text, table_lines, table_too_large

_DEFAULT_NAME = re.compile(r"(Sheet|工作表)\s*\d*", re.IGNORECASE)

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, all from 0."""


def sheet_lines(name: str, rows: Mapping[int, Mapping[int, str]], merges: Sequence[Merge]) -> list[str]:
    """A sheet's name (unless it is the program's own, Sheet1) and its rows; nothing for a sheet without text.

    `rows` maps row and column numbers to text; cells and rows without text need not be there.
    """
    filled = {at: texts for at, cells in rows.items() if (texts := {c: t for c, t in cells.items() if t.strip()})}
    if not filled:
        return []
    lines = table_lines(_laid_out(filled, merges))
    return lines if _DEFAULT_NAME.fullmatch(name.strip()) else [name.strip(), *lines]


def _laid_out(rows: Mapping[int, Mapping[int, str]], merges: Sequence[Merge]) -> Iterator[list[Cell]]:
    """The cells that begin in each row; heights count only rows with text, since no others are printed."""
    present = sorted(rows)
    first = min(column for cells in rows.values() for column in cells)
    last = max(column for cells in rows.values() for column in cells)
    if last - first >= TABLE_COLUMNS:
        raise table_too_large()
    begins: dict[tuple[int, int], Cell] = {}
    for top, left, bottom, right in merges:
        upper, lower = bisect_left(present, top), bisect_right(present, bottom)
        shown_left, shown_right = max(left, first), min(right, last)
        if upper < lower and shown_left <= shown_right:
            text = cell_text(rows.get(top, {}).get(left, ""))
            begins[upper, shown_left] = Cell(text, shown_right - shown_left + 1, lower - upper)
    taken: dict[int, int] = {}  # column → the row up to which a merged cell from above covers it
    for at, number in enumerate(present):
        cells: list[Cell] = []
        column = first
        while column <= last:
            merged = begins.get((at, column))
            if taken.get(column, 0) > at:
                column += 1
            elif merged is None:
                cells.append(Cell(cell_text(rows[number].get(column, ""))))
                column += 1
            else:
                cells.append(merged)
                taken.update(dict.fromkeys(range(column, column + merged.columns), at + merged.rows))
                column += merged.columns
        yield cells
