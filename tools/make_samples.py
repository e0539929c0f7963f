"""Make the Word samples from their plain sources: `python tools/make_samples.py`.

Two of the sample documents are Word files, because that is what offices send. They are made here, from the texts
beside this script, so that a change to them can be read in a diff: the task list gets its numbers from Word's own
numbering, which starts again in each part, and the petitions stand in a real table. The same sources give the same
bytes; a test compares.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

SOURCES = Path(__file__).parent / "samples"
SAMPLES = Path(__file__).parents[1] / "samples"
MARK = "示例文件，内容虚构"
"""The line every sample opens with."""

_PART = re.compile(r"[一二三四五六七八九十]+、")
_NUMBERED = re.compile(r"\d+\.")
_EPOCH = (2026, 1, 1, 0, 0, 0)


def task_list(source: Path) -> bytes:
    """A task list as Word writes it: the numbers of the findings are list numbering and not typed text."""
    word = _blank()
    lines = source.read_text(encoding="utf-8").splitlines()
    numbering = ""
    for line in lines:
        if _PART.match(line):
            numbering = _restarted_numbering(word)
            word.add_paragraph().add_run(line).bold = True
        elif found := _NUMBERED.match(line):
            paragraph = word.add_paragraph(line[found.end() :])
            properties: Any = paragraph._p.get_or_add_pPr()
            listed = properties.get_or_add_numPr()
            listed.get_or_add_ilvl().val = 0
            listed.get_or_add_numId().val = int(numbering)
        else:
            word.add_paragraph(line)
    return _bytes(word)


def petition_table(source: Path, title: str) -> bytes:
    """Petitions as a table with a row each, below the mark and a centred title."""
    word = _blank()
    word.add_paragraph(MARK)
    heading = word.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).bold = True
    rows = list(csv.reader(source.read_text(encoding="utf-8").splitlines()))
    table = word.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return _bytes(word)


def _blank() -> WordDocument:
    """An empty document with a fixed date and a font that has Chinese characters."""
    word = Document()
    word.core_properties.created = word.core_properties.modified = datetime(*_EPOCH, tzinfo=UTC)
    word.core_properties.author = MARK
    style: Any = word.styles["Normal"]
    style.font.size = Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "FangSong")
    return word


def _restarted_numbering(word: WordDocument) -> str:
    """A fresh list that counts 1. 2. 3. from one; gives its id."""
    numbering = word.part.numbering_part.element
    pattern = next(
        abstract
        for abstract in numbering.findall(qn("w:abstractNum"))
        if any(style.get(qn("w:val")) == "ListNumber" for style in abstract.iter(qn("w:pStyle")))
    )
    taken = [int(abstract.get(qn("w:abstractNumId"))) for abstract in numbering.findall(qn("w:abstractNum"))]
    fresh = copy.deepcopy(pattern)
    fresh.set(qn("w:abstractNumId"), str(max(taken) + 1))
    for identity in (*fresh.findall(qn("w:nsid")), *fresh.findall(qn("w:tmpl"))):
        fresh.remove(identity)
    for bound in list(fresh.iter(qn("w:pStyle"))):
        bound.getparent().remove(bound)
    pattern.addprevious(fresh)
    return str(numbering.add_num(max(taken) + 1).numId)


def _bytes(word: WordDocument) -> bytes:
    """The document's file, with the clock taken out of the archive."""
    saved = io.BytesIO()
    word.save(saved)
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def made() -> dict[str, bytes]:
    """Every Word sample by its file name."""
    return {
        "sample-jiaozuo-tasks.docx": task_list(SOURCES / "jiaozuo-tasks.txt"),
        "sample-biyang-petitions.docx": petition_table(
            SOURCES / "biyang-petitions.csv", "泌阳县群众信访举报生态环境问题办理情况表"
        ),
    }


if __name__ == "__main__":
    for name, content in made().items():
        (SAMPLES / name).write_bytes(content)
