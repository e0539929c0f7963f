"""The text of a legacy Word file (doc, also what WPS saves as wps), as a person reads it with changes accepted.

The same conventions as for docx: generated numbers printed, deleted and hidden text left out, tables as rows,
footnotes at the end; text boxes come before them, since the file keeps them apart from the text. Read from the
format's own tables (`doc_structures`), because no library we know gives both the numbers of lists and merged cells.
"""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from findings.readers.doc_structures import (
    SPRM_LIST,
    SPRM_STYLE_LEVEL,
    Header,
    PropertyRuns,
    Sprms,
    characters,
    lists,
    pieces,
    sprms,
    styles,
)
from findings.readers.limits import TABLE_COLUMNS
from findings.readers.numbering import Numbering, joined
from findings.readers.ole import CompoundFile
from findings.readers.refusal import damaged
from findings.readers.tables import Cell, Merge, Placed, cell_text, table_lines, with_row_spans

_STYLES, _FOOTNOTE_TEXTS, _CHARACTER_RUNS, _PARAGRAPH_RUNS, _PIECES = 1, 3, 12, 13, 33
_ENDNOTE_TEXTS, _BOX_TEXTS, _LIST_DEFINITIONS, _LIST_USES = 47, 56, 73, 74

_CELL_END, _PAGE_END, _PARAGRAPH_END = 0x07, 0x0C, 0x0D
_IN_TABLE, _ROW_END, _DEPTH, _TABLE_DEFINITION = 0x2416, 0x2417, 0x6649, 0xD608
_DELETED, _HIDDEN, _SYMBOL = 0x0800, 0x083C, 0x6A09
_PRINTED: Final = {0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0x09: "\t"}
_SAME_EDGE = 30  # twips: cell edges of different rows nearer than this are one


def read_doc(data: bytes) -> str:
    try:
        return "\n".join(_Document(data).lines())
    except (struct.error, ValueError, IndexError, KeyError):
        raise damaged("Word 97–2003 文档", "Word 97–2003 document") from None


