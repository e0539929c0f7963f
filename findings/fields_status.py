"""Where does a finding stand: all that a draft says of it, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from findings.fields_reader import NOTHING, Reader, whole
from findings.layout import Field, Heading, Segment
from findings.model import Closure, Progress, StatusReport
from findings.status import NOT_REPORTED, derive, read_status, said_in_clause


def statuses(
    reader: Reader, segments: dict[Field, list[Segment]], mark: StatusReport | None, headings: Sequence[Heading | None]
) -> tuple[StatusReport, list[tuple[Segment, int]]]:
    """What is said of the progress, and where the text of each 整改情况 begins behind its status."""
    reports = [mark] if mark else []
    reports += [report for segment in segments.get(Field.STATUS, ()) if (report := _stated_status(reader, segment))]
    results: list[tuple[Segment, int]] = []
    for segment in segments.get(Field.RESULT, ()):
        said = read_status(reader.folded, segment.start, segment.end, reader.text)
        if said:
            reports.append(said.report)
        results.append((segment, said.stop if said else segment.start))
    if not reports:
        reports += [report for segment, begin in results if (report := _closing_status(reader, begin, segment.end))]
    if not reports and (of_group := _status_of_group(reader, headings)):
        reports.append(of_group)
    if not reports:
        for segment in segments.get(Field.DEADLINE, ()):
            said = read_status(reader.folded, segment.start, segment.end, reader.text)
            if said and (said.report.progress or said.report.closure):
                reports.append(said.report)
    return merged(reports), results


def _stated_status(reader: Reader, segment: Segment) -> StatusReport | None:
    """The status under a label that announces one: a sentence or clause that is one, or a clause that ends with one."""
    folded, start, end = reader.folded, segment.start, segment.end
    said = None
    for clause in _CLAUSE.finditer(folded, start, end):
        said = read_status(folded, clause.start(), end, reader.text)
        if said or (said := read_status(folded, clause.start(), clause.end(), reader.text)):
            break
    if said is None:
        for clause in _CLAUSE.finditer(folded, start, min(end, start + _LONGEST_STATUS)):
            if found := said_in_clause(folded, clause.start(), clause.end(), reader.text):
                words = reader.words((clause.start(), clause.end())).strip()
                said = replace(found, start=clause.start(), stop=clause.end(), report=replace(found.report, text=words))
                break
    told = said is not None and (said.stop - start) * 2 > end - start
    if not told and not NOTHING.match(reader.words((start, end))):
        reader.unread.append(whole(segment))
    return said.report if said else None


_CLAUSE: Final = re.compile(r"[^,。;\n()]+")
_LONGEST_STATUS: Final = 300


def _status_of_group(reader: Reader, headings: Sequence[Heading | None]) -> StatusReport | None:
    """The status in the heading above several findings: 一、已完成整改的任务（34项）."""
    for heading in headings:
        if heading is None:
            continue
        start = heading.marker.end if heading.marker else heading.start
        bracket = reader.folded.find("(", start, heading.end)
        said = read_status(reader.folded, start, bracket if bracket != -1 else heading.end, reader.text)
        if said and said.report.progress in _OF_GROUPS:
            return said.report
    return None


# 整改进度滞后 heads a group of problems as often as a group of late findings, so only these are taken from a heading.
_OF_GROUPS: Final = frozenset({Progress.DONE, Progress.MOSTLY_DONE, Progress.ON_SCHEDULE})


def _closing_status(reader: Reader, start: int, end: int) -> StatusReport | None:
    """A status that the first or the last sentence of an account consists of (目前，该问题已整改到位。)."""
    folded = reader.folded
    tail = max(
        folded.rfind("。", start, end - 1), folded.rfind("\n", start, end - 1), folded.rfind(";", start, end - 1)
    )
    begin = tail + 1 if tail != -1 else start
    while begin < end and folded[begin] in " \n":
        begin += 1
    said = read_status(folded, begin, end, reader.text)
    return said.report if said and said.stop >= end else None


def merged(reports: Sequence[StatusReport]) -> StatusReport:
    """Several statements about one finding: the first progress and the furthest closure count."""
    if not reports:
        return NOT_REPORTED
    if len(reports) == 1:
        return reports[0]
    progress = next((report.progress for report in reports if report.progress), None)
    closures = [report.closure for report in reports if report.closure]
    closure = max(closures, key=_CLOSURE_ORDER.index) if closures else None
    ongoing = any(report.ongoing for report in reports)
    text = "；".join(dict.fromkeys(report.text for report in reports if report.text))
    return StatusReport(derive(progress, closure, ongoing), text or None, progress, closure, ongoing)


_CLOSURE_ORDER: Final = (
    Closure.APPLIED,
    Closure.INSPECTED,
    Closure.ACCEPTED,
    Closure.PUBLISHED,
    Closure.CLOSED,
    Closure.RETURNED,
)
