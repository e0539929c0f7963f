"""Where are the tables of a text, and what are their rows and cells?

Readers render every table as rows of pipes; texts bring such tables themselves, and lines pasted from a spreadsheet whose
cells are parted by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int]

_PIPE_LINE: Final = re.compile(r"^ *\|[^\n]*", re.MULTILINE)
_OPEN_ROW: Final = re.compile(r"^[^|\n\r]+\|[^|\n\r]*\|[^\n\r]*|^[^\t\n\r]*\t[^\t\n\r]*\t[^\n\r]*", re.MULTILINE)
_RULE: Final = re.compile(r"[\s|:\-+]*")
_LONGEST_ROW_LINES: Final = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its stretch of the text and its cells, trimmed."""

    start: int
    end: int
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow each other without anything between."""

    rows: tuple[Row, ...]

    @property
    def start(self) -> int:
        return self.rows[0].start

    @property
    def end(self) -> int:
        return self.rows[-1].end


def find_tables(text: str, folded: str) -> list[Table]:
    """All tables of a text, in order: rows of pipes, and lines pasted from a spreadsheet with tabs."""
    rows = list(_rows(folded)) if "|" in folded else []
    if "\t" in text or (not rows and "|" in folded):
        rows = sorted([*rows, *_open_rows(text, folded)], key=lambda row: row.start)
    tables: list[list[Row]] = []
    for row in rows:
        if tables and not folded[tables[-1][-1].end : row.start].strip():
            tables[-1].append(row)
        else:
            tables.append([row])
    return [Table(tuple(rows)) for rows in tables if len(rows) > 1]


def _rows(folded: str) -> Iterator[Row]:
    """Rows in order. A row goes on over line breaks inside its cells until a line ends with its closing pipe."""
    at = 0
    while found := _PIPE_LINE.search(folded, at):
        start, end = found.start(), found.end()
        for _ in range(_LONGEST_ROW_LINES):
            if folded[start:end].rstrip().endswith("|") and end > start + 1 and _closes(folded, start, end):
                break
            line_end = folded.find("\n", end + 1)
            line_end = len(folded) if line_end == -1 else line_end
            if end >= len(folded) or folded[end + 1 : line_end].lstrip(" ").startswith("|"):
                break
            end = line_end
        else:
            end = found.end()  # never closed: one line is all there is
        ruled = _RULE.fullmatch(folded, start, end) is not None
        yield Row(start, end, () if ruled else tuple(_cells(folded, start, end)))
        at = max(end, found.end())
        if at >= len(folded):
            return


def _open_rows(text: str, folded: str) -> Iterator[Row]:
    """Lines whose cells are parted by tabs, or by pipes without one at the edges: two or more of the same number of cells."""
    held: Row | None = None
    given = False
    for found in _OPEN_ROW.finditer(text):
        separator = "\t" if "\t" in found[0] else "|"
        row = Row(found.start(), found.end(), tuple(_parted(text, found.start(), found.end(), separator)))
        if held and len(held.cells) == len(row.cells) and not text[held.end : row.start].strip():
            if not given:
                yield held
            yield row
            given = True
        else:
            given = False
        held = row


def _parted(text: str, start: int, end: int, separator: str) -> Iterator[Span]:
    at = start
    for cell in text[start:end].split(separator):
        stripped = cell.strip()
        begin = at + len(cell) - len(cell.lstrip()) if stripped else at
        yield begin, begin + len(stripped)
        at += len(cell) + 1


def _closes(folded: str, start: int, end: int) -> bool:
    return folded.rfind("|", start, end) > folded.find("|", start, end)


def _cells(folded: str, start: int, end: int) -> Iterator[Span]:
    at = folded.find("|", start, end) + 1
    while at < end:
        stop = folded.find("|", at, end)
        stop = end if stop == -1 else stop
        if stop < end or folded[at:stop].strip():
            words = folded[at:stop]
            stripped = words.strip()
            begin = at + len(words) - len(words.lstrip()) if stripped else at
            yield begin, begin + len(stripped)
        at = stop + 1
