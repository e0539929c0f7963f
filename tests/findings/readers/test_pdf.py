"""`data/letter.pdf` has page headers, page numbers, indented paragraphs and a ruled table over a page break."""

import io
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest

from findings.errors import UnreadableDocument
from findings.readers.page_rules import Segment, grids
from findings.readers.paragraphs import text_of as flowing
from findings.readers.printed_page import Glyph, laid_out
from tests.findings.readers.make import DATA, text_of
from tests.findings.readers.make_data import INVENTED, PROBLEM

LETTER = (
    [INVENTED]
    + [
        line
        for number in range(1, 10)
        for line in (
            f"{number}.{PROBLEM * (1 + number % 3)}",
            "责任单位：示例县生态环境局",
            f"整改时限：2022年{number}月底前",
        )
    ]
    + ["| 序号 | 问题 | 责任单位 |"]
    + [f"| {number} | {PROBLEM} | 示例单位{number} |" for number in range(1, 12)]
    + ["表后"]
)


def saved(document: pdfium.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def test_paragraphs_are_joined_and_page_furniture_is_gone() -> None:
    assert text_of("a.pdf", (DATA / "letter.pdf").read_bytes()).split("\n") == LETTER


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_shown_turned_reads_the_same(degrees: int) -> None:
    document = pdfium.PdfDocument(DATA / "letter.pdf")
    for page in document:
        page.set_rotation(degrees)
    assert text_of("a.pdf", saved(document)).split("\n") == LETTER


def scan(pages: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        page = document.new_page(595, 842)
        image = pdfium.PdfImage.new(document)
        bitmap = pdfium.PdfBitmap.new_native(60, 80, 1)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, 60, 80)
        image.set_bitmap(bitmap)
        image.set_matrix(pdfium.PdfMatrix().scale(595, 842))
        page.insert_obj(image)
        page.gen_content()
    return saved(document)


def blank(pages: int) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    return saved(document)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: scan(2), "是扫描件"),
        (lambda: blank(2), "里没有任何文字"),
        ((DATA / "locked.pdf").read_bytes, "PDF 已加密，需要密码"),
        (lambda: (DATA / "letter.pdf").read_bytes()[:5000], "已损坏"),
        (b"%PDF-1.7 nothing more".strip, "已损坏"),
        (lambda: blank(1501), "PDF 有1501页，超过1500页的上限"),
    ],
    ids=["scan", "blank", "locked", "cut", "empty", "long"],
)
def test_a_pdf_that_cannot_be_read_is_refused_with_its_reason(make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        text_of("a.pdf", make())
    assert refused.value.zh.startswith("a.pdf：")
    assert said in refused.value.zh


def test_a_scanned_page_among_others_is_told() -> None:
    document = pdfium.PdfDocument(DATA / "letter.pdf")
    with pdfium.PdfDocument(scan(1)) as other:
        document.import_pages(other)
    pages = len(document)
    assert text_of("a.pdf", saved(document)).split("\n") == [*LETTER, f"〔第{pages}页是图片，没有可读的文字〕"]


def glyphs(*lines: tuple[float, float, str]) -> list[Glyph]:
    """Characters of 10 points, from left edge, base line and text of each line."""
    return [
        Glyph(character, left + 10 * at, base, 10, 10)
        for left, base, text in lines
        for at, character in enumerate(text)
    ]


FULL = "整" * 40  # a line from margin to margin: 60 to 460 on a page of 520


def page_text(*lines: tuple[float, float, str]) -> list[str]:
    return flowing([laid_out(glyphs(*lines), [], (520, 800), unmapped=0, has_image=False)]).split("\n")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([(60, 100, FULL), (60, 115, FULL), (60, 130, "改。")], [FULL * 2 + "改。"], id="full lines run on"),
        pytest.param([(60, 100, FULL), (60, 115, FULL[:30]), (60, 130, FULL), (60, 145, FULL)],
                     [FULL + FULL[:30], FULL * 2], id="a line with room left ends its paragraph"),
        pytest.param([(60, 100, FULL), (60, 115, FULL[:36]), (60, 130, "（2022）" + FULL[:34]), (60, 145, FULL)],
                     [FULL + FULL[:36] + "（2022）" + FULL[:34] + FULL], id="what would not have fitted is no new paragraph"),
        pytest.param([(60, 100, FULL), (80, 115, FULL[2:]), (60, 130, FULL)], [FULL, FULL[2:] + FULL], id="an indent begins one"),
        pytest.param([(60, 100, FULL), (60, 115, FULL), (60, 130, FULL), (60, 160, FULL)],
                     [FULL * 3, FULL], id="so does a gap"),
        pytest.param([(60, 100, FULL + "，"), (60, 115, FULL)], [FULL + "，" + FULL], id="punctuation hangs over the margin"),
    ],
)  # fmt: skip
def test_the_break_between_two_lines(lines: list[tuple[float, float, str]], text: list[str]) -> None:
    assert page_text(*lines) == text


@pytest.mark.parametrize("number", ["— 3 —", "3", "第 3 页", "第3页 共10页", "3/10", "Page 3 of 10", "- 3 -"])
def test_a_page_number_is_no_text(number: str) -> None:
    assert page_text((60, 100, FULL), (60, 115, "改。"), (240, 780, number)) == [FULL + "改。"]


def test_rules_make_cells_and_missing_rules_merge_them() -> None:
    across = [Segment.of(0, y, 90, y) for y in (0, 60)] + [Segment.of(30, 30, 90, 30)]
    down = [Segment.of(x, 0, x, 60) for x in (0, 30, 90)] + [Segment.of(60, 30, 60, 60)]
    (grid,) = grids([*across, *down])
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1),
    ]  # fmt: skip


def test_a_lone_rule_or_a_frame_is_no_table() -> None:
    frame = [Segment.of(0, 0, 90, 0), Segment.of(0, 60, 90, 60), Segment.of(0, 0, 0, 60), Segment.of(90, 0, 90, 60)]
    assert grids([Segment.of(0, 0, 90, 0)]) == []
    assert grids(frame) == []
