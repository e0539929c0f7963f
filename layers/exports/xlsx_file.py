"""How does a table of sites become an Excel workbook?

The same columns as CSV on the first sheet, what they mean on the second. Every text is stored as a text, so none is
ever run as a formula; one that would be when somebody edits the cell also carries Excel's own mark for "text".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from layers.exports.columns import COLUMNS, Cell, row
from layers.exports.csv_file import FORMULA_STARTS
from layers.exports.reference import Reference
from layers.exports.wording import xml_text
from layers.feature import SiteFeature

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL: Final = 32_767
"""Characters that a cell of Excel holds; what is longer is cut and ends in an ellipsis."""

SHEETS: Final = ("地点", "字段说明")
_WIDE: Final = {"title": 30, "text": 30, "problem": 60, "goal": 40, "measures": 60}


def write(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - a quarter second that other formats need not pay
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sites = book.create_sheet(SHEETS[0])
    sites.freeze_panes = "A2"
    sites.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}1"
    for index, column in enumerate(COLUMNS, start=1):
        sites.column_dimensions[get_column_letter(index)].width = _WIDE.get(column.name, 14)
    sites.append([column.name for column in COLUMNS])
    for feature in features:
        sites.append(list(_cells(sites, row(feature, reference.datum))))
    meanings = book.create_sheet(SHEETS[1])
    meanings.append(["字段", "含义"])
    for column in COLUMNS:
        meanings.append([column.name, column.title])
    book.save(target)


def _cells(sheet: WriteOnlyWorksheet, values: list[Cell]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    for value in values:
        if not isinstance(value, str):
            yield value
            continue
        text = xml_text(value).replace("\r\n", "\n").replace("\r", "\n")
        cell = WriteOnlyCell(sheet, text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…")
        cell.data_type = "s"
        if value.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
        yield cell