class _Document:
    """The parts of a file that its text is made of."""

    def __init__(self, data: bytes) -> None:
        streams = CompoundFile(data)
        main = streams.stream("WordDocument") or b""
        self._header = Header(main)
        table = streams.stream(self._header.table_stream)
        if table is None:
            raise ValueError("no table stream")

        def located(index: int) -> bytes:
            return self._header.located(table, index)

        self._located = located
        self._data_stream = streams.stream("Data") or b""
        self._pieces = pieces(located(_PIECES))
        self._piece_starts = [piece.start for piece in self._pieces]
        self._units = characters(main, self._pieces)
        self._paragraph_runs = PropertyRuns(main, located(_PARAGRAPH_RUNS), paragraphs=True)
        self._styles = styles(located(_STYLES))
        self._numbering = Numbering(lists(self._header.located_on(table, _LIST_DEFINITIONS), located(_LIST_USES)))
        self._parsed: dict[bytes, Sprms] = {}
        self._dropped, self._symbols = self._marked(PropertyRuns(main, located(_CHARACTER_RUNS), paragraphs=False))

    def lines(self) -> list[str]:
        lines = self._story(*self._header.text)
        for index, (start, end), title in (
            (_BOX_TEXTS, self._header.boxes, ""),
            (_FOOTNOTE_TEXTS, self._header.footnotes, "脚注"),
            (_ENDNOTE_TEXTS, self._header.endnotes, "尾注"),
        ):
            if end <= start:
                continue
            texts = self._located(index)
            entry_bytes = 22 if index == _BOX_TEXTS else 0
            count = (len(texts) - 4) // (4 + entry_bytes)
            bounds = struct.unpack_from(f"<{count + 1}I", texts) if count > 0 else ()
            if list(bounds) != sorted(bounds):
                raise ValueError("notes out of order")
            inner = [(start + a, start + b) for a, b in pairwise(bounds) if a < b <= end - start]
            stories = [story for story in (self._story(*one) for one in inner) if any(map(str.strip, story))]
            for order, story in enumerate(stories, start=1):
                lines.extend([f"{title}{order}：{' '.join(' '.join(story).split())}"] if title else story)
        return lines

    def _story(self, start: int, end: int) -> list[str]:
        """The lines of a stretch of text that stands for itself."""
        story = _Story()
        for first, last in self._paragraphs(start, min(end, len(self._units))):
            mark = self._units[last]
            own = self._properties(last)
            text = self._text(first, last)
            if self._is_dropped(last):
                story.carried += text
                continue
            depth = int.from_bytes(own.get(_DEPTH, b"")[:1], "little") or int(own.get(_IN_TABLE, b"\0") == b"\1")
            if depth and mark == _CELL_END and own.get(_ROW_END) == b"\1":
                story.end_row(own.get(_TABLE_DEFINITION, b""))
                continue
            label = self._label(own)
            story.add(joined(label, story.carried + text), in_table=depth > 0, ends_cell=mark == _CELL_END)
            story.carried = ""
        return story.finished()

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """First character and end mark of each paragraph."""
        first = start
        for at in range(start, end):
            if self._units[at] in {_PARAGRAPH_END, _CELL_END, _PAGE_END}:
                yield first, at
                first = at + 1
        if first < end:
            yield first, end - 1

    def _place(self, at: int) -> int:
        """Where in the file a character lies."""
        piece = self._pieces[bisect_right(self._piece_starts, at) - 1]
        return piece.at + (at - piece.start) * piece.width

    def _properties(self, at: int) -> Sprms:
        """The paragraph's own properties over those of its style and the styles that is based on."""
        raw = self._paragraph_runs.at(self._place(at))
        found = self._parsed.get(raw)
        if found is None:
            found = {}
            chain: list[Sprms] = []
            number = int.from_bytes(raw[:2], "little")
            while number < len(self._styles) and len(chain) < 20 and (style := self._styles[number]) is not None:
                chain.append(style.sprms)
                number = style.based_on
            for one in reversed(chain):
                found.update(one)
            found.update(sprms(raw[2:], self._data_stream))
            self._parsed[raw] = found
        return found

    def _label(self, own: Sprms) -> str:
        list_number = int.from_bytes(own.get(SPRM_LIST, b"\0\0"), "little", signed=True)
        level = own.get(SPRM_STYLE_LEVEL, b"\0")[0]
        return self._numbering.label(str(list_number), level) if list_number > 0 else ""

    def _marked(self, runs: PropertyRuns) -> tuple[list[tuple[int, int]], dict[int, str]]:
        """Places in the file whose text is deleted or hidden, and the signs drawn in a symbol font."""
        dropped: list[tuple[int, int]] = []
        signs: dict[int, str] = {}
        for start, end, raw in runs.runs():
            if not raw:
                continue
            own = sprms(raw)
            if own.get(_DELETED) == b"\1" or own.get(_HIDDEN) == b"\1":
                dropped.append((start, end))
            elif len(own.get(_SYMBOL, b"")) == 4:
                code = struct.unpack("<H", own[_SYMBOL][2:])[0]
                signs[start] = chr(code) if code < 0xD800 else ""
        return dropped, signs

    def _is_dropped(self, at: int) -> bool:
        index = bisect_right(self._dropped, (self._place(at), 1 << 62)) - 1
        return index >= 0 and self._dropped[index][0] <= self._place(at) < self._dropped[index][1]

    def _text(self, first: int, end: int) -> str:
        """The printed characters from `first` up to `end`; of a field, its result."""
        printed: list[str] = []
        plain: array[int] = array("H")
        in_instruction = 0

        def settle() -> None:
            printed.append(plain.tobytes().decode("utf-16-le", "replace"))
            del plain[:]

        marked = bool(self._dropped or self._symbols)
        for at in range(first, end):
            unit = self._units[at]
            if marked and self._is_dropped(at):
                continue
            if unit == 0x13:
                in_instruction += 1
            elif unit in {0x14, 0x15}:
                in_instruction = max(0, in_instruction - 1) if unit == 0x14 or in_instruction else 0
            elif in_instruction:
                continue
            elif self._symbols and self._place(at) in self._symbols:
                settle()
                printed.append(self._symbols[self._place(at)])
            elif unit >= 0x20 and unit not in {0xAD, 0xFFFF}:
                plain.append(unit)
            elif unit in _PRINTED:
                settle()
                printed.append(_PRINTED[unit])
        settle()
        return "".join(printed).replace("\xa0", " ")


