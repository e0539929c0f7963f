"""The five shared documents in five formats: white space apart, each format gives the paragraphs of the text."""

from pathlib import Path

import pytest

from findings.readers import read_texts

DOCUMENTS = Path(__file__).parents[3].parent / "shared" / "documents"
NAMES = ["jiaozuo-progress", "jiaozuo-report", "luanchuan-plan", "xuchang-tasks", "zhumadian-progress"]


def paragraphs(path: Path) -> list[str]:
    (extracted,) = read_texts(path)
    return [line for line in ("".join(line.split()) for line in extracted.text.splitlines()) if line]


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["docx", "doc", "pdf", "html", "gb18030.txt"])
@pytest.mark.parametrize("name", NAMES)
def test_each_format_gives_the_paragraphs_of_the_text(name: str, kind: str) -> None:
    assert paragraphs(DOCUMENTS / "formats" / f"{name}.{kind}") == paragraphs(DOCUMENTS / f"{name}.txt")


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_a_text_file_is_taken_exactly_as_it_is(name: str) -> None:
    path = DOCUMENTS / f"{name}.txt"
    (extracted,) = read_texts(path)
    assert extracted.text == path.read_bytes().decode("utf-8")
