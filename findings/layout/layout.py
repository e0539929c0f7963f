"""From the folded text to drafts of findings: the parts of the layout put together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from findings.layout.chapters import confirm
from findings.layout.draft import Draft, Layout, Segment
from findings.layout.ending import is_ending
from findings.layout.flow import OPENERS, Event, Start, find_starts
from findings.layout.headings import Headings, headings_above, names_above
from findings.layout.labels import Field
from findings.layout.lines import Label, Line, read_lines
from findings.layout.table_rows import Table, find_tables
from findings.layout.tables import read_tables
from findings.numerals import number
from findings.status import MAX_SENTENCE, bracketed_status, is_status_line, read_status

_SUBJECT: Final = re.compile(
    r"整改|督察|督查|反馈|信访|举报|交办|转办|突出环境问题|生态环境问题|环境问题|典型案例|问题清单|销号|排查|警示片"
)
_TELLING_SHARE: Final = 0.3  # of the findings of a list, this many at least tell what became of them
_OPENING: Final = 300  # characters in which a document without a title says what it is about
_TELLING: Final = frozenset({Field.MARK, Field.GOAL, Field.MEASURES, Field.RESULT, Field.STATUS, Field.DEADLINE})
_NAMING: Final = frozenset({Field.LEADER, Field.LEAD_UNIT, Field.RESPONSIBLE_UNIT, Field.PERSON})
_STATED: Final = frozenset({Field.PROBLEM, Field.TASK, Field.REFERENCE})


def lay_out(text: str, folded: str) -> Layout:
    """The findings of a document, as drafts in the order of the text."""
    tables = find_tables(text, folded)
    lines = read_lines(folded, _outside(tables, len(folded)))
    title = title_of(folded, lines)
    drafts, understood = _from_flow(folded, lines, title)
    tabled, headers = read_tables(folded, tables, lines)
    if not _SUBJECT.search(folded[:_OPENING] + title) and not _speaks_of_rectification(drafts + tabled):
        return Layout(())
    drafts = sorted(drafts + tabled, key=lambda draft: draft.start)
    if len(drafts) == 1 and drafts[0].number is None:
        drafts = [replace(drafts[0], number=_number_in_title(folded[: drafts[0].start]))]
    return Layout(tuple(drafts), tuple(sorted(understood + headers)))


def title_of(folded: str, lines: Sequence[Line]) -> str:
    """The lines before the first label or long line: where a document says what it is."""
    words: list[str] = []
    for line in lines[:12]:
        if line.labels or line.end - line.start > 80:
            break
        words.append(folded[line.start : line.end])
    return "\n".join(words)


_TITLE_NUMBER: Final = re.compile(
    r"(?:序号|编号|任务|问题|事项|第) ?[(\[]? ?(?P<n>\d{1,3}|[一二三四五六七八九十百]{1,5})(?P<close> ?[)\]])? ?(?P<unit>号|项|个|条)?"
)


def _number_in_title(before: str) -> int | None:
    """The number of a document's only finding, printed in its title or its first sentence: 第十四项, 序号14."""
    for found in _TITLE_NUMBER.finditer(before[-1200:]):
        serial = number(found["n"])
        told = (
            found["unit"]
            or found["close"]
            or found[0][:2] in ("序号", "编号")
            or before[-1200:][found.end() : found.end() + 1] in "\n "
        )
        if serial and told:
            return int(serial)
    return None


def _outside(tables: Sequence[Table], length: int) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    at = 0
    for table in tables:
        bounds.append((at, table.start))
        at = table.end
    return [*bounds, (at, length)]


