"""Which number does Word print before a paragraph of a list?

Word does not store the numbers of its lists, it counts them while drawing. A list belongs to a definition that says
how each level is spelled (`%1.`, `（%1）`, `第%1条`), where it starts, and after which levels it starts again. Lists
that share a definition go on counting where the other stopped, unless a list overrides the start. docx and doc store
the same thing in different ways; counting is here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from findings.readers.numerals import spell

LEVELS = 9
LONGEST_TEXT = 64  # of a level; a file may state a megabyte to be printed before every paragraph
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `restart` is the level number after which it starts again, if stated."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list of a document: its definition, its levels, and the starts it overrides."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self.lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, list_id: str, at: int) -> str:
        """The number Word prints before the next paragraph of a list, with what separates it; "" for none.

        Asking counts: ask once per paragraph, in document order.
        """
        numbered = self.lists.get(list_id)
        if numbered is None or at not in numbered.levels:
            return ""
        level = numbered.levels[at]
        counts = self._counts.setdefault(numbered.definition, {})
        if at in numbered.starts and (list_id, at) not in self._restarted:
            self._restarted.add((list_id, at))
            counts[at] = numbered.starts[at] - 1
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in range(at + 1, LEVELS):
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or at < restart:
                counts.pop(deeper, None)
        return _spelled(level, numbered.levels, counts)


def joined(label: str, text: str) -> str:
    """A paragraph behind its number; a space only where 2. would run into 2019年."""
    return label + (" " if label[-1:] in {".", "．"} and text[:1].isdigit() else "") + text


def _spelled(level: Level, levels: Mapping[int, Level], counts: dict[int, int]) -> str:
    if level.number_format == "bullet":
        return _BULLET

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = levels.get(at, Level())
        count = counts.setdefault(at, other.start)
        return spell(count, "decimal" if level.legal else other.number_format)

    text = _PLACEHOLDER.sub(number, level.text)
    return f"{text} " if level.suffix == "space" or (level.suffix == "tab" and _runs_into(text)) else text


def _runs_into(label: str) -> bool:
    """True for a number that would merge with the text behind it, as 第1条 does and ① and 1. do not."""
    return label[-1:].isalnum() and unicodedata.category(label[-1]) != "No"
