"""The text of an RTF file, which Chinese offices often name .doc.

RTF is a stream of control words, groups and text; characters are bytes in the code page of their font, or Unicode
escapes. One pass over the tokens keeps the state of each group. Deleted and hidden text is dropped, generated
numbers are in the file as text (listtext), tables read as in `tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from findings.readers.numbering import joined
from findings.readers.refusal import damaged
from findings.readers.tables import Cell, Merge, Placed, cell_text, table_lines, with_row_spans

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,20})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|(\\)"
)
_SKIPPED: Final = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl",
    "themedata", "colorschememapping", "latentstyles", "datastore", "fldinst", "bkmkstart", "bkmkend", "annotation",
    "atnid", "atnauthor", "atnref", "nonshppict", "shpinst", "sp", "sn", "sv", "pntext", "pnseclvl", "filetbl",
    "nonesttables", "mmathPr", "wgrffmtfilter", "template", "operator", "passwordhash", "ftnsep", "ftnsepc", "ftncn",
    "aftnsep", "aftnsepc", "aftncn", "pgdsctbl", "userprops", "xe", "tc",
))  # fmt: skip
_READ: Final = frozenset(["shptxt", "listtext", "nesttableprops", "fldrslt", "shppict"])
_CHARACTERS: Final = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "nestcell": "　", "line": "\n",
}  # fmt: skip
_CODE_PAGES: Final = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"}
_MERGES: Final[dict[str, Merge]] = {"clvmgf": "restart", "clvmrg": "continue"}
_MAX_DEPTH = 1_000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: whether its text is skipped, its code page, how many bytes follow a Unicode escape."""

    skipped: bool = False
    hidden: bool = False
    code_page: str | None = None
    fallback: int = 1
    destination: str = ""


def read_rtf(data: bytes) -> str:
    reader = _Reader()
    at = 0
    while token := _TOKEN.match(data, at):
        at = token.end()
        if token[1] == b"bin" and token[2]:  # so many raw bytes follow, which may look like anything
            at += max(0, int(token[2]))
        else:
            reader.take(token)
    if not reader.balanced:
        raise damaged("RTF 文件", "RTF file")
    return "\n".join(reader.finished())


