"""Which measures does a text of 整改措施 or 整改情况 hold?

A measure is one of its numbered parts, whatever the style of the numbers; lists inside a part (①, 一是) stay in it. The
style is that of the first number that begins a count. Text before the first number is one more measure, unless it only
leads over to the list with a colon. A text without numbers is one measure.
"""

from __future__ import annotations

import re
from typing import Final

from findings.numerals import number

_CHINESE: Final = "[一二三四五六七八九十]{1,3}"
_NUMBER: Final = re.compile(
    r"(?=[(\d一二三四五六七八九十①-⑳⑴-⒇⒈-⒛第])(?:"  # a quick look: most characters begin no number
    rf"\( ?(?P<bracket>\d{{1,2}}|{_CHINESE}) ?\)[、.]?|(?P<half>\d{{1,2}})\)|"
    rf"(?P<stop>\d{{1,2}})(?P<kind>[、．]|\.(?!\d)|\.(?=(?:19|20)\d\d年)|(?P<figure>\.(?=\d)))|(?P<chinese>{_CHINESE})、|"
    r"(?P<circle>[①-⑳⑴-⒇⒈-⒛])|第(?P<ordinal>[一二三四五六七八九十]{1,3})[,、:])"
)
_BOUNDARY: Final = frozenset("。;:,!?\n ”）)]|、…")
_LEADS_OVER: Final = re.compile(r":\s*$")
_FORMULA: Final = re.compile(r"(?:如下|以下|下列)[^。]{0,16}:\s*$|^.{0,4}(?:措施|做法|情况|包括|方面|为|有|是):\s*$")


def split_measures(folded: str, start: int, end: int, *, by_line: bool = False) -> list[tuple[int, int]]:
    """The stretches of the measures between `start` and `end`, trimmed, without their numbers.

    Parameters
    ----------
    by_line
        In a table's cell several lines without numbers are a measure each, where every line is a sentence.
    """
    numbers = _top_numbers(folded, start, end)
    if not numbers:
        lines = _sentences_by_line(folded, start, end) if by_line else []
        return lines or _kept(folded, [(_behind_own_number(folded, start, end), end)])
    parts: list[tuple[int, int]] = []
    lead_start, lead_end = start, numbers[0][0]
    first = numbers[0][1]
    lead = folded[lead_start:lead_end].strip()
    if lead and not _LEADS_OVER.search(lead):
        parts.append((lead_start, lead_end))
    elif lead and not _FORMULA.search(lead):
        first = lead_start  # it says what the list is about
    stops = [begin for begin, _ in numbers[1:]] + [end]
    parts += [(words, stop) for (_, words), stop in zip([(0, first), *numbers[1:]], stops, strict=True)]
    return _kept(folded, parts)


def _top_numbers(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where each number of the outermost list begins and ends."""
    candidates = [
        (found, style, value)
        for found in _NUMBER.finditer(folded, start, end)
        for style, value in [_style_and_value(found)]
        if value and (not found["figure"] or _at_line_start(folded, found.start(), start))
    ]
    for position, (found, style, value) in enumerate(candidates):
        if value > 2 or not _begins(folded, found.start(), start):
            continue
        if value == 2 and not _two_may_begin(candidates[position:], style, folded[start : found.start()]):
            continue
        chosen = [found]
        expected = value + 1
        for later, later_style, later_value in candidates[position + 1 :]:
            if (
                later_style == style
                and later_value == expected
                and (style == "(" or _begins(folded, later.start(), start))
            ):
                chosen.append(later)
                expected += 1
        if len(chosen) == 1 and found["figure"]:
            continue  # 1.5万吨, a figure and not a list
        if len(chosen) == 1 and style not in ("(", "(C") and not _at_line_start(folded, found.start(), start):
            continue
        return [(one.start(), one.end()) for one in chosen]
    return []


def _behind_own_number(folded: str, start: int, end: int) -> int:
    """Where a measure in a cell of its own begins, behind its number."""
    found = _NUMBER.match(folded, start, end)
    return found.end() if found and not found["figure"] else start


def _two_may_begin(rest: list[tuple[re.Match[str], str, int]], style: str, before: str) -> bool:
    """A list whose first number is missing: text stands in its place, and 3 follows or the 2 is in brackets."""
    if not before.strip():
        return False
    values = [value for _, other, value in rest if other == style]
    return 1 not in values and (3 in values or style == "(")


def _style_and_value(found: re.Match[str]) -> tuple[str, int]:
    if inner := found["bracket"]:
        return ("(", int(inner)) if inner.isdigit() else ("(C", _value(inner))
    if half := found["half"]:
        return ")", int(half)
    if stop := found["stop"]:
        return found["kind"], int(stop)
    if chinese := found["chinese"]:
        return "C、", _value(chinese)
    if ordinal := found["ordinal"]:
        return "第", _value(ordinal)
    code = ord(found["circle"])
    first = 0x2460 if code < 0x2474 else 0x2474 if code < 0x2488 else 0x2488
    return f"circle{first}", code - first + 1


def _value(chinese: str) -> int:
    return int(number(chinese) or 0)


def _begins(folded: str, at: int, start: int) -> bool:
    """True where a number may begin a part: first of all, or behind the end of a clause."""
    return at == start or folded[at - 1] in _BOUNDARY


def _at_line_start(folded: str, at: int, start: int) -> bool:
    before = folded[max(start, at - 4) : at].strip(" ")
    return before == "" or before[-1] == "\n" or at == start


def _sentences_by_line(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    begin = start
    while begin < end:
        stop = folded.find("\n", begin, end)
        stop = end if stop == -1 else stop
        parts.append((begin, stop))
        begin = stop + 1
    kept = _kept(folded, parts)
    return kept if len(kept) > 1 and all(folded[stop - 1] in "。;." for _, stop in kept[:-1]) else []


def _kept(folded: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts that hold something, without the spaces around them."""
    kept = []
    for start, end in parts:
        words = folded[start:end]
        stripped = words.strip()
        if stripped.strip("。;,、."):
            begin = start + len(words) - len(words.lstrip())
            kept.append((begin, begin + len(stripped)))
    return kept
