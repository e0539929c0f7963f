"""What the project ships as samples: invented, said so, freshly written, and enough of them."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from docx import Document

from findings.document import read_document
from findings.readers import read_texts

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").iterdir())
SHARED_DOCUMENTS = ROOT.parent / "shared" / "documents"
MARK = "示例文件，内容虚构"


def plain_text(sample: Path) -> str:
    """A sample's paragraphs and table cells, without the reader that other tests are about."""
    if sample.suffix == ".txt":
        return sample.read_text(encoding="utf-8")
    word = Document(str(sample))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", ROOT / "tools" / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts(archive: Path) -> dict[str, bytes]:
    """An archive's members: compression may differ between machines, contents may not."""
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_opens_by_saying_that_it_is_invented(sample: Path) -> None:
    assert plain_text(sample).splitlines()[0] == MARK


def test_word_samples_are_made_from_their_sources(tmp_path: Path) -> None:
    made: dict[str, bytes] = maker().made()
    assert set(made) == {sample.name for sample in SAMPLES if sample.suffix == ".docx"}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
        assert parts(tmp_path / name) == parts(ROOT / "samples" / name), f"run tools/make_samples.py for {name}"


@pytest.mark.parametrize(
    ("sample", "findings", "with_deadline", "not_begun"),
    [
        ("sample-biyang-petitions.docx", 6, 6, 0),
        ("sample-biyang-progress.txt", 22, 22, 1),
        ("sample-jiaozuo-progress.txt", 20, 0, 1),
        ("sample-jiaozuo-tasks.docx", 12, 12, 0),
        ("sample-zhumadian-progress.txt", 18, 0, 1),
    ],
)
def test_the_samples_are_read_whole(sample: str, findings: int, with_deadline: int, not_begun: int) -> None:
    (extracted,) = read_texts(ROOT / "samples" / sample)
    document = read_document(extracted)
    assert len(document.findings) == findings
    assert sum(bool(finding.deadlines) for finding in document.findings) == with_deadline
    assert sum(finding.status.status == "not_started" for finding in document.findings) == not_begun
    assert [finding.unread for finding in document.findings if finding.unread] == []


def test_the_samples_hold_enough_to_look_at() -> None:
    documents = [read_document(extracted) for sample in SAMPLES for extracted in read_texts(sample)]
    findings = [finding for document in documents for finding in document.findings]
    assert len(findings) >= 60
    assert len({finding.status.status for finding in findings}) == 7, "every status is on show"
    assert len({finding.primary_category for finding in findings}) >= 9


@pytest.mark.shared
def test_no_sentence_of_a_real_document_is_in_a_sample_or_fixture() -> None:
    sentences = {
        sentence
        for document in SHARED_DOCUMENTS.glob("*.txt")
        for sentence in re.split(r"[。；;\n]", document.read_text(encoding="utf-8"))
        if len(sentence) >= 15
    }
    assert len(sentences) > 1000
    ours = {path.name: plain_text(path) for path in SAMPLES}
    for path in (ROOT / "tests" / "golden" / "findings").glob("*.txt"):
        ours[path.name] = path.read_bytes().decode("gb18030" if ".gb18030" in path.name else "utf-8")
    copied = {(name, sentence) for name, text in ours.items() for sentence in sentences if sentence in text}
    assert copied == set()
