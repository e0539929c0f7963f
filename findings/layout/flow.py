"""Where does each finding of a running text begin?

Nothing about a document's headings is known beforehand. Its labels (整改情况, 责任单位 …) and status marks come round
again with every finding, so between the last label of one round and the first of the next lies the line that begins a
finding. The style of number that these lines share, counting on from one to the next, is the document's style of
findings; other numbered lines are headings above them or lists inside them. A document without such rounds has no
findings: chapters of a report stay chapters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from findings.layout.headings import is_heading
from findings.layout.labels import Field
from findings.layout.lines import Line
from findings.layout.markers import Marker

OPENERS: Final = frozenset({Field.NUMBER, Field.REFERENCE, Field.PROBLEM, Field.TASK, Field.CONTEXT})
_SECTION_SHARE: Final = 0.7  # a style that begins fewer of the findings than this heads groups of them


@dataclass(frozen=True, slots=True)
class Event:
    """A confirmed label, or a status mark, on the line with the index `line`."""

    line: int
    field: Field


@dataclass(frozen=True, slots=True)
class Region:
    """The lines from one event to the next; the last one holds the event `after`, behind its number if it has one.

    `turns` where one round of labels has ended and the next begins.
    """

    first: int
    last: int
    after: Field | None
    turns: bool


@dataclass(frozen=True, slots=True)
class Start:
    """The line a finding begins with; `marker` is its number, None where a label begins it."""

    line: int
    marker: Marker | None


def find_starts(folded: str, lines: Sequence[Line], events: Sequence[Event]) -> list[Start]:
    """The beginnings of all findings, in order."""
    if not events:
        return []
    regions = _regions(lines, events)
    turns = [region for region in regions if region.turns]
    style = _style_of_findings(folded, lines, regions, turns)
    numbered = (
        {at: marker for chosen in _chosen(folded, lines, regions, style) for at, marker in chosen} if style else {}
    )
    for region in turns:  # the title above a label that opens a finding is not the line before it
        if region.after in OPENERS:
            for at in range(region.first, region.last - 1):
                numbered.pop(at, None)
    unnumbered = [region for region in turns if not any(at in numbered for at in range(region.first, region.last + 1))]
    wide = sum(_is_wide(lines, region) for region in turns)
    if numbered and sum(_is_wide(lines, region) for region in unnumbered) > (1 - _SECTION_SHARE) * wide:
        style, numbered, unnumbered = None, {}, turns
    bare_openers = [region for region in unnumbered if region.after in OPENERS]
    starts = [Start(at, marker) for at, marker in numbered.items()]
    starts += [Start(region.last, None) for region in bare_openers]
    if style is None:
        paragraphs = [_paragraph_before(lines, region) for region in turns if region.after not in OPENERS]
        starts += [Start(paragraph, None) for paragraph in paragraphs if paragraph is not None]
    return sorted(starts, key=lambda start: start.line)


def _is_wide(lines: Sequence[Line], region: Region) -> bool:
    """True where something stands between two labels; a label out of its usual order is no beginning."""
    return region.last > region.first or region.after in OPENERS or not lines[region.last].heading_label


def _regions(lines: Sequence[Line], events: Sequence[Event]) -> list[Region]:
    rank: dict[Field, int] = {}
    for event in events:
        rank.setdefault(event.field, len(rank))
    found = [Region(0, events[0].line, events[0].field, turns=True)]
    for one, other in pairwise(events):
        opens = other.field in OPENERS and one.field not in OPENERS
        if other.line > one.line:
            found.append(Region(one.line + 1, other.line, other.field, opens or rank[other.field] <= rank[one.field]))
    if events[-1].line + 1 < len(lines):
        found.append(Region(events[-1].line + 1, len(lines) - 1, None, turns=False))
    return found


def _numbers(lines: Sequence[Line], region: Region) -> list[tuple[int, Marker]]:
    found = []
    for at in range(region.first, region.last + 1):
        marker = lines[at].marker
        if marker:
            found.append((at, marker))
    return found


def _style_of_findings(
    folded: str, lines: Sequence[Line], regions: Sequence[Region], turns: Sequence[Region]
) -> str | None:
    """The style that counts on best from turn to turn; where two do, the one closest to the labels.

    A list of several points inside the problems is close to the labels, too, but starts over with each of them.
    """
    seen: Counter[str] = Counter()
    closest: Counter[str] = Counter()
    for region in turns:
        numbers = _numbers(lines, region)
        seen.update({marker.style for _, marker in numbers})
        if numbers:
            closest[numbers[-1][1].style] += 1
    best: str | None = None
    best_score = 0.0
    for style, _ in seen.most_common(8):
        chosen = [starts for starts in _chosen(folded, lines, regions, style) if starts]
        counted = sum(other[0][1].value == one[-1][1].value + 1 for one, other in pairwise(chosen))
        extra = sum(len(starts) - 1 for starts in chosen)
        score = counted + (0.9 * closest[style] - 0.5 * extra) / len(turns)
        score += 0.3 * bool(chosen and chosen[0][0][1].value == 1)
        if score > best_score:
            best, best_score = style, score
    return best


def _chosen(
    folded: str, lines: Sequence[Line], regions: Sequence[Region], style: str
) -> list[Sequence[tuple[int, Marker]]]:
    """The lines that begin findings when findings are numbered in this style, region by region."""
    starts: list[Sequence[tuple[int, Marker]]] = []
    previous = 0
    for region in regions:
        if not region.turns and region.after is not None:
            continue
        numbers = _numbers(lines, region)
        same = [(at, marker) for at, marker in numbers if marker.style == style]
        chosen: Sequence[tuple[int, Marker]]
        if region.after is None:
            chosen = _behind_own_list(same, previous)
        elif same:
            chosen = _counting_to_the_end(lines, same, previous)
        else:
            chosen = _slips(folded, lines, region, style, previous)
        starts.append(chosen)
        if chosen:
            previous = chosen[-1][1].value
    return starts


def _counting_to_the_end(
    lines: Sequence[Line], same: Sequence[tuple[int, Marker]], previous: int
) -> Sequence[tuple[int, Marker]]:
    """Of the numbers before a round of labels, those of findings: the last, and those that lead up to it without labels.

    A list inside the finding before, numbered in the same style, starts over at 1 and breaks the count.
    """
    first = len(same) - 1
    while first and same[first - 1][1].value == same[first][1].value - 1:
        first -= 1
    run = same[first:]
    for position, (at, marker) in enumerate(run):
        if marker.value == previous + 1 and (previous or at == run[0][0]):
            return run[position:]
    above = run[0][0] - 1
    if run[0][1].value == 1 and above >= 0 and is_heading(lines[above], run[0][1].style):
        return run
    return run[-1:]


def _slips(folded: str, lines: Sequence[Line], region: Region, style: str, previous: int) -> list[tuple[int, Marker]]:
    """The next number, written a little differently: 3、 among 1. 2. 4., or run into a figure: 10.3座."""
    if not previous:
        return []
    for at in range(region.last, region.first - 1, -1):
        line = lines[at]
        marker = line.marker
        if (
            marker
            and marker.value == previous + 1
            and marker.style[0] == style[0]
            and not marker.style.startswith("tree")
        ):
            return [(at, marker)]
        printed = f"{previous + 1}."
        if style == "A." and folded.startswith(printed, line.start):
            return [(at, Marker(style, previous + 1, line.start, line.start + len(printed)))]
    return []


def _behind_own_list(same: Sequence[tuple[int, Marker]], previous: int) -> list[tuple[int, Marker]]:
    """After the last label: findings without labels count on from the last one, behind its own list 1, 2, 3."""
    rest = list(same)
    if rest and rest[0][1].value == 1:
        count = 0
        while rest and rest[0][1].value == count + 1:
            count += 1
            rest.pop(0)
    chosen: list[tuple[int, Marker]] = []
    for at, marker in rest:
        if previous and marker.value == previous + 1 + len(chosen):
            chosen.append((at, marker))
    return chosen


def _paragraph_before(lines: Sequence[Line], region: Region) -> int | None:
    """Without numbers: the paragraph before the first label, or the text in front of the label in its own line."""
    last = lines[region.last]
    if not last.heading_label:
        return region.last
    return region.last - 1 if region.last > region.first else None
