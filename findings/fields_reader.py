"""What do the readers of single fields work on, and where do they put what they did not understand?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from findings.layout import Field, Segment
from findings.model import Passage

NOTHING: Final = re.compile(r"^(?:无|/|-+|暂无|\.|。)?$")


@dataclass(slots=True)
class Reader:
    """The text a finding is read from, and what was left over."""

    text: str
    folded: str
    today: date | None
    unread: list[tuple[int, int]] = field(default_factory=list)

    def passage(self, span: tuple[int, int]) -> Passage:
        return Passage(span[0], span[1], self.text[span[0] : span[1]])

    def words(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]


def by_field(segments: Sequence[Segment]) -> dict[Field, list[Segment]]:
    found: dict[Field, list[Segment]] = {}
    for segment in segments:
        found.setdefault(segment.field, []).append(segment)
    return found


def whole(segment: Segment) -> tuple[int, int]:
    return (segment.start if segment.in_cell else segment.label_start, segment.end)


def lines_of(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
