"""Where does a finding stand, in the words of its document?

Offices all over the country use a small vocabulary. One table maps every phrase to the three things that are kept
apart: progress, closure and whether the work goes on for good. The one-word `Status` is derived from the three, by
`derive`. A sentence says a status only when it consists of nothing else: 已完成 is one, 已完成油库可研报告编制 is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from findings.model import Closure, Progress, Status, StatusReport
from findings.wording import alternatives, pattern


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying a status, put together as `wording.pattern` reads it, with an example."""

    example: str
    heads: str
    before: str = ""
    middle: str = ""
    tails: str = ""
    after: str = ""
    progress: Progress | None = None
    closure: Closure | None = None
    ongoing: bool = False

    def regular(self) -> str:
        return pattern(self.heads, before=self.before, middle=self.middle, tails=self.tails, after=self.after)


_ALREADY: Final = "已 已经 均 均已 现已 全部 全面 按时 按期 提前 如期 按要求 整改已 顺利 "
_NOT_YET: Final = "尚 暂 仍 还 逾期 超期 "
_BY: Final = "省级 市级 县级 区级 州级 省 市 县 区 州 旗 盟 地区 市直 行业 专家 主管 部门 有关 国家 现场 "
_SCHEDULE: Final = "序时进度 时序进度 序时要求 时序要求 时间进度 序时 时序 时间节点 计划进度 进度要求 年度序时进度"

# The first phrase that fits decides, so a longer phrase stands above the shorter one inside it.
PHRASES: Final[tuple[Phrase, ...]] = (
    # closure: what the authority did about it
    Phrase("未通过验收", "退回 退回整改 重新整改 未通过 不通过 未予通过 不予通过 不予销号 验收未通过", before="已 被 需 须 要求 验收 核查",
           after="验收 核查 销号 整改", closure=Closure.RETURNED),
    Phrase("未申请验收", "未", before=_NOT_YET, middle="申请 提出 提交", tails="验收 销号 验收申请 销号申请"),
    Phrase("已申请销号", "申请 提请 上报 报请 申报 提交", before=_ALREADY, middle=_BY + "了", tails="销号 验收", after="申请 材料 销号 验收",
           closure=Closure.APPLIED),
    Phrase("已完成现场核查", "核查 核验 复核", before=_ALREADY + "完成 通过 了 " + _BY, closure=Closure.INSPECTED),
    Phrase("达到销号标准", "达到 符合 满足", before=_ALREADY, tails="销号标准 销号要求 销号条件 验收标准 验收要求", progress=Progress.DONE),
    Phrase("已交账销号", "销号", before=_ALREADY + "交账 完成 通过 予以 整改 办结 对账 办理 完成整改 整改完成 验收 并",
           after="完成 办结", progress=Progress.DONE, closure=Closure.CLOSED),
    Phrase("正在公示", "公示", before=_ALREADY + "正在 进行 完成 对外 予以 在", after="中 期满 无异议 完成 结束", progress=Progress.DONE,
           closure=Closure.PUBLISHED),
    Phrase("已通过市级验收", "验收", before=_ALREADY + "完成 通过 了 整改 的 组织 " + _BY, after="合格 通过 完成", progress=Progress.DONE,
           closure=Closure.ACCEPTED),
    Phrase("阶段性办结", "阶段办结 阶段性办结 部分办结 正在办理 办理中 在办 推进办理", progress=Progress.ON_SCHEDULE),
    Phrase("未办结", "未办结", before=_NOT_YET, progress=Progress.ON_SCHEDULE),
    Phrase("已办结", "办结", before=_ALREADY, progress=Progress.DONE),
    # progress: how far the work is
    Phrase("尚未启动", "未启动 未开展 未开工 未实施 未动工 未整改 未推进 未开始", before=_NOT_YET, after="整改 工作", progress=Progress.NOT_STARTED),
    Phrase("未达到序时进度", "未 没有", before=_NOT_YET, middle="能 达到 达 符合 按 完成", tails=_SCHEDULE, after="推进 完成 要求",
           progress=Progress.BEHIND),
    Phrase("滞后于序时进度", "滞后于 滞后 落后于 落后 慢于", tails=_SCHEDULE, progress=Progress.BEHIND),
    Phrase("进度滞后", "滞后 缓慢", before="整改 推进 工作 进度 进展 严重 较为", progress=Progress.BEHIND),
    Phrase("未按期完成", "未", before=_NOT_YET, middle="能 按期 按时 全部 如期", tails="完成 整改完成 完成整改 整改到位 到位", after="整改 任务",
           progress=Progress.BEHIND),
    Phrase("逾期", "逾期 超期", before="已", progress=Progress.BEHIND),
    Phrase("超过序时进度", "超过 快于 超 超前于 超前 高于 优于 提前", tails=_SCHEDULE, progress=Progress.AHEAD),
    Phrase("基本完成整改", "基本 总体 基本上", before=_ALREADY + "整改 任务", middle="整改", tails="完成 达到 到位 整改到位",
           after="了 整改 任务 目标 整改任务 整改目标", progress=Progress.MOSTLY_DONE),
    Phrase("阶段性完成", "阶段性 阶段 部分", before="按照 按 整改 取得", middle="目标 已", tails="完成 整改 成效 进展 成果", after="整改",
           progress=Progress.ON_SCHEDULE),
    Phrase("达到序时进度", "达到 达 符合 满足 完成 按照 按 依 依照", before=_ALREADY + "正 基本", middle="了", tails=_SCHEDULE,
           after="要求 有序 正常 加快 扎实 稳步 积极 推进 整改 完成 开展 中", progress=Progress.ON_SCHEDULE),
    Phrase("序时推进", _SCHEDULE, tails="推进", progress=Progress.ON_SCHEDULE),
    Phrase("正在整改", "正在 正 仍在 有序 加快 稳步 积极 按计划 按期 正常 按要求 全力 扎实 有力", middle="有序 加快 积极 稳步",
           tails="推进 整改 实施 落实 进行", after="整改 中 之中", progress=Progress.ON_SCHEDULE),
    Phrase("整改中", "整改中 推进中 进行中 实施中 整改推进中", progress=Progress.ON_SCHEDULE),
    Phrase("已完成整改", "完成 整改完成 完成整改 整改到位 整改完毕 落实到位 完成到位", before=_ALREADY, after="了 整改 任务 目标 整改任务 整改目标",
           progress=Progress.DONE),
    Phrase("已整改", "已 已经 均已 已全部 现已", tails="整改 落实 解决 到位 达标 处理完毕 处理到位 取缔到位", progress=Progress.DONE),
    Phrase("达到整改目标", "达到", before=_ALREADY, middle="了 整改", tails="目标 要求", after="要求", progress=Progress.DONE),
    # it goes on for good
    Phrase("长期坚持", "长期 持续 坚持 常态化 常抓 不断 继续", before="并 将 仍 需 且", middle="地",
           tails="坚持 推进 整改 巩固 开展 实施 推动 加强 改进 抓好 落实 保持 不懈 常态 完善 深化 管控 监管",
           after="整改 推进 提升 成效 工作 落实 坚持", ongoing=True),
    Phrase("巩固提升", "巩固 常态化", before="并 持续", tails="提升 成效 整改成效 深化 管理", after="提升", ongoing=True),
    Phrase("长期", "长期 常态化", ongoing=True),
)  # fmt: skip
_PHRASE: Final = re.compile("|".join(f"(?P<p{i}>{phrase.regular()})" for i, phrase in enumerate(PHRASES)))

