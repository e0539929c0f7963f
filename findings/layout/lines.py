"""What does each line of a text begin with: a number, a label, a row of a table?

One pass over the folded text gives its lines with their markers and labels. A label counts where it announces
something: at the beginning of a line, or inside one after a sentence or a bracket has ended, followed by a colon.
Labels without a colon (a heading 二、整改目标, a line 整改措施 on its own) are kept as `bare`: whether they announce a
field, the whole document decides (`chapters`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from findings.layout.labels import LONGEST, Field, field_of
from findings.layout.markers import Marker, read_marker
from findings.status import leads_with_status


@dataclass(frozen=True, slots=True)
class Label:
    """A label from `start`, its value from `value`; `marker` when the label itself is numbered (二、整改目标：).

    `limit` bounds the value where the label stands inside brackets, （责任单位：市水利局）.
    """

    field: Field
    name: str
    start: int
    value: int
    marker: Marker | None = None
    bare: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its surrounding spaces: never empty."""

    start: int
    end: int
    marker: Marker | None
    labels: tuple[Label, ...]

    @property
    def heading_label(self) -> Label | None:
        """The label that the line begins with, after its number if it has one."""
        first = self.labels[0] if self.labels else None
        return first if first and first.start == self.start else None


_LINE: Final = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_AT_START: Final = re.compile(
    rf"(?P<open>\[?) ?(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff、/()\d ]{{0,{LONGEST + 8}}}?)"
    r" ?(?:(?P<colon>\]? ?:+ ?|\] ?)|(?P<bare>。| +|$))"
)
_RUN: Final = re.compile(rf"[\u4e00-\u9fff、/]{{1,{LONGEST}}}(?: ?[\u4e00-\u9fff]{{1,{LONGEST}}}){{0,3}} ?$")
_BEFORE_RUN: Final = frozenset("。;,!?、”’」』》>)]( \n|:…")
_SHORT: Final = frozenset({Field.LEADER, Field.LEAD_UNIT, Field.RESPONSIBLE_UNIT, Field.PERSON, Field.DEADLINE})
_FIRST_WORD: Final = re.compile("责任|牵头|配合|整改|完成|督办|验收|销号|办理|进展|工作")
_INLINE_NUMBER: Final = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[)、.]) ?$")


def read_lines(folded: str, regions: Iterable[tuple[int, int]] | None = None) -> list[Line]:
    """All lines that hold something, in order; with `regions`, only those inside them."""
    bounds = regions if regions is not None else ((0, len(folded)),)
    return [
        _read_line(folded, found.start(), found.end())
        for start, end in bounds
        for found in _LINE.finditer(folded, start, end)
    ]


def _read_line(folded: str, start: int, end: int) -> Line:
    marker = read_marker(folded, start, end)
    labels: list[Label] = []
    after_marker = marker.end if marker else start
    first = _label_at_start(folded, start, after_marker, end, marker)
    if first is None and marker and marker.worded:
        first = _label_at_start(folded, start, start, end, None)  # 整改任务14：
    if first:
        labels.append(first)
    position = folded.find(":", first.value if first else after_marker, end)
    while position != -1:
        floor = labels[-1].value if labels else after_marker
        inside_names = bool(labels) and labels[-1].field in _SHORT
        label = _label_before(folded, position, floor, end, inside_names=inside_names)
        if label:
            bracket = labels[-1].limit if labels else None
            if bracket is not None and label.start < bracket and label.limit is None:
                label = replace(label, limit=bracket)  # the next label inside the same brackets
            labels.append(label)
        position = folded.find(":", position + 1, end)
    return Line(start, end, marker, tuple(labels))


def _label_at_start(folded: str, start: int, at: int, end: int, marker: Marker | None) -> Label | None:
    found = _AT_START.match(folded, at, min(end, at + 40))
    if not found:
        return None
    name = found["name"].replace(" ", "")
    field = field_of(name)
    if field is None or (found["open"] and not found["colon"]):
        return None
    if found["bare"] is not None:
        if found["bare"] == "" and found.end() != end:  # the window's end is not the line's
            return None
        return Label(field, name, start, found.end(), marker, bare=True)
    if "]" in found["colon"] and not found["open"]:
        return None
    return Label(field, name, start, found.end(), marker)


def _label_before(folded: str, colon: int, floor: int, end: int, *, inside_names: bool) -> Label | None:
    """The label that ends at a colon inside a line; a list of names or a date ends where one begins, even run together."""
    begin = max(floor, colon - LONGEST - 6)
    found = _RUN.search(folded, begin, colon)
    if not found:
        return None
    value = colon + 1
    while value < end and folded[value] == " ":
        value += 1
    starts = list(_starts_of_words(folded, found.start(), colon))
    run_together: set[int] = set()
    if inside_names:
        run_together = {word.start() for word in _FIRST_WORD.finditer(folded, found.start(), colon)}
        starts = [start for start in starts if start > floor and folded[start - 1] not in "、,"] + sorted(run_together)
    for start in starts:
        name = folded[start:colon].replace(" ", "")
        field = field_of(name)
        if field is None:
            continue
        before = folded[start - 1] if start > floor else "\n"
        announced = (
            before in _BEFORE_RUN
            or start in run_together
            or (field is Field.RESULT and leads_with_status(folded, value, end))
        )
        if not announced:
            continue
        limit = None
        first = start
        if before == "(":
            closing = folded.find(")", value, min(end, value + 400))
            limit = closing if closing != -1 else None
            first -= 1
        number = _INLINE_NUMBER.search(folded, max(floor, first - 8), first)
        return Label(field, name, number.start() if number else first, value, None, limit=limit)
    return None


def _starts_of_words(folded: str, start: int, end: int) -> Iterator[int]:
    """Where a label ending at `end` may begin: the whole run, then after each space, 、 or 的."""
    yield start
    for position in range(start, end - 1):
        if folded[position] in " 、的题”":
            yield position + 1
