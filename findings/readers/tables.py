"""How a table reads as plain text: the one rendering every format shares.

A row starts on a new line with "| ", its cells are joined by " | ", and it ends with " |". Line breaks inside a
cell stay real line breaks, so that a cell of measures reads naturally; a row therefore ends only at " |" before a
line break. A literal "|" inside a cell becomes the full-width "｜". Vertically merged cells are repeated in every
row they span, horizontally merged cells appear once. A title that spans the table above its first row is a line of
its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from findings.readers.limits import TABLE_CELLS, TABLE_COLUMNS, TEXT_CHARACTERS
from findings.readers.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the format stores it: its text and how many columns and rows it covers from here."""

    text: str
    columns: int = 1
    rows: int = 1


Merge = Literal["restart", "continue"] | None
"""How Word and RTF tell vertical merges: a cell begins one, or goes on with the one above."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the column it begins in and its vertical merge, as Word and RTF store it."""

    column: int
    cell: Cell
    merge: Merge = None


def cell_text(text: str) -> str:
    """The text as it stands in a row: no blank lines, no bars, no space at the ends of lines."""
    lines = (line.strip() for line in text.replace("|", "｜").splitlines())
    return "\n".join(line for line in lines if line)


def row_text(cells: Iterable[str]) -> str:
    """One row; the cells have been through `cell_text`."""
    return "| " + " | ".join(cells) + " |"


def table_lines(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """The rows of a table as text, merged cells laid out; rows without any text are left out.

    A row lists only the cells that begin in it, as HTML does: columns taken from above are skipped over.
    """
    lines: list[str] = []
    hanging: dict[int, tuple[int, Cell]] = {}  # column → rows still to fill, and the cell that fills them
    cells = 0
    characters = 0
    titles = 0
    for row in rows:
        placed: list[str] = []
        own_text = False
        column = 0
        waiting = list(row)[::-1]
        last_hanging = max(hanging, default=-1)
        while waiting or column <= last_hanging:
            if column in hanging:
                left, cell = hanging.pop(column)
                if left > 1:
                    hanging[column] = (left - 1, cell)
            elif waiting:
                cell = waiting.pop()
                own_text = own_text or bool(cell.text)
                if cell.rows > 1:
                    hanging[column] = (cell.rows - 1, cell)
            else:
                column = min(at for at in hanging if at >= column)
                continue
            placed.append(cell.text)
            column += max(1, min(cell.columns, TABLE_COLUMNS))
            cells += 1
            characters += len(cell.text)
            if len(placed) > TABLE_COLUMNS or cells > TABLE_CELLS or characters > TEXT_CHARACTERS:
                raise table_too_large()
        if len(lines) == titles and len(placed) == 1 == len(row) and row[0].columns > 1 and placed[0]:
            lines.append(placed[0])
            titles += 1
        elif own_text:
            lines.append(row_text(placed))
    return lines


def table_too_large() -> Refusal:
    return Refusal(
        f"表格过大（一行超过{TABLE_COLUMNS}列，或总共超过{TABLE_CELLS}格、{TEXT_CHARACTERS:,}个字符），请拆分后再试",
        f"a table is too large (over {TABLE_COLUMNS} columns in a row, or {TABLE_CELLS} cells or {TEXT_CHARACTERS:,} "
        "characters in all); split it and retry",
    )


def with_row_spans(rows: Sequence[Sequence[Placed]]) -> list[list[Cell]]:
    """The cells that begin in each row, with the number of rows they span instead of restart and continue.

    A cell that claims to go on with the one above but has text of its own stands for itself: nothing is lost.
    """
    heights: dict[tuple[int, int], int] = {}
    top: dict[int, int] = {}  # column → row where the cell being continued began
    for at, row in enumerate(rows):
        continued = {one.column for one in row if one.merge == "continue" and one.column in top and not one.cell.text}
        top = {column: began for column, began in top.items() if column in continued}
        for column in continued:
            heights[top[column], column] += 1
        for one in row:
            if one.column not in continued:
                heights[at, one.column] = 1
                if one.merge is not None:
                    top[one.column] = at
    return [
        [replace(one.cell, rows=heights[at, one.column]) for one in row if (at, one.column) in heights]
        for at, row in enumerate(rows)
    ]
