"""The five documents of the acceptance folder: how many findings each holds, and the score of the two that have gold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from findings.document import read_document
from findings.model import Document, Finding
from findings.readers import read_texts

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "documents").is_dir(), reason=f"the acceptance folder {SHARED} is not there"),
]


def read(name: str) -> Document:
    return read_document(next(iter(read_texts(SHARED / "documents" / f"{name}.txt"))))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("jiaozuo-progress", 46),
        ("zhumadian-progress", 36),
        ("xuchang-tasks", 24),
        ("luanchuan-plan", 31),
        ("jiaozuo-report", 0),
    ],
)
def test_holds_so_many_findings(name: str, count: int) -> None:
    document = read(name)
    assert len(document.findings) == count
    assert not [finding.ordinal for finding in document.findings if finding.unread]


@pytest.mark.parametrize("name", ["jiaozuo-progress", "xuchang-tasks"])
def test_scores_as_wanted(name: str, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    rows = (json.dumps(as_line(finding), ensure_ascii=False) for finding in read(name).findings)
    predicted.write_text("\n".join(rows), encoding="utf-8")
    gold = SHARED / "gold" / f"{name}.findings.jsonl"
    document = SHARED / "documents" / f"{name}.txt"
    files = [str(path) for path in (gold, predicted)]
    command = [sys.executable, str(SHARED / "evaluate.py"), "findings", *files, "--document", str(document)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = json.loads(told[: told.rindex("}") + 1])
    assert figures["structure"] >= 0.995, figures["wrong"]
    assert figures["units"] >= 0.98


def as_line(finding: Finding) -> dict[str, Any]:
    """What the scorer asks of a finding."""
    return {
        "number": finding.number,
        "section": finding.section,
        "subsection": finding.subsection,
        "problem_start": finding.problem.start,
        "problem_end": finding.problem.end,
        "status": finding.status.status.value,
        "goal": finding.goal.text if finding.goal else None,
        "measures": [measure.text for measure in finding.measures],
        "leaders": finding.leaders,
        "lead_units": finding.lead_units,
        "responsible_units": finding.responsible_units,
        "deadlines": finding.deadlines,
        "categories": finding.categories,
        "primary_category": finding.primary_category,
    }
