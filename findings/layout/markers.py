"""Which number does a line begin with, and in which style is it written?

A style is not looked up in a list: it is the line's own beginning with the numeral taken out (`N、`, `(N)`, `第N条`,
`问题N`, `[任务N]`), together with the kind of numeral. Which style numbers the findings of a document is decided by the
whole document (`flow`), so that a style never seen before still works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from findings.numerals import number

CHINESE: Final = "[一二三四五六七八九十百零〇]{1,5}"
ROMAN: Final = "[Ⅰ-Ⅻ]"
CIRCLED: Final = "[①-⑳㉑-㉟⑴-⒇⒈-⒛]"
_YEAR_FOLLOWS: Final = r"(?=(?:19|20)\d\d(?:年|[-~]))"  # 7.2019年: the number runs into a year

# The numeral with what encloses it; a word before it and a counter after it belong to the style.
_PLAIN: Final = (
    rf"(?P<plain>\d{{1,4}}|{CHINESE}|{ROMAN}|[IVX]{{1,4}}(?=[.、]))"
    rf" ?(?P<stop>、|\.(?!\d)|\.{_YEAR_FOLLOWS}|\.(?=\d{{1,2}}月)|\)|。(?=\S)|,(?=[\u4e00-\u9fff]))"
)
_BRACKETED: Final = (
    rf"(?P<open>[(\[<]) ?(?P<word1>[^\W\d_]{{0,4}}?)"
    rf" ?(?P<inner>\d{{1,4}}|{CHINESE}|{ROMAN}) ?(?P<unit1>项|号|条|个)? ?[)\]>](?P<tail>[、.:]?)"
)
_TREE: Final = (
    r"(?P<tree>\d{1,2}(?:[.\-]\d{1,2}){1,3})(?:[.、: ]|(?=[\u4e00-\u9fff]{2}))(?![\d年月日号万亿千倍元吨亩米公平立个])"
)
_WORDED: Final = (
    rf"(?P<word2>[^\W\d_]{{1,8}}?) ?:? ?(?:(?P<numeral>\d{{1,4}}|{CHINESE})|[(\[](?P<numeral2>\d{{1,4}}|{CHINESE})[)\]])"
    r" ?(?P<unit2>条|项|号|个|件|类|部分|章|节|篇|方面|个问题|项任务|项问题|号问题|条问题)?(?:[、.:)] ?| +|$)(?!\d)"
)
_BARE: Final = rf"(?P<bare>\d{{1,3}}|{ROMAN})(?: +(?=[\u4e00-\u9fff“‘《])| *$)"
_CIRCLE: Final = rf"(?P<circle>{CIRCLED})"
_MARKER: Final = re.compile(rf" *(?:{_TREE}|{_PLAIN}|{_BRACKETED}|{_CIRCLE}|{_BARE}|{_WORDED})")
_COULD_START: Final = re.compile(
    rf" *(?:[\d(\[<IVX]|{CIRCLED}|{ROMAN}|[^\W\d_]{{0,8}} ?:? ?[(\[]?[\d一二三四五六七八九十])"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the beginning of a line: `style` without its numeral, and where the words after it begin."""

    style: str
    value: int
    start: int
    end: int

    @property
    def worded(self) -> bool:
        """True for 问题一 and 第3项, whose style holds a word; such a line says itself what it numbers."""
        return self.style[0] in "第词"


def read_marker(folded: str, start: int, end: int) -> Marker | None:
    """The marker at the beginning of the line from `start` to `end`, or None."""
    window = min(end, start + 40)
    if not _COULD_START.match(folded, start, window):
        return None
    found = _MARKER.match(folded, start, window)
    if not found:
        return None
    groups = found.groupdict()
    style, numeral = _style(groups)
    value = _value(numeral)
    if value is None or value != int(value) or value < 1:
        return None
    first = start + len(found[0]) - len(found[0].lstrip())
    stop = found.end()
    while stop < end and folded[stop] == " ":
        stop += 1
    return Marker(style, int(value), first, stop)


def _style(groups: dict[str, str | None]) -> tuple[str, str]:
    if plain := groups["plain"]:
        return f"{_kind(plain)}{groups['stop']}", plain
    if inner := groups["inner"]:
        return f"{groups['open']}{groups['word1'] or ''}{_kind(inner)}{groups['unit1'] or ''}", inner
    if tree := groups["tree"]:
        parts = re.split(r"[.\-]", tree)
        return "tree" + str(len(parts)), parts[-1]
    if circle := groups["circle"]:
        return "circle", circle
    if bare := groups["bare"]:
        return f"{_kind(bare)} ", bare
    numeral = groups["numeral"] or groups["numeral2"] or ""
    word = groups["word2"] or ""
    return f"{'第' if word == '第' else '词' + word}{_kind(numeral)}{groups['unit2'] or ''}", numeral


def _kind(numeral: str) -> str:
    if numeral[0].isdigit():
        return "A"
    return "C" if numeral[0] in "一二三四五六七八九十百零〇" else "R"


def _value(numeral: str) -> float | None:
    if "Ⅰ" <= numeral[0] <= "Ⅻ":
        return ord(numeral) - ord("Ⅰ") + 1
    if numeral[0] in "IVX":
        return _LATIN_ROMAN.get(numeral)
    return _circled(numeral) or number(numeral)


_LATIN_ROMAN: Final = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip


def _circled(numeral: str) -> int:
    code = ord(numeral[0])
    for first, value in ((0x2460, 1), (0x3251, 21), (0x2474, 1), (0x2488, 1)):
        if first <= code < first + 20:
            return code - first + value
    return 0
