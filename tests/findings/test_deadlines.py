"""Deadlines as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.deadlines import read_deadlines
from findings.layout.fold import fold

TODAY = date(2022, 3, 15)


@pytest.mark.parametrize(
    ("field", "deadlines"),
    [
        ("2021年9月底前", ["2021-09-30"]),
        ("2022年2月", ["2022-02-28"]),
        ("2024年2月底", ["2024-02-29"]),
        ("２０２２年１２月底前", ["2022-12-31"]),
        ("二〇二二年底", ["2022-12-31"]),
        ("二零二三年六月三十日前", ["2023-06-30"]),
        ("2022年第三季度", ["2022-09-30"]),
        ("2025年一季度", ["2025-03-31"]),
        ("2023年上半年", ["2023-06-30"]),
        ("2023年下半年", ["2023-12-31"]),
        ("2023年完成", ["2023-12-31"]),
        ("2022—2024年", ["2024-12-31"]),
        ("2022年—2024年", ["2024-12-31"]),
        ("2021年12月—2022年4月", ["2022-04-30"]),
        ("2022年4月至8月", ["2022-08-31"]),
        ("2022年4—8月", ["2022-08-31"]),
        ("2023年1月1日至12月31日", ["2023-12-31"]),
        ("2019年11月30日前完成施工，12月30日前完成验收。", ["2019-11-30", "2019-12-30"]),
        (
            "2021年9月底前完成排查，12月底前完成整改，2022年6月底前完成治理，持续推进",
            ["2021-09-30", "2021-12-31", "2022-06-30", "ongoing"],
        ),
        ("2022年6月、9月、12月底前", ["2022-06-30", "2022-09-30", "2022-12-31"]),
        ("2023年12月上旬", ["2023-12-10"]),
        ("2022.6.30", ["2022-06-30"]),
        ("2022-06", ["2022-06-30"]),
        ("21年底前", ["2021-12-31"]),
        ("2022年2月30日", ["2022-02-28"]),
        ("“十四五”末", ["2025-12-31"]),
        ("今年年底", ["2022-12-31"]),
        ("明年6月底前", ["2023-06-30"]),
        ("6月底前", ["2022-06-30"]),
        ("立行立改", ["immediate"]),
        ("立即整改，长期坚持", ["immediate", "ongoing"]),
        ("已经完成，长期坚持", ["ongoing"]),
        ("2022年6月底前实现2019年后新建设施正常运行", ["2022-06-30"]),
        ("较2015年下降10%，2025年底完成", ["2025-12-31"]),
        ("按《行动计划（2018—2020年）》要求，2022年底前", ["2022-12-31"]),
        ("一个月内", []),
        ("", []),
    ],
)
def test_reads_a_field(field: str, deadlines: list[str]) -> None:
    assert list(read_deadlines(fold(field), TODAY)) == deadlines


@pytest.mark.parametrize("field", ["今年年底", "6月底前", "明年底"])
def test_without_the_documents_date_nothing_is_made_up(field: str) -> None:
    assert read_deadlines(fold(field)) == ()


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2089, 12, 31)))
def test_a_printed_day_is_that_day(day: date) -> None:
    assert read_deadlines(f"{day.year}年{day.month}月{day.day}日前完成") == (day.isoformat(),)


@given(st.text(alphabet="0123456789年月日底前至—-第季度上下半今明一二三十〇、，。立行改持续推进 ", max_size=120))
def test_any_text_gives_dates_of_the_calendar_or_words(text: str) -> None:
    for deadline in read_deadlines(fold(text), TODAY):
        assert deadline in ("immediate", "ongoing") or date.fromisoformat(deadline)
