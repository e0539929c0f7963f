from tests.findings.readers.make import ofd, ofd_rule, ofd_text, text_of

FULL = "整" * 34  # 5 mm each, from 20 to 190 mm of 210


def test_lines_are_joined_and_page_numbers_left_out() -> None:
    page = (
        ofd_text("示例文件，内容虚构", 80, 20)
        + ofd_text("1." + FULL[2:], 20, 40) + ofd_text("改。", 20, 48)
        + ofd_text("责任单位：示例局", 20, 56) + ofd_text("— 1 —", 100, 280)
    )  # fmt: skip
    assert text_of("a.ofd", ofd(page)) == f"示例文件，内容虚构\n1.{FULL[2:]}改。\n责任单位：示例局"


def test_ruled_tables_are_rows() -> None:
    rules = "".join(ofd_rule(20, y, 120, y) for y in (40, 50, 60)) + "".join(
        ofd_rule(x, 40, x, 60) for x in (20, 50, 120)
    )
    texts = ofd_text("序号", 22, 42) + ofd_text("问题", 52, 42) + ofd_text("1", 22, 52) + ofd_text("甲厂", 52, 52)
    assert text_of("a.ofd", ofd(rules + texts)) == "| 序号 | 问题 |\n| 1 | 甲厂 |"
