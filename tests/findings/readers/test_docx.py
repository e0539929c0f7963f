import pytest

from tests.findings.readers.make import (
    cell,
    definition,
    docx,
    level,
    numbered,
    paragraph,
    row,
    run,
    table,
    text_of,
    use,
)

DELETED = '<w:del w:id="1"><w:r><w:delText>删除</w:delText></w:r></w:del>'
DELETED_MARK = '<w:rPr><w:del w:id="2"/></w:rPr>'
BOX = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
DRAWING_TWICE = (
    "<w:r><mc:AlternateContent>"
    f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("甲") + paragraph() + paragraph("乙"), "甲\n\n乙"),
        (paragraph("甲", inner="<w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"), "甲\n乙\t丙"),
        (paragraph(inner="<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>"), "a-bc"),
        (paragraph("甲", inner='<w:ins w:id="1">' + run("新增") + "</w:ins>" + DELETED), "甲新增"),
        (paragraph("甲", properties=DELETED_MARK) + paragraph("乙"), "甲乙"),
        (paragraph(inner=DELETED, properties=DELETED_MARK) + paragraph("乙"), "乙"),
        ('<w:moveFrom w:id="1">' + paragraph("旧") + "</w:moveFrom>" + paragraph("新"), "新"),
        (paragraph("甲", inner=run("隐藏", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>')), "甲乙"),
        (paragraph("甲", inner=DRAWING_TWICE) + paragraph("乙"), "甲\n框内\n乙"),
        (paragraph("第", inner=FIELD + run("页")), "第7页"),
        (paragraph(inner='<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t></w:r>'), "☑是"),
        (paragraph(inner='<w:r><w:ruby><w:rt><w:r><w:t>zhèng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>整</w:t></w:r>'
                         "</w:rubyBase></w:ruby></w:r>"), "整"),
        ("<w:sdt><w:sdtContent>" + paragraph("控件") + "</w:sdtContent></w:sdt>", "控件"),
        (paragraph(inner='<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>'), "链接"),
        (paragraph(inner="<w:r><w:t>换\n行</w:t></w:r>"), "换 行"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_printed_with_changes_accepted(body: str, text: str) -> None:
    assert text_of("a.docx", docx(body)) == text


OFFICIAL = definition(
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
    level(4, "decimalEnclosedCircle", "%5"),
)
RESTART = '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride>'


def test_generated_numbers_are_printed_and_start_again_below_a_new_heading() -> None:
    body = "".join(
        numbered(text, at)
        for text, at in [("大气", 0), ("工业", 1), ("甲厂", 2), ("措施", 3), ("措施", 3), ("2019年来", 2), ("措施", 3),
                         ("其一", 4), ("其二", 4), ("水", 0), ("乙厂", 2)]
    )  # fmt: skip
    assert text_of("a.docx", docx(body, numbering=OFFICIAL + use(1))).split("\n") == [
        "一、大气", "（一）工业", "1.甲厂", "（1）措施", "（2）措施", "2. 2019年来", "（1）措施", "①其一", "②其二", "二、水", "1.乙厂",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbering", "levels", "labels"),
    [
        pytest.param(OFFICIAL + use(1) + use(2), [(2, 1), (2, 2), (2, 1)], ["1.", "2.", "3."], id="one definition counts on"),
        pytest.param(OFFICIAL + use(1) + use(2, override=RESTART), [(2, 1), (2, 1), (2, 2), (2, 2)],
                     ["1.", "2.", "1.", "2."], id="an overridden start"),
        pytest.param(definition(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + use(1),
                     [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)], ["1 ", "1.1 ", "1.2 ", "2 ", "2.1 "], id="levels in one number"),
        pytest.param(definition(level(0, "upperLetter", "%1)"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
                     + use(1), [(0, 1), (1, 1), (0, 1), (1, 1)], ["A)", "1.", "B)", "2."], id="a level that never restarts"),
        pytest.param(definition(level(0, "chineseCounting", "第%1条", '<w:suff w:val="space"/>')) + use(1),
                     [(0, 1), (0, 1)], ["第一条 ", "第二条 "], id="a space behind"),
        pytest.param(definition(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + use(1),
                     [(0, 1), (1, 1)], ["一、", "1.1 "], id="legal numbering"),
        pytest.param(definition(level(0, "bullet", "\uf0b7")) + use(1), [(0, 1)], ["•"], id="a bullet"),
        pytest.param(OFFICIAL + use(1), [(0, 0), (0, 7)], ["", ""], id="no list, and a list that does not exist"),
    ],
)  # fmt: skip
def test_lists_count_as_word_does(numbering: str, levels: list[tuple[int, int]], labels: list[str]) -> None:
    body = "".join(numbered("文", at, num_id) for at, num_id in levels)
    assert text_of("a.docx", docx(body, numbering=numbering)).split("\n") == [f"{label}文" for label in labels]


def test_a_style_carries_its_list_and_level() -> None:
    styles = (
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:styleId="C"><w:basedOn w:val="C"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    )
    linked = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:pStyle w:val="H1"/>')
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')
        for style, text in [("H1", "甲"), ("H2", "乙"), ("C", "隐藏"), ("T", "甲……1")]
    )
    text = text_of("a.docx", docx(body, styles=styles, numbering=definition(linked) + use(1)))
    assert text.split("\n") == ["1.甲", "2.乙", ""]


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    notes = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:footnoteRef/><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for at, text in [(0, "分隔"), (5, "先"), (3, "后")]
    )
    body = paragraph("甲", inner='<w:r><w:footnoteReference w:id="3"/></w:r>') + paragraph(
        "乙", inner='<w:r><w:footnoteReference w:id="5"/></w:r>'
    )
    assert text_of("a.docx", docx(body, footnotes=notes)) == "甲\n乙\n脚注1：后\n脚注2：先"


def vertical(kind: str) -> str:
    return f'<w:vMerge w:val="{kind}"/>'


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        pytest.param([row(cell("序号"), cell("问题")), row(cell("1"), cell("（1）甲", "（2）乙"))],
                     "| 序号 | 问题 |\n| 1 | （1）甲\n（2）乙 |", id="lines inside a cell"),
        pytest.param([row(cell("1", properties=vertical("restart")), cell("甲")),
                      row(cell(properties="<w:vMerge/>"), cell("乙"))], "| 1 | 甲 |\n| 1 | 乙 |", id="merged down"),
        pytest.param([row(cell("甲", properties='<w:gridSpan w:val="2"/>'), cell("乙")), row(cell("1"), cell("2"), cell("3"))],
                     "| 甲 | 乙 |\n| 1 | 2 | 3 |", id="merged across"),
        pytest.param([row(cell("台账", properties='<w:gridSpan w:val="2"/>')), row(cell("1"), cell("2"))],
                     "台账\n| 1 | 2 |", id="a title over the table"),
        pytest.param([row(cell("甲"), cell()), row(cell(), cell())], "| 甲 |  |", id="empty cells stay, empty rows go"),
        pytest.param([row(cell("a|b"), cell("c"))], "| a｜b | c |", id="a bar inside a cell"),
        pytest.param([row(cell("只有一格", "两行"))], "只有一格\n两行", id="a frame is no table"),
        pytest.param([row(cell("甲"), cell("乙")), row(cell("删"), cell("去"), properties='<w:del w:id="1"/>')],
                     "| 甲 | 乙 |", id="a deleted row"),
        pytest.param([row(cell("甲"), cell(inner=table(row(cell("内1"), cell("内2")))))], "| 甲 | 内1　内2 |", id="a table in a cell"),
        pytest.param([row(cell("甲"), cell("乙"), properties='<w:gridBefore w:val="1"/>'), row(cell("1"), cell("2"), cell("3"))],
                     "|  | 甲 | 乙 |\n| 1 | 2 | 3 |", id="a row that begins further in"),
    ],
)  # fmt: skip
def test_a_table_reads_as_rows_between_bars(rows: list[str], text: str) -> None:
    assert text_of("a.docx", docx(table(*rows))) == text


def test_text_around_a_table_keeps_its_order() -> None:
    body = paragraph("前") + table(row(cell("甲"), cell("乙"))) + paragraph("后")
    assert text_of("a.docx", docx(body)) == "前\n| 甲 | 乙 |\n后"


def test_a_number_of_a_megabyte_is_cut() -> None:
    endless = definition(level(0, "decimal", "%1" * 500_000)) + use(1)
    assert len(text_of("a.docx", docx(numbered("文") * 3, numbering=endless))) < 1000


def test_a_note_marked_many_times_is_printed_once() -> None:
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>'
    marks = '<w:r><w:footnoteReference w:id="1"/></w:r>' * 3
    assert text_of("a.docx", docx(paragraph("甲", inner=marks), footnotes=note)) == "甲\n脚注1：注"
