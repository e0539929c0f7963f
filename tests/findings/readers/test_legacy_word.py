"""`data/everything.*` is one invented document, converted from the docx that `make_data.everything` builds."""

import shutil
import subprocess

import pytest

from findings.errors import UnreadableDocument
from tests.findings.readers.make import DATA, text_of
from tests.findings.readers.make_data import everything


def squeezed(text: str) -> list[str]:
    return [line for line in ("".join(line.split()) for line in text.splitlines()) if line]


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_a_legacy_file_reads_as_the_docx_it_was_made_from(kind: str) -> None:
    """Generated numbers, tracked changes, hidden text, merged cells and notes included."""
    ours = text_of(f"a.{kind}", (DATA / f"everything.{kind}").read_bytes())
    assert squeezed(ours) == squeezed(text_of("a.docx", everything()))


def test_doc_keeps_every_character_that_antiword_sees() -> None:
    if shutil.which("antiword") is None:
        pytest.skip("antiword is not installed")
    command = ["antiword", "-m", "UTF-8.txt", "-w", "0", str(DATA / "everything.doc")]
    seen = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    ours = text_of("a.doc", (DATA / "everything.doc").read_bytes())
    shown_only_by_antiword = set("删除隐藏|-[]")  # it prints deleted and hidden text, and draws tables
    assert set(seen) - set(ours) - shown_only_by_antiword - set(" \n") == set()


@pytest.mark.parametrize("kept_bytes", [1_000, 5_000, 11_000])
def test_a_doc_cut_short_is_refused(kept_bytes: int) -> None:
    data = (DATA / "everything.doc").read_bytes()
    with pytest.raises(UnreadableDocument) as refused:
        text_of("a.doc", data[:kept_bytes])
    assert refused.value.zh.startswith("a.doc：")


def test_an_encrypted_doc_is_refused() -> None:
    data = bytearray((DATA / "everything.doc").read_bytes())
    header = data.find(b"\xec\xa5")
    data[header + 11] |= 0x01
    with pytest.raises(UnreadableDocument) as refused:
        text_of("a.doc", bytes(data))
    assert refused.value.zh.startswith("a.doc：文件已加密，需要密码")


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg936 \'d5\'fb\'b8\'c4\par A}", "整改\nA"),
        (rb"{\rtf1\ansi{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'d5\'fb}", "整"),
        (rb"{\rtf1\ansi\uc1 \u25972?\u25913 ?\par\uc0\u25972\u25913}", "整改\n整改"),
        (rb"{\rtf1\u-10187?\u-9039?}", "𝒱"),
        (rb"{\rtf1 a{\v b}{\deleted c}\line d\tab e{\*\unknown f}{\pict ffd8}\~g}", "a\nd\te g"),
        (rb"{\rtf1 a{\footnote b\listtext c}d", "ad\n脚注1：bc"),
        (rb"{\rtf1 a{\pict\bin4 }}}}}b}", "ab"),
        (rb"{\rtf1 {\listtext 1.\tab}\u25972?\par{\field{\*\fldinst PAGE}{\fldrslt 7}}}", "1.整\n7"),
        (rb"{\rtf1\trowd\cellx1\cellx2 a\intbl\cell b\par c\cell\row\pard d\par}", "| a | b\nc |\nd\n"),
        (rb"{\rtf1\trowd\clvmgf\cellx1\cellx2\intbl a\cell b\cell\row\trowd\clvmrg\cellx1\cellx2 \cell c\cell\row}",
         "| a | b |\n| a | c |\n"),
    ],
)  # fmt: skip
def test_rtf_reads_as_printed(rtf: bytes, text: str) -> None:
    assert text_of("a.doc", rtf) == text
