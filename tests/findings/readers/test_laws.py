"""What holds for every input: a reader gives text or one sentence, loses no character, and counts as people count."""

from __future__ import annotations

import codecs
import io
import string
import zipfile
from collections import Counter
from collections.abc import Iterable

import cn2an
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.errors import UnreadableDocument
from findings.readers import SUPPORTED, read_bytes
from findings.readers.cell_formats import shown
from findings.readers.numerals import FORMATS, chinese, spell
from findings.readers.page_rules import Segment, grids
from findings.readers.paragraphs import text_of
from findings.readers.printed_page import Glyph, laid_out
from findings.readers.tables import Cell, cell_text, table_lines
from findings.readers.text import decode
from tests.findings.readers.make import DATA, docx, ofd, ofd_text, paragraph, row, table, xlsx, zipped
from tests.findings.readers.make import cell as word_cell
from tests.findings.readers.make_data import everything

EVERYDAY = st.text(
    st.sampled_from("整改措施责任单位完成情况示例公司河南省二〇年月日，。：（）1234567890\n"), min_size=1
).filter(str.strip)

VALID = {
    "a.docx": everything(),
    "b.docx": docx(paragraph("整改") + table(row(word_cell("甲"), word_cell("乙")))),
    "a.xlsx": xlsx({"台账": '<sheetData><row><c r="A1" t="inlineStr"><is><t>整改</t></is></c></row></sheetData>'}),
    "a.ofd": ofd(ofd_text("整改措施", 20, 20)),
    "a.html": "<html><meta charset=utf-8><table><tr><td rowspan=2>整<td>改<tr><td>措</table><ol><li>施</ol>".encode(),
    "a.rtf": (DATA / "everything.rtf").read_bytes(),
    "a.doc": (DATA / "everything.doc").read_bytes(),
    "a.zip": zipped({"甲.txt": "整改", "乙.zip": zipped({"丙.txt": "整改"})}),
    "a.txt": "整改措施，责任单位\r\n".encode("gb18030") * 3,
    "a.mht": b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>a</p>",
}


def read(name: str, data: bytes) -> None:
    """Read, and check what is promised of any text; an `UnreadableDocument` is as good."""
    told = ""
    try:
        for extracted in read_bytes(name, data):
            assert extracted.text.strip()
            assert "\x00" not in extracted.text
            extracted.text.encode("utf-8")
    except UnreadableDocument as refused:
        told = refused.zh
    assert not told or told.startswith(name)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with a few places overwritten, cut out, doubled, or with the end missing."""
    hurt = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        if not hurt:
            break
        at = draw(st.integers(0, len(hurt) - 1))
        kind = draw(st.sampled_from(["overwrite", "cut", "insert", "double", "end"]))
        length = draw(st.integers(1, 64))
        if kind == "overwrite":
            hurt[at : at + length] = draw(st.binary(min_size=length, max_size=length))
        elif kind == "cut":
            del hurt[at : at + length]
        elif kind == "insert":
            hurt[at:at] = draw(st.binary(max_size=length))
        elif kind == "double":
            hurt[at:at] = hurt[at : at + length]
        else:
            del hurt[at:]
    return bytes(hurt)


@given(data=st.binary(max_size=2000), suffix=st.sampled_from(sorted(SUPPORTED)))
@settings(max_examples=200, deadline=None)
def test_random_bytes_give_text_or_a_sentence(data: bytes, suffix: str) -> None:
    read(f"a{suffix}", data)


@pytest.mark.parametrize("name", sorted(VALID))
@given(draw=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_damaged_files_give_text_or_a_sentence(name: str, draw: st.DataObject) -> None:
    read(name, draw.draw(damaged(VALID[name])))


@given(draw=st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_parts_inside_a_sound_container_give_text_or_a_sentence(draw: st.DataObject) -> None:
    """Damage to the zip itself seldom reaches the XML behind it; this damages the XML."""
    name = draw.draw(st.sampled_from(["a.docx", "b.docx", "a.xlsx", "a.ofd"]))
    with zipfile.ZipFile(io.BytesIO(VALID[name])) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    hurt = draw.draw(st.sampled_from(sorted(members)))
    members[hurt] = draw.draw(damaged(members[hurt]))
    read(name, zipped(members))


@pytest.mark.parametrize("source", ["letter.pdf", "ledger.xls"])
@given(draw=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_read_in_the_sandbox_gives_text_or_a_sentence(source: str, draw: st.DataObject) -> None:
    read(source, draw.draw(damaged((DATA / source).read_bytes())))


@given(EVERYDAY, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_a_text_written_is_the_text_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(EVERYDAY, st.sampled_from([codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]))
def test_either_byte_order(text: str, mark: bytes) -> None:
    assert decode(mark + text.encode("utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be")) == text


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_back_by_cn2an(number: int) -> None:
    assert cn2an.cn2an(chinese(number), "smart") == number


@given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(FORMATS)))
def test_every_number_format_spells_every_number(number: int, number_format: str) -> None:
    assert isinstance(spell(number, number_format), str)


@given(st.text(max_size=30), st.text('0#?.,%;"\\[]@ymdhs年月日- _*', max_size=15), st.booleans())
def test_every_cell_format_shows_something(raw: str, code: str, since_1904: bool) -> None:
    assert isinstance(shown(raw, code, since_1904=since_1904), str)


@given(st.floats(), st.text('0#?.,%;"ymdhs', max_size=10))
def test_every_number_is_shown(value: float, code: str) -> None:
    assert isinstance(shown(repr(value), code), str)


CELLS = st.builds(
    Cell,
    text=st.text(string.ascii_letters + "整改|\n ", max_size=6).map(cell_text),
    columns=st.integers(1, 4),
    rows=st.integers(1, 4),
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_every_cell_of_a_table_is_printed(rows: list[list[Cell]]) -> None:
    printed = "\n".join(table_lines(rows))
    for one in (cell for cells in rows for cell in cells):
        assert one.text in printed


def characters(lines: Iterable[tuple[float, float, str]]) -> list[Glyph]:
    return [
        Glyph(character, left + 10 * at, base, 10, 10)
        for left, base, text in lines
        for at, character in enumerate(text)
    ]


LINES = st.lists(
    st.tuples(st.integers(50, 80), st.text("整改措施，。（）1a ", min_size=1, max_size=40).filter(str.strip)),
    min_size=1,
    max_size=12,
)
RULES = st.lists(st.builds(Segment.of, *[st.integers(0, 500).map(float)] * 4), max_size=12)


@given(LINES, RULES)
def test_no_character_of_a_page_is_lost(lines: list[tuple[int, str]], rules: list[Segment]) -> None:
    """In the middle of a page, where no header or page number stands; rules may cut it as they like."""
    placed = [(left, 200 + 20 * at, text) for at, (left, text) in enumerate(lines)]
    text = text_of([laid_out(characters(placed), rules, (595, 842), unmapped=0, has_image=False)])
    expected = Counter("".join(text for _, _, text in placed).replace(" ", ""))
    assert expected - Counter(text) == Counter()


@given(RULES)
def test_cells_of_a_grid_cover_it_without_overlap(rules: list[Segment]) -> None:
    for grid in grids(rules):
        owned = Counter(owner for row in grid.owners for owner in row)
        assert [owned[at] for at in range(len(grid.cells))] == [cell.rows * cell.columns for cell in grid.cells]
