import pytest

from findings.errors import UnreadableDocument
from findings.readers.cell_formats import shown
from tests.findings.readers.make import DATA, inline, number, text_of, xlsx

LEDGER = """整改台账
示例文件，内容虚构
| 序号 | 问题 | 措施 | 时限 | 完成率 |
| 1 | 问题｜甲 | （1）甲
（2）乙 | 2022-09-30 | 85% |
| 1 | 问题｜甲 | （3）丙 | 2022年12月 | 1 |
| 2 | 问题乙 |  | 2023年底 | 12.50亩 |
第二张
| 甲、乙 |"""


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_ledger_reads_as_people_see_it(kind: str) -> None:
    assert text_of(f"a.{kind}", (DATA / f"ledger.{kind}").read_bytes()) == LEDGER


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("44834", "yyyy-mm-dd", "2022-09-30"),
        ("44834", 'yyyy"年"m"月"d"日"', "2022-09-30"),
        ("44834", "[$-804]yyyy/m/d;@", "2022-09-30"),
        ("44834", 'yyyy"年"m"月"', "2022年9月"),
        ("44834.5", "yyyy-m-d h:mm", "2022-09-30 12:00"),
        ("0.75", "h:mm", "18:00"),
        ("44834", "General", "44834"),
        ("1.0", "General", "1"),
        ("0.1", "General", "0.1"),
        ("1E+20", "General", "1E+20"),
        ("0.853", "0%", "85%"),
        ("0.853", "0.0%", "85.3%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("12.5", '0.00"亩"', "12.50亩"),
        ("-3", "0;(0)", "3"),
        ("7", "000", "7"),
        ("9999999999", "yyyy-mm-dd", "9999999999"),
        ("abc", "0", "abc"),
        ("nan", "0", "nan"),
    ],
)
def test_a_number_is_printed_as_excel_shows_it(raw: str, code: str, text: str) -> None:
    assert shown(raw, code) == text


def test_dates_count_from_1904_where_the_book_says_so() -> None:
    assert shown("43372", "yyyy-mm-dd", since_1904=True) == "2022-09-30"


def rows(*cells: str) -> str:
    return "<sheetData>" + "".join(f"<row>{row}</row>" for row in cells) + "</sheetData>"


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (rows(inline("B2", "甲") + inline("D2", "乙")), "| 甲 |  | 乙 |"),
        (rows(inline("A1", "甲") + number("B1", 1), "", inline("A3", "乙")), "| 甲 | 1 |\n| 乙 |  |"),
        (rows(inline("A1", "甲") + inline("B1", "上"), inline("B2", "下")) + '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
         "| 甲 | 上 |\n| 甲 | 下 |"),
        (rows(inline("A1", "甲") + inline("B1", "上"), inline("B2", "下")) + '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>',
         "| 甲 | 上 |\n| 甲 | 下 |"),
        (rows('<c r="A1" t="s"><v>0</v></c><c t="s"><v>9</v></c><c t="b"><v>1</v></c>'), "| 共享 |  | TRUE |"),
        (rows('<c r="A1" t="str"><f>1+1</f><v>二</v></c>'), "| 二 |"),
    ],
)  # fmt: skip
def test_a_sheet_reads_row_by_row(sheet: str, text: str) -> None:
    strings = "<si><r><t>共</t></r><r><t>享</t></r><rPh><t>gòng</t></rPh></si>"
    assert text_of("a.xlsx", xlsx({"Sheet1": sheet}, strings=strings)) == text


def test_hidden_sheets_are_left_out_and_names_are_headings() -> None:
    one, other = rows(inline("A1", "甲")), rows(inline("A1", "乙"))
    assert text_of("a.xlsx", xlsx({"台账": one, "字典": other}, hidden=frozenset(["字典"]))) == "台账\n| 甲 |"


def test_a_sheet_that_claims_to_be_huge_is_refused_or_read_at_once() -> None:
    corners = rows(inline("A1", "甲"), inline("XFD1048576", "乙"))
    with pytest.raises(UnreadableDocument, match="a table is too large"):
        text_of("a.xlsx", xlsx({"台账": corners}))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            xlsx(
                {"台账": "<sheetData><row>" + '<c t="s"><v>0</v></c>' * 150 + "</row></sheetData>"},
                strings=f"<si><t>{'整' * 100_000}</t></si>",
            ),
            id="a long string that many cells share",
        ),
        pytest.param(
            xlsx({"台账": rows(*[inline(f"A{at}", "整" * (100_000 if at == 1 else 1)) + inline(f"B{at}", "改")
                                for at in range(1, 200)]).replace("</sheetData>", "</sheetData><mergeCells>")
                         + '<mergeCell ref="A1:A1048576"/></mergeCells>'}),
            id="a long cell merged over many rows",
        ),
    ],
)  # fmt: skip
def test_repeating_much_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="a table is too large"):
        text_of("a.xlsx", data)


def test_many_huge_merges_cost_nothing() -> None:
    merges = "".join(f'<mergeCell ref="A{at}:XFD1048576"/>' for at in range(1, 5000))
    sheet = rows(inline("A1", "甲"), inline("A1048576", "乙")) + f"<mergeCells>{merges}</mergeCells>"
    assert text_of("a.xlsx", xlsx({"Sheet1": sheet})).startswith("| 甲 |")
