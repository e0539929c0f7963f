"""What totals does a document state, and do they agree with the findings that are held?

A report says "46项整改任务中完成34项，其他12项正在推进". Each count is kept with the sentence it stands in, so that a
disagreement can be shown and not only counted. A sentence counts findings only when it names them (整改任务,
反馈问题 …); counts of enterprises, vehicles or villages in the same document are none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from findings.model import Finding, Passage, StatedTotal, Status
from findings.numerals import number

What = Literal["findings", "completed", "on_schedule", "petitions", "petitions_closed"]

_N: Final = r"(\d{1,5}|[一二三四五六七八九十百千两零〇]{1,9})"
_ITEM: Final = r"(?:项|个|条|类|件)"
_SUBJECT: Final = r"(?:具体|整改|反馈|督察|共性|个性){0,3}(?:任务|问题|事项|意见)"

# What is counted, and how it is said. `findings` must name what it counts; the others follow it in its sentence.
_STATEMENTS: Final[tuple[tuple[What, re.Pattern[str]], ...]] = (
    ("petitions", re.compile(rf"{_N}件(?:群众)?(?:生态环境|环境)?(?:信访|来信来电|举报|交办)")),
    ("petitions", re.compile(rf"(?:信访|举报|交办)(?:举报)?(?:问题|案?件|线索)?(?:共|共计)?{_N}件")),
    ("petitions_closed", re.compile(rf"(?:办结|已办结){_N}件|{_N}件(?:已)?(?:全部)?办结")),
    ("findings", re.compile(rf"{_N}{_ITEM}(?:整改|反馈|督察)?{_SUBJECT}")),
    ("findings", re.compile(rf"{_SUBJECT}[^，,。；;、\d]{{0,6}}?(?:共|共计|合计|总计|计){_N}{_ITEM}")),
    ("findings", re.compile(rf"{_SUBJECT}\d{{1,3}}(?:大?类|个?(?:大)?方面){_N}{_ITEM}")),
    ("completed", re.compile(rf"(?:已经?完成|整改完成|完成整改|完成|已销号|销号){_N}{_ITEM}")),
    (
        "completed",
        re.compile(rf"{_N}{_ITEM}(?:问题|任务)?(?:已经?|均已?)?(?:全部)?(?:整改完成|完成整改|完成|整改到位|销号)"),
    ),
    (
        "on_schedule",
        re.compile(
            rf"{_N}{_ITEM}?(?:问题|任务)?(?:正在|正按|达到序时|按(?:照)?(?:时)?序时?|持续推进|有序推进|序时推进)"
        ),
    ),
    ("on_schedule", re.compile(rf"(?:达到序时进度|正在推进|正在整改|持续推进|序时推进)(?:的)?(?:有)?{_N}{_ITEM}")),
)
_GOES_ON: Final = re.compile(r"\s*(?:其中|目前|截至|截止|其余|其他|已)")
_ALL_CLOSED: Final = re.compile(rf"{_N}件[^，,。；;]{{0,14}}(?:信访|举报|交办)[^，,。；;]{{0,8}}全部办结")
_SENTENCE: Final = re.compile(r"[^。！!\n]{4,400}")


def read_totals(text: str, findings: Sequence[Finding] = ()) -> tuple[StatedTotal, ...]:
    """Totals stated outside the findings themselves, in text order."""
    totals: list[StatedTotal] = []
    for start, end in _outside(findings, len(text)):
        goes_on = False
        for sentence in _SENTENCE.finditer(text, start, end):
            stated = tuple(_stated(sentence, goes_on and _GOES_ON.match(sentence[0]) is not None))
            goes_on = any(total.what == "findings" for total in stated)
            totals += stated
    return tuple(totals)


def _outside(findings: Sequence[Finding], length: int) -> Iterator[tuple[int, int]]:
    """The stretches between the findings."""
    at = 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        yield at, finding.start
        at = max(at, finding.end)
    yield at, length


def _stated(sentence: re.Match[str], counts_findings: bool) -> Iterator[StatedTotal]:
    """The totals of one sentence; `counts_findings` when the sentence before it has named what is counted."""
    quote = Passage(*sentence.span(), sentence[0])
    all_closed = _ALL_CLOSED.search(sentence[0])
    if all_closed and (count := number(all_closed[1])) is not None:
        yield StatedTotal("petitions_closed", int(count), quote)
    given: set[tuple[What, int]] = set()
    for what, pattern in _STATEMENTS:
        if what in ("completed", "on_schedule") and not counts_findings:
            continue
        for match in pattern.finditer(sentence[0]):
            count = number(next(group for group in match.groups() if group))
            if count is None or (what, int(count)) in given:
                continue
            counts_findings |= what == "findings"
            given.add((what, int(count)))
            yield StatedTotal(what, int(count), quote)


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """One stated total beside what is held: `held` is None when nothing held can be compared with it."""

    total: StatedTotal
    held: int | None

    @property
    def agrees(self) -> bool | None:
        return None if self.held is None else self.held == self.total.count


COMPLETED: Final = {Status.COMPLETED, Status.COMPLETED_ONGOING, Status.CLOSED}
UNDER_WAY: Final = {Status.ON_SCHEDULE, Status.BEHIND_SCHEDULE, Status.NOT_STARTED}


def check_totals(totals: Iterable[StatedTotal], statuses: Sequence[Status]) -> tuple[TotalCheck, ...]:
    """Hold stated totals against the statuses of the findings of the same matter; petitions are not held."""
    held: dict[str, int | None] = {
        "findings": len(statuses),
        "completed": sum(status in COMPLETED for status in statuses),
        "on_schedule": sum(status in UNDER_WAY for status in statuses),
    }
    return tuple(TotalCheck(total, held.get(total.what) if statuses else None) for total in totals)
