"""The text of an Excel workbook (xlsx, xlsm): each visible sheet as its name and its rows.

Cells are printed as Excel shows them (`cell_formats`), merged ones as in `tables`, formulas by their stored result.
Read straight from the XML: the libraries for it either lose number formats and merged cells or build an object for
every cell a hostile file claims to have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from findings.readers.cell_formats import BUILT_IN, LONGEST_CODE, shown
from findings.readers.limits import TEXT_CHARACTERS
from findings.readers.package import Package, attribute, child, local_name
from findings.readers.refusal import Refusal, damaged
from findings.readers.sheet import Merge, sheet_lines
from findings.readers.tables import table_too_large

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


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
    characters = 0
    for sheet in [] if (sheets := child(workbook, "sheets")) is None else sheets.iterchildren():
        if attribute(sheet, "state") in {"hidden", "veryHidden"}:
            continue
        root = package.xml(targets.get(_relation_id(sheet), ""))
        if root is None or local_name(root) != "worksheet":
            continue
        rows: dict[int, dict[int, str]] = {}
        for at, column, text in _cells(root, strings, formats, since_1904=since_1904):
            characters += len(text)  # many cells may share one long string
            if characters > TEXT_CHARACTERS:
                raise table_too_large()
            rows.setdefault(at, {})[column] = text
        lines.extend(sheet_lines(attribute(sheet, "name") or "", rows, _merges(root)))
    return "\n".join(lines)


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
        if re.fullmatch("[0-9]{1,9}", identifier):
            codes[int(identifier)] = (attribute(element, "formatCode") or "General")[:LONGEST_CODE]
    styles = child(root, "cellXfs")
    identifiers = [] if styles is None else [attribute(one, "numFmtId") or "0" for one in styles.iterchildren()]
    return [codes.get(int(one), "General") if re.fullmatch("[0-9]{1,9}", one) else "General" for one in identifiers]


def _cells(
    root: etree._Element, strings: Sequence[str], formats: Sequence[str], *, since_1904: bool
) -> Iterator[tuple[int, int, str]]:
    """Row, column (from 0) and text of each cell that shows something."""
    row_number = -1
    data = child(root, "sheetData")
    for row in [] if data is None else data.iterchildren():
        stated = attribute(row, "r") or ""
        row_number = int(stated) - 1 if re.fullmatch("[1-9][0-9]{0,6}", stated) else row_number + 1
        column = -1
        for cell in row.iterchildren():
            place = _REFERENCE.fullmatch(attribute(cell, "r") or "")
            column = _column(place[1]) if place else column + 1
            text = _cell_text(cell, strings, formats, since_1904=since_1904)
            if text.strip():
                yield row_number, column, text


def _cell_text(cell: etree._Element, strings: Sequence[str], formats: Sequence[str], *, since_1904: bool) -> str:
    kind = attribute(cell, "t") or "n"
    value = child(cell, "v")
    raw = (value.text or "") if value is not None else ""
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _rich_text(inline) if inline is not None else ""
    if kind == "s":
        return strings[int(raw)] if re.fullmatch("[0-9]{1,9}", raw) and int(raw) < len(strings) else ""
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind in {"str", "e", "d"}:
        return _unescaped(raw)
    style = attribute(cell, "s") or "0"
    at = int(style) if re.fullmatch("[0-9]{1,6}", style) else 0
    return shown(raw, formats[at] if at < len(formats) else "General", since_1904=since_1904)


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