class _Story:
    """Lines and tables as they come."""

    def __init__(self) -> None:
        self.carried = ""  # text of paragraphs whose end mark is deleted: it runs on into the next one
        self._lines: list[str] = []
        self._cell: list[str] = []
        self._cells: list[str] = []
        self._rows: list[tuple[list[str], bytes]] = []

    def add(self, text: str, *, in_table: bool, ends_cell: bool) -> None:
        if not in_table:
            self._end_table()
            self._lines.extend(text.split("\n"))
            return
        self._cell.append(text)
        if ends_cell:
            self._cells.append("\n".join(self._cell))
            self._cell = []

    def end_row(self, definition: bytes) -> None:
        self._rows.append((self._cells, definition))
        self._cells, self._cell = [], []

    def finished(self) -> list[str]:
        self._end_table()
        if self.carried:
            self._lines.append(self.carried)
        return self._lines

    def _end_table(self) -> None:
        if self._cells or self._cell:  # a row without its end
            self.end_row(b"")
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        shapes = [_shape(definition, len(cells)) for cells, definition in rows]
        edges = _edges([edge for shape in shapes for edge, _, _ in shape])
        placed = [_placed(cells, shape, edges) for (cells, _), shape in zip(rows, shapes, strict=True)]
        if len(placed) == 1 and len(placed[0]) == 1:  # a frame around text
            self._lines.extend(placed[0][0].cell.text.split("\n"))
        else:
            self._lines.extend(table_lines(with_row_spans(placed)))


_Shape = list[tuple[int, int, int]]
"""Left edge, right edge and merge flags of each cell of a row."""


def _shape(definition: bytes, cells: int) -> _Shape:
    """The cells of a row from its definition; of equal width where that is missing."""
    count = definition[2] if len(definition) > 2 else 0
    if not count or len(definition) < 3 + 2 * (count + 1):
        return [(1000 * at, 1000 * (at + 1), 0) for at in range(cells)]
    at = struct.unpack_from(f"<{count + 1}h", definition, 3)
    flags_from = 3 + 2 * (count + 1)
    flags = [
        struct.unpack_from("<H", definition, flags_from + 20 * one)[0]
        if flags_from + 20 * one + 2 <= len(definition)
        else 0
        for one in range(count)
    ]
    return [(at[one], at[one + 1], flags[one]) for one in range(count)]


def _edges(positions: Sequence[int]) -> list[int]:
    """The distinct left edges of a table's cells."""
    edges: list[int] = []
    for position in sorted(set(positions)):
        if not edges or position - edges[-1] > _SAME_EDGE:
            edges.append(position)
    return edges[:TABLE_COLUMNS]


def _placed(cells: Sequence[str], shape: _Shape, edges: Sequence[int]) -> list[Placed]:
    placed: list[Placed] = []
    for text, (left, right, flags) in zip(cells, shape, strict=False):
        if flags & 0x3 == 1 and placed:  # merged with the cell before it
            continue
        first = max(0, bisect_right(edges, left + _SAME_EDGE // 2) - 1)
        width = max(1, bisect_right(edges, right - _SAME_EDGE) - first)
        vertical = flags >> 5 & 0x3
        merge: Merge = "restart" if vertical == 3 else "continue" if vertical == 1 else None
        placed.append(Placed(first, Cell(cell_text(_printable(text)), columns=width), merge))
    return placed


def _printable(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0c\x0e-\x1f]", "", text)
