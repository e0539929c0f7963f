"""The text of a legacy Word file (doc, also what WPS saves as wps), through office-oxide.

Measured on LibreOffice's and antiword's view of the same files it keeps every paragraph, drops deleted and hidden
text and knows merged cells; it is young, so its version is pinned and it runs in the sandbox. Of a generated number
it gives only that there is one, so such numbers are printed as 1. 2. 3. whatever their format in Word.
"""

import struct
from collections.abc import Iterator
from typing import Any

import office_oxide

from findings.readers.refusal import Refusal, damaged
from findings.readers.tables import Cell, cell_text, table_lines

_FIB_ENCRYPTED = 0x0100
_WORD_MAGIC = b"\xec\xa5"


def read_doc(data: bytes) -> str:
    _refuse_encrypted(data)
    try:
        with office_oxide.Document.from_bytes(data, "doc") as document:
            sections = document.to_ir()["sections"]
    except (office_oxide.OfficeOxideError, RuntimeError, ValueError, KeyError):
        raise damaged("Word 97–2003 文档", "Word 97–2003 document") from None
    notes: list[str] = []
    lines = [line for section in sections for line in _lines(section["elements"], notes)]
    notes = [f"脚注{order}：{' '.join(note.split())}" for order, note in enumerate(notes, start=1)]
    return "\n".join([*lines, *notes])


def _refuse_encrypted(data: bytes) -> None:
    """Word's own header says so: a flag behind the magic number, which starts on a sector."""
    at = data.find(_WORD_MAGIC, 512)
    while at != -1 and at % 512:
        at = data.find(_WORD_MAGIC, at + 1)
    if at != -1 and len(data) >= at + 12 and struct.unpack_from("<H", data, at + 10)[0] & _FIB_ENCRYPTED:
        raise Refusal(
            "文件已加密，需要密码；请在 Word 或 WPS 中去掉密码后另存为 docx 再试",
            "the file is encrypted; remove the password in Word or WPS and save it as docx",
        )


def _lines(elements: list[dict[str, Any]], notes: list[str]) -> Iterator[str]:
    for element in elements:
        kind = element["type"]
        if kind in {"paragraph", "heading"}:
            yield from _spans(element["content"]).split("\n")
        elif kind == "list":
            yield from _list_lines(element, notes)
        elif kind == "table":
            yield from _table_lines(element, notes)
        elif kind in {"footnote", "endnote"}:
            notes.append("\n".join(_lines(element["content"], notes)))
        elif isinstance(element.get("content"), list):
            yield from _lines(element["content"], notes)


def _list_lines(element: dict[str, Any], notes: list[str]) -> Iterator[str]:
    number = int(element.get("start") or 1)
    for item in element["items"]:
        first, *more = [*_lines(item["content"], notes)] or [""]
        yield f"{number}.{first}" if element["ordered"] else f"•{first}"
        yield from more
        if item.get("nested"):
            yield from _list_lines(item["nested"], notes)
        number += 1


def _table_lines(table: dict[str, Any], notes: list[str]) -> list[str]:
    rows = [
        [
            Cell(cell_text("\n".join(_lines(cell["content"], notes))), cell["col_span"], cell["row_span"])
            for cell in row["cells"]
        ]
        for row in table["rows"]
    ]
    if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text
        return rows[0][0].text.split("\n")
    return table_lines(rows)


def _spans(spans: list[dict[str, Any]]) -> str:
    text = "".join("\n" if span["type"] == "line_break" else str(span.get("text", "")) for span in spans)
    return text.replace("\u2011", "-").replace("\xad", "")