def _from_flow(folded: str, read: Sequence[Line], title: str) -> tuple[list[Draft], list[tuple[int, int]]]:
    lines = confirm(folded, read, title)
    events = _events(folded, lines)
    marks = [lines[event.line].start for event in events if event.field is Field.MARK]
    starts = find_starts(folded, lines, events)
    style = next((start.marker.style for start in starts if start.marker), None)
    headings = Headings(folded)
    understood: list[tuple[int, int]] = []
    blocks: list[list[int]] = []
    floor = 0
    names = names_above(folded, lines, [start.line for start in starts])
    known: set[str] = set()
    for start in starts:
        block = (
            [start.line - 1]
            if start.line - 1 in names
            else headings_above(folded, lines, start.line, floor=floor, style=style, known=known)
        )
        known |= {marker.style for at in block if (marker := lines[at].marker)}
        blocks.append(block)
        floor = start.line + 1
    drafts: list[Draft] = []
    for position, (start, block) in enumerate(zip(starts, blocks, strict=True)):
        headings.enter([lines[at] for at in block])
        understood += [(lines[at].start, lines[at].end) for at in block]
        is_last = position + 1 == len(starts)
        stop = len(lines) if is_last else min([starts[position + 1].line, *blocks[position + 1]])
        if is_last:
            ending = _ending(folded, lines, start.line, stop)
            understood += [(line.start, line.end) for line in lines[ending:stop] if is_ending(folded, line)]
            stop = ending
        drafts.append(_draft(folded, lines[start.line : stop], start, headings))
    return _with_unlabelled_measures(folded, _believed(drafts, marks, style)), understood


_LIST_LINE: Final = re.compile(r"\n *(?:\(1\)|\(一\)|①|1[、.](?!\d)|一是)")


def _with_unlabelled_measures(folded: str, drafts: list[Draft]) -> list[Draft]:
    """Where a document's findings have measures, a list below a problem is its measures even when the label is missing."""
    if not any(draft.heading and "\n" in folded[draft.heading.start : draft.heading.end] for draft in drafts):
        return drafts  # no list below any problem
    has = [any(_tells_measures(folded, segment) for segment in draft.segments) for draft in drafts]
    marked = not any(_fields(draft) for draft in drafts)
    if sum(has) * 2 < len(drafts) and not marked:
        return drafts
    return [draft if labelled else _split_heading(folded, draft) for draft, labelled in zip(drafts, has, strict=True)]


def _tells_measures(folded: str, segment: Segment) -> bool:
    if segment.field is Field.RESULT:
        status = read_status(folded, segment.start, segment.end)
        return status is None or status.stop < segment.end
    return segment.field is Field.MEASURES and segment.start < segment.end


def _split_heading(folded: str, draft: Draft) -> Draft:
    heading = draft.heading
    if heading is None:
        return draft
    first_line = folded.find("\n", heading.start, heading.end)
    if first_line != -1 and bracketed_status(
        folded, heading.start, first_line
    ):  # 1.…问题（已完成）, then what was done
        result = Segment(Field.RESULT, "", first_line, *trimmed(folded, first_line, heading.end))
        problem = replace(heading, end=trimmed(folded, heading.start, first_line)[1])
        return replace(draft, heading=problem, segments=(result, *draft.segments))
    found = _LIST_LINE.search(folded, heading.start, heading.end)
    if found is None:
        return draft
    problem = replace(heading, end=trimmed(folded, heading.start, found.start())[1])
    measures = Segment(Field.MEASURES, "", found.start() + 1, *trimmed(folded, found.start(), heading.end))
    return replace(draft, heading=problem, segments=(measures, *draft.segments))


def _events(folded: str, lines: Sequence[Line]) -> list[Event]:
    """Labels and status marks in the order of the text; marks that stand in measures rather than problems do not count."""
    labels: Counter[str] = Counter(label.field for line in lines for label in line.labels)
    marks = {at for at, line in enumerate(lines) if not line.labels and _is_marked(folded, line)}
    if labels and len(marks) > 1.5 * max(labels.values()):
        marks = set()
    events: list[Event] = []
    for at, line in enumerate(lines):
        events += [Event(at, label.field) for label in line.labels if label.field is not Field.OTHER]
        if at in marks:
            events.append(Event(at, Field.MARK))
    return events


