"""What does one finding say: from a draft of the layout to a `Finding` with all its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from findings.categories import classify
from findings.deadlines import read_deadlines
from findings.fields_measures import split_measures
from findings.layout import Draft, Field, Heading, Segment
from findings.layout.layout import trimmed
from findings.layout.markers import read_marker
from findings.model import Closure, Finding, Passage, Progress, StatusReport
from findings.numerals import number
from findings.status import MAX_SENTENCE, NOT_REPORTED, bracketed_status, derive, read_status, said_in_clause
from findings.units import split_leaders, split_units

_REFERENCE: Final = re.compile(r"[A-Z](?<![A-Za-z0-9][A-Z])[A-Z0-9]{1,5}\d{8,16}(?:-\d{1,4})?(?![A-Za-z0-9])")
_SENTENCE_END: Final = re.compile(r"[。!?;\n]|\.(?!\d)")
_CLAUSE_END: Final = re.compile(r"[,:。!?;\n]|\.(?!\d)")
_ABOUT: Final = re.compile(r"关于 ?[“\"'‘]?")
_ABOUT_END: Final = re.compile(r"[”\"'’](?:的)?(?:问题)?(?:的)?$")
_QUOTED: Final = re.compile(
    r"关于 ?[“\"'‘「『]([^”\"'’」』]+(?:“[^”]*”[^”\"'’」』]*)*)[”\"'’」』] ?的?(?:问题|事项)?的?[,:]? ?"
)
_TITLE_LENGTH: Final = 40
_LEADS_IN: Final = re.compile(
    r"(?:(?:19|20)\d\d年[\d年月日至\-~底初末期间前后上下半]*|.{0,12}(?:发现|期间|中指出|显示|指出|反映))$"
)
_DIGITS: Final = re.compile(r"\d{1,4}|[一二三四五六七八九十百]{1,5}")
_PROBLEM_ORDER: Final = (Field.PROBLEM, Field.TASK)
_SHORT: Final = frozenset(
    {Field.LEADER, Field.LEAD_UNIT, Field.RESPONSIBLE_UNIT, Field.PERSON, Field.DEADLINE, Field.STATUS}
)
_NOTHING: Final = re.compile(r"^(?:无|/|-+|暂无|\.|。)?$")


@dataclass(slots=True)
class _Reader:
    """The text a finding is read from, and what was left over."""

    text: str
    folded: str
    today: date | None
    unread: list[tuple[int, int]] = field(default_factory=list)

    def passage(self, span: tuple[int, int]) -> Passage:
        return Passage(span[0], span[1], self.text[span[0] : span[1]])

    def words(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class ReadFinding:
    """A finding, and the stretches inside it that no rule understood."""

    finding: Finding
    unread: tuple[tuple[int, int], ...]


def read_finding(text: str, folded: str, draft: Draft, ordinal: int, today: date | None) -> ReadFinding:
    """All fields of one draft; what no rule understood is kept as `unread`."""
    reader = _Reader(text, folded, today)
    segments = _by_field(draft.segments)
    stated = _problem_segment(draft, segments)
    span, mark = _problem(reader, draft, stated)
    for extra in _others(segments, draft, stated):
        reader.unread.append(_whole(extra))
    goal = next((s for s in segments.get(Field.GOAL, ()) if s.start < s.end), None)
    if goal is None and stated is not None and stated.field is Field.PROBLEM:
        goal = next((s for s in segments.get(Field.TASK, ()) if s.start < s.end), None)
    status, results = _status(reader, segments, mark, (draft.subsection, draft.section))
    section = _heading_text(reader, draft.section) or draft.section_name
    classified = classify(reader.words(span), section)
    deadline = _short_value(reader, segments.get(Field.DEADLINE, ()))
    measures = tuple(reader.passage(part) for part in _measures(reader, segments, results))
    leaders = _names(reader, segments.get(Field.LEADER, ()), split_leaders)
    lead_units = _names(reader, segments.get(Field.LEAD_UNIT, ()), split_units)
    responsible_units = _names(reader, segments.get(Field.RESPONSIBLE_UNIT, ()), split_units)
    persons = _short_value(reader, segments.get(Field.PERSON, ()))
    deadlines = _deadlines(reader, segments.get(Field.DEADLINE, ()))
    unread = tuple(sorted({stretch for stretch in reader.unread if stretch[0] < stretch[1]}))  # all fields are read now
    finding = Finding(
        ordinal=ordinal,
        number=draft.number if draft.number is not None else _printed_number(reader, segments),
        reference=_reference(reader, draft, segments),
        section=section,
        subsection=_heading_text(reader, draft.subsection),
        title=_title(reader, draft, span, stated),
        start=draft.start,
        end=draft.end,
        problem=reader.passage(span),
        status=status,
        goal=reader.passage((goal.start, goal.end)) if goal else None,
        measures=measures,
        leaders=leaders,
        lead_units=lead_units,
        responsible_units=responsible_units,
        responsible_persons=persons,
        deadline_text=deadline,
        deadlines=deadlines,
        categories=classified.categories,
        primary_category=classified.primary,
        sectors=classified.sectors,
        unread=tuple(line for stretch in unread for line in _lines(reader.words(stretch))),
    )
    return ReadFinding(finding, unread)


def _by_field(segments: Sequence[Segment]) -> dict[Field, list[Segment]]:
    found: dict[Field, list[Segment]] = {}
    for segment in segments:
        found.setdefault(segment.field, []).append(segment)
    return found


def _whole(segment: Segment) -> tuple[int, int]:
    return (segment.start if segment.in_cell else segment.label_start, segment.end)


# ---------------------------------------------------------------- the problem


def _problem_segment(draft: Draft, segments: dict[Field, list[Segment]]) -> Segment | None:
    """Where the problem is stated: under its label, in the heading, as the task; last of all as the context."""
    labelled = [s for kind in _PROBLEM_ORDER for s in segments.get(kind, ()) if s.start < s.end]
    heading = draft.heading
    if labelled and labelled[0].field is Field.PROBLEM:
        return labelled[0]
    if heading and (not labelled or heading.end - heading.start >= _TITLE_LENGTH):
        return heading
    if labelled:
        return labelled[0]
    return next((s for s in segments.get(Field.CONTEXT, ()) if s.start < s.end), None)


def _problem(reader: _Reader, draft: Draft, stated: Segment | None) -> tuple[tuple[int, int], StatusReport | None]:
    """The problem's stretch without a status in brackets at its end, and that status."""
    if stated is None:
        return (draft.start, draft.start), None
    start, end = stated.start, stated.end
    folded, text = reader.folded, reader.text
    marked = bracketed_status(folded, start, end, text)
    mark = marked[1].report if marked else None
    last_line = folded.rfind("\n", start, end) + 1
    if marked:
        start, end = trimmed(folded, start, marked[0])
    elif (
        last_line > start
        and end - last_line <= MAX_SENTENCE
        and (said := read_status(folded, last_line, end, text))
        and said.stop >= end
    ):
        mark = said.report
        start, end = trimmed(folded, start, last_line)
    else:
        for segment in (stated, draft.heading):
            if segment and mark is None:
                line_end = folded.find("\n", segment.start, segment.end)
                of_heading = bracketed_status(folded, segment.start, segment.end if line_end == -1 else line_end, text)
                mark = of_heading[1].report if of_heading else None
    if stated is draft.heading and (quoted := _QUOTED.fullmatch(folded, start, end)):
        start, end = quoted.span(1)
    return (start, end), mark


