"""The text of a Word document (docx, docm) as a person reads it with all changes accepted.

One paragraph per line, empty paragraphs as empty lines; numbers that Word generates are printed; table rows as in
`tables`; text boxes after the paragraph they are anchored in; footnotes and endnotes at the end. Left out: deleted
and hidden text, headers and footers, tables of contents, macros. Read with our own walk over the XML, because
python-docx leaves out generated numbers, notes, text boxes, nested tables and tracked insertions.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from findings.readers.docx_lists import Styles, place, read_lists, switch, value, whole
from findings.readers.limits import TABLE_COLUMNS
from findings.readers.numbering import Numbering, joined
from findings.readers.package import Package, attribute, child, local_name
from findings.readers.refusal import damaged
from findings.readers.tables import Cell, Merge, Placed, cell_text, table_lines, with_row_spans

_DROPPED: Final = frozenset(
    ["del", "delText", "moveFrom", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "tblPr", "tblGrid", "tcPr",
     "trPr", "sectPr", "fldData", "footnoteRef", "endnoteRef", "numPicBullet", "binData"]
)  # fmt: skip
_PRINTED: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS: Final = {  # (font, code): what Word draws; both fonts keep their signs in the private use area
    ("wingdings", 0xFC): "✓", ("wingdings", 0xFE): "☑", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0x6E): "■", ("wingdings", 0x6C): "●", ("wingdings", 0xFD): "☒",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x2A): "□",
    ("symbol", 0xB7): "•", ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB1): "±", ("symbol", 0xB4): "×",
}  # fmt: skip
_NOTES: Final = (("footnote", "footnotes", "脚注"), ("endnote", "endnotes", "尾注"))


def read_docx(data: bytes) -> str:
    package = Package(data)
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise damaged("Word 文档（缺少正文）", "Word document (it has no body)")
    styles = Styles(_part(package, main, "styles"))
    numbering = Numbering(read_lists(_part(package, main, "numbering"), styles))
    walk = _Walk(styles, numbering)
    walk.blocks(body)
    walk.flush()
    for kind, part, title in _NOTES:
        notes = _part(package, main, part)
        wanted = walk.notes[kind]
        if notes is None or not wanted:
            continue
        found = {attribute(note, "id"): note for note in notes.iterchildren() if local_name(note) == kind}
        for order, identifier in enumerate(dict.fromkeys(wanted), start=1):
            note = found.get(identifier)
            if note is not None:
                walk.lines.append(f"{title}{order}：{' '.join(_Walk(styles, numbering).inside(note).split())}")
    return "\n".join(walk.lines)


def _part(package: Package, main: str, kind: str) -> etree._Element | None:
    return next((root for name in package.related(main, kind) if (root := package.xml(name)) is not None), None)


class _Walk:
    """Goes through a body in reading order and collects its lines."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self.notes: dict[str, list[str | None]] = {"footnote": [], "endnote": []}
        self._styles = styles
        self._numbering = numbering
        self._carried = ""  # text of paragraphs whose end mark is deleted: it runs on into the next one
        self._boxes: list[etree._Element] = []
        self._in_instruction = False  # between the begin and the result of a field

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables below `parent`, whatever wraps them."""
        for element in parent.iterchildren():
            name = local_name(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "AlternateContent":
                self.blocks(_alternative(element))
            elif name not in _DROPPED:
                self.blocks(element)

    def inside(self, parent: etree._Element) -> str:
        """The text of a cell, box or note."""
        self.blocks(parent)
        self.flush()
        return "\n".join(self.lines)

    def flush(self) -> None:
        if self._carried:
            self.lines.append(self._carried)
            self._carried = ""

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle"))
        if self._styles.is_contents_line(style):
            return
        mark = child(properties, "rPr")
        runs_on = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        pieces: list[str] = []
        self._in_instruction = False
        self._inline(element, pieces, hidden=self._styles.hidden(style))
        text = self._carried + "".join(pieces)
        self._carried = ""
        if runs_on:
            self._carried = text
        else:
            placed = place(properties, self._styles, self._numbering.lists)
            label = self._numbering.label(*placed) if placed is not None else ""
            self.lines.extend(joined(label, text).split("\n"))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _inline(self, parent: etree._Element, pieces: list[str], *, hidden: bool) -> None:
        for element in parent.iterchildren():
            name = local_name(element)
            if name in _DROPPED:
                continue
            if name == "t":
                if not hidden and not self._in_instruction:
                    pieces.append(re.sub(r"[\t\r\n]", " ", element.text or ""))
            elif name == "r":
                self._inline(element, pieces, hidden=self._is_hidden(element, otherwise=hidden))
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name == "AlternateContent":
                self._inline(_alternative(element), pieces, hidden=hidden)
            elif name == "fldChar":
                self._in_instruction = attribute(element, "fldCharType") == "begin"
            elif name in {"footnoteReference", "endnoteReference"}:
                self.notes[name.removesuffix("Reference")].append(attribute(element, "id"))
            elif not hidden and (name in _PRINTED or name in {"br", "sym"}):
                pieces.append(_sign(element, name))
            else:
                self._inline(element, pieces, hidden=hidden)

    def _is_hidden(self, run: etree._Element, *, otherwise: bool) -> bool:
        properties = child(run, "rPr")
        own = switch(child(properties, "vanish"))
        if own is not None:
            return own
        return self._styles.hidden(value(child(properties, "rStyle"))) or otherwise

    def _table(self, element: etree._Element) -> None:
        self.flush()
        rows = [self._row(row) for row in _rows(element)]
        merged = with_row_spans(rows)
        if len(merged) == 1 and len(merged[0]) == 1:  # a frame around text, not a table
            self.lines.extend(merged[0][0].text.split("\n"))
            return
        self.lines.extend(table_lines(merged))

    def _row(self, row: etree._Element) -> list[Placed]:
        """The cells of a row where they stand, with Word's vertical merges."""
        properties = child(row, "trPr")
        column = 0
        cells: list[Placed] = []
        before = min(whole(value(child(properties, "gridBefore"))) or 0, TABLE_COLUMNS)
        if before > 0:
            cells.append(Placed(column, Cell("", columns=before)))
            column += before
        for element in _named(row, "tc"):
            cell_properties = child(element, "tcPr")
            if child(cell_properties, "cellDel") is not None:
                continue
            span = min(max(whole(value(child(cell_properties, "gridSpan"))) or 1, 1), TABLE_COLUMNS)
            merge_element = child(cell_properties, "vMerge")
            merge: Merge = None
            if merge_element is not None:
                merge = "restart" if value(merge_element) == "restart" else "continue"
            inner = _Walk(self._styles, self._numbering)
            inner.notes = self.notes
            text = cell_text(_nested_rows_apart(inner.inside(element)))
            cells.append(Placed(column, Cell(text, columns=span), merge))
            column += span
        return cells


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in _named(table, "tr") if child(child(row, "trPr"), "del") is None]


