"""What is the problem of a finding: where it is stated, its stretch, a status printed behind it, and its title."""

from __future__ import annotations

import re
from typing import Final

from findings.fields_reader import Reader
from findings.layout import Draft, Field, Segment
from findings.layout.layout import trimmed
from findings.layout.markers import read_marker
from findings.model import StatusReport
from findings.status import MAX_SENTENCE, bracketed_status, read_status

_SENTENCE_END: Final = re.compile(r"[。!?;\n]|\.(?!\d)")
_CLAUSE_END: Final = re.compile(r"[,:。!?;\n]|\.(?!\d)")
_ABOUT: Final = re.compile(r"关于 ?[“\"'‘]?")
_ABOUT_END: Final = re.compile(r"[”\"'’](?:的)?(?:问题)?(?:的)?$")
_TITLE_LENGTH: Final = 40
_LEADS_IN: Final = re.compile(
    r"(?:(?:19|20)\d\d年[\d年月日至\-~底初末期间前后上下半]*|.{0,12}(?:发现|期间|中指出|显示|指出|反映))$"
)
_PROBLEM_ORDER: Final = (Field.PROBLEM, Field.TASK)


def stated_in(draft: Draft, segments: dict[Field, list[Segment]]) -> Segment | None:
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


def read_problem(reader: Reader, draft: Draft, stated: Segment | None) -> tuple[tuple[int, int], StatusReport | None]:
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
    return (start, end), mark


def read_title(reader: Reader, draft: Draft, problem: tuple[int, int], stated: Segment | None) -> str:
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