def _others(segments: dict[Field, list[Segment]], draft: Draft, stated: Segment | None) -> Iterable[Segment]:
    """Segments that no field of a finding takes."""
    seen_goal = False
    for segment in draft.segments:
        if segment is stated or segment.start >= segment.end:
            continue
        match segment.field:
            case Field.OTHER | Field.CONTEXT | Field.PROBLEM:
                yield segment
            case Field.SECTION if not segment.in_cell:
                yield segment
            case Field.TASK if segments.get(Field.GOAL) or stated is None or stated.field is not Field.PROBLEM:
                yield segment
            case Field.GOAL if seen_goal:
                yield segment
            case Field.GOAL:
                seen_goal = True
            case _:
                pass


def _title(reader: _Reader, draft: Draft, problem: tuple[int, int], stated: Segment | None) -> str:
    """The short head of the problem: its first sentence, its first clause where that is long; a heading's own words."""
    span = problem
    if draft.heading and stated is not draft.heading:
        heading = draft.heading
        marked = bracketed_status(reader.folded, heading.start, heading.end)
        span = (heading.start, marked[0] if marked else heading.end)
    start, end = span[0], min(span[1], span[0] + 400)
    if about := _ABOUT.match(reader.folded, start, end):
        start = about.end()
    if marker := read_marker(reader.folded, start, end):
        start = marker.end
    sentence = _SENTENCE_END.search(reader.folded, start, end)
    stop = sentence.start() if sentence else end
    if stop - start <= _TITLE_LENGTH:
        return _ABOUT_END.sub("", reader.words((start, stop)).strip())
    begin = start
    for clause in _CLAUSE_END.finditer(reader.folded, start, stop):
        if not _LEADS_IN.match(reader.folded, begin, clause.start()) and clause.start() - begin >= 4:
            break
        begin = clause.end()
    else:
        clause = None
    if begin == start or clause is None:
        begin = start
    stop = clause.start() if clause else stop
    return reader.words((begin, min(stop, begin + _TITLE_LENGTH))).replace("\n", "").strip()


