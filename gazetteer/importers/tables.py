"""Read the rows of a CSV or Excel file, each with where it stands. What is damaged is told, never guessed at."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer.errors import BadSource

SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARKS = "\t,;，；|"
_LONGEST_CELL = 100_000

Row = tuple[int, list[Any]]
"""The number of a row as a person counts, and its cells."""


def rows(path: Path) -> Iterator[Row]:
    """Give the rows that are not empty, the headings first; numbers in Excel files stay numbers.

    Raises
    ------
    BadSource
    """
    match path.suffix.lower():
        case ".xlsx" | ".xlsm" | ".xls":
            yield from _excel(path)
        case _:
            yield from _csv(path)


def file_bytes(path: Path) -> bytes:
    """Give what is in a file.

    Raises
    ------
    BadSource
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise _closed(path, error) from error


def require_file(path: Path) -> None:
    """Pass when a file can be opened: libraries say the same in their own words, and not in one sentence.

    Raises
    ------
    BadSource
    """
    try:
        path.open("rb").close()
    except OSError as error:
        raise _closed(path, error) from error


def _closed(path: Path, error: OSError) -> BadSource:
    return BadSource(
        f"无法读取 {path}：{error.strerror}；请检查路径和权限。",
        f"{path} cannot be read: {error.strerror}; check the path and the permissions.",
    )


def file_text(path: Path) -> str:
    """Give the text of a file in UTF-8, UTF-16 or GB18030.

    Raises
    ------
    BadSource
        Naming the line where the text is no text.
    """
    data = file_bytes(path)
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    for name in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            failed = error
        else:
            break
    else:
        line = data.count(b"\n", 0, failed.start) + 1
        raise BadSource(
            f"{path.name} 第 {line} 行无法解码（既不是 UTF-8 也不是 GBK）；请另存为 UTF-8 后重试。",
            f"{path.name}, line {line}: neither UTF-8 nor GBK; save the file as UTF-8 and try again.",
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadSource(
            f"{path.name} 第 {line} 行含有二进制数据，文件可能已损坏；请重新导出为 CSV。",
            f"{path.name}, line {line}: binary data, the file may be damaged; export it as CSV again.",
        )
    return text


def _csv(path: Path) -> Iterator[Row]:
    text = file_text(path)
    heading = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(_MARKS, key=heading.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    width = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadSource(
                f"{path.name} 第 {line} 行起引号没有配对或内容过长，文件可能被截断；请修正该行或重新导出。",
                f"{path.name}, from line {line}: a quote is not closed or a cell is too long ({error}); "
                "the file may be cut short. Mend the line or export the file again.",
            ) from error
        if not any(cell.strip() for cell in cells):
            continue
        width = width or len(cells)
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            raise BadSource(
                f"{path.name} 第 {line} 行有 {len(cells)} 个单元格，标题行只有 {width} 个；请检查该行的分隔符和引号。",
                f"{path.name}, line {line}: {len(cells)} cells, the heading has {width}; check its commas and quotes.",
            )
        yield line, [*cells[:width], *[""] * (width - len(cells))]


def _excel(path: Path) -> Iterator[Row]:
    """Read the first sheet; the reader is a compiled one, since 200,000 rows take others half a minute."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only for Excel files

    require_file(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for number, cells in enumerate(book.get_sheet_by_index(0).iter_rows(), start=1):
                if any(cell != "" for cell in cells):
                    yield number, list(cells)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise BadSource(
            f"{path.name} 不是完整的 Excel 文件，或有密码；请用 Excel 打开并另存为 .xlsx 或 .csv。",
            f"{path.name} is no complete Excel file, or has a password; open it in Excel and save it as .xlsx or .csv.",
        ) from error