class _Reader:
    """Turns tokens into lines."""

    def __init__(self) -> None:
        self._state = _State()
        self._stack: list[_State] = []
        self._starred = False
        self._default_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font_being_defined = 0
        self._bytes = bytearray()
        self._to_skip = 0  # bytes of fallback text left to skip after a \u escape
        self._high = 0  # first half of a surrogate pair
        self._text: list[str] = []
        self._lines: list[str] = []
        self._cells: list[str] = []
        self._merges: list[str] = []
        self._merge = ""
        self._rows: list[list[Placed]] = []
        self._in_table = False
        self._label = ""  # a generated number, until the text behind it comes
        self._label_at = 0  # where the generated number being read begins in the paragraph
        self._notes: list[str] = []
        # While a note is read: the depth of its group, and the lines and text around it.
        self._outside: list[tuple[int, list[str], list[str]]] = []
        self.balanced = True

    def finished(self) -> list[str]:
        self._in_table = False
        self._text = [*(f"{cell}\n" for cell in self._cells), *self._text]
        self._paragraph()
        if self._outside:  # a note that never ends
            self._end_note()
            self._paragraph()
        self._end_table()
        return [*self._lines, *(f"脚注{order}：{note}" for order, note in enumerate(self._notes, start=1))]

    def take(self, token: re.Match[bytes]) -> None:
        word, number, code, symbol, brace, text, _ = token.groups()
        if code is not None:
            self._byte(int(code, 16))
        elif text is not None:
            self._plain(text)
        elif symbol is not None:
            self._symbol(symbol.decode("latin-1"))
        elif brace == b"{":
            self._flush()
            self.balanced = self.balanced and len(self._stack) < _MAX_DEPTH
            if self.balanced:
                self._stack.append(self._state)
        elif brace == b"}":
            self._close()
        elif word is not None:
            self._word(word.decode("ascii"), None if number is None else int(number))

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        if not self._stack:
            return  # some writers close once too often
        ended, self._state = self._state.destination, self._stack.pop()
        if ended == "listtext" and self._state.destination != ended:
            self._label = "".join(self._text[self._label_at :]).strip()
            del self._text[self._label_at :]
        if self._outside and len(self._stack) < self._outside[-1][0]:
            self._paragraph()
            self._end_note()
        elif ended == "shptxt" and self._state.destination != ended:
            self._paragraph()

    def _end_note(self) -> None:
        note = self._lines
        _, self._lines, self._text = self._outside.pop()
        self._notes.append(" ".join(" ".join(note).split()))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol == "~":
            self._put(" ")
        elif symbol == "_":
            self._put("-")
        elif symbol in "\\{}":
            self._byte(ord(symbol))
        elif symbol in "\r\n":
            self._paragraph()

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._unicode(number % 65536)
            return
        self._flush()
        if word == "footnote" and not self._state.skipped and not self._outside:
            self._outside.append((len(self._stack), self._lines, self._text))
            self._lines, self._text = [], []
            self._state = replace(self._state, destination=word)
        elif word in _SKIPPED or (starred and word not in _READ):
            self._state = replace(self._state, skipped=True, destination="")
        elif word in _READ:
            self._label_at = len(self._text)
            self._state = replace(
                self._state, skipped=False if word == "shptxt" else self._state.skipped, destination=word
            )
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        else:
            self._property(word, number)
            self._structure(word)

    def _property(self, word: str, number: int | None) -> None:
        on = number != 0
        if word in {"v", "deleted"}:
            self._state = replace(self._state, hidden=on)
        elif word == "plain":
            self._state = replace(self._state, hidden=False)
        elif word == "uc" and number is not None:
            self._state = replace(self._state, fallback=min(max(number, 0), 8))
        elif word == "ansicpg" and number is not None:
            self._default_page = "gb18030" if number == 936 else f"cp{number}"
        elif word == "f" and number is not None:
            self._font_being_defined = number
            self._state = replace(self._state, code_page=self._fonts.get(number))
        elif word == "fcharset" and number in _CODE_PAGES:
            self._fonts[self._font_being_defined] = _CODE_PAGES[number]

    def _structure(self, word: str) -> None:
        if self._state.skipped:
            return
        if word in {"par", "sect", "page"}:
            self._paragraph()
        elif word == "intbl":
            self._in_table = True
        elif word == "pard" and self._state.destination != "listtext":
            self._in_table = False
        elif word == "trowd":
            self._merges, self._merge = [], ""
        elif word in {"clvmgf", "clvmrg", "clmgf", "clmrg"}:
            self._merge = word
        elif word == "cellx":
            self._merges.append(self._merge)
            self._merge = ""
        elif word == "cell":
            self._cells.append("".join(self._text))
            self._text = []
        elif word == "row":
            merges = self._merges + [""] * (len(self._cells) - len(self._merges))
            self._rows.append(
                [
                    Placed(column, Cell(cell_text(text)), _MERGES.get(merge))
                    for column, (text, merge) in enumerate(zip(self._cells, merges, strict=False))
                    if merge != "clmrg"
                ]
            )
            self._cells = []

    def _plain(self, text: bytes) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        if not (self._state.skipped or self._state.hidden):
            self._bytes += text[skipped:]

    def _byte(self, value: int) -> None:
        self._plain(bytes([value]))

    def _unicode(self, unit: int) -> None:
        self._flush()
        self._to_skip = self._state.fallback
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
            return
        if 0xDC00 <= unit < 0xE000:
            if not self._high:
                return
            unit = 0x10000 + (self._high - 0xD800) * 0x400 + unit - 0xDC00
        self._high = 0
        if 0xF000 <= unit <= 0xF0FF:  # a sign of a symbol font
            return
        self._put(chr(unit))

    def _flush(self) -> None:
        if self._bytes:
            raw = bytes(self._bytes)
            self._bytes.clear()
            page = self._state.code_page or self._default_page
            if page == "cp1252" and any(value >= 0x80 for value in raw):
                page = self._default_page  # Western fonts are named where Chinese bytes follow
            try:
                self._put(raw.decode(page, errors="replace"))
            except LookupError:
                self._put(raw.decode("cp1252", errors="replace"))

    def _put(self, text: str) -> None:
        if not (self._state.skipped or self._state.hidden):
            self._text.append(joined(self._label, text) if self._label else text)
            self._label = ""

    def _paragraph(self) -> None:
        self._flush()
        if self._label:
            self._put("")
        if self._in_table:
            self._text.append("\n")
            return
        self._end_table()
        self._lines.extend("".join(self._text).split("\n"))
        self._text = []

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        self._lines.extend(table_lines(with_row_spans(rows)))
