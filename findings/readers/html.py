"""The text of a saved web page: its article as a person reads it, without scripts, navigation and hidden parts.

Blocks stand on lines of their own, white space collapses as in a browser (a line break in the source between two
Chinese characters is nothing), numbers of ordered lists are printed, tables read as in `tables`. Which part of the
page is the article is decided in `html_article`.
"""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from findings.readers.html_article import (
    DROPPED,
    Sizes,
    article_of,
    furniture_trimmed,
    is_hidden,
    metadata_lines,
    tag_of,
)
from findings.readers.numerals import spell
from findings.readers.refusal import Refusal, damaged
from findings.readers.tables import Cell, cell_text, table_lines
from findings.readers.text import decode

_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_LIST_STYLES: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_GB = re.compile(r"gb[-_]?(2312|k|18030)|x-gbk|cp936|hz-gb", re.IGNORECASE)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_BREAK_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_UNNUMBERED = re.compile(r"\b(li|ol)\s*\{[^}]{0,300}list-style(-type)?\s*:\s*none", re.IGNORECASE)
_DECLARED_WITHIN_BYTES = 4096
_MAX_REPLACED_SHARE = 0.01


def read_html(data: bytes) -> str:
    return read_page(_decoded(data, None))


def read_mht(data: bytes) -> str:
    """The page inside a web archive (mht), which is an e-mail with the page as its HTML part."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
                content = part.get_payload(decode=True)
                if isinstance(content, bytes):
                    return read_page(_decoded(content, part.get_content_charset()))
    except (email.errors.MessageError, LookupError, ValueError, AttributeError, TypeError):
        raise damaged("网页存档（mht）", "web archive (mht)") from None
    raise Refusal(
        "网页存档（mht）里没有网页；请在浏览器中另存为 html 后再试",
        "the web archive (mht) holds no page; save the page as html in a browser and retry",
    )


def read_page(markup: str) -> str:
    """The article of a page given as characters."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(markup.replace("\x00", "").encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged("网页", "web page") from None
    if root is None:
        raise damaged("网页", "web page")
    sizes = Sizes(root)
    article = article_of(root, sizes)
    sheets = " ".join(one.text or "" for one in root.iter("style", "{*}style"))
    walk = _Walk(sizes, sizes.of(article).plain, numbers_shown=not _UNNUMBERED.search(sheets))
    walk.element(article)
    lines = furniture_trimmed(walk.finished())
    return "\n".join([*metadata_lines(root, lines), *lines])


def _decoded(data: bytes, stated: str | None) -> str:
    """The page's characters, by its mark, by what it says of itself, or by what fits."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    declared = _CHARSET.search(data, 0, _DECLARED_WITHIN_BYTES)
    charset = stated or (declared[1].decode("ascii", "ignore") if declared else "utf-8")
    charset = "gb18030" if _GB.match(charset) else charset
    for candidate in ("utf-8", charset, "gb18030"):  # what is valid UTF-8 hardly is anything else
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        repaired = data.decode(charset, errors="replace")
    except LookupError:
        repaired = data.decode("utf-8", errors="replace")
    if repaired.count("\ufffd") > _MAX_REPLACED_SHARE * len(repaired):
        raise damaged("网页（文字编码不明）", "web page (its encoding is unclear)")
    return repaired


class _Walk:
    """Collects the lines of a page in reading order."""

    def __init__(self, sizes: Sizes, article_length: int, *, numbers_shown: bool) -> None:
        self._numbers_shown = numbers_shown
        self._sizes = sizes
        self._article_length = article_length
        self._lines: list[str] = []
        self._inline: list[str] = []
        self._number = ""  # of a list item, until its first text comes

    def finished(self) -> list[str]:
        self._break()
        return self._lines

    def element(self, element: etree._Element, *, preformatted: bool = False, number: str = "") -> None:
        tag = tag_of(element)
        if tag in DROPPED or is_hidden(element):
            return
        if tag == "br":
            self._break()
            return
        block = tag in _BLOCKS
        if block:
            self._break()
        if tag == "table" and not self._is_layout(element):
            self._lines.extend(self._table(element))
            return
        preformatted = preformatted or tag == "pre"
        numbers = _list_numbers(element) if tag == "ol" and self._numbers_shown else iter(())
        self._number = number or self._number
        self._text(element.text, preformatted=preformatted)
        for inner in element.iterchildren():
            item = tag == "ol" and tag_of(inner) == "li"
            self.element(inner, preformatted=preformatted, number=next(numbers, "") if item else "")
            self._text(inner.tail, preformatted=preformatted)
        if block:
            self._break()

    def _text(self, text: str | None, *, preformatted: bool) -> None:
        if not text:
            return
        if preformatted:
            first, *more = text.split("\n")
            self._inline.append(first)
            for line in more:
                self._break()
                self._inline.append(line)
        else:
            self._inline.append(text)

    def _break(self) -> None:
        text = _BREAK_BETWEEN_WIDE.sub("", "".join(self._inline))
        text = re.sub(r"[ \t\r\n\f\v\x85\xa0\u2028\u2029]+", " ", text).strip()
        text = re.sub(r"[\x00-\x1f\x7f\u200b\ufeff\ud800-\udfff]", "", text)
        if text.strip():
            self._lines.append(self._number + text)
            self._number = ""
        self._inline = []

    def _is_layout(self, table: etree._Element) -> bool:
        """True for a table that only arranges the page: it holds tables, one cell per row, or most of the article."""
        rows = list(_rows(table))
        if any(tag_of(inner) == "table" for inner in table.iterdescendants()):
            return True
        if all(len([cell for cell in row if self._sizes.of(cell).plain]) < 2 for row in rows):
            return not any(len(row) > 1 for row in rows) or len(rows) < 2
        longest = max((self._sizes.of(cell).plain for row in rows for cell in row), default=0)
        return len(rows) <= 3 and longest > 400 and longest > 0.6 * self._article_length

    def _table(self, table: etree._Element) -> list[str]:
        caption = [self._cell_text(one) for one in table.iterchildren() if tag_of(one) == "caption"]
        rows = [
            [
                Cell(self._cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
                for cell in row
                if not is_hidden(cell)
            ]
            for row in _rows(table)
        ]
        return [*(line for line in caption if line), *table_lines(rows)]

    def _cell_text(self, cell: etree._Element) -> str:
        inner = _Walk(self._sizes, self._article_length, numbers_shown=self._numbers_shown)
        inner.element(cell)
        return cell_text("\n".join(inner.finished()))


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for element in table.iterchildren():
        tag = tag_of(element)
        if is_hidden(element):
            continue
        if tag == "tr":
            yield [cell for cell in element.iterchildren() if tag_of(cell) in {"td", "th"}]
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(element)


def _span(cell: etree._Element, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    number = int(text) if re.fullmatch("[0-9]{1,5}", text) else 1
    return number or 65_534  # rowspan="0" reaches to the end of the table


def _list_numbers(element: etree._Element) -> Iterator[str]:
    """What the browser prints before each item of an ordered list."""
    start = str(element.get("start", "1"))
    number = int(start) if re.fullmatch("-?[0-9]{1,6}", start) else 1
    style = _LIST_STYLES.get(str(element.get("type", "1")), "decimal")
    silent = "list-style" in str(element.get("style", "")) and "none" in str(element.get("style", ""))
    while True:
        yield "" if silent else f"{spell(number, style)}."
        number += 1