def _is_marked(folded: str, line: Line) -> bool:
    if folded[line.end - 1] in ")]。;." and bracketed_status(folded, line.start, line.end) is not None:
        return True
    return line.end - line.start <= MAX_SENTENCE and is_status_line(folded, line.start, line.end)


def _ending(folded: str, lines: Sequence[Line], first: int, stop: int) -> int:
    """The index of the first line of the small print behind the last finding's last label, or `stop`."""
    labelled = max(
        (at for at in range(first, stop) if any(la.field is not Field.OTHER for la in lines[at].labels)), default=first
    )
    for at in range(labelled + 1, stop):
        if is_ending(folded, lines[at]) and folded[lines[at - 1].end - 1] not in "、,":
            return at
    return stop


def _draft(folded: str, lines: Sequence[Line], start: Start, headings: Headings) -> Draft:
    first, end = lines[0], lines[-1].end
    labels = [label for line in lines for label in line.labels]
    words = start.marker.end if start.marker else first.start
    heading_end = labels[0].start if labels else end
    heading = trimmed(folded, words, heading_end)
    segments = tuple(
        _segment(folded, label, labels[position + 1].start if position + 1 < len(labels) else end)
        for position, label in enumerate(labels)
    )
    return Draft(
        start=first.start,
        end=end,
        number=start.marker.value if start.marker else _serial(labels),
        section=headings.at(0),
        subsection=headings.at(1),
        heading=Segment(Field.PROBLEM, "", words, *heading) if heading[0] < heading[1] else None,
        segments=segments,
    )


def _segment(folded: str, label: Label, end: int) -> Segment:
    stop = end if label.limit is None else min(end, label.limit)
    start, stop = trimmed(folded, label.value, stop)
    if folded[start : start + 1] == ":" and start < stop:  # the colon went to the next line
        start, stop = trimmed(folded, start + 1, stop)
    return Segment(label.field, label.name, label.start, start, stop)


_LABEL_SERIAL: Final = re.compile(r"(\d{1,3})\)?$")


def _serial(labels: Sequence[Label]) -> int | None:
    """The number inside a label, 整改任务14：."""
    found = _LABEL_SERIAL.search(labels[0].name) if labels and labels[0].field in OPENERS else None
    return int(found[1]) if found else None


def trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without spaces and line breaks around it."""
    words = folded[start:end]
    stripped = words.strip()
    if not stripped:
        return start, start
    start += len(words) - len(words.lstrip())
    return start, start + len(stripped)


def _fields(draft: Draft) -> set[Field]:
    return {segment.field for segment in draft.segments if segment.start < segment.end}


def _believed(drafts: list[Draft], marks: Sequence[int], style: str | None) -> list[Draft]:
    """The drafts, when there is enough to say that they are findings; otherwise none."""
    telling = [draft for draft in drafts if _fields(draft) & (_TELLING | _NAMING) or _marked(draft, marks)]
    if style is None:
        drafts = telling or [draft for draft in drafts if _is_case(draft)]
    if len(drafts) > 1:
        return drafts if len(telling) >= _TELLING_SHARE * len(drafts) else []
    if not drafts:
        return []
    fields = _fields(drafts[0])
    stated = bool(fields & _STATED)
    enough = (
        (stated and bool(fields & _TELLING))
        or (drafts[0].heading is not None and len(fields & (_TELLING | _NAMING)) >= 2)
        or (drafts[0].heading is not None and drafts[0].number is not None and bool(fields & _TELLING))
        or _is_case(drafts[0])
    )
    return drafts if enough else []


def _marked(draft: Draft, marks: Sequence[int]) -> bool:
    at = bisect_left(marks, draft.start)
    return at < len(marks) and marks[at] < draft.end


def _is_case(draft: Draft) -> bool:
    return {Field.CONTEXT, Field.PROBLEM} <= _fields(draft)


def _speaks_of_rectification(drafts: Sequence[Draft]) -> bool:
    return any(_SUBJECT.search(segment.name) for draft in drafts[:3] for segment in draft.segments)
