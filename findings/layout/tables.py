"""Which rows of a table are findings, and what do their cells hold?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from findings.layout.draft import Draft


@dataclass(frozen=True, slots=True)
class Table:
    start: int
    end: int


def find_tables(folded: str) -> list[Table]:
    return []


def read_tables(folded: str, tables: Sequence[Table]) -> tuple[list[Draft], list[tuple[int, int]]]:
    return [], []