def _named(parent: etree._Element, wanted: str) -> list[etree._Element]:
    """Rows or cells of a table, also where a content control or a tracked insertion wraps them."""
    found: list[etree._Element] = []
    for element in parent.iterchildren():
        name = local_name(element)
        if name == wanted:
            found.append(element)
        elif name not in _DROPPED and name not in {"tr", "tc", "p", "tbl"}:
            found.extend(_named(element, wanted))
    return found


def _nested_rows_apart(text: str) -> str:
    """Rows of a table inside a cell lose their bars, which belong to the outer table: cells stand behind spaces."""
    return re.sub(r"^\| (.*) \|$", lambda row: row[1].replace(" | ", "　"), text, flags=re.MULTILINE)


def _alternative(element: etree._Element) -> etree._Element:
    """One of the equivalent forms of a drawing: the first with text, so that nothing is read twice."""
    forms = [form for form in element.iterchildren() if local_name(form) in {"Choice", "Fallback"}]
    with_text = (form for form in forms if any(local_name(inner) == "t" for inner in form.iter("{*}*")))
    return next(with_text, forms[0] if forms else element)


def _sign(element: etree._Element, name: str) -> str:
    if name == "br":
        return "\n"
    if name == "sym":
        code = int(attribute(element, "char") or "0", 16)
        if code < 0xE000:
            return chr(code)
        return _SYMBOLS.get(((attribute(element, "font") or "").lower(), code & 0xFF), "")
    return _PRINTED[name]
