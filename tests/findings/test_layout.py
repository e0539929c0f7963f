"""How documents are laid out: ways of printing findings that no list of templates holds, and texts that hold none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.document import read_document
from findings.layout.fold import fold
from findings.layout.labels import RULES, Rule, field_of
from findings.layout.markers import read_marker
from findings.model import Document, ExtractedText


def read(text: str) -> Document:
    return read_document(ExtractedText("示例.txt", text, "0", "txt"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_label_rule_reads_its_example(rule: Rule) -> None:
    assert field_of(rule.example) is rule.field


@pytest.mark.parametrize(
    "words", ["指导思想", "整改原则", "组织保障", "总体要求", "各乡镇人民政府", "一是加强领导", "污"]
)
def test_other_words_are_no_label(words: str) -> None:
    assert field_of(words) is None


@pytest.mark.parametrize(
    ("line", "style", "value"),
    [
        ("一、贯彻不力", "C、", 1),
        ("（十二）扬尘", "(C", 12),
        ("1.污水", "A.", 1),
        ("１１．工地", "A.", 11),
        ("7.2019年督察反馈", "A.", 7),
        ("3、噪声", "A、", 3),
        ("（4）臭气", "(A", 4),
        ("⑤固废", "circle", 5),
        ("第六条 矿山", "第C条", 6),
        ("第14项：养殖", "第A项", 14),
        ("问题七：餐饮", "词问题C", 7),
        ("【任务8】辐射", "[任务A", 8),
        ("序号14", "词序号A", 14),
        ("Ⅲ．湿地", "R.", 3),
        ("3.2 油烟", "tree2", 2),
    ],
)
def test_the_style_of_a_number_is_the_line_without_its_numeral(line: str, style: str, value: int) -> None:
    marker = read_marker(fold(line), 0, len(line))
    assert marker is not None
    assert (marker.style, marker.value) == (style, value)


@pytest.mark.parametrize(
    "line", ["2021年12月底前", "PM2.5浓度", "25家企业", "一是加强领导", "十堰市", "三门峡市", "2.5万吨", "12月底"]
)
def test_a_figure_is_no_number_of_a_line(line: str) -> None:
    assert read_marker(fold(line), 0, len(line)) is None


HEADS = [
    pytest.param("{n}.", id="1."),
    pytest.param("{n}、", id="1、"),
    pytest.param("（{n}）", id="(1)"),
    pytest.param("{c}、", id="一、"),
    pytest.param("（{c}）", id="(一)"),
    pytest.param("第{c}条 ", id="第一条"),
    pytest.param("问题{n}：", id="问题1"),
    pytest.param("案件之{c}：", id="never-seen"),
    pytest.param("《任务》{n}号 ", id="never-seen-2"),
    pytest.param("", id="no-number"),
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_any_style_of_heads_gives_the_same_findings(head: str, gap: str) -> None:
    items = [
        gap.join([
            f"{head.format(n=n, c='一二三四'[n - 1])}第{'甲乙丙丁'[n - 1]}处料场扬尘污染。督察发现堆场未覆盖。",
            "整改目标：扬尘得到控制。",
            "整改措施：（1）覆盖料堆。（2）安装喷淋。",
            "责任单位：甲县人民政府",
            "整改时限：2022年12月底前",
        ])
        for n in range(1, 5)
    ]  # fmt: skip
    document = read(gap.join(["督察整改任务清单", *items]))
    problems = [finding.problem.text for finding in document.findings]
    if "《" in head:
        assert [problem[-17:] for problem in problems] == [
            f"第{c}处料场扬尘污染。督察发现堆场未覆盖。"[-17:] for c in "甲乙丙丁"
        ]
    else:
        assert problems == [f"第{c}处料场扬尘污染。督察发现堆场未覆盖。" for c in "甲乙丙丁"]
    for finding in document.findings:
        assert [measure.text for measure in finding.measures] == ["覆盖料堆。", "安装喷淋。"]
        assert finding.goal is not None
        assert (finding.goal.text, finding.deadlines, finding.unread) == ("扬尘得到控制。", ("2022-12-31",), ())


def test_numbers_of_measures_are_not_taken_for_findings() -> None:
    document = read(
        "整改方案\n一、认识不足\n（一）重视不够。甲市抓得不紧。\n责任单位：甲市委、市政府\n整改措施：\n1.加强学习。\n2.健全机制。\n"
        "（二）履职不力。乙市推进缓慢。\n责任单位：乙市委、市政府\n整改措施：\n1.压实责任。\n2.加强考核。\n3.严格督查。\n"
    )
    assert [(f.number, f.section, len(f.measures)) for f in document.findings] == [
        (1, "一、认识不足", 2),
        (2, "一、认识不足", 3),
    ]


def test_chapters_without_colon_come_again_with_every_finding() -> None:
    document = read(
        "整改情况\n一、关于“污水直排”的问题\n（一）整改目标\n消除。\n（二）整改措施\n1.建管网。\n2.建厂。\n（三）整改进展\n已完成。\n"
        "二、关于“扬尘污染”的问题\n（一）整改目标\n降尘。\n（二）整改措施\n1.洒水。\n2.覆盖。\n（三）整改进展\n达到序时进度。\n"
    )
    assert [(f.problem.text, f.status.status.value, len(f.measures)) for f in document.findings] == [
        ("关于“污水直排”的问题", "completed", 2),
        ("关于“扬尘污染”的问题", "on_schedule", 2),
    ]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (
            "一、大气方面\n该方面共2项。\n1.甲县扬尘。\n{r}\n2.乙县臭气。\n{r}\n二、水方面\n该方面共1项。\n3.丙县直排。\n{r}",
            ["一、大气方面"] * 2 + ["二、水方面"],
        ),
        (
            "共性问题\n1.甲县扬尘。\n{r}\n2.乙县臭气。\n{r}\n个性问题\n1.丙县直排。\n{r}",
            ["共性问题"] * 2 + ["个性问题"],
        ),
        (
            "第一部分 全市\n1.甲县扬尘。\n{r}\n2.乙县臭气。\n{r}\n第二部分 县区\n3.丙县直排。\n{r}",
            ["第一部分 全市"] * 2 + ["第二部分 县区"],
        ),
        ("1.甲县扬尘。\n{r}\n2.乙县臭气。\n{r}\n3.丙县直排。\n{r}", [None] * 3),
    ],
)
def test_headings_above_findings_are_their_sections(text: str, sections: list[str | None]) -> None:
    document = read("整改清单\n" + text.replace("{r}", "整改措施：（1）查处。（2）整治。\n责任单位：县政府"))
    assert [finding.section for finding in document.findings] == sections
    assert not any(finding.unread for finding in document.findings)


def test_a_list_of_points_inside_the_problem_is_part_of_it() -> None:
    document = read(
        "督察整改\n一、甲县破坏生态。\n1.越界。\n2.未修复。\n整改情况：已完成。\n二、乙县污水。\n1.直排。\n2.破损。\n3.超标。\n"
        "整改情况：达到序时进度。\n三、丙县固废。\n1.乱堆。\n整改情况：已完成。"
    )
    assert [finding.problem.text for finding in document.findings] == [
        "甲县破坏生态。\n1.越界。\n2.未修复。",
        "乙县污水。\n1.直排。\n2.破损。\n3.超标。",
        "丙县固废。\n1.乱堆。",
    ]


def test_a_list_without_labels_in_front_of_the_findings_is_none() -> None:
    document = read(
        "反馈问题清单及整改情况\n一、问题清单\n1.甲县直排。\n2.乙县扬尘。\n二、整改情况\n1.甲县直排。\n整改情况：已完成。（1）建管网。\n"
        "2.乙县扬尘。\n整改情况：达到序时进度。洒水。"
    )
    assert [(f.number, f.section, f.status.status.value) for f in document.findings] == [
        (1, "二、整改情况", "completed"),
        (2, "二、整改情况", "on_schedule"),
    ]


def test_measures_numbered_as_the_findings_are_stay_measures() -> None:
    document = read(
        "整改情况\n1.甲县直排。\n整改情况：\n1.建管网。\n2.建厂。\n2.乙县扬尘。\n整改情况：\n1.洒水。\n2.覆盖。\n3.冲洗。\n3.丙县噪声。\n整改情况：\n1.隔声。\n"
    )
    assert [(f.number, len(f.measures)) for f in document.findings] == [(1, 2), (2, 3), (3, 1)]


def test_a_label_that_nobody_knows_is_shown_as_unread() -> None:
    items = "".join(
        f"{n}.第{n}处扬尘。\n整改目标：降尘。\n影像留存：照片{n}张。\n整改时限：2022年底\n" for n in (1, 2, 3)
    )
    document = read("整改清单\n" + items)
    assert [finding.unread for finding in document.findings] == [(f"影像留存：照片{n}张。",) for n in (1, 2, 3)]
    assert all(finding.goal and finding.goal.text == "降尘。" for finding in document.findings)
    assert document.coverage < 0.95


def test_labels_in_brackets_and_run_together() -> None:
    document = read(
        "突出问题整改清单\n1.甲县直排。整改措施：建管网。（责任单位：甲县政府、市住建局；整改时限：2022年底）\n"
        "2.乙县扬尘。整改措施：洒水。责任单位：乙县政府整改时限：2023年底前责任领导：\n"
    )
    assert [(f.responsible_units, f.deadline_text, f.leaders) for f in document.findings] == [
        (("甲县政府", "市住建局"), "2022年底", ()),
        (("乙县政府",), "2023年底前", ()),
    ]


def test_a_heading_may_state_the_status_of_its_group() -> None:
    document = read(
        "整改任务进展\n一、已完成整改的任务（1项）\n1.甲县直排。\n责任单位：甲县政府\n整改措施：建管网。\n二、正在推进的任务\n"
        "2.乙县扬尘。\n责任单位：乙县政府\n整改措施：洒水。\n"
    )
    assert [finding.status.status.value for finding in document.findings] == ["completed", "on_schedule"]


def test_rows_of_one_finding_are_put_together_and_group_rows_are_sections() -> None:
    document = read(
        "整改台账\n| 序号 | 存在问题 | 整改措施 | 责任单位 | 完成时限 | 备注 |\n| 一 | 大气方面 |  |  |  |  |\n"
        "| 1 | 甲县扬尘 | 1.洒水；\n2.覆盖 | 甲县政府 | 2022.12 |  |\n| 二 | 水方面 |  |  |  |  |\n"
        "| 2 | 乙县直排 | 建管网 | 乙县政府 | 2023年3月 | 重点 |\n|  |  | 建厂 | 市住建局 | 2023年6月 |  |\n"
    )
    assert [(f.number, f.section, len(f.measures), f.deadlines, f.unread) for f in document.findings] == [
        (1, "大气方面", 2, ("2022-12-31",), ()),
        (2, "水方面", 2, ("2023-03-31", "2023-06-30"), ("重点",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "整改情况报告\n一、基本情况\n反馈46项。\n二、整改落实情况\n（一）加强领导。\n（二）强化督办。\n三、存在问题\n进展慢。\n四、下一步工作\n继续推进",
        "整改方案\n一、存在问题\n（一）扬尘。\n（二）直排。\n二、整改目标\n达标。\n三、整改措施\n（一）洒水。\n（二）截污。\n四、保障措施\n略。",
        "攻坚战实施方案\n一、工作目标\n优良天数增加。\n二、重点任务\n（一）工业治理。\n牵头单位：市生态环境局\n完成时限：2023年底\n"
        "（二）扬尘管控。\n牵头单位：市住建局\n完成时限：长期坚持",
        "关于报送整改情况的函\n各县（市、区）人民政府：\n请于2022年6月底前报送整改情况。\n联系人：张三\n联系电话：000",
        "整改情况：截至目前，46项任务完成34项。",
    ],
)
def test_reports_plans_and_letters_have_no_findings(text: str) -> None:
    assert read(text).findings == ()


def assert_sound(document: Document) -> None:
    """What holds for every document: spans spell their text, findings stand in order and apart from each other."""
    at = 0
    for ordinal, finding in enumerate(document.findings, 1):
        assert finding.ordinal == ordinal
        assert at <= finding.start <= finding.end <= len(document.text)
        at = finding.end
        passages = [finding.problem, *finding.measures, *([finding.goal] if finding.goal else [])]
        for passage in passages:
            assert document.text[passage.start : passage.end] == passage.text
            assert finding.start <= passage.start <= passage.end <= finding.end
        assert all(measure.text.strip() for measure in finding.measures)
        assert all(line and "\n" not in line for line in finding.unread)
    assert 0 <= document.coverage <= 1


PIECES = [
    "一、", "（一）", "1.", "2.", "3、", "（1）", "（2）", "①", "第一条 ", "问题一：", "序号14", "整改情况：", "整改措施：", "整改目标",
    "整改时限：", "责任单位：", "责 任 人：", "责任领导：", "受理编号：", "X3JX202405160020", "反馈问题：", "整改任务内容", "已完成", "（已完成）",
    "达到序时进度。", "持续推进", "\n", "\n\n", "\r\n", "　", "  ", "|", "| ", " |\n", "\t", "：", "。", "；",
    "、", "督察整改", "2021年9月底前", "2019年", "关于“", "”",
    "县水利局", "扬尘污染", "附件", "公示时间：", "甲乙丙：",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_mixture_of_the_trades_words_is_read_soundly(text: str) -> None:
    assert_sound(read(text))


@given(st.text(max_size=300))
def test_any_text_is_read_soundly(text: str) -> None:
    assert_sound(read(text))


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_amounts_are_read_from_problem_and_measures_with_their_spans() -> None:
    text = "整改清单\n1.河边堆放垃圾约30亩。\n整改情况：已完成。（1）清运垃圾五千吨。（2）罚款2万元。\n2.扬尘。\n整改情况：已完成。（1）洒水。\n"
    quantities = read(text).findings[0].quantities
    assert [(q.kind.value, q.text) for q in quantities] == [("area", "30亩"), ("mass", "五千吨"), ("fine", "2万元")]
    assert all(text[q.start : q.end] == q.text for q in quantities)
