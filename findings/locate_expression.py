"""Which stretches of a finding's text are place expressions, and what do they say about a place?

Mentions side by side make one expression; the most specific of them is its head. What follows (村南大坑, 及周边道路) and
what stands before it or its list (环绕主城区的) tells how the site lies to the head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from findings.locate_relation import relation, relation_before, tail, thing
from findings.locate_role import Role, role
from findings.model import LocatedMention, Relation
from gazetteer.model import Kind

# The more specific, the later; among equals the first of the expression is its head.
_SPECIFIC = (
    Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP, Kind.RIVER, Kind.ROAD, Kind.RESERVE, Kind.PARK,
    Kind.OTHER, Kind.MOUNTAIN, Kind.VILLAGE, Kind.ENTERPRISE, Kind.FACILITY, Kind.MINE, Kind.SECTION,
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_SPECIFIC)}
_AREAS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP)
_LIST_MARK = re.compile(r"[、，]|以及|和|及")
# 甲县、乙县等县（市、区）垃圾填埋场: each unit has one.
_EACH_HAS = re.compile(
    r"等?(?:\d+个)?(?:县|市|区|县区|市县|乡镇|县（市、区）|县\(市、区\))?(?:的)?(?P<type>(?:生活|城市|农村|县城|第[一二三]|垃圾|污水|医疗废物)*"
    r"(?:垃圾填埋场|填埋场|污水处理厂|垃圾焚烧厂|垃圾中转站|污泥处置中心|尾矿库|屠宰场))"
)
# A place told from another: 某村北侧的某某公司.
_TOLD_FROM = re.compile(
    r"(?:村|村庄)?(?:以)?(?:[东南西北]{1,2}(?:侧|边|面|方|部)?(?:约?\d+(?:\.\d+)?(?:米|公里))?处?|附近|旁边?|境内|内)的(?:一家|一处|一个)?"
)
_BEYOND = re.compile(r"以[东南西北]")


@dataclass(frozen=True, slots=True)
class Expression:
    """Mentions side by side, the head among them, and what is told about the site.

    `shared_type` is what each unit of a list has (垃圾填埋场); the site then is that, not the unit.
    """

    mentions: tuple[LocatedMention, ...]
    head: LocatedMention
    start: int
    end: int
    relation: Relation | None
    role: Role
    shared_type: str = ""

    @property
    def is_area(self) -> bool:
        return self.head.resolution.mention.kind in _AREAS and not self.shared_type


def expressions(text: str, mentions: Sequence[LocatedMention], begin: int, limit: int) -> Iterator[Expression]:
    """Give the place expressions of one stretch of text (from `begin` to `limit`), in order."""
    found = [_expression(text, run, begin, limit) for run in _runs(text, mentions)]
    found = _beyond(text, found)
    for group in _lists(text, found):
        yield from _with_shared(text, group, limit)


def _runs(text: str, mentions: Sequence[LocatedMention]) -> Iterator[list[LocatedMention]]:
    """Mentions with nothing between them; a company and the place in brackets after it belong together too."""
    run: list[LocatedMention] = []
    for mention in mentions:
        if run:
            last = run[-1].resolution.mention
            gap = text[last.end : mention.resolution.mention.start]
            bracketed = gap == "（" and last.kind in (Kind.ENTERPRISE, Kind.FACILITY)
            if gap and not bracketed and not _TOLD_FROM.fullmatch(gap):
                yield from _apart(run)
                run = []
        run.append(mention)
    if run:
        yield from _apart(run)


def _apart(run: list[LocatedMention]) -> Iterator[list[LocatedMention]]:
    """Two units of a level side by side, with nothing in them, are two areas (甲镇乙镇交界处)."""
    kinds = [mention.resolution.mention.kind for mention in run]
    if len(run) > 1 and kinds[-1] is kinds[-2] and kinds[-1] in _AREAS:
        yield run[:-1]
        yield run[-1:]
    else:
        yield run


def _expression(text: str, run: list[LocatedMention], begin: int, limit: int) -> Expression:
    head = max(run, key=lambda m: _RANK[m.resolution.mention.kind])
    if head.resolution.mention.kind is Kind.RIVER:
        head = next(m for m in reversed(run) if m.resolution.mention.kind is Kind.RIVER)  # a gully of a river
    start, last = run[0].resolution.mention.start, run[-1].resolution.mention.end
    told = relation(text, run[-1].resolution.mention.text, last, limit)
    for before, after in pairwise(run):
        gap_start, gap_end = before.resolution.mention.end, after.resolution.mention.start
        if told is None and _TOLD_FROM.fullmatch(text, gap_start, gap_end):
            told = relation(text, before.resolution.mention.text, gap_start, gap_end)
    end = thing(text, tail(text, last, limit), limit)
    if text[end : end + 1] == "）" and "（" in text[start:end]:
        end += 1
    if told is None:
        told = relation_before(text, start, begin)
    return Expression(tuple(run), head, start, end, told, role(text, run[-1].resolution.mention))


def _beyond(text: str, found: list[Expression]) -> list[Expression]:
    """A river told as a bound (某河以南) is the relation of the place before it in the sentence, no site itself."""
    kept: list[Expression] = []
    for expression in found:
        told = expression.relation
        bound = (
            told is not None
            and _BEYOND.match(told.text)
            and expression.head.resolution.mention.kind in (Kind.RIVER, Kind.ROAD)
        )
        before = kept[-1] if kept else None
        if bound and told and before and before.relation is None and "。" not in text[before.end : expression.start]:
            kept[-1] = replace(before, relation=told)
        else:
            kept.append(expression)
    return kept


def _lists(text: str, found: list[Expression]) -> Iterator[list[Expression]]:
    """Expressions joined by 、, 和 and the like."""
    group: list[Expression] = []
    for expression in found:
        if group and not _LIST_MARK.fullmatch(text[group[-1].end : expression.start]):
            yield group
            group = []
        group.append(expression)
    if group:
        yield group


def _with_shared(text: str, group: list[Expression], limit: int) -> Iterator[Expression]:
    """What is told at either end of a list holds for all its members."""
    first, last = group[0], group[-1]
    each = _EACH_HAS.match(text, last.end, min(limit, last.end + 40)) if len(group) > 1 else None
    if each and all(e.head.resolution.mention.kind in _AREAS for e in group):
        for expression in group:
            yield replace(expression, start=first.start, end=each.end(), shared_type=each["type"])
        return
    before = first.relation if first.relation and first.relation.anchor == first.relation.text else None
    after = last.relation if last.relation and last.relation.text.startswith(("及", "和")) else None
    for expression in group:
        shared = expression.relation or before or after
        yield expression if shared is expression.relation else replace(expression, relation=shared)
