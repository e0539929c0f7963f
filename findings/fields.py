"""What does one finding say: from a draft of the layout to a `Finding` with all its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from findings.categories import classify
from findings.fields_measures import split_measures
from findings.fields_names import deadlines_in, names, short_value
from findings.fields_problem import read_problem, read_title, stated_in
from findings.fields_reader import NOTHING, Reader, by_field, lines_of, whole
from findings.fields_status import statuses
from findings.layout import Draft, Field, Heading, Segment
from findings.model import Finding
from findings.numerals import number
from findings.quantities import quantities
from findings.units import split_leaders, split_units

_REFERENCE: Final = re.compile(r"[A-Z](?<![A-Za-z0-9][A-Z])[A-Z0-9]{1,5}\d{8,16}(?:-\d{1,4})?(?![A-Za-z0-9])")
_DIGITS: Final = re.compile(r"\d{1,4}|[一二三四五六七八九十百]{1,5}")


@dataclass(frozen=True, slots=True)
class ReadFinding:
    """A finding, and the stretches inside it that no rule understood."""

    finding: Finding
    unread: tuple[tuple[int, int], ...]


def read_finding(text: str, folded: str, draft: Draft, ordinal: int, today: date | None) -> ReadFinding:
    """All fields of one draft; what no rule understood is kept as `unread`."""
    reader = Reader(text, folded, today)
    segments = by_field(draft.segments)
    stated = stated_in(draft, segments)
    span, mark = read_problem(reader, draft, stated)
    for extra in _others(segments, draft, stated):
        reader.unread.append(whole(extra))
    goal = next((s for s in segments.get(Field.GOAL, ()) if s.start < s.end), None)
    if goal is None and stated is not None and stated.field is Field.PROBLEM:
        goal = next((s for s in segments.get(Field.TASK, ()) if s.start < s.end), None)
    status, results = statuses(reader, segments, mark, (draft.subsection, draft.section))
    section = _heading_text(reader, draft.section) or draft.section_name
    classified = classify(reader.words(span), section)
    deadline = short_value(reader, segments.get(Field.DEADLINE, ()))
    measures = tuple(reader.passage(part) for part in _measures(reader, segments, results))
    leaders = names(reader, segments.get(Field.LEADER, ()), split_leaders)
    lead_units = names(reader, segments.get(Field.LEAD_UNIT, ()), split_units)
    responsible_units = names(reader, segments.get(Field.RESPONSIBLE_UNIT, ()), split_units)
    persons = short_value(reader, segments.get(Field.PERSON, ()))
    deadlines = deadlines_in(reader, segments.get(Field.DEADLINE, ()))
    unread = tuple(sorted({stretch for stretch in reader.unread if stretch[0] < stretch[1]}))  # all fields are read now
    problem = reader.passage(span)
    finding = Finding(
        ordinal=ordinal,
        number=draft.number if draft.number is not None else _printed_number(reader, segments),
        reference=_reference(reader, draft, segments),
        section=section,
        subsection=_heading_text(reader, draft.subsection),
        title=read_title(reader, draft, span, stated),
        start=draft.start,
        end=draft.end,
        problem=problem,
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
        quantities=tuple(q for passage in (problem, *measures) for q in quantities(passage.text, passage.start)),
        unread=tuple(line for stretch in unread for line in lines_of(reader.words(stretch))),
    )
    return ReadFinding(finding, unread)


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


def _heading_text(reader: Reader, heading: Heading | None) -> str | None:
    return reader.words((heading.start, heading.end)) if heading else None


def _printed_number(reader: Reader, segments: dict[Field, list[Segment]]) -> int | None:
    for segment in (*segments.get(Field.NUMBER, ()), *segments.get(Field.REFERENCE, ())):
        words = reader.folded[segment.start : segment.end].strip("第项号条.、 ")
        value = number(words) if _DIGITS.fullmatch(words) else None
        if value is not None and value == int(value):
            return int(value)
    return None


def _reference(reader: Reader, draft: Draft, segments: dict[Field, list[Segment]]) -> str | None:
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


def _measures(
    reader: Reader, segments: dict[Field, list[Segment]], results: list[tuple[Segment, int]]
) -> list[tuple[int, int]]:
    stretches = [(s.start, s.end, s.in_cell) for s in segments.get(Field.MEASURES, ())]
    stretches += [(begin, s.end, s.in_cell) for s, begin in results]
    parts: list[tuple[int, int]] = []
    for start, end, in_cell in sorted(stretches):
        if not NOTHING.match(reader.folded[start:end].strip()):
            parts += split_measures(reader.folded, start, end, by_line=in_cell)
    return parts
