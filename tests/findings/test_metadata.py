"""What documents say of themselves: invented title blocks in the ways offices print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.metadata import read_metadata
from findings.model import DocumentKind

LETTER = """
青溪政〔2022〕14号

青溪县人民政府
关于印发中央生态环境保护督察反馈问题
青溪县整改方案的通知

各乡镇人民政府，县直各部门：
现将方案印发给你们。

2022年3月8日
"""

WEB_PAGE = """首页 > 政务公开 > 督察整改
云河市贯彻落实第二轮中央生态环境保护督察反馈意见整改进展情况
来源：云河市生态环境局 发布时间：2023-06-02 09:30 浏览次数：18
一、总体情况
（截至2023年5月底）
"""

SIGNED = """附件2

省级生态环境保护督察“回头看”整改任务清单

1.某问题。

东岭区生态环境保护督察整改工作领导小组办公室
二〇二一年十二月三十日
"""


@pytest.mark.parametrize(
    ("text", "title", "kind", "issuer", "number", "issued_on", "as_of"),
    [
        (LETTER, "青溪县人民政府关于印发中央生态环境保护督察反馈问题青溪县整改方案的通知", DocumentKind.PLAN,
         "青溪县人民政府", "青溪政〔2022〕14号", date(2022, 3, 8), None),
        (WEB_PAGE, "云河市贯彻落实第二轮中央生态环境保护督察反馈意见整改进展情况", DocumentKind.PROGRESS_LIST,
         "云河市生态环境局", None, date(2023, 6, 2), date(2023, 5, 31)),
        (SIGNED, "省级生态环境保护督察“回头看”整改任务清单", DocumentKind.TASK_LIST,
         "东岭区生态环境保护督察整改工作领导小组办公室", None, date(2021, 12, 30), None),
        ("关于群众信访举报转办件办理情况的公示（第三批）\n1.受理编号X1。", "关于群众信访举报转办件办理情况的公示（第三批）",
         DocumentKind.NOTICE, None, None, None, None),
        ("督察整改情况的报告\n来源: 某市政府 时间: 2024-02-30", "督察整改情况的报告", DocumentKind.REPORT, "某市政府", None, None, None),
        ("", None, DocumentKind.OTHER, None, None, None, None),
        ("今天天气很好。", None, DocumentKind.OTHER, None, None, None, None),
    ],
)  # fmt: skip
def test_reads_what_a_document_says_of_itself(
    text: str,
    title: str | None,
    kind: DocumentKind,
    issuer: str | None,
    number: str | None,
    issued_on: date | None,
    as_of: date | None,
) -> None:
    answer = read_metadata(text)
    assert answer.title == title
    assert answer.kind == kind
    assert answer.issuer == issuer
    assert answer.document_number == number
    assert (answer.issued_on, answer.as_of) == (issued_on, as_of)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第二轮中央生态环境保护督察反馈意见整改方案", "第二轮中央生态环境保护督察"),
        ("省委第三生态环境保护督察组反馈问题整改情况", "省委第三生态环境保护督察组"),
        ("中央环境保护督察“回头看”反馈问题清单", "中央环境保护督察“回头看”"),
        ("某县整改任务清单", None),
    ],
)
def test_names_the_inspection(text: str, expected: str | None) -> None:
    assert read_metadata(text).inspection_round == expected


def test_a_number_inside_a_sentence_is_another_documents() -> None:
    assert read_metadata("整改方案\n根据《关于某事的通知》（青环〔2020〕3号）要求。").document_number is None


@given(st.text(alphabet="整改督察清单年月日2023截至底〔〕号关于的通知县人民政府\n：。 ", max_size=120))
def test_any_text_has_metadata(text: str) -> None:
    answer = read_metadata(text)
    assert answer.title is None or "\n" not in answer.title
