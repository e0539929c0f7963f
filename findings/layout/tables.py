"""Which rows of a table are findings, and what do their cells hold?

Two kinds of table hold findings: a list with its labels in a header row and a finding in each row below, and a form with
a label before each value. A cell that was merged over several rows comes again in each; rows that share their number and
problem are one finding.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from findings.layout.draft import Draft, Heading, Segment
from findings.layout.headings import is_heading
from findings.layout.labels import Field, field_of
from findings.layout.lines import Line
from findings.layout.table_rows import Row, Span, Table

_STATED: Final = frozenset({Field.PROBLEM, Field.TASK})
_ANSWERS: Final = frozenset({Field.GOAL, Field.MEASURES, Field.RESULT, Field.STATUS, Field.DEADLINE, Field.LEADER,
                             Field.LEAD_UNIT, Field.RESPONSIBLE_UNIT, Field.PERSON})  # fmt: skip
_FIRST_OF_FORM: Final = frozenset({Field.NUMBER, Field.REFERENCE, Field.PROBLEM, Field.TASK})
_GROUP_NUMBER: Final = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?、?|[A-Z]|[Ⅰ-Ⅻ]")


def read_tables(folded: str, tables: Sequence[Table], lines: Sequence[Line]) -> tuple[list[Draft], list[Span]]:
    """The findings of all tables, and the stretches of headers and section rows."""
    drafts: list[Draft] = []
    understood: list[Span] = []
    columns: _Columns | None = None
    for table in tables:
        reader = _TableReader(folded, _heading_above(lines, table.start), columns)
        reader.read(table)
        drafts += reader.drafts
        understood += reader.understood
        columns = reader.columns  # a list may go on in a table of its own, without its header
    return drafts, understood


def _heading_above(lines: Sequence[Line], start: int) -> Heading | None:
    at = bisect_left(lines, start, key=lambda line: line.start)
    above = lines[at - 1] if at else None
    return Heading(above.start, above.end, above.marker) if above and is_heading(above, None) else None


@dataclass(frozen=True, slots=True)
class _Columns:
    """What each column of a list holds, and its printed name."""

    fields: tuple[Field | None, ...]
    names: tuple[str, ...]


class _TableReader:
    """Reads one table row by row."""

    def __init__(self, folded: str, section: Heading | None, columns: _Columns | None) -> None:
        self._folded = folded
        self._section = section
        self._inherited = columns
        self.columns: _Columns | None = None
        self.drafts: list[Draft] = []
        self.understood: list[Span] = []
        self._form: list[Segment] = []
        self._form_start = 0

    def read(self, table: Table) -> None:
        for position, row in enumerate(table.rows):
            if not row.cells:
                continue
            header = self._header(row)
            if header and self.columns and self._is_second_header(table.rows, position):
                header = self._below(self.columns, header)
            if header:
                self.columns = header
                self.understood.append((row.start, row.end))
            elif pairs := self._form_pairs(row):
                self._enter_form(row, pairs)
            else:
                self._enter_row(row)
        self._close_form(table.end)

    def words(self, span: Span) -> str:
        return self._folded[span[0] : span[1]]

    def _name(self, span: Span) -> str:
        return "".join(self.words(span).split()) if span[1] - span[0] <= 40 else ""

    # -- lists

    def _header(self, row: Row) -> _Columns | None:
        """The columns, when this row holds labels: more than half of its cells, at least two kinds, the problem among them."""
        names = tuple(self._name(cell).rstrip(":") for cell in row.cells)
        fields = tuple(field_of(name) if name else None for name in names)
        filled = {name for cell, name in zip(row.cells, names, strict=True) if cell[0] < cell[1]}
        labels = {name for name, field in zip(names, fields, strict=True) if field}
        kinds = {field for field in fields if field}
        enough = len(labels) >= 2 and len(labels) * 2 > len(filled) and len(kinds) >= 2
        if not enough or not (kinds & (_STATED | _ANSWERS | {Field.REFERENCE})) or self._alternates(row, fields):
            return None
        return _Columns(fields, names)

    def _alternates(self, row: Row, fields: Sequence[Field | None]) -> bool:
        """True for a row of a form: label, value, label, value."""
        if len(row.cells) == 2:
            return True
        return all(fields[0::2]) and not any(fields[1::2])

    def _is_second_header(self, rows: Sequence[Row], position: int) -> bool:
        return (
            position > 0
            and bool(self.understood)
            and self.understood[-1] == (rows[position - 1].start, rows[position - 1].end)
        )

    @staticmethod
    def _below(upper: _Columns, lower: _Columns) -> _Columns:
        """Two header rows: the lower one is the more precise where it says something."""
        if len(upper.fields) != len(lower.fields):
            return lower
        fields = tuple(below or above for above, below in zip(upper.fields, lower.fields, strict=True))
        names = tuple(below or above for above, below in zip(upper.names, lower.names, strict=True))
        return _Columns(fields, names)

    def _enter_row(self, row: Row) -> None:
        filled = {self.words(cell) for cell in row.cells if cell[0] < cell[1]}
        if len(filled) == 1:
            cell = next(cell for cell in row.cells if cell[0] < cell[1])
            if cell[1] - cell[0] <= 80 and (self.columns or self._inherited):
                self._section = Heading(cell[0], cell[1], None)
                self.understood.append((row.start, row.end))
            return
        if self.columns and self._heads_a_group(row):
            cell = [cell for cell in row.cells if cell[0] < cell[1]][-1]
            self._section = Heading(cell[0], cell[1], None)
            self.understood.append((row.start, row.end))
            return
        columns = self.columns
        if columns is None and self._inherited and len(self._inherited.fields) == len(row.cells) and not self.drafts:
            columns = self.columns = self._inherited
        if columns is None:
            return
        segments = self._segments(row, columns)
        if not segments:
            return
        last = self.drafts[-1] if self.drafts else None
        if last and self._continues(last, segments):
            known = {(segment.field, self.words((segment.start, segment.end))) for segment in last.segments}
            added = tuple(s for s in segments if (s.field, self.words((s.start, s.end))) not in known)
            self.drafts[-1] = Draft(
                last.start, row.end, last.number, last.section, None, None, (*last.segments, *added), last.section_name
            )
            return
        if not any(s.field in _STATED | {Field.CONTEXT} for s in segments):
            return
        section_name = next((self.words((s.start, s.end)) for s in segments if s.field is Field.SECTION), None)
        kept = tuple(s for s in segments if s.field is not Field.SECTION)
        self.drafts.append(Draft(row.start, row.end, None, self._section, None, None, kept, section_name))

    def _heads_a_group(self, row: Row) -> bool:
        """True for a row of a number and a name with nothing else: 一 | 大气方面 | | | |."""
        filled = list(dict.fromkeys(self.words(cell) for cell in row.cells if cell[0] < cell[1]))
        return (
            len(row.cells) > 3
            and len(filled) == 2
            and bool(_GROUP_NUMBER.fullmatch(filled[0]))
            and len(filled[1]) <= 40
        )

    def _segments(self, row: Row, columns: _Columns) -> list[Segment]:
        segments: list[Segment] = []
        for index, cell in enumerate(row.cells):
            if cell[0] >= cell[1] or index >= len(columns.fields):
                continue
            field = columns.fields[index] or Field.OTHER
            segments.append(Segment(field, columns.names[index], cell[0], cell[0], cell[1], in_cell=True))
        return segments

    def _continues(self, last: Draft, segments: Sequence[Segment]) -> bool:
        """True for a row that goes on with the finding above: the same number and problem, or neither."""
        own = {s.field: self.words((s.start, s.end)) for s in reversed(segments)}
        above = {s.field: self.words((s.start, s.end)) for s in reversed(last.segments)}
        stated = next((field for field in (Field.PROBLEM, Field.TASK) if field in above), None)
        if stated is None:
            return False
        if stated not in own:
            return Field.NUMBER not in own and Field.REFERENCE not in own
        return own[stated] == above[stated] and all(
            own.get(field) == above.get(field) for field in (Field.NUMBER, Field.REFERENCE)
        )

    # -- forms

    def _form_pairs(self, row: Row) -> list[tuple[Field, str, Span, Span]]:
        """Label and value, one or more to a row; empty when the row is none of a form."""
        cells = [cell for index, cell in enumerate(row.cells) if cell[0] < cell[1] and (
            index == 0 or self.words(cell) != self.words(row.cells[index - 1]))]  # fmt: skip
        if len(cells) < 2 or (self.columns and len(row.cells) == len(self.columns.fields)):
            return []
        pairs: list[tuple[Field, str, Span, Span]] = []
        at = 0
        while at + 1 < len(cells):
            name = self._name(cells[at]).rstrip(":")
            field = field_of(name) if name else None
            if field is None:
                break
            pairs.append((field, name, cells[at], cells[at + 1]))
            at += 2
        return pairs

    def _enter_form(self, row: Row, pairs: Sequence[tuple[Field, str, Span, Span]]) -> None:
        for field, name, label, value in pairs:
            if (
                field in _FIRST_OF_FORM
                and any(segment.field is field for segment in self._form)
                and not self._repeats(field, value)
            ):
                self._close_form(row.start)
            if not self._form:
                self._form_start = row.start
            self._form.append(Segment(field, name, label[0], value[0], value[1], in_cell=True))

    def _repeats(self, field: Field, value: Span) -> bool:
        return any(s.field is field and self.words((s.start, s.end)) == self.words(value) for s in self._form)

    def _close_form(self, end: int) -> None:
        segments, self._form = self._form, []
        fields = {segment.field for segment in segments}
        if fields & _STATED and fields & _ANSWERS:
            stop = max(segment.end for segment in segments)
            self.drafts.append(
                Draft(
                    self._form_start,
                    min(max(stop, self._form_start), end),
                    None,
                    self._section,
                    None,
                    None,
                    tuple(segments),
                )
            )
