"""Do numbered headings such as 三、整改措施 announce the fields of a finding, or are they chapters of a report?

A label with a colon speaks for itself. A heading of the same words does not: a plan has a chapter 三、整改措施, too. It
announces a field when the chapters beside it make up a finding together: the problem first, then what is done about
it; or when the same set of chapters comes again with every finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from findings.layout.labels import Field
from findings.layout.lines import Label, Line

_PROBLEMS: Final = frozenset({Field.PROBLEM, Field.TASK})
_ANSWERS: Final = frozenset({Field.GOAL, Field.MEASURES, Field.RESULT})
_UNITS: Final = frozenset(
    {Field.LEADER, Field.LEAD_UNIT, Field.RESPONSIBLE_UNIT, Field.PERSON, Field.DEADLINE, Field.STATUS}
)
_REPORT_TITLE: Final = re.compile(r"(?:报告|总结|汇报)(?:\(|$|的?通知$)", re.MULTILINE)
_PLAN_TITLE: Final = re.compile(r"(?:方案|计划|意见)(?:\(|$|的?通知$)", re.MULTILINE)
_CASE_TITLE: Final = re.compile(r"案例|通报|曝光|警示")
_SINGLE_TITLE: Final = re.compile(
    r"(?:序号|编号|任务|问题|第) ?[(\[]?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})|[A-Z][A-Z0-9]{2,5}\d{8,}|公示|销号"
)


_CHAPTER_LINES: Final = 40  # a list of problems shows within so many lines


@dataclass(slots=True)
class _Run:
    """Chapters numbered 1, 2, 3 … in one style."""

    style: str
    members: list[int]
    fields: list[Field | None]

    def agrees(self, title: str, lines: Sequence[Line]) -> bool:
        """True when the chapters together make up one finding."""
        named = [field for field in self.fields if field]
        problem = next((i for i, field in enumerate(named) if field in _PROBLEMS), None)
        answer = next((i for i, field in enumerate(named) if field in _ANSWERS), None)
        if problem is None or len(named) * 2 < len(self.fields) or (answer is not None and answer < problem):
            return False
        if answer is None:
            return bool(_CASE_TITLE.search(title)) and Field.CONTEXT in named
        if _SINGLE_TITLE.search(title):
            return True
        if _PLAN_TITLE.search(title):  # a plan for one problem; a plan for many lists them in its chapter
            return len(named) * 5 >= len(self.fields) * 4 and not _lists_problems(lines, self)
        return not _REPORT_TITLE.search(title)

    def complete(self) -> bool:
        """True when every chapter is a field, and there is more than one kind."""
        return None not in self.fields and len(set(self.fields) & (_ANSWERS | _UNITS | _PROBLEMS)) >= 2


def confirm(folded: str, lines: Sequence[Line], title: str) -> list[Line]:
    """The same lines with the labels that do announce something; a number belongs to its label or to its line, not both."""
    runs = _runs(lines)
    signatures = Counter(tuple(run.fields) for run in runs if run.complete())
    accepted: set[int] = set()
    refused: set[int] = set()
    with_colon = Counter(label.field for line in lines for label in line.labels if not label.bare)
    for run in runs:
        told_inside = any(with_colon[field] > 1 for field in run.fields if field in _ANSWERS)
        if (run.agrees(title, lines) and not told_inside) or (run.complete() and signatures[tuple(run.fields)] > 1):
            accepted.update(run.members)
        elif sum(field is not None for field in run.fields) * 2 < len(run.fields):
            refused.update(run.members)
    names = _names_alone(lines)
    numbered_labels = _numbered_label_styles(lines, accepted)
    unknown = _unknown_labels(folded, lines)
    confirmed: list[Line] = []
    for at, line in enumerate(lines):
        labels = tuple(label for label in line.labels if _holds(label, at, accepted, refused, names))
        if at in unknown and not (labels and labels[0].start == line.start):
            labels = (unknown[at], *labels)
        first = labels[0] if labels else None
        marker = line.marker
        if first and first.marker:
            if first.marker.style in numbered_labels:
                marker = None
            else:  # 3.整改问题：… : the number is the finding's
                labels = (replace(first, marker=None, start=first.marker.end), *labels[1:])
        if marker is not line.marker or labels != line.labels:
            line = replace(line, marker=marker, labels=labels)  # noqa: PLW2901 - the line, corrected
        confirmed.append(line)
    return confirmed


def _unknown_labels(folded: str, lines: Sequence[Line]) -> dict[int, Label]:
    """Labels that no rule knows, found by coming again with every second finding at least; their values stay unread."""
    seen: dict[str, list[tuple[int, int]]] = {}
    known: Counter[str] = Counter()
    for at, line in enumerate(lines):
        if line.heading_label:
            known[line.heading_label.name] += 1
        elif line.marker is None and (found := _UNKNOWN.match(folded, line.start, min(line.end, line.start + 16))):
            seen.setdefault(found[1].replace(" ", ""), []).append((at, found.end()))
    usual = max(known.values(), default=0)
    return {
        at: Label(Field.OTHER, name, lines[at].start, value)
        for name, places in seen.items()
        if len(places) >= 3 and len(places) * 2 >= usual > 0
        for at, value in places
    }


_UNKNOWN: Final = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff、 ]{1,11}?) ?: ?")


def _holds(label: Label, at: int, accepted: set[int], refused: set[int], names: set[str]) -> bool:
    if label.marker:
        return at in accepted or (not label.bare and at not in refused)
    return not label.bare or label.name in names


def _runs(lines: Sequence[Line]) -> list[_Run]:
    """Numbered lines of one style that count on from each other, each with the field it would announce."""
    open_runs: dict[str, tuple[_Run, int]] = {}
    runs: list[_Run] = []
    for at, line in enumerate(lines):
        marker = line.marker or (line.labels[0].marker if line.labels else None)
        if marker is None:
            continue
        label = line.labels[0] if line.labels and line.labels[0].marker == marker else None
        field = label.field if label else None
        current = open_runs.get(marker.style)
        if current and marker.value == current[1] + 1:
            run = current[0]
        else:
            run = _Run(marker.style, [], [])
            runs.append(run)
        run.members.append(at)
        run.fields.append(field)
        open_runs[marker.style] = (run, marker.value)
    return runs


def _lists_problems(lines: Sequence[Line], run: _Run) -> bool:
    """True when the chapter of the problem holds a numbered list of several."""
    for at, field, following in zip(run.members, run.fields, [*run.members[1:], len(lines)], strict=True):
        if field in _PROBLEMS:
            chapter = lines[at + 1 : min(following, at + _CHAPTER_LINES)]
            return sum(line.marker is not None for line in chapter) > 1
    return False


def _numbered_label_styles(lines: Sequence[Line], accepted: set[int]) -> set[str]:
    """Styles that number the labels of one finding (1.整改目标 2.整改措施), not the findings."""
    styles: set[str] = set()
    for at, line in enumerate(lines):
        label = line.labels[0] if line.labels else None
        if label and label.marker and (at in accepted or not label.bare) and label.field not in _PROBLEMS:
            styles.add(label.marker.style)
    return styles


def _names_alone(lines: Sequence[Line]) -> set[str]:
    """Labels without colon or number that are believed: said elsewhere with a colon, or coming again and again."""
    with_colon = {label.name for line in lines for label in line.labels if not label.bare}
    alone: Counter[str] = Counter()
    fields: dict[str, Field] = {}
    for line in lines:
        label = line.labels[0] if line.labels else None
        if label and label.bare and not label.marker and label.value >= line.end:
            alone[label.name] += 1
            fields[label.name] = label.field
    again = {name for name, count in alone.items() if count > 1 and len(name) > 2}
    if len({fields[name] for name in again} & (_ANSWERS | _UNITS)) < 2:
        again = set()
    kinds = set(fields.values())
    if kinds & _PROBLEMS and kinds & _ANSWERS and len(kinds) >= 3:
        again |= set(alone)
    return (with_colon | again) & (set(alone) | {name for name in with_colon if len(name) >= 4})
