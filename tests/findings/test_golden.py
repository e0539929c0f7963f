"""Every fixture document under tests/golden/findings gives the findings that its JSON, written by hand before, states."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from findings.document import read_document
from findings.model import Finding
from findings.readers import read_texts

GOLDEN = Path(__file__).parents[1] / "golden" / "findings"
CASES = sorted(GOLDEN.glob("*.json"))
JUDGED_ELSEWHERE = {
    "categories",
    "primary_category",
    "primary_alternatives",
    "status_alternatives",
}  # test_categories.py


def as_stated(finding: Finding) -> dict[str, Any]:
    """A finding under the names of the public contract."""
    status = finding.status
    return {
        "ordinal": finding.ordinal,
        "number": finding.number,
        "reference": finding.reference,
        "section": finding.section,
        "subsection": finding.subsection,
        "title": finding.title,
        "problem": finding.problem.text,
        "status": status.status.value,
        "status_text": status.text,
        "progress": status.progress.value if status.progress else None,
        "closure": status.closure.value if status.closure else None,
        "ongoing": status.ongoing,
        "goal": finding.goal.text if finding.goal else None,
        "measures": [measure.text for measure in finding.measures],
        "leaders": list(finding.leaders),
        "lead_units": list(finding.lead_units),
        "responsible_units": list(finding.responsible_units),
        "responsible_persons": finding.responsible_persons,
        "deadline_text": finding.deadline_text,
        "deadlines": list(finding.deadlines),
    }


def squeezed(value: Any) -> Any:
    """White space inside a text of a Word, Excel or HTML file is not judged."""
    if isinstance(value, str):
        return re.sub(r"\s+", "", value)
    return [squeezed(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_reads_what_a_careful_reader_finds(case: Path) -> None:
    expected = json.loads(case.read_text(encoding="utf-8"))["findings"]
    source = next(path for path in sorted(GOLDEN.glob(f"{case.stem}.*")) if path.suffix != ".json")
    document = read_document(next(iter(read_texts(source))))
    assert [finding.number for finding in document.findings] == [row["number"] for row in expected]
    for row, finding in zip(expected, document.findings, strict=True):
        found = as_stated(finding)
        stated = {key: value for key, value in row.items() if key not in JUDGED_ELSEWHERE}
        if found["status"] in row.get("status_alternatives", []):
            stated["status"] = found["status"]
        judged = {key: found[key] for key in stated}
        if source.suffix == ".txt":
            assert judged == stated
        else:
            assert {k: squeezed(v) for k, v in judged.items()} == {k: squeezed(v) for k, v in stated.items()}


def test_there_are_fixtures() -> None:
    assert len(CASES) >= 30
