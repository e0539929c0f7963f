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


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying a status; `pattern` is matched against folded text."""

    pattern: str
    progress: Progress | None = None
    closure: Closure | None = None
    ongoing: bool = False


_SCHEDULE: Final = "(?:序时进度|时序进度|序时要求|时序要求|时间进度|序时|时序|时间节点|计划进度|进度要求)(?:要求)?"

# The first phrase that fits decides, so a longer phrase stands above the shorter one inside it.
PHRASES: Final[tuple[Phrase, ...]] = (
    # closure: what the authority did about it
    Phrase("(?:已|被)?退回(?:重新)?(?:整改|补充)?|(?:验收|核查)?(?:未|不)(?:予)?通过(?:验收|核查|销号)?|(?:需|须|要求)?重新整改|不予销号", closure=Closure.RETURNED),
    Phrase("(?:尚|暂|仍)?未(?:申请|提出|提交)?(?:验收|销号|申请验收|申请销号)(?:申请)?"),
    Phrase("(?:已|已经)?(?:申请|提请|上报|报请|申报|提交)(?:了)?(?:市级|省级|县级)?(?:销号|验收)(?:验收|销号|申请|材料)?", closure=Closure.APPLIED),
    Phrase("(?:已|已经)?(?:完成|通过)?(?:[省市县区州旗盟]级?|地区)?(?:现场)?(?:核查|核验|复核)", closure=Closure.INSPECTED),
    Phrase("(?:已|已经)?(?:交账|完成|完成整改|通过|予以|整改|办结|达到|对账|办理|整改完成|完成验收)?(?:并)?(?:验收)?销号(?:完成|办结|要求|标准|管理)?", Progress.DONE, Closure.CLOSED),
    Phrase("(?:已|已经)?(?:正在|进行|完成|对外|予以|在)?公示(?:中|期满|无异议|完成|结束)?", Progress.DONE, Closure.PUBLISHED),
    Phrase("(?:已|已经)?(?:完成|通过|顺利通过)?(?:了)?(?:整改)?(?:[省市县区州旗盟]级?|地区|市直|行业|专家|主管|部门|有关|国家)*(?:的)?(?:验收)(?:合格|通过|完成|销号)?", Progress.DONE, Closure.ACCEPTED),
    Phrase("阶段性?办结|部分办结|(?:正在|推进)办理(?:中)?|办理中|在办|(?:尚|暂|仍)?未办结", Progress.ON_SCHEDULE),
    Phrase("(?:已|已经|全部|均已)?办结", Progress.DONE),
    # progress: how far the work is
    Phrase("(?:尚|暂|仍|还)?未(?:启动|开展|开工|实施|动工|整改|推进|开始)(?:整改|工作)*", Progress.NOT_STARTED),
    Phrase(f"(?:尚|暂|仍)?(?:未|没有)(?:能)?(?:达到|达|符合|按)?{_SCHEDULE}(?:推进|完成)?|(?:滞后|落后|慢)于?{_SCHEDULE}|(?:整改|推进|工作)*(?:进度|进展)?(?:严重)?(?:滞后|缓慢)|未达(?:到)?进度", Progress.BEHIND),
    Phrase("(?:尚|暂|仍|逾期|超期)?未(?:能)?(?:按期|按时|全部|如期)?(?:完成|整改完成|完成整改|整改到位|到位)(?:整改|任务)*|逾期|超期", Progress.BEHIND),
    Phrase(f"(?:超过|快于|超|超前于?|高于|优于|提前){_SCHEDULE}", Progress.AHEAD),
    Phrase("(?:已|已经)?(?:基本|总体)(?:上)?(?:完成|达到)(?:了)?(?:整改|任务|目标|整改任务|整改目标)*|(?:整改|任务)?(?:已|已经)?基本(?:整改)?(?:完成|到位)(?:整改)?", Progress.MOSTLY_DONE),
    Phrase("(?:按照|按)?(?:整改)?(?:阶段性?|部分)(?:目标)?(?:已)?(?:完成|整改)(?:整改)?|取得阶段性?(?:成效|进展|成果)", Progress.ON_SCHEDULE),
    Phrase(f"(?:已|已经)?(?:达到|达|符合|满足|完成|按照|按|正按|正按照|基本达到|均达到|依|依照)(?:了)?{_SCHEDULE}(?:要求)?(?=持续推进|长期坚持|持续整改)", Progress.ON_SCHEDULE),
    Phrase(f"(?:已|已经)?(?:达到|达|符合|满足|完成|按照|按|正按|正按照|基本达到|均达到|依|依照)(?:了)?(?:年度)?{_SCHEDULE}(?:要求)?(?:有序|正常|加快|扎实|稳步|积极)?(?:推进|整改|完成|开展)?(?:整改|中)?|{_SCHEDULE}推进", Progress.ON_SCHEDULE),
    Phrase("(?:正在|正|仍在|有序|加快|稳步|积极|按计划|按期|正常|按要求|全力|扎实|有力)(?:有序|加快|积极)?(?:推进|整改|实施|落实|进行|完成)(?:整改|中|之中)?|整改中|推进中|进行中|实施中|整改推进中", Progress.ON_SCHEDULE),
    Phrase("(?:已|已经|均已|现已|全部|已全部|全面|已全面|均|按时|按期|提前|如期|已按期|已按时|已按要求|整改已|已提前)?(?:全部|全面|按期|按时|如期)?(?:完成|整改完成|完成整改|整改到位|整改完毕|完成整改任务|落实到位|完成到位|整改落实到位)(?:了)?(?:整改|任务|整改任务|目标|整改目标)*", Progress.DONE),
    Phrase("(?:已|已经|均已|已全部|现已)(?:整改|落实|解决|到位|达到整改目标|达到整改要求|达标|处理完毕|处理到位|取缔到位)", Progress.DONE),
    Phrase("(?:已|已经)?达到(?:了)?(?:整改)?(?:目标|要求)(?:要求)?", Progress.DONE),
    # it goes on for good
    Phrase("(?:并|将|仍|需|且)?(?:长期|持续|坚持|常态化|常抓|不断|继续)(?:地)?(?:坚持|推进|整改|巩固|开展|实施|推动|加强|改进|抓好|落实|保持|不懈|常态|完善|深化|管控|监管)(?:整改|推进|提升|成效|整改成效|工作|落实|坚持)*|常态化(?:管理)?|长期(?=$|[,.。;、)])|巩固(?:提升|成效|整改成效|深化)+", ongoing=True),
)  # fmt: skip
_PHRASE: Final = re.compile("|".join(f"(?P<p{i}>{phrase.pattern})" for i, phrase in enumerate(PHRASES)))

# Words that may stand around a status without adding to it.
_FILLER: Final = re.compile(
    r"(?:截至|截止|止)?(?:目前|当前|现阶段)|(?:截至|截止|止|至)\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?|"
    r"(?P<subject>该(?:项|问题|任务|事项|件|点位|案件)*|此(?:项|问题|任务|事项|件)*|本(?:项|问题|任务|事项|件)+|(?:反馈|交办|整改|具体|转办|信访)?(?:的)?(?:问题|任务|工作|事项|案件|信访件))|"
    r"整改(?:状态|进度|情况)?(?:为)?:?|第[一二三四五六七八九十\d]+项|以上|各项|所有|均|都|已|并|且|现|正|为|是|需|了|的|和|及|后|处于|全部|同意|顺利|\((?![\d一二三四五六七八九十]{1,2}\))|\)|[,、 ]"
)
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
    words = (text or folded)[first:last]
    return StatusSpan(first, last, stop, StatusReport(derive(progress, closure, ongoing), words, progress, closure, ongoing))


def _list_follows(folded: str, position: int) -> bool:
    return _LIST.match(folded, position) is not None


_LIST: Final = re.compile(r"(?:\([\d一二三四五六七八九十]{1,2}\)|[①⑴]|\d{1,2}[、.])")
_RANK: Final = {
    Progress.NOT_STARTED: 0, Progress.BEHIND: 1, Progress.ON_SCHEDULE: 2, Progress.AHEAD: 3, Progress.MOSTLY_DONE: 4, Progress.DONE: 5,
}  # fmt: skip


def _combined(one: Progress, other: Progress | None) -> Progress:
    """Two phrases in one sentence: the more cautious one holds (基本完成，正在验收)."""
    return one if other is None or _RANK[one] <= _RANK[other] else other


def derive(progress: Progress | None, closure: Closure | None, ongoing: bool) -> Status:
    """One word from the three things that are kept apart.

    >>> derive(Progress.DONE, None, True)
    <Status.COMPLETED_ONGOING: 'completed_ongoing'>
    """
    if closure is Closure.CLOSED:
        return Status.CLOSED
    if closure is Closure.RETURNED:
        return Status.BEHIND_SCHEDULE
    if progress is None and closure is None:
        return Status.ON_SCHEDULE if ongoing else Status.NOT_REPORTED
    match progress:
        case Progress.NOT_STARTED:
            return Status.NOT_STARTED
        case Progress.BEHIND:
            return Status.BEHIND_SCHEDULE
        case Progress.ON_SCHEDULE | Progress.AHEAD | Progress.MOSTLY_DONE:
            return Status.ON_SCHEDULE
        case _:
            return Status.COMPLETED_ONGOING if ongoing else Status.COMPLETED


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
    found = _BRACKETED.search(folded, max(start, end - 48), end)
    if not found:
        return None
    status = read_status(folded, found.start(1), found.end(1), text)
    return (found.start(), status) if status and status.stop >= found.end(1) else None