def _heading_text(reader: _Reader, heading: Heading | None) -> str | None:
    return reader.words((heading.start, heading.end)) if heading else None


# ---------------------------------------------------------------- number and reference


def _printed_number(reader: _Reader, segments: dict[Field, list[Segment]]) -> int | None:
    for segment in (*segments.get(Field.NUMBER, ()), *segments.get(Field.REFERENCE, ())):
        words = reader.folded[segment.start : segment.end].strip("第项号条.、 ")
        value = number(words) if _DIGITS.fullmatch(words) else None
        if value is not None and value == int(value):
            return int(value)
    return None


def _reference(reader: _Reader, draft: Draft, segments: dict[Field, list[Segment]]) -> str | None:
    for segment in segments.get(Field.REFERENCE, ()):
        words = reader.folded[segment.start : segment.end]
        if found := _REFERENCE.search(words):
            return found[0]
        if words and not _DIGITS.fullmatch(words) and len(words) <= 40 and "\n" not in words:
            return reader.words((segment.start, segment.end))
    return reference_in(reader.folded, draft.start, min(draft.end, draft.start + 300))


def reference_in(folded: str, start: int, end: int) -> str | None:
    """A case code such as X3JX202405160020 between two offsets."""
    found = _REFERENCE.search(folded, start, end)
    return found[0] if found else None


# ---------------------------------------------------------------- status and measures


def _status(
    reader: _Reader, segments: dict[Field, list[Segment]], mark: StatusReport | None, headings: Sequence[Heading | None]
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


def _stated_status(reader: _Reader, segment: Segment) -> StatusReport | None:
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
    if not told and not _NOTHING.match(reader.words((start, end))):
        reader.unread.append(_whole(segment))
    return said.report if said else None


_CLAUSE: Final = re.compile(r"[^,。;\n()]+")
_LONGEST_STATUS: Final = 300


def _status_of_group(reader: _Reader, headings: Sequence[Heading | None]) -> StatusReport | None:
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


def _closing_status(reader: _Reader, start: int, end: int) -> StatusReport | None:
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


def _measures(
    reader: _Reader, segments: dict[Field, list[Segment]], results: list[tuple[Segment, int]]
) -> list[tuple[int, int]]:
    stretches = [(s.start, s.end, s.in_cell) for s in segments.get(Field.MEASURES, ())]
    stretches += [(begin, s.end, s.in_cell) for s, begin in results]
    parts: list[tuple[int, int]] = []
    for start, end, in_cell in sorted(stretches):
        if not _NOTHING.match(reader.folded[start:end].strip()):
            parts += split_measures(reader.folded, start, end, by_line=in_cell)
    return parts


# ---------------------------------------------------------------- names, persons, deadlines


def _names(reader: _Reader, segments: Sequence[Segment], split: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    names: list[str] = []
    for segment in segments:
        names += [name for name in split(reader.words(_short(reader, segment))) if not _NOTHING.match(name)]
    return tuple(dict.fromkeys(names))


def _short_value(reader: _Reader, segments: Sequence[Segment]) -> str | None:
    values = [" ".join(reader.words(_short(reader, segment)).split("\n")) for segment in segments]
    kept = [" ".join(value.split()) for value in values if not _NOTHING.match(value.strip())]
    return "；".join(dict.fromkeys(kept)) or None


def _deadlines(reader: _Reader, segments: Sequence[Segment]) -> tuple[str, ...]:
    found: list[str] = []
    for segment in segments:
        start, end = _short(reader, segment)
        found += read_deadlines(reader.folded[start:end], reader.today)
    return tuple(dict.fromkeys(found))


_GOES_ON: Final = frozenset("、,;:(-~和及与")
_NEXT_GOES_ON: Final = re.compile(r"(?:20\d\d|\d{1,2}月|、|,|各|市|县|区)")


def _short(reader: _Reader, segment: Segment) -> tuple[int, int]:
    """The value of a short field: its first line, and the lines that go on with it; the others are left unread."""
    start, end = segment.start, segment.end
    line_end = reader.folded.find("\n", start, end)
    if segment.in_cell or line_end == -1:
        return start, end
    while line_end != -1:
        following = line_end
        while following < end and reader.folded[following] in "\n ":
            following += 1
        before = _last_character(reader.folded, start, line_end)
        goes_on = before in _GOES_ON or (before not in "。;" and bool(_NEXT_GOES_ON.match(reader.folded, following)))
        if not goes_on:
            rest = (following, end)
            if rest not in reader.unread:
                reader.unread.append(rest)
            return trimmed(reader.folded, start, line_end)
        line_end = reader.folded.find("\n", following, end)
    return start, end


def _last_character(folded: str, start: int, end: int) -> str:
    while end > start and folded[end - 1] in " \n":
        end -= 1
    return folded[end - 1] if end > start else ""


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
