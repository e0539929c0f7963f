"""What a Word 97–2003 file stores, and where ([MS-DOC]): characters, and the properties that lie over them.

The text is cut into pieces that lie anywhere in the file; a character's properties are found by its place in the
file, not in the text. Properties are runs of "sprms", a two-byte code and an operand each. Lists and styles have
tables of their own. This module reads those structures; what they mean for the text is in `doc`.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from findings.readers.limits import TEXT_CHARACTERS
from findings.readers.numbering import LEVELS, LONGEST_TEXT, Level, NumberedList
from findings.readers.refusal import Refusal

_PAGE = 512
_NUMBER_FORMATS: Final = {  # nfc → the name docx gives it
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2",
    22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional",
    31: "ideographZodiac", 33: "taiwaneseCounting", 34: "chineseLegalSimplified", 35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand",
    57: "numberInDash", 255: "none",
}  # fmt: skip
_SUFFIXES: Final = {0: "tab", 1: "space", 2: "nothing"}
_OPERAND_BYTES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # by the top three bits of a sprm's code

SPRM_STYLE_LEVEL: Final = 0x260A
SPRM_LIST: Final = 0x460B
_SPRM_TABLE_DEFINITION: Final = 0xD608
_SPRM_CHANGED_TABS: Final = 0xC615
_SPRM_HUGE: Final = (0x6645, 0x6646)

Sprms = dict[int, bytes]
"""Operands by code; a later one of the same code counts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, from character `start` to `end`, at byte `at` of the file with `width` bytes a character."""

    start: int
    end: int
    at: int
    width: int


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    based_on: int
    sprms: Sprms


class Header:
    """The file's header (FIB): which table stream it uses, how long its stories are, where its structures lie."""

    def __init__(self, main: bytes) -> None:
        magic, version = struct.unpack_from("<HH", main, 0)
        if magic not in {0xA5EC, 0xA5DC}:
            raise ValueError("not a Word document")
        flags = struct.unpack_from("<H", main, 10)[0]
        if version < 0xC1:
            raise Refusal(
                "是 Word 95 或更早的文档；请用 Word 或 WPS 打开，另存为 docx 后再试",
                "a document of Word 95 or older; open it in Word or WPS and save it as docx",
            )
        if flags & 0x0100:
            raise Refusal(
                "文件已加密，需要密码；请在 Word 或 WPS 中去掉密码后另存为 docx 再试",
                "the file is encrypted; remove the password in Word or WPS and save it as docx",
            )
        self.table_stream = "1Table" if flags & 0x0200 else "0Table"
        text, notes, headers, macros, comments, endnotes, boxes = struct.unpack_from("<7I", main, 0x4C)
        self.text = (0, text)
        self.footnotes = (text, text + notes)
        after = text + notes + headers + macros + comments
        self.endnotes = (after, after + endnotes)
        self.boxes = (after + endnotes, after + endnotes + boxes)
        self._main = main

    def located(self, table: bytes, index: int) -> bytes:
        """The structure that entry `index` of the header points to in the table stream."""
        at, length = struct.unpack_from("<II", self._main, 0x9A + 8 * index)
        return table[at : at + length]

    def located_on(self, table: bytes, index: int) -> bytes:
        """The same for a structure whose stated length leaves out its last part."""
        at, length = struct.unpack_from("<II", self._main, 0x9A + 8 * index)
        return table[at:] if length else b""


