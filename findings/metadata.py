"""What does a document say of itself?

Its title, issuing body, number, kind, inspection and round, the day it was issued and the day it speaks of. All of
it stands at the top, in the sign-off at the end, or in the title; what is not said stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from findings.model import DocumentKind
from findings.numerals import number

TOP_LINES: Final = 40  # a title block is no longer than this, web page headers included
TITLE_LINE_LENGTH: Final = 60
TITLE_LINES: Final = 5
END_CHARACTERS: Final = 400  # the sign-off

# Lines above a title that are none of it.
_NOT_TITLE: Final = re.compile(
    r"^(?:附\s*件\s*\d*[:：]?|附[:：]|示例文件.*|索\s*引\s*号.*|主题分类.*|发文机关.*|成文日期.*|发布(?:机构|时间|日期).*|来源.*|信息来源.*|"
    r"当前位置.*|首页.*|您的位置.*|字号.*|打印.*|浏览次数.*|阅读.*|作者.*|编辑.*|时间.*|\|.*|[-—–_\s\d]*|第\s*\d+\s*页.*|机密.*|特急.*)$"
)
_TITLE_TOPIC: Final = re.compile(r"整改|督察|督查|反馈|环境保护|环保|销号|信访|转办|典型案例|清单|台账|移交")
_TITLE_ENDS: Final = re.compile(
    r"(?:方案|清单|情况|报告|通知|通报|公示|公告|台账|台帐|一览表|汇总表|登记表|函|案例|说明|进展|结果|表|公开)(?:[（(〔].{1,20}[)）〕])?$"
)
_ORGAN_ENDS: Final = r"(?:人民政府|委员会|办公室|领导小组|管委会|委办|党委|市委|县委|区委|省委|政府|[厅局委院组])"
_ORGAN_LINE: Final = re.compile(rf"^[\u4e00-\u9fff]{{2,30}}{_ORGAN_ENDS}(?:办公室)?$")
_TITLE_ORGAN: Final = re.compile(
    r"^((?:中共)?[\u4e00-\u9fff]{2,24}?(?:人民政府|委员会|办公室|领导小组|管委会|生态环境局|环境保护局|[\u4e00-\u9fff]{2,8}[厅局]))(?:办公室)?关于"
)
_HEADING: Final = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\s*[.．、]|第[一二三四五六七八九十]+[条章节部分]|序\s*号)"
)
_FIELD: Final = re.compile(r"^[^：:]{1,14}[：:]")
_SALUTATION: Final = re.compile(r"[：:]$")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{1,14}\s*[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*第?\s*\d*\s*号")
_YEAR: Final = r"((?:19|20)\d\d|[二一][〇○零一二三四五六七八九]{3})"
_ONE_OR_TWO: Final = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY: Final = rf"{_YEAR}\s*[年\-/.．]\s*{_ONE_OR_TWO}\s*[月\-/.．]\s*{_ONE_OR_TWO}\s*日?"
_ISSUED: Final = re.compile(
    rf"(?:发布(?:时间|日期)|添加时间|成文日期|发文日期|印发日期|公开日期|日期|时间)\s*[:：]\s*{_DAY}"
)
_DAY_LINE: Final = re.compile(rf"(?m)^[\s（(]*{_DAY}[\s）)]*$")
_AS_OF: Final = re.compile(r"截[至止]\s*(?:目前)?[（(]?\s*((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日|底|末)?")
_INSPECTION: Final = re.compile(
    r"(?:第[一二三四五]轮)?(?:中央|省委、?省政府|省委|省级|省|自治区党委|自治区|市委、?市政府|市委|市级)?(?:第[一二三四五六七八九十]+)?"
    r"(?:(?:生态)?环境保护|环保|[“\"][^”\"]{1,8}[”\"][^，。\n]{0,6}专项)(?:例行|专项)?督[察查]组?(?:[“\"]?回头看[”\"]?)?"
)
# Decided by the first words of the title that fit, in this order.
_KINDS: Final = (
    (re.compile(r"方案"), DocumentKind.PLAN),
    (re.compile(r"公示|公告|销号|通报|典型案例|办理情况|转办|信访"), DocumentKind.NOTICE),
    (re.compile(r"(?:进展|完成|整改|落实|办理)情况(?:的)?(?:汇报|报告)|报告"), DocumentKind.REPORT),
    (re.compile(r"进展|完成情况|整改情况|落实情况|台账|台帐|一览表|汇总表|调度表"), DocumentKind.PROGRESS_LIST),
    (re.compile(r"清单|任务|措施表"), DocumentKind.TASK_LIST),
    (re.compile(r"通知|函"), DocumentKind.NOTICE),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None where it says nothing."""

    title: str | None
    kind: DocumentKind
    issuer: str | None
    document_number: str | None
    inspection_round: str | None
    issued_on: date | None
    as_of: date | None


