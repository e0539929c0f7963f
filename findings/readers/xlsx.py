"""The text of an Excel workbook (xlsx, xlsm): each visible sheet as its name and its rows.

Cells are printed as Excel shows them (`cell_formats`), merged ones as in `tables`, formulas by their stored result.
Read straight from the XML: the libraries for it either lose number formats and merged cells or build an object for
every cell a hostile file claims to have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from findings.readers.cell_formats import BUILT_IN, shown
from findings.readers.package import Package, attribute, child, local_name
from findings.readers.refusal import Refusal, damaged
from findings.readers.tables import Cell, cell_text, table_lines

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_DEFAULT_NAME = re.compile(r"(Sheet|工作表)\s*\d*", re.IGNORECASE)

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, all from 0."""


def read_xlsx(data: bytes) -> str:
    package = Package(data)
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    if main.endswith(".bin"):
        raise Refusal(
            "是二进制工作簿（xlsb）；请用 Excel 或 WPS 另存为 xlsx 后再试",
            "a binary workbook (xlsb); save it as xlsx in Excel or WPS and retry",
        )
    workbook = package.xml(main)
    if workbook is None:
        raise damaged("Excel 文件（缺少工作簿）", "Excel file (it has no workbook)")
    strings = _shared_strings(_related(package, main, "sharedStrings"))
    formats = _formats(_related(package, main, "styles"))
    since_1904 = attribute(child(workbook, "workbookPr"), "date1904") in {"1", "true"}
    targets = package.targets(main)
    lines: list[str] = []
    for sheet in [] if (sheets := child(workbook, "sheets")) is None else sheets.iterchildren():
        if attribute(sheet, "state") in {"hidden", "veryHidden"}:
            continue
        root = package.xml(targets.get(_relation_id(sheet), ""))
        if root is None or local_name(root) != "worksheet":
            continue
        rows = {at: dict(cells) for at, cells in _rows(root, strings, formats, since_1904=since_1904)}
        lines.extend(sheet_lines(attribute(sheet, "name") or "", rows, _merges(root)))
    return "\n".join(lines)


def sheet_lines(name: str, rows: Mapping[int, Mapping[int, str]], merges: Sequence[Merge]) -> list[str]:
    """A sheet's name (unless it is the program's own, Sheet1) and its rows; nothing for a sheet without text.

    `rows` maps row and column numbers to text; empty cells need not be there.
    """
    columns = [column for cells in rows.values() for column, text in cells.items() if text.strip()]
    if not columns:
        return []
    first, last = min(columns), max(columns)
    spans: dict[tuple[int, int], Cell] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, max(rows)), min(right, last)  # noqa: PLW2901 - cut to what has text
        if right < first or bottom < top:
            continue
        left_shown = max(left, first)
        text = rows.get(top, {}).get(left, "")
        spans[(top, left_shown)] = Cell(cell_text(text), right - left_shown + 1, bottom - top + 1)
        for row in range(top, bottom + 1):
            if row in rows or row == top:
                covered.update((row, column) for column in range(left_shown, right + 1))
    laid_out: list[list[Cell]] = []
    for at in sorted(rows):
        cells: list[Cell] = []
        for column in range(first, last + 1):
            if (at, column) in spans:
                cells.append(_cut(spans[(at, column)], at, sorted(rows)))
            elif (at, column) not in covered:
                cells.append(Cell(cell_text(rows[at].get(column, ""))))
        laid_out.append(cells)
    lines = table_lines(laid_out)
    return lines if _DEFAULT_NAME.fullmatch(name.strip()) else [name.strip(), *lines]


def _cut(cell: Cell, at: int, present: Sequence[int]) -> Cell:
    """A merged cell with its height counted in rows that exist."""
    height = sum(at <= row < at + cell.rows for row in present)
    return Cell(cell.text, cell.columns, height)


def _related(package: Package, main: str, kind: str) -> etree._Element | None:
    return next((root for name in package.related(main, kind) if (root := package.xml(name)) is not None), None)


def _relation_id(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def _shared_strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [_rich_text(item) for item in root.iterchildren()]


def _rich_text(item: etree._Element) -> str:
    """The text of a string, with its differently formatted runs but without phonetic hints."""
    pieces: list[str] = []
    for element in item.iterchildren():
        name = local_name(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name == "r":
            pieces.extend(one.text or "" for one in element.iterchildren() if local_name(one) == "t")
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Excel writes control characters as _x000D_."""
    return re.sub(r"_x00(0D|0A|09)_", lambda found: {"0D": "", "0A": "\n", "09": "\t"}[found[1]], text)


def _formats(root: etree._Element | None) -> list[str]:
    """The number format of each cell style, by its index."""
    codes = dict(BUILT_IN)
    for element in [] if (own := child(root, "numFmts")) is None else own.iterchildren():
        identifier = attribute(element, "numFmtId") or ""
        if identifier.isdigit():
            codes[int(identifier)] = attribute(element, "formatCode") or "General"
    styles = child(root, "cellXfs")
    identifiers = [] if styles is None else [attribute(one, "numFmtId") or "0" for one in styles.iterchildren()]
    return [codes.get(int(one), "General") if one.isdigit() else "General" for one in identifiers]


def _rows(
    root: etree._Element, strings: Sequence[str], formats: Sequence[str], *, since_1904: bool
) -> Iterator[tuple[int, Iterator[tuple[int, str]]]]:
    row_number = -1
    for row in [] if (data := child(root, "sheetData")) is None else data.iterchildren():
        stated = attribute(row, "r") or ""
        row_number = int(stated) - 1 if re.fullmatch("[1-9][0-9]{0,6}", stated) else row_number + 1
        yield row_number, _cells(row, strings, formats, since_1904=since_1904)


def _cells(
    row: etree._Element, strings: Sequence[str], formats: Sequence[str], *, since_1904: bool
) -> Iterator[tuple[int, str]]:
    column = -1
    for cell in row.iterchildren():
        place = _REFERENCE.fullmatch(attribute(cell, "r") or "")
        column = _column(place[1]) if place else column + 1
        kind = attribute(cell, "t") or "n"
        value = child(cell, "v")
        raw = (value.text or "") if value is not None else ""
        if kind == "inlineStr":
            inline = child(cell, "is")
            text = _rich_text(inline) if inline is not None else ""
        elif kind == "s":
            text = strings[int(raw)] if raw.isdecimal() and int(raw) < len(strings) else ""
        elif kind == "b":
            text = "TRUE" if raw == "1" else "FALSE"
        elif kind in {"str", "e", "d"}:
            text = _unescaped(raw)
        else:
            style = attribute(cell, "s") or "0"
            at = int(style) if style.isdecimal() and len(style) < 7 else 0
            text = shown(raw, formats[at] if at < len(formats) else "General", since_1904=since_1904)
        if text:
            yield column, text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _merges(root: etree._Element) -> list[Merge]:
    merges: list[Merge] = []
    for element in [] if (found := child(root, "mergeCells")) is None else found.iterchildren():
        first, _, last = (attribute(element, "ref") or "").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and end:
            merges.append((int(start[2]) - 1, _column(start[1]), int(end[2]) - 1, _column(end[1])))
    return merges