# Words that may stand around a status without adding to it.
_FILLER: Final = re.compile(
    r"(?:截至|截止|止)?(?:目前|当前|现阶段)|(?:截至|截止|止|至)\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?|"
    r"(?P<subject>该(?:项|问题|任务|事项|件|点位|案件)*|此(?:项|问题|任务|事项|件)*|本(?:项|问题|任务|事项|件)+|"
    r"(?:反馈|交办|整改|具体|转办|信访)?(?:的)?(?:问题|任务|工作|事项|案件|信访件))|"
    r"整改(?:状态|进度|情况)?(?:为)?:?|第[一二三四五六七八九十\d]+项|"
    + alternatives("以上 各项 所有 均 都 已 并 且 现 正 为 是 需 了 的 和 及 后 处于 全部 同意 顺利")
    + r"|\((?![\d一二三四五六七八九十]{1,2}\))|\)|[,、 ]"
)
# What a status sentence may begin with: a quick look before the table is asked.
_OPENINGS: Final = frozenset(
    word[0] for phrase in PHRASES for word in (phrase.heads + " " + phrase.before).split()
) | frozenset("截目当现止至该此本反交整具转信的问任工事案第以各所均都已并且正为是需了和及后处全同顺(),、 ")
_END: Final = frozenset("。.;!\n)]|")
MAX_SENTENCE: Final = 60


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """A status as printed: its words from `start` to `end`, its sentence up to `stop`."""

    start: int
    end: int
    stop: int
    report: StatusReport