def read_metadata(text: str) -> Metadata:
    """Read the title block and the sign-off of a document's text."""
    top = [line.strip() for line in text[:6000].splitlines() if line.strip()][:TOP_LINES]
    title = _title(top)
    head, end = text[:3000], text[-END_CHARACTERS:]
    return Metadata(
        title=title,
        kind=_kind(title),
        issuer=_issuer(title, top, end),
        document_number=_document_number(head),
        inspection_round=_inspection(title, head),
        issued_on=_issued_on(head, end),
        as_of=_as_of(title, head),
    )


def _title(top: list[str]) -> str | None:
    """The first run of short lines that names an inspection or a rectification, joined."""
    for start, line in enumerate(top):
        if not _may_be_title(line):
            continue
        parts = [line]
        for follower in top[start + 1 : start + TITLE_LINES]:
            if _TITLE_ENDS.search(parts[-1]) and not follower.startswith(("（", "(")):
                break
            if not _may_be_title(follower) or _SALUTATION.search(follower):
                break
            parts.append(follower)
        joined = "".join("".join(part.split()) for part in parts)
        if _TITLE_TOPIC.search(joined):
            return joined
    return None


def _may_be_title(line: str) -> bool:
    if len(line) > TITLE_LINE_LENGTH or _NOT_TITLE.match(line) or _NUMBER.fullmatch(line) or _HEADING.match(line):
        return False
    if line.endswith(("。", "；", ";", "，", ",")) or _FIELD.match(line):
        return False
    return _DAY_LINE.match(line) is None


def _kind(title: str | None) -> DocumentKind:
    return next((kind for pattern, kind in _KINDS if title and pattern.search(title)), DocumentKind.OTHER)


def _issuer(title: str | None, top: list[str], end: str) -> str | None:
    """The body in front of 关于 in the title, else the sign-off, else a line of its own or the web page's source."""
    if title and (match := _TITLE_ORGAN.match(title)):
        return match[1]
    for line in reversed([line.strip() for line in end.splitlines() if line.strip()][-4:]):
        if _ORGAN_LINE.match(line):
            return line
    for line in top:
        if match := re.match(r"(?:发布机构|发文机关|信息来源|来源)\s*[:：]\s*([\u4e00-\u9fff]{4,30})", line):
            return match[1]
        if _ORGAN_LINE.match(line) and line != title:
            return line
    return None


def _document_number(head: str) -> str | None:
    """A number such as 某政〔2023〕12号 on a line of its own; one inside a sentence belongs to another document."""
    for line in head.splitlines():
        if _NUMBER.fullmatch(line.strip()):
            return "".join(line.split())
    return None


def _inspection(title: str | None, head: str) -> str | None:
    for place in (title or "", head):
        named = [match[0] for match in _INSPECTION.finditer(place)]
        if named:
            return max(named[:6], key=len)
    return None


def _issued_on(head: str, end: str) -> date | None:
    match = _ISSUED.search(head) or _DAY_LINE.search(head) or _DAY_LINE.search(end)
    return _day(*match.groups()) if match else None


def _as_of(title: str | None, head: str) -> date | None:
    match = _AS_OF.search(title or "") or _AS_OF.search(head[:1500])
    if not match:
        return None
    year, month, day = match.groups()
    if day:
        return _day(year, month, day)
    first_of_next = _day(str(int(year) + int(month) // 12), str(int(month) % 12 + 1), "1")
    return date.fromordinal(first_of_next.toordinal() - 1) if first_of_next else None


def _day(year: str, month: str, day: str) -> date | None:
    """A calendar day, or None for one that does not exist (2023年2月30日)."""
    values = [number(part.replace("○", "〇")) for part in (year, month, day)]
    if any(value is None for value in values):
        return None
    try:
        return date(*(int(value or 0) for value in values))
    except ValueError:
        return None
