"""Which members of a list are names only because of the list they stand in?

甲、乙、丙3条高速公路 names three roads; 甲、乙2座灌区 two irrigation districts; 甲、乙、丙等村庄 three villages. And the
member before 某某公司 in a list is a company too, when it follows a unit directly (某市甲、乙公司).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gazetteer.grammar import Known, Page, Span, is_han
from gazetteer.grammar_stems import describes, is_ordinary
from gazetteer.grammar_words import Form
from gazetteer.model import Kind

# What the members of a list are, said after the last of them.
_SHARED = re.compile(
    r"(?:等)?(?:\d+|[一二两三四五六七八九十]+)?(?:个|条|座|家|处)?(?:大型|中型|小型|主要)?"
    r"(?P<type>高速公路|高速|铁路|公路|道路|河流|河|灌区|水库|村庄|行政村|村|乡镇|镇|街道|加油站|煤矿|污水处理厂|尾矿库)"
)
_KINDS = {
    "高速公路": Kind.ROAD, "高速": Kind.ROAD, "铁路": Kind.ROAD, "公路": Kind.ROAD, "道路": Kind.ROAD, "河流": Kind.RIVER,
    "河": Kind.RIVER, "灌区": Kind.FACILITY, "水库": Kind.FACILITY, "村庄": Kind.VILLAGE, "行政村": Kind.VILLAGE,
    "村": Kind.VILLAGE, "乡镇": Kind.TOWNSHIP, "镇": Kind.TOWNSHIP, "街道": Kind.TOWNSHIP, "加油站": Kind.FACILITY,
    "煤矿": Kind.MINE, "污水处理厂": Kind.FACILITY, "尾矿库": Kind.FACILITY,
}  # fmt: skip
# What completes a member's name; villages and townships are looked up as they stand.
_NAMED_BY = (
    {"高速": "高速公路", "道路": "路", "河流": "河"}
    | {
        word: word
        for word in ("高速公路", "铁路", "公路", "河", "灌区", "水库", "加油站", "煤矿", "污水处理厂", "尾矿库")
    }
    | dict.fromkeys(("村庄", "行政村", "村", "乡镇", "镇", "街道"), "")
)
_LONGEST_LIST = 12


def listed_names(page: Page, spans: Sequence[Span], bases: Sequence[Known]) -> Iterator[Span]:
    """Give the members of lists that nothing else has recognised."""
    yield from _with_shared_type(page, bases)
    yield from _companies(page, spans)
    yield from _last_of_kind(page)
    yield from _beside_waters(page, spans)


def _with_shared_type(page: Page, bases: Sequence[Known]) -> Iterator[Span]:
    text = page.text
    villages = {(base.start, base.end) for base in bases}
    at = text.find("、")
    while at >= 0:
        members, end = _members_from(page, at)
        match = _SHARED.match(text, end)
        counted = (
            match is not None
            and match.end() > end
            and (match.group()[0] in "等0123456789一二两三四五六七八九十" or match["type"] == "村庄")
        )
        if match is not None and counted and len(members) > 1:
            kind = _KINDS[match["type"]]
            for begin, stop in members:
                if any(at in page.known_by_end for at in range(begin + 1, stop)):
                    continue
                if not is_ordinary(text[begin:stop]) or (begin, stop) in villages:
                    yield Span(begin, stop, kind, "list_share", shared=_NAMED_BY[match["type"]])
        at = text.find("、", max(end, at + 1))


def _members_from(page: Page, mark: int) -> tuple[list[tuple[int, int]], int]:
    """The short members of the list whose first 、 stands at `mark`, and where the last of them ends."""
    text = page.text
    begin = mark
    while (
        begin > 0 and mark - begin < 6 and is_han(text[begin - 1]) and not (begin < mark and page.clear_before(begin))
    ):
        begin -= 1
    clear = page.clear_before(begin)
    if text[begin - 1 : begin] == "沿" and begin > 0:
        begin -= 1  # 沿江高速
    members = [(begin, mark)] if 2 <= mark - begin <= 6 and clear else []
    at = mark + 1
    for _ in range(_LONGEST_LIST):
        stop = at
        while stop < len(text) and stop - at < 7 and is_han(text[stop]):
            stop += 1
        if text[stop : stop + 1] == "、" and 2 <= stop - at <= 6:
            members.append((at, stop))
            at = stop + 1
            continue
        for length in range(2, 6):
            if at + length <= len(text) and _SHARED.match(text, at + length):
                if is_han(text[at + length - 1]):
                    members.append((at, at + length))
                return members, at + length
        return [], at
    return [], at


_LAST_OF_KIND = re.compile(
    r"[、和及](?P<name>[\u4e00-\u9fff]{2,6}?)等(?:\d+|[一二两三四五六七八九十]+)?(?:个|条|座|家|处)?(?P<type>加油站|养殖场|砖厂|石料厂|水库|尾矿库|煤矿|污水处理厂)"
)


def _last_of_kind(page: Page) -> Iterator[Span]:
    """The last member of a list of stations that leaves its type word to the summary: 甲加油站和乙等3家加油站."""
    for match in _LAST_OF_KIND.finditer(page.text):
        before = page.named_by_end.get(match.start())
        if (
            before is not None
            and page.text[before.start : before.end].endswith(match["type"])
            and not is_ordinary(match["name"])
        ):
            yield Span(match.start("name"), match.end("name"), before.kind, "list_share", shared=match["type"])


_BESIDE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6}?)(?:附近|旁边?|段|处)")


def _beside_waters(page: Page, spans: Sequence[Span]) -> Iterator[Span]:
    """A name between a river and a word of nearness: 某河某某苑附近河道."""
    for span in spans:
        if span.form is not Form.WATER:
            continue
        match = _BESIDE.match(page.text, span.end)
        if match is None or describes(match["name"]) or is_ordinary(match["name"]):
            continue
        if not any(
            span.end < end <= match.end("name")
            for end in range(span.end + 1, match.end("name") + 1)
            if end in page.known_by_end or end in page.stop_by_end
        ):
            yield Span(span.end, match.end("name"), Kind.FACILITY, "beside_water")


def _companies(page: Page, spans: Sequence[Span]) -> Iterator[Span]:
    """The first members of lists of companies that follow a unit: 某市甲、乙公司."""
    text = page.text
    for span in spans:
        if span.form not in (Form.FORMAL, Form.FIRM, Form.TRADE) or text[span.start - 1 : span.start] != "、":
            continue
        stop = span.start - 1
        if stop in page.named_by_end or stop in page.known_by_end or stop in page.types_by_end:
            continue
        begin = stop
        while begin > 0 and stop - begin < 4 and is_han(text[begin - 1]) and begin not in page.known_by_end:
            begin -= 1
        if begin in page.known_by_end and stop - begin >= 2 and not is_ordinary(text[begin:stop]):
            yield Span(begin, stop, Kind.ENTERPRISE, "list_share", Form.FIRM)
