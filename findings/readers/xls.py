"""The text of a legacy Excel file (xls, also what WPS saves as et), through xlrd; printed exactly as xlsx is."""

import io
import struct

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from findings.readers.cell_formats import shown
from findings.readers.refusal import Refusal, damaged
from findings.readers.sheet import sheet_lines

_XLRD_ERRORS = (
    XLRDError, CompDocError, struct.error, IndexError, KeyError, ValueError, AssertionError, TypeError,
    AttributeError, EOFError, OverflowError, NotImplementedError, UnboundLocalError, ZeroDivisionError,
)  # fmt: skip


def read_xls(data: bytes) -> str:
    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            return "\n".join(line for sheet in book.sheets() if sheet.visibility == 0 for line in _lines(book, sheet))
    except _XLRD_ERRORS as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise Refusal(
                "文件已加密，需要密码；请在 Excel 或 WPS 中去掉密码后另存为 xlsx 再试",
                "the file is encrypted; remove the password in Excel or WPS and save it as xlsx",
            ) from None
        raise damaged("Excel 97–2003 工作簿", "Excel 97–2003 workbook") from None


def _lines(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> list[str]:
    rows = {
        row: {column: _text(book, sheet, row, column) for column in range(sheet.row_len(row))}
        for row in range(sheet.nrows)
    }
    merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return sheet_lines(sheet.name, rows, merges)


def _text(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        return shown(repr(value), book.format_map[style.format_key].format_str, since_1904=book.datemode == 1)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(value), "#N/A"))
    return str(value)
