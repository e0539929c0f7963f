"""By when is a finding to be put right?

A field may hold several dates, one for each stage, and words instead of dates. Every date ends on its last day: a month
on its last, a quarter, a half-year and a year likewise, a range at its end. A date without a year takes the year before
it in the same field; 今年 needs the document's own date. A year that is no deadline (2019年后新建的, 较2015年) is left out, and
so is what stands inside 《》.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Final

from findings.numerals import number
from findings.wording import alternatives, pattern

IMMEDIATE: Final = "immediate"
ONGOING: Final = "ongoing"

_MONTH: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR: Final = r"(?:(?<!\d)(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_SHORT_YEAR: Final = r"(?<![\d.])[1-4]\d(?=年(?:年?底|年?末|\d{1,2}月))"
_IMMEDIATELY: Final = alternatives(
    "立行立改 立即整改 立即改正 立即完成 立即落实 立即执行 即知即改 立查立改 立改立行 立整立改 即行即改 马上整改 即时整改 当即整改"
)
_FOR_GOOD: Final = (
    "(?:"
    + pattern(
        "长期 持续 常态化 不断 坚持",
        middle="地",
        tails="坚持 推进 整改 巩固 开展 实施 推动 改进 抓好 落实 保持 进行 加强 治理 管控",
    )
    + "|常态化|常抓不懈)"
)
_TO: Final = r" ?(?:-+|~|至|到) ?"
_POINT: Final = re.compile(
    # a year that only opens a range, 2022—2024年; a month that does, 4—8月
    rf"(?P<from_year>{_YEAR})(?={_TO}{_YEAR}年)|(?P<from_month>{_MONTH})(?={_TO}{_MONTH}月)|"
    # figures alone: 2022-06-30, 2022.6
    rf"(?P<iso_year>(?<!\d)20\d\d)[./-](?P<iso_month>1[0-2]|0?[1-9])(?:[./-](?P<iso_day>3[01]|[12]\d|0?[1-9]))?(?![\d%万亿])|"
    # a year, alone or with a part of it
    rf"(?:(?P<year>{_YEAR}|{_SHORT_YEAR}) ?年(?:度)?|(?P<relative>今年|本年度?|当年|明年|次年|后年))"
    rf" ?(?:(?P<month>{_MONTH}) ?月份? ?(?:(?P<day>{_DAY}) ?[日号](?:{_TO}(?P<day_to>{_DAY})[日号])?|(?P<third>[上中下])旬)?|"
    r"第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<end>年?(?:底|末|终|内))|(?P<middle>年?中(?=[前,。;期以]|$)))?|"
    # a part of the year before it
    rf"(?P<month_only>{_MONTH}) ?月份?(?! ?[个度均]) ?"
    rf"(?:(?P<day_only>{_DAY}) ?[日号](?:{_TO}(?P<day_only_to>{_DAY})[日号])?|(?P<third_only>[上中下])旬)?|"
    r"第?(?P<quarter_only>[一二三四1-4])季度|(?P<half_only>[上下])半年|(?P<end_only>年底|年末|(?<![一二三两半几\d])年内)|"
    # a five-year plan: the fourteenth ended with 2025
    r"[“\"]?(?P<plan>十[一二三四五六七八九])五[”\"]?(?:末|期末|期间|时期|内)|"
    # words
    rf"(?P<immediate>{_IMMEDIATELY}|^ *(?:立即|即时) *$)|(?P<ongoing>{_FOR_GOOD}|^ *长期 *$)"
)
_TITLES: Final = re.compile(r"《[^《》]{0,200}》")
_NOT_A_DEADLINE: Final = re.compile(
    r" ?(?:\)?以?后|以来|起|同期|为?基数|水平|相比|版|年均|标准|年报|印发|出台|颁布|建成的|之后|开始)"
)
_COMPARED: Final = re.compile(r"(?:较|比|自|从|与|以|同|根据|每|每年)$")
_RANGE: Final = re.compile(_TO)
_OPENS_MONTHS: Final = re.compile(rf" ?{_MONTH}{_TO}{_MONTH}月")


def read_deadlines(folded: str, today: date | None = None) -> tuple[str, ...]:
    """ISO dates, "immediate" and "ongoing" in the order of a folded field, each once.

    Parameters
    ----------
    today
        The document's own date; without it 今年年底, and a month without any year before it, give nothing.

    Examples
    --------
    >>> read_deadlines("2021年9月底前完成排查,12月底前完成整改,持续推进")
    ('2021-09-30', '2021-12-31', 'ongoing')
    """
    return _read(folded[:4000], today)


@lru_cache(maxsize=2048)
def _read(folded: str, today: date | None) -> tuple[str, ...]:
    text = _TITLES.sub(lambda title: " " * len(title[0]), folded)
    found: list[str] = []
    year: int | None = None
    in_range = False
    for match in _POINT.finditer(text):
        if match["immediate"] or match["ongoing"]:
            found.append(IMMEDIATE if match["immediate"] else ONGOING)
            continue
        year = _year_of(match, year, today)
        gap = _RANGE.match(text, match.end())
        if gap and _POINT.match(text, gap.end()):  # the beginning of a range
            in_range = True
            continue
        if (
            match["year"]
            and match.end() == match.start("year") + len(match["year"]) + 1
            and _OPENS_MONTHS.match(text, match.end())
        ):
            continue  # 2022年4—8月
        before = text[max(0, match.start() - 2) : match.start()]
        ends_range, in_range = in_range, False
        if not ends_range and (_NOT_A_DEADLINE.match(text, match.end()) or _COMPARED.search(before)):
            continue
        if year is not None:
            found.append(_last_day(match, year).isoformat())
    return tuple(dict.fromkeys(found))


def _year_of(match: re.Match[str], before: int | None, today: date | None) -> int | None:
    """The year a point lies in: its own, one told from the document's date, or the one before it in the field."""
    current = today.year if today else None
    printed = match["from_year"] or match["iso_year"] or match["year"]
    if printed:
        value = number(printed.replace("○", "零"))
        return before if value is None else int(value) + (2000 if value < 100 else 0)
    relative = match["relative"]
    if relative in (None, "当年", "次年"):
        known = before if before is not None else current
        return known + 1 if known is not None and relative == "次年" else known
    return current + _YEARS_ON.get(relative, 0) if current is not None else None


_YEARS_ON: Final = {"明年": 1, "后年": 2}


def _last_day(match: re.Match[str], year: int) -> date:
    """The last day of a point in a year."""
    if plan := match["plan"]:
        return date(1955 + 5 * int(number(plan) or 14), 12, 31)
    month = _month_of(match)
    last = _month_end(year, month)
    third = match["third"] or match["third_only"]
    if third:
        return {"上": date(year, month, 10), "中": date(year, month, 20), "下": last}[third]
    day = match["day_to"] or match["day_only_to"] or match["day"] or match["day_only"] or match["iso_day"]
    return date(year, month, min(int(number(day) or 31), last.day)) if day else last


def _month_of(match: re.Match[str]) -> int:
    """The month a point ends in: its own, the third of a quarter, the sixth of a half-year, the twelfth of a year."""
    if quarter := match["quarter"] or match["quarter_only"]:
        return 3 * int(number(quarter) or 4)
    if match["middle"] or (match["half"] or match["half_only"]) == "上":
        return 6
    month = match["month"] or match["month_only"] or match["iso_month"] or match["from_month"]
    return int(number(month) or 12) if month else 12


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
