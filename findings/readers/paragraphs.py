"""How do printed lines become paragraphs again? Page headers, footers and page numbers are left out.

Two lines belong to one paragraph unless something says that the break was meant: the first word of the second line
would still have fitted on the first (the decisive sign), the second is indented, stands further down than usual, or
begins in a way that begins paragraphs throughout this document (责任单位：, 3.).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from findings.readers.printed_page import Line, Page, Table
from findings.readers.tables import Cell, table_lines

_PAGE_NUMBER = re.compile(
    r"[-—–－─_·\s]*(第?\s*\d{1,4}\s*页?|[ivxlcIVXLC]{1,6})[-—–－─_·\s]*|第\s*\d+\s*页\s*[，,/／]?\s*共\s*\d+\s*页|\d+\s*[/／]\s*\d+|Page\s*\d+.*"
)
_ENDED = re.compile(r"[。！？；：!?;:]$")
_OPENINGS = re.compile(
    r"(?P<chinese>[一二三四五六七八九十百]{1,4}、)|(?P<chinese_in_brackets>[（(][一二三四五六七八九十百]{1,4}[）)])"
    r"|(?P<digits>\d{1,3}[.．、](?!\d))|(?P<digits_in_brackets>[（(]?\d{1,3}[）)])|(?P<circled>[①-⑳])"
    r"|(?P<ordinal>第[一二三四五六七八九十百零〇\d]+[条章节项])|(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff\s]{1,11})[：:]"
)
_EDGE_SHARE = 0.12  # headers and footers stand within this share of the page's height
_MIN_BEGINNINGS = 2  # so often an opening must begin a paragraph beyond doubt
_MARGIN_DIFFERENCE = 5  # characters by which the right margin is at most wider than the left
_MIN_REPEATS = 3  # and stand on at least so many pages


def text_of(pages: Sequence[Page]) -> str:
    """The text of a document from its pages: a line per paragraph, tables as rows."""
    return "\n".join(_flowing(_without_headers(pages)))


def _without_headers(pages: Sequence[Page]) -> list[Page]:
    """Pages less their headers, footers and page numbers."""
    repeats: Counter[tuple[str, int]] = Counter()
    for page in pages:
        repeats.update({_place(line, page) for line in _edge_lines(page)})
    enough = max(2, min(_MIN_REPEATS, len(pages)))
    kept: list[Page] = []
    for page in pages:
        dropped = {id(line) for line in _edge_lines(page) if repeats[_place(line, page)] >= enough}
        dropped |= {id(line) for line in _outermost(page, dropped) if _PAGE_NUMBER.fullmatch(line.text)}
        items = tuple(item for item in page.items if id(item) not in dropped)
        kept.append(Page(page.width, page.height, items, page.characters, page.unmapped, page.has_image))
    return kept


def _edge_lines(page: Page) -> list[Line]:
    edge = page.height * _EDGE_SHARE
    return [item for item in page.items if isinstance(item, Line) and not edge < item.base < page.height - edge]


def _outermost(page: Page, dropped: set[int]) -> list[Line]:
    """The first and last line that remain, when they stand at the page's edge."""
    left = [item for item in page.items if id(item) not in dropped]
    at_edge = {id(line) for line in _edge_lines(page)}
    return [item for item in (left[:1] + left[-1:]) if isinstance(item, Line) and id(item) in at_edge]


def _place(line: Line, page: Page) -> tuple[str, int]:
    """What makes two lines the same header: their text with any number, and their height on the page."""
    return re.sub(r"\d+", "#", line.text), round(line.base / 4)


def _flowing(pages: Sequence[Page]) -> Iterator[str]:
    """The text's lines: one per paragraph, one block per table row."""
    usual = _margins_of([line for page in pages for line in _lines(page)], pages[0].width if pages else 0.0)
    margins = [_margins(page) or usual for page in pages]
    openings = _openings(pages, margins)
    paragraph = ""
    before: Line | None = None
    table: list[Table] = []
    for number, (page, (left, right)) in enumerate(zip(pages, margins, strict=True), start=1):
        leading = _leading(_lines(page))
        if page.has_image and page.characters < 20:
            paragraph += f"\n〔第{number}页是图片，没有可读的文字〕"
        for position, item in enumerate(page.items):
            if isinstance(item, Table):
                if paragraph:
                    yield paragraph
                paragraph, before = "", None
                if table and not (position == 0 and _same_columns(table[-1], item)):
                    yield from _rows(table)
                    table = []
                table.append(item)
                continue
            yield from _rows(table)
            table = []
            gap = item.base - before.base if before is not None and position > 0 else None
            if (
                before is None
                or _opening(item.text) in openings
                or _break_meant(before, item, (left, right), gap, leading)
            ):
                if paragraph:
                    yield paragraph
                paragraph = item.text
            else:
                paragraph += _joint(paragraph, item.text) + item.text
            before = item
    if paragraph:
        yield paragraph
    yield from _rows(table)


def _break_meant(
    before: Line, line: Line, margins: tuple[float, float], gap: float | None, leading: float | None
) -> bool:
    """True when the two lines are two paragraphs; `gap` is None across a page break."""
    left, right = margins
    if _would_have_fitted(before, line, right):
        return True
    if line.left > left + 1.5 * line.size or abs(line.size - before.size) > 0.15 * line.size:
        return True
    return gap is not None and leading is not None and gap > 1.35 * leading