def read_status(folded: str, start: int, end: int, text: str | None = None) -> StatusSpan | None:
    """The status that the sentence beginning at `start` consists of, or None when it says more than a status.

    `text` is the unfolded document that the words are quoted from.
    """
    if start >= end or folded[start] not in _OPENINGS:
        return None
    position = start
    bound = min(end, start + MAX_SENTENCE)
    first: int | None = None
    subject: int | None = None
    last = start
    progress: Progress | None = None
    closure: Closure | None = None
    ongoing = False
    while position < bound:
        found = _PHRASE.match(folded, position, bound)
        if found and found.end() > position:
            phrase = PHRASES[int((found.lastgroup or "p0")[1:])]
            progress = phrase.progress if progress is None else _combined(progress, phrase.progress)
            closure = phrase.closure or closure
            ongoing |= phrase.ongoing or folded.startswith("持续推进", found.end() - 4)
            first = position if first is None else first
            position = last = found.end()
            continue
        filler = _FILLER.match(folded, position, bound)
        if not filler or filler.end() == position:
            break
        if subject is None and filler["subject"]:
            subject = position
        position = filler.end()
    if first is None or (position < end and folded[position] not in _END and not _list_follows(folded, position)):
        return None
    stop = position + 1 if position < end and folded[position] in "。.;!" else position
    first = min(first, subject) if subject is not None else first
    if folded[last : last + 1] == ")" and folded.find("(", first, last) != -1:
        last += 1
    words = (text or folded)[first:last]
    return StatusSpan(
        first, last, stop, StatusReport(derive(progress, closure, ongoing), words, progress, closure, ongoing)
    )


def _list_follows(folded: str, position: int) -> bool:
    return _LIST.match(folded, position) is not None


_LIST: Final = re.compile(r"(?:\([\d一二三四五六七八九十]{1,2}\)|[①⑴]|\d{1,2}[、.])")
_RANK: Final = {
    Progress.NOT_STARTED: 0, Progress.BEHIND: 1, Progress.ON_SCHEDULE: 2, Progress.AHEAD: 3, Progress.MOSTLY_DONE: 4, Progress.DONE: 5,
}  # fmt: skip


def _combined(one: Progress, other: Progress | None) -> Progress:
    """Two phrases in one sentence: the more cautious one holds (基本完成，正在验收)."""
    return one if other is None or _RANK[one] <= _RANK[other] else other


_OF_PROGRESS: Final = {
    Progress.NOT_STARTED: Status.NOT_STARTED,
    Progress.BEHIND: Status.BEHIND_SCHEDULE,
    Progress.ON_SCHEDULE: Status.ON_SCHEDULE,
    Progress.AHEAD: Status.ON_SCHEDULE,
    Progress.MOSTLY_DONE: Status.ON_SCHEDULE,
    Progress.DONE: Status.COMPLETED,
}
_OF_CLOSURE: Final = {Closure.CLOSED: Status.CLOSED, Closure.RETURNED: Status.BEHIND_SCHEDULE}


def derive(progress: Progress | None, closure: Closure | None, ongoing: bool) -> Status:
    """One word from the three things that are kept apart.

    >>> derive(Progress.DONE, None, True)
    <Status.COMPLETED_ONGOING: 'completed_ongoing'>
    """
    if closure in _OF_CLOSURE:
        return _OF_CLOSURE[closure]
    if progress is None and closure is None:
        return Status.ON_SCHEDULE if ongoing else Status.NOT_REPORTED
    status = Status.COMPLETED if progress is None else _OF_PROGRESS[progress]
    return Status.COMPLETED_ONGOING if ongoing and status is Status.COMPLETED else status


NOT_REPORTED: Final = StatusReport(Status.NOT_REPORTED, None, None, None, ongoing=False)


def said_in_clause(folded: str, start: int, end: int, text: str | None = None) -> StatusSpan | None:
    """A status that a clause ends with (2024年7月通过市级验收): only under a label that announces a status."""
    for begin in range(start, end):
        if (said := read_status(folded, begin, min(end, begin + MAX_SENTENCE), text)) and said.stop >= end:
            return said
    return None


def leads_with_status(folded: str, start: int, end: int) -> bool:
    """True where a text begins with a status sentence."""
    return read_status(folded, start, end) is not None


def is_status_line(folded: str, start: int, end: int) -> bool:
    """True for a line that is a status and nothing else."""
    said = read_status(folded, start, end)
    return said is not None and said.stop >= end and bool(said.report.progress or said.report.closure)


_BRACKETED: Final = re.compile(r"[(\[]([^()\[\]\n]{2,40})[)\]] ?[。.;]? ?$")


def bracketed_status(folded: str, start: int, end: int, text: str | None = None) -> tuple[int, StatusSpan] | None:
    """A status in brackets that a passage ends with, and where its bracket opens."""
    if end <= start or folded[end - 1] not in ")]。.; ":
        return None
    found = _BRACKETED.search(folded, max(start, end - 48), end)
    if not found:
        return None
    status = read_status(folded, found.start(1), found.end(1), text)
    return (found.start(), status) if status and status.stop >= found.end(1) else None
