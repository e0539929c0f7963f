"""Which cells do the rules on a page draw? From horizontal and vertical strokes to tables with merged cells.

All strokes that touch make one grid. Its distinct positions cut it into elementary boxes; neighbouring boxes with
no stroke between them are one merged cell. Nothing else is guessed: text that merely stands in columns is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TOUCH = 3.0  # points: rules nearer than this are the same rule, or touch
_COVER = 0.6  # a side counts as ruled when this share of it is
_MAX_SEGMENTS = 20_000
_MAX_BOXES = 20_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight rule: at `at` across, from `start` to `end` along."""

    horizontal: bool
    at: float
    start: float
    end: float

    @classmethod
    def of(cls, x0: float, y0: float, x1: float, y1: float) -> Segment:
        if abs(x1 - x0) >= abs(y1 - y0):
            return cls(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        return cls(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its place, span and bounds."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, row by row, the positions of its rules, and which cell owns each box between them."""

    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...]
    levels: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owners: tuple[tuple[int, ...], ...]

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell at a point, None outside the table."""
        if not self.holds(x, y):
            return None
        return self.owners[bisect_right(self.levels, y) - 1][bisect_right(self.edges, x) - 1]


def grids(segments: Sequence[Segment]) -> list[Grid]:
    """The tables that the rules draw, from top to bottom."""
    if len(segments) > _MAX_SEGMENTS:  # a drawing or a map, not a table
        return []
    merged = _merged(segments)
    found = [grid for group in _touching(merged) if (grid := _grid(group)) is not None]
    return sorted(found, key=lambda grid: (grid.top, grid.left))


def _merged(segments: Iterable[Segment]) -> list[Segment]:
    """Rules drawn in pieces, or as the two sides of a thin box, put together."""
    merged: list[Segment] = []
    for horizontal in (True, False):
        ordered = sorted((one for one in segments if one.horizontal == horizontal), key=lambda one: one.at)
        level: list[Segment] = []
        for segment in ordered:
            if level and segment.at - level[0].at > _TOUCH:
                merged.extend(_joined(level))
                level = []
            level.append(segment)
        merged.extend(_joined(level))
    return [one for one in merged if one.end - one.start > _TOUCH]


def _joined(level: list[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for segment in sorted(level, key=lambda one: one.start):
        last = joined[-1] if joined else None
        if last is not None and segment.start <= last.end + _TOUCH:
            joined[-1] = Segment(last.horizontal, last.at, last.start, max(last.end, segment.end))
        else:
            joined.append(segment)
    return joined


def _touching(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Rules grouped so that those of a group hang together."""
    parent = list(range(len(segments)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    across = [index for index, one in enumerate(segments) if one.horizontal]
    down = [index for index, one in enumerate(segments) if not one.horizontal]
    if len(across) * len(down) > 4_000_000:
        return []
    for i in across:
        h = segments[i]
        for j in down:
            v = segments[j]
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, list[Segment]] = defaultdict(list)
    for index, segment in enumerate(segments):
        groups[root(index)].append(segment)
    return list(groups.values())


def _grid(group: list[Segment]) -> Grid | None:
    across = [one for one in group if one.horizontal]
    down = [one for one in group if not one.horizontal]
    ys, xs = _positions(across), _positions(down)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > _MAX_BOXES:
        return None
    right_of = _ruled(down, xs, ys)  # (x position, row) → ruled
    below = _ruled(across, ys, xs)  # (y position, column) → ruled
    owner: dict[tuple[int, int], int] = {}
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            wide = 1
            while (
                column + wide < columns and (column + wide, row) not in right_of and (row, column + wide) not in owner
            ):
                wide += 1
            high = 1
            while row + high < rows and all((row + high, column + step) not in below for step in range(wide)):
                high += 1
            for down_step in range(high):
                for step in range(wide):
                    owner[(row + down_step, column + step)] = len(cells)
            cells.append(GridCell(row, column, high, wide, xs[column], ys[row], xs[column + wide], ys[row + high]))
    owners = tuple(tuple(owner[row, column] for column in range(columns)) for row in range(rows))
    return Grid(xs[0], ys[0], xs[-1], ys[-1], tuple(xs), tuple(ys), tuple(cells), owners)


def _positions(segments: Iterable[Segment]) -> list[float]:
    """The distinct positions of rules; nearer ones than a touch are the same."""
    positions: list[float] = []
    for at in sorted(one.at for one in segments):
        if not positions or at - positions[-1] > _TOUCH:
            positions.append(at)
    return positions


def _ruled(segments: Iterable[Segment], positions: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """(position, step) pairs whose side is drawn: the rule at `positions[i]` covers steps[j] … steps[j + 1]."""
    covered: dict[tuple[int, int], float] = defaultdict(float)
    for segment in segments:
        at = min(range(len(positions)), key=lambda index: abs(positions[index] - segment.at))
        for step in range(len(steps) - 1):
            overlap = min(segment.end, steps[step + 1]) - max(segment.start, steps[step])
            if overlap > 0:
                covered[(at, step)] += overlap
    return {(at, step) for (at, step), length in covered.items() if length >= _COVER * (steps[step + 1] - steps[step])}