def _would_have_fitted(before: Line, line: Line, right: float) -> bool:
    return before.right + line.first_width <= right - 0.3 * line.size


def _opening(text: str, start: int = 0) -> str | None:
    """What kind of opening stands there: a kind of number, or a label (责任单位：) by its words without spaces."""
    found = _OPENINGS.match(text, start)
    if found is None:
        return None
    return "".join(found["label"].split()) if found["label"] else found.lastgroup


def _openings(pages: Sequence[Page], margins: Sequence[tuple[float, float]]) -> set[str]:
    """Kinds of opening that begin a paragraph more often than they stand in running text, as in …。（2）….

    Only lines that follow a line with room left count as beginning one beyond doubt.
    """
    begins: Counter[str] = Counter()
    runs_in: Counter[str] = Counter()
    for page, (_, right) in zip(pages, margins, strict=True):
        for before, line in pairwise(_lines(page)):
            kind = _opening(line.text)
            if kind is not None and _would_have_fitted(before, line, right):
                begins[kind] += 1
            ends = (stop.end() for stop in re.finditer("[。；：]", line.text))
            runs_in.update(kind for end in ends if (kind := _opening(line.text, end)) is not None)
    return {kind for kind, count in begins.items() if count > runs_in[kind] and count >= _MIN_BEGINNINGS}


def _joint(before: str, after: str) -> str:
    """A space where a line broke between two words of letters or digits, else nothing."""
    return (
        " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""
    )


def _lines(page: Page) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line)]


def _margins(page: Page) -> tuple[float, float] | None:
    lines = _lines(page)
    return _margins_of(lines, page.width) if len(lines) >= 8 else None


def _margins_of(lines: Sequence[Line], width: float) -> tuple[float, float]:
    """The left and right margin of running text: the furthest position that several lines share.

    A single line may stick out, and most lines of a list end early, so neither the extreme nor an average will do.
    Where all lines end early, as on a title page, the right margin is taken to be as wide as the left one.
    """
    if not lines:
        return 0.0, width
    size = Counter(line.size for line in lines).most_common(1)[0][0]
    right = _shared([line.body_right for line in lines], size)
    left = -_shared([-line.left for line in lines], size)
    full = sum(right - line.body_right <= size for line in lines)
    is_plausible = right >= width - left - _MARGIN_DIFFERENCE * size or full >= max(5, 0.4 * len(lines))
    return left, right if is_plausible else width - left


def _shared(values: Sequence[float], tolerance: float) -> float:
    """The largest value that at least three values (or all, of fewer) come near to."""
    ordered = sorted(values, reverse=True)
    wanted = min(3, len(ordered))
    for index in range(len(ordered) - wanted + 1):
        if ordered[index] - ordered[index + wanted - 1] <= tolerance:
            return ordered[index]
    return ordered[0]


def _leading(lines: Sequence[Line]) -> float | None:
    """The usual distance between base lines."""
    gaps = [round(after.base - before.base, 1) for before, after in pairwise(lines) if after.base - before.base > 1]
    if not gaps:
        return None
    return Counter(round(gap * 2) / 2 for gap in gaps).most_common(1)[0][0]


def _same_columns(one: Table, other: Table) -> bool:
    return len(one.edges) == len(other.edges) and all(
        abs(a - b) < 6 for a, b in zip(one.edges, other.edges, strict=True)
    )


def _rows(tables: Sequence[Table]) -> list[str]:
    """The rows of a table that may run over several pages, its repeated header printed once."""
    if not tables:
        return []
    rows: list[list[tuple[int, Cell]]] = []
    header: list[tuple[int, Cell]] | None = None
    for table in tables:
        own = _grid_rows(table)
        if header is not None and own and own[0] == header:
            own = own[1:]
        header = header or (own[0] if own else None)
        if rows and own and _runs_on(rows[-1], own[0]):
            rows[-1] = _glued(rows[-1], own[0])
            own = own[1:]
        rows.extend(own)
    return table_lines([cell for _, cell in row] for row in rows)


def _grid_rows(table: Table) -> list[list[tuple[int, Cell]]]:
    count = max((cell.row for cell in table.cells), default=-1) + 1
    rows: list[list[tuple[int, Cell]]] = [[] for _ in range(count)]
    for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
        rows[cell.row].append((cell.column, Cell(cell.text, cell.columns, cell.rows)))
    return rows


def _runs_on(last: Sequence[tuple[int, Cell]], first: Sequence[tuple[int, Cell]]) -> bool:
    """True when a row was cut by the end of the page: the same columns, and its leading cell is empty overleaf."""
    if [column for column, _ in last] != [column for column, _ in first] or not first or first[0][1].text:
        return False
    pairs = [(a.text, b.text) for (_, a), (_, b) in zip(last, first, strict=True) if b.text]
    return bool(pairs) and all(a for a, _ in pairs)


def _glued(last: Iterable[tuple[int, Cell]], first: Iterable[tuple[int, Cell]]) -> list[tuple[int, Cell]]:
    glued: list[tuple[int, Cell]] = []
    for (column, upper), (_, lower) in zip(last, first, strict=True):
        apart = "\n" if _ENDED.search(upper.text) and lower.text else ""
        glued.append((column, Cell(upper.text + apart + lower.text, upper.columns, upper.rows)))
    return glued
