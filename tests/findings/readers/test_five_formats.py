"""One sample as txt, docx, doc, pdf and html, made on the spot by LibreOffice: the same paragraphs, the same findings."""

from dataclasses import replace
from pathlib import Path

import pytest

from findings.document import read_document
from findings.model import ExtractedText, Finding
from findings.readers import read_texts
from tests.findings.readers.make_data import convert_all

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="module")
def in_all_formats(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[ExtractedText]]:
    """Each text sample, read from each format."""
    folder = tmp_path_factory.mktemp("formats")
    samples = sorted(SAMPLES.glob("*.txt"))
    word = convert_all(samples, "docx", folder, source_filter="Text (encoded):UTF8")
    others = [convert_all(word, kind, folder) for kind in ("doc", "rtf", "pdf", "html")]
    return {
        sample.stem: [extracted for file in (sample, *files) for extracted in read_texts(file)]
        for sample, *files in zip(samples, word, *others, strict=True)
    }


def squeezed(text: str) -> list[str]:
    return [line for line in ("".join(line.split()) for line in text.splitlines()) if line]


def as_told(finding: Finding) -> object:
    """A finding without its offsets, which differ with the white space of the formats."""
    bare = replace(finding, start=0, end=0)
    passages = [bare.problem, bare.goal, *bare.measures]
    return (
        bare.number, bare.section, bare.status, bare.deadlines, bare.responsible_units,
        [passage and "".join(passage.text.split()) for passage in passages],
    )  # fmt: skip


@pytest.mark.heavy
def test_the_same_document_gives_the_same_in_every_format(in_all_formats: dict[str, list[ExtractedText]]) -> None:
    assert in_all_formats
    for texts in in_all_formats.values():
        first = texts[0]
        for other in texts[1:]:
            assert squeezed(other.text) == squeezed(first.text), other.name
            told = [as_told(finding) for finding in read_document(other).findings]
            assert told == [as_told(finding) for finding in read_document(first).findings], other.name
