"""Which lines are headings above findings, and which section is a finding in?"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from findings.layout.draft import Heading
from findings.layout.labels import Field
from findings.layout.lines import Line

HEADING_LENGTH: Final = 60
NAME_LENGTH: Final = 24  # of a heading without a number
_INTRODUCES: Final = re.compile(r"共|项|个问题|如下|包括|涉及|^\(.*\)$")
_SENTENCE_ENDS: Final = frozenset("。;,、.!?")
_SHORT: Final = frozenset(
    {Field.LEADER, Field.LEAD_UNIT, Field.RESPONSIBLE_UNIT, Field.PERSON, Field.DEADLINE, Field.STATUS}
)


def is_heading(line: Line, style: str | None) -> bool:
    """True for a numbered line that may head findings: short, without a label, not numbered as they are."""
    marker = line.marker
    return (
        marker is not None and marker.style != style and not line.labels and 0 < line.end - marker.end <= HEADING_LENGTH
    )


def headings_above(
    folded: str, lines: Sequence[Line], start: int, *, floor: int, style: str | None, known: Container[str]
) -> list[int]:
    """The headings directly above a finding, outermost first; a line that introduces a group may stand between.

    Two of one style are the end of a list inside the finding before; above the first finding they are an empty chapter.
    A sentence heads nothing, unless its style is `known` for that from above the first finding.
    """
    found: list[int] = []
    at = start - 1
    if at > floor and _introduces(folded, lines[at]) and is_heading(lines[at - 1], style):
        at -= 1
    while at >= floor and is_heading(lines[at], style):
        own = _style(lines[at])
        if folded[lines[at].end - 1] in _SENTENCE_ENDS and floor and own not in known:
            break
        if any(_style(lines[below]) == own for below in found):
            return found[::-1] if not floor else [b for b in found[::-1] if _style(lines[b]) != own]
        found.append(at)
        at -= 1
    return found[::-1]


def _introduces(folded: str, line: Line) -> bool:
    words = folded[line.start : line.end]
    return line.marker is None and not line.labels and len(words) <= HEADING_LENGTH and bool(_INTRODUCES.search(words))


def names_above(folded: str, lines: Sequence[Line], starts: Sequence[int]) -> set[int]:
    """Headings without a number (共性问题, 个性问题): short lines above findings, none a sentence.

    They are believed where the line before ends a finding for sure, or where the numbers start over below them; above the
    first finding only when there are others.
    """
    found = {
        start - 1
        for start in starts[1:]
        if _is_name(folded, lines[start - 1])
        and (_ends_a_finding(folded, lines, start - 2) or ((marker := lines[start].marker) and marker.value == 1))
    }
    first = starts[0] - 1 if starts else -1
    if found and first > 0 and _is_name(folded, lines[first]):
        found.add(first)
    return found


def _is_name(folded: str, line: Line) -> bool:
    return (
        line.marker is None
        and not line.labels
        and 2 <= line.end - line.start <= NAME_LENGTH
        and folded[line.end - 1] not in _SENTENCE_ENDS
        and ":" not in folded[line.start : line.end]
    )


def _ends_a_finding(folded: str, lines: Sequence[Line], at: int) -> bool:
    label = lines[at].heading_label if at >= 0 else None
    return label is not None and label.field in _SHORT and folded[lines[at].end - 1] not in "、,:"


def _style(line: Line) -> str | None:
    return line.marker.style if line.marker else None


class Headings:
    """The section and subsection in force; how deep a style of heading lies is learnt from the order they come in."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._styles: list[str] = []
        self._current: list[Heading | None] = []

    def enter(self, block: Sequence[Line]) -> None:
        depth = -1
        for line in block:
            style = line.marker.style if line.marker else ""
            if style in self._styles:
                depth = self._styles.index(style)
            else:
                self._styles.append(style)
                self._current.append(None)
                depth = len(self._styles) - 1
            self._current[depth] = Heading(line.start, line.end, line.marker)
            self._current[depth + 1 :] = [None] * (len(self._current) - depth - 1)

    def at(self, depth: int) -> Heading | None:
        return self._current[depth] if depth < len(self._current) else None
