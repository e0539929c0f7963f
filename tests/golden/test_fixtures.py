"""Are the fixtures true to their documents? Every text quoted, in order, in the contract's words; no reader involved."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from lxml import html

from findings.model import Category, Closure, DocumentKind, Progress, Status

FIXTURES = Path(__file__).parent / "findings"
EXPECTED = sorted(FIXTURES.glob("*.json"))
MARK = "示例文件，内容虚构"
LISTS = ("measures", "leaders", "lead_units", "responsible_units", "unread")
TEXTS = ("title", "status_text", "goal", "responsible_persons", "deadline_text", "reference", "section", "subsection")


def squeeze(text: str) -> str:
    return "".join(text.split())


def source(expected: Path) -> Path:
    (found,) = (path for path in FIXTURES.iterdir() if path.stem == expected.stem and path != expected)
    return found


def text_of(path: Path) -> str:
    """All text of a file by the shortest way there is, so that the expectation does not lean on our readers."""
    if path.suffix == ".docx":
        word = Document(str(path))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
    if path.suffix == ".xlsx":
        sheets = openpyxl.load_workbook(path).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell is not None)
    if path.suffix == ".html":
        page = html.fromstring(path.read_text(encoding="utf-8"))
        return str(page.text_content())
    return path.read_bytes().decode("gb18030" if ".gb18030" in path.name else "utf-8")


def expectation(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def test_there_are_enough_of_them_and_some_without_findings() -> None:
    counts = [len(expectation(path)["findings"]) for path in EXPECTED]
    assert len(counts) >= 30
    assert counts.count(0) >= 3


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_fixture_is_marked_and_its_texts_stand_in_the_document_in_order(path: Path) -> None:
    text = text_of(source(path))
    assert MARK in text
    # A text file is quoted to the letter, in the others white space is the reader's choice.
    exact = source(path).suffix == ".txt"
    whole = text if exact else squeeze(text)
    at = 0
    for ordinal, finding in enumerate(expectation(path)["findings"], 1):
        assert finding["ordinal"] == ordinal
        problem = finding["problem"] if exact else squeeze(finding["problem"])
        at = whole.index(problem, at) + len(problem)
        assert problem == problem.strip()
        for quoted in [
            *(finding.get(name) or "" for name in TEXTS),
            *(item for name in LISTS for item in finding.get(name, [])),
        ]:
            assert (quoted if exact else squeeze(quoted)) in whole
        if finding.get("number") is not None and finding.get("title"):
            assert finding["problem"].startswith(finding["title"])


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_fixture_uses_the_words_of_the_contract(path: Path) -> None:
    expected = expectation(path)
    stated = expected["document"]
    assert stated.get("kind", "other") in set(DocumentKind)
    for day in ("issued_on", "as_of"):
        if day in stated:
            date.fromisoformat(stated[day])
    for finding in expected["findings"]:
        assert {finding["status"], *finding.get("status_alternatives", [])} <= set(Status)
        assert finding.get("progress") in {None, *Progress}
        assert finding.get("closure") in {None, *Closure}
        assert finding["primary_category"] in finding["categories"]
        assert {*finding["categories"], *finding.get("primary_alternatives", [])} <= set(Category)
        for deadline in finding["deadlines"]:
            if deadline not in {"immediate", "ongoing"}:
                date.fromisoformat(deadline)
        assert bool(finding["deadlines"]) == bool(finding["deadline_text"])
