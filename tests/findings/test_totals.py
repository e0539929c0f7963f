"""Totals that documents state: freshly written sentences, and the check against what is held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.model import Status
from findings.totals import check_totals, read_totals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "反馈的58项整改任务，已完成整改52项，其余6项达到序时进度。",
            {("findings", 58), ("completed", 52), ("on_schedule", 6)},
        ),
        (
            "督察反馈问题共计二十三个，已销号二十个，3个正在推进。",
            {("findings", 23), ("completed", 20), ("on_schedule", 3)},
        ),
        (
            "梳理出整改任务5大类31项，目前已完成28项，3项按序时进度推进。",
            {("findings", 31), ("completed", 28), ("on_schedule", 3)},
        ),
        ("全省涉及我县的12个问题全部完成整改。", {("findings", 12), ("completed", 12)}),
        ("涉及我区问题共9个。其中完成整改7个、持续推进2个。", {("findings", 9), ("completed", 7), ("on_schedule", 2)}),
        ("共交办信访举报1024件，已办结1020件。", {("petitions", 1024), ("petitions_closed", 1020)}),
        ("转办的77件群众信访举报件全部办结。", {("petitions", 77), ("petitions_closed", 77)}),
        ("检查企业36家，已完成整改34家，取缔2家。", set()),
        ("新建管网36公里，完成投资14亿元。", set()),
        ("", set()),
    ],
)
def test_reads_the_totals_a_sentence_states(text: str, expected: set[tuple[str, int]]) -> None:
    totals = read_totals(text)
    assert {(total.what, total.count) for total in totals} == expected
    for total in totals:
        assert text[total.quote.start : total.quote.end] == total.quote.text


def test_holds_totals_against_findings() -> None:
    totals = read_totals("共4项整改任务，完成整改3项，1项正在推进。")
    agreeing = check_totals(totals, [Status.COMPLETED, Status.CLOSED, Status.COMPLETED_ONGOING, Status.ON_SCHEDULE])
    assert [check.agrees for check in agreeing] == [True, True, True]
    differing = check_totals(totals, [Status.COMPLETED, Status.ON_SCHEDULE])
    assert [(check.total.count, check.held, check.agrees) for check in differing] == [
        (4, 2, False),
        (3, 1, False),
        (1, 1, True),
    ]


def test_petitions_and_an_empty_store_cannot_be_compared() -> None:
    totals = read_totals("共5项整改任务。转办的7件群众信访举报件全部办结。")
    assert {check.agrees for check in check_totals(totals, [])} == {None}
    held = {check.total.what: check.agrees for check in check_totals(totals, [Status.COMPLETED] * 5)}
    assert held == {"findings": True, "petitions": None, "petitions_closed": None}


@given(st.text(alphabet="整改任务问题项个件12三十完成共，。其中正在推进信访全部办结\n", max_size=80))
def test_quotes_stand_where_they_say(text: str) -> None:
    for total in read_totals(text):
        assert text[total.quote.start : total.quote.end] == total.quote.text
        assert total.count >= 0
