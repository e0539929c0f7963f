"""Fuzz the document readers, guided by coverage (atheris): no input may raise, hang or exhaust memory.

    python tools/fuzz_readers.py CORPUS_FOLDER [libFuzzer options, e.g. -runs=100000 -max_total_time=600]
    python tools/fuzz_readers.py CORPUS_FOLDER --report      lines of the readers that the corpus reaches

The first byte of an input chooses a target, the rest is its file. For zip containers the input is one XML part,
wrapped in a sound container, since damage to the zip itself seldom reaches the XML. Wanted outcomes are a text or an
`UnreadableDocument`; anything else ends the run, and libFuzzer writes the input to a file. PDF and xls are parsed by
other people's code in the sandbox and are not fuzzed here but in `tests/findings/readers/test_laws.py`.
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
IS_REPORT = "--report" in sys.argv

if IS_REPORT:
    import coverage

    MEASURE = coverage.Coverage(include=[str(ROOT / "findings" / "readers" / "*")], data_file=None)
    MEASURE.start()
    from findings.readers import dispatch, doc, docx, html, ofd, rtf, xlsx
else:
    import atheris

    with atheris.instrument_imports(include=["findings"]):
        from findings.readers import dispatch, doc, docx, html, ofd, rtf, xlsx

from findings.errors import UnreadableDocument  # noqa: E402 - imported after the instrumented modules
from tests.findings.readers import make  # noqa: E402
from tests.findings.readers.make_data import everything  # noqa: E402

INSTRUMENTED = (
    doc,
    docx,
    html,
    ofd,
    rtf,
    xlsx,
)  # imported before they are first used, which is when instrumenting works


def read(name: str, data: bytes) -> None:
    for extracted in dispatch.read_bytes(name, data):
        extracted.text.encode("utf-8")


def part(container: bytes, member: str) -> Callable[[bytes], tuple[str, bytes]]:
    """A container with one of its members replaced by the input."""
    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    kind = "docx" if "word/document.xml" in members else "xlsx" if "xl/workbook.xml" in members else "ofd"
    return lambda data: (f"a.{kind}", make.zipped(members | {member: data}, compressed=False))


def plain(name: str) -> Callable[[bytes], tuple[str, bytes]]:
    return lambda data: (name, data)


WORD = make.docx(
    make.paragraph("整", inner='<w:del w:id="1"/><w:r><w:br/><w:tab/><w:footnoteReference w:id="2"/></w:r>')
    + make.numbered("改", 1)
    + make.table(make.row(make.cell("甲", properties='<w:vMerge w:val="restart"/>'), make.cell("乙")),
                 make.row(make.cell(properties="<w:vMerge/>"), make.cell("丙", properties='<w:gridSpan w:val="2"/>'))),
    numbering=make.definition(make.level(0, "chineseCounting", "%1、"), make.level(1, "decimal", "%1.%2")) + make.use(1),
    styles='<w:style w:styleId="a"><w:name w:val="toc 1"/></w:style>',
    footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>',
)  # fmt: skip
RTF = (
    rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 S;}}\uc1 {\listtext 1.\tab}\u25972?\'b8\'c4{\v x}{\*\footnote \u27880?}\par"
    rb"\trowd\clvmgf\cellx1\cellx2\intbl a\cell b\cell\row\trowd\clvmrg\cellx1\cellx2 \cell c\cell\row\pard{\field{\*\fldinst P}{\fldrslt 7}}}"
)
SHEET = make.xlsx(
    {"台账": '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44834</v></c><c s="2"><v>12.5</v></c>'
             '<c><v>7</v></c><c s="3"><v>0.85</v></c><c s="4"><v>-1234.5</v></c><c t="b"><v>1</v></c></row><row>'
             + make.inline("A2", "改") + '</row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'},
    strings="<si><t>整</t></si>",
    styles='<numFmts><numFmt numFmtId="170" formatCode="0.0&quot;亩&quot;"/></numFmts><cellXfs><xf numFmtId="0"/>'
           '<xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="9"/><xf numFmtId="4"/></cellXfs>',
)  # fmt: skip
PAGE = make.ofd(make.ofd_text("整改措施", 20, 20) + make.ofd_rule(20, 40, 120, 40) + make.ofd_rule(20, 40, 20, 60))
TARGETS: tuple[Callable[[bytes], tuple[str, bytes]], ...] = (
    plain("a.txt"), plain("a.html"), plain("a.mht"), plain("a.rtf"), plain("a.doc"), plain("a.zip"), plain("a"),
    part(WORD, "word/document.xml"), part(WORD, "word/numbering.xml"), part(SHEET, "xl/worksheets/sheet1.xml"),
    part(SHEET, "xl/styles.xml"), part(SHEET, "xl/workbook.xml"), part(PAGE, "Doc_0/Pages/Page_0/Content.xml"),
)  # fmt: skip


def seeds() -> dict[str, bytes]:
    """Sound inputs, at least one for each target."""

    def member(container: bytes, name: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(container)) as archive:
            return archive.read(name)

    page = "".join(make.ofd_rule(20, y, 120, y) for y in (40, 50, 60)) + "".join(
        make.ofd_rule(x, 40, x, 60) for x in (20, 50, 120)
    )
    page += "".join(
        make.ofd_text(text, 20, y) for text, y in [("整" * 34, 70), ("改" * 34, 78), ("3.措施，", 86), ("- 1 -", 285)]
    )
    sound: tuple[tuple[int, bytes], ...] = (
        (0, "整改措施：（1）建设污水处理设施。\r\n".encode("gb18030")),
        (0, "整改措施".encode("utf-16-le")),
        (1, "<meta charset=gbk><div class=TRS_Editor><table><tr><td rowspan=2>整<td>改<tr><td>x</table><ol><li>施</ol></div>".encode()),
        (1, b"<meta name=PubDate content=2022-09-30><h1>t</h1><ul class=nav><li><a>1</a><a>2</a><a>3</a></ul><pre>a\nb</pre>"),
        (2, b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\n\r\n<p>a</p>"),
        (3, RTF),
        (4, (make.DATA / "everything.doc").read_bytes()),
        (5, make.zipped({"甲.txt": "整改", "乙.zip": make.zipped({"丙.txt": "整改"})})),
        (6, b"%PDF-1.4"),
        (7, member(WORD, "word/document.xml")),
        (7, member(everything(), "word/document.xml")),
        (8, member(WORD, "word/numbering.xml")),
        (8, member(everything(), "word/numbering.xml")),
        (9, member(SHEET, "xl/worksheets/sheet1.xml")),
        (9, member((make.DATA / "ledger.xlsx").read_bytes(), "xl/worksheets/sheet1.xml")),
        (10, member(SHEET, "xl/styles.xml")),
        (11, member(SHEET, "xl/workbook.xml")),
        (12, member(PAGE, "Doc_0/Pages/Page_0/Content.xml")),
        (12, member(make.ofd(page), "Doc_0/Pages/Page_0/Content.xml")),
    )  # fmt: skip
    return {f"seed-{at:02}": bytes([target]) + data for at, (target, data) in enumerate(sound)}


def one_input(data: bytes) -> None:
    if not data:
        return
    name, file = TARGETS[data[0] % len(TARGETS)](data[1:])
    if not IS_REPORT and file.startswith((b"%PDF-", b"\xd0\xcf\x11\xe0")) and name != "a.doc":
        return  # would start a process for each input
    with contextlib.suppress(UnreadableDocument):
        read(name, file)


def report(corpus: Path) -> None:
    for file in sorted(corpus.iterdir()):
        one_input(file.read_bytes())
    MEASURE.stop()
    MEASURE.report(show_missing=True)


def main() -> None:
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for name, data in seeds().items():
        (corpus / name).write_bytes(data)
    if IS_REPORT:
        report(corpus)
        return
    options = ["-max_len=40000", "-timeout=30", "-rss_limit_mb=2048", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], str(corpus), *options], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