def pieces(clx: bytes) -> list[Piece]:
    """The piece table, in text order."""
    at = 0
    while at < len(clx) and clx[at] == 1:  # property blocks of a fast save
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    body = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(body) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", body)
    if list(ends) != sorted(ends):
        raise ValueError("pieces out of order")
    if ends[-1] > TEXT_CHARACTERS:
        raise Refusal(
            f"超过{TEXT_CHARACTERS:,}个字符的上限；请拆分后再试",
            f"it is above the limit of {TEXT_CHARACTERS:,} characters; split it and retry",
        )
    found: list[Piece] = []
    for index in range(count):
        place = struct.unpack_from("<I", body, 4 * (count + 1) + 8 * index + 2)[0]
        narrow = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        found.append(Piece(ends[index], ends[index + 1], place // 2 if narrow else place, 1 if narrow else 2))
    return found


def characters(main: bytes, table: Sequence[Piece]) -> array[int]:
    """All characters of the file as UTF-16 units, so that positions are Word's."""
    units = array("H")
    for piece in table:
        raw = main[piece.at : piece.at + (piece.end - piece.start) * piece.width]
        if piece.width == 1:
            units.extend(map(ord, raw.decode("cp1252", "replace")))
        else:
            units.frombytes(raw[: len(raw) // 2 * 2])
        units.extend([0x20] * (piece.end - len(units)))  # a cut file: positions stay right
    return units


class PropertyRuns:
    """Properties of paragraphs or characters, by place in the file."""

    def __init__(self, main: bytes, plc: bytes, *, paragraphs: bool) -> None:
        count = (len(plc) - 4) // 8
        numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ()
        self.starts: list[int] = []
        self._ends: list[int] = []
        self._raw: list[bytes] = []
        for number in numbers:
            page = main[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
            if len(page) == _PAGE:
                self._read(page, entry_bytes=13 if paragraphs else 1, paragraphs=paragraphs)

    def _read(self, page: bytes, *, entry_bytes: int, paragraphs: bool) -> None:
        runs = page[_PAGE - 1]
        if 4 * (runs + 1) + runs * entry_bytes >= _PAGE:
            return
        bounds = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            at = page[4 * (runs + 1) + run * entry_bytes] * 2
            raw = b""
            if at:
                size = page[at]
                if paragraphs:
                    at, size = (at + 1, page[at + 1] * 2) if size == 0 else (at, size * 2 - 1)
                raw = page[at + 1 : at + 1 + size]
            if not self.starts or bounds[run] >= self.starts[-1]:
                self.starts.append(bounds[run])
                self._ends.append(bounds[run + 1])
                self._raw.append(raw)

    def at(self, place: int) -> bytes:
        """The raw properties over a place in the file, empty where there are none."""
        index = bisect_right(self.starts, place) - 1
        return self._raw[index] if index >= 0 and place < self._ends[index] else b""

    def runs(self) -> Iterator[tuple[int, int, bytes]]:
        yield from zip(self.starts, self._ends, self._raw, strict=True)


def sprms(raw: bytes, data_stream: bytes = b"") -> Sprms:
    """The properties in a run of sprms; a huge paragraph's lie in the data stream."""
    found: Sprms = {}
    at = 0
    while at + 2 <= len(raw):
        code = struct.unpack_from("<H", raw, at)[0]
        at += 2
        if code >> 13 != 6:
            size = _OPERAND_BYTES[code >> 13]
        elif at >= len(raw):
            break
        elif code == _SPRM_TABLE_DEFINITION:
            size = (raw[at] | (raw[at + 1] << 8 if at + 1 < len(raw) else 0)) + 1
        elif code == _SPRM_CHANGED_TABS and raw[at] == 255:
            break  # never of a paragraph that matters here
        else:
            size = raw[at] + 1
        operand = raw[at : at + size]
        at += size
        if code in _SPRM_HUGE and len(operand) == 4 and data_stream:
            place = struct.unpack("<I", operand)[0]
            length = int.from_bytes(data_stream[place : place + 2], "little")
            found.update(sprms(data_stream[place + 2 : place + 2 + length]))
        else:
            found[code] = operand
    return found


def styles(sheet: bytes) -> list[Style | None]:
    """The style sheet; paragraphs refer to its entries by number."""
    if len(sheet) < 6:
        return []
    header, count, base = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    found: list[Style | None] = []
    for _ in range(min(count, 4095)):
        if at + 2 > len(sheet):
            break
        size = struct.unpack_from("<H", sheet, at)[0]
        found.append(_style(sheet[at + 2 : at + 2 + size], base) if size else None)
        at += 2 + size + size % 2
    return found


def _style(body: bytes, base: int) -> Style | None:
    if len(body) < base + 2 or base < 10:
        return None
    kind_and_base = struct.unpack_from("<H", body, 2)[0]
    length = struct.unpack_from("<H", body, base)[0]
    name = body[base + 2 : base + 2 + 2 * length].decode("utf-16-le", "replace")
    at = base + 2 + 2 * length + 2
    own: Sprms = {}
    if kind_and_base & 0xF == 1 and at + 4 <= len(body):  # a paragraph style: first its paragraph properties
        size = struct.unpack_from("<H", body, at)[0]
        own = sprms(body[at + 4 : at + 2 + size])
    return Style(name, kind_and_base >> 4, own)


def lists(definitions: bytes, uses: bytes) -> dict[str, NumberedList]:
    """The lists paragraphs refer to by number (from 1), from the tables of definitions and of their uses."""
    by_identifier = _definitions(definitions)
    if len(uses) < 4:
        return {}
    count = min(struct.unpack_from("<I", uses)[0], len(uses) // 16)
    at = 4 + 16 * count
    found: dict[str, NumberedList] = {}
    for index in range(count):
        identifier, overrides = struct.unpack_from("<i8xB", uses, 4 + 16 * index)
        levels = dict(by_identifier.get(identifier, {}))
        starts: dict[int, int] = {}
        at += 4
        for _ in range(overrides):
            if at + 8 > len(uses):
                break
            start, flags = struct.unpack_from("<iI", uses, at)
            at += 8
            level = flags & 0xF
            if flags & 0x20:
                own, at = _level(uses, at)
                levels[level] = own
                start = own.start
            if flags & 0x10:
                starts[level] = start
        found[str(index + 1)] = NumberedList(str(identifier), levels, starts)
    return found


def _definitions(raw: bytes) -> dict[int, dict[int, Level]]:
    if len(raw) < 2:
        return {}
    count = min(struct.unpack_from("<H", raw)[0], len(raw) // 28)
    at = 2 + 28 * count
    found: dict[int, dict[int, Level]] = {}
    for index in range(count):
        identifier = struct.unpack_from("<i", raw, 2 + 28 * index)[0]
        simple = raw[2 + 28 * index + 26] & 1
        found[identifier] = {}
        for number in range(1 if simple else LEVELS):
            if at + 28 > len(raw):
                return found
            found[identifier][number], at = _level(raw, at)
    return found


def _level(raw: bytes, at: int) -> tuple[Level, int]:
    """One level of a list and where the next structure begins."""
    start, number_format, flags, _, suffix = struct.unpack_from("<iBB9sB", raw, at)
    character_bytes, paragraph_bytes, restart_limit = struct.unpack_from("<BBB", raw, at + 24)
    at += 28 + character_bytes + paragraph_bytes
    length = struct.unpack_from("<H", raw, at)[0]
    text = raw[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    level = Level(
        start=start,
        number_format=_NUMBER_FORMATS.get(number_format, "decimal"),
        text="".join(f"%{ord(one) + 1}" if ord(one) < LEVELS else one for one in text[:LONGEST_TEXT]),
        suffix=_SUFFIXES.get(suffix, "tab"),
        restart=restart_limit if flags & 0x08 else None,
        legal=bool(flags & 0x04),
    )
    return level, at + 2 + 2 * length
