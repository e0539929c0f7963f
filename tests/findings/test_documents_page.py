"""docs/documents.md shows the rules that the code follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from findings.layout.labels import RULES, Rule
from findings.status import PHRASES, Phrase, derive

PAGE = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_every_label_rule_is_on_the_page(rule: Rule) -> None:
    assert f"\n| {rule.example} | " in PAGE


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.example)
def test_every_status_phrase_is_on_the_page_as_it_is_read(phrase: Phrase) -> None:
    progress = phrase.progress.value if phrase.progress else "–"
    closure = phrase.closure.value if phrase.closure else "–"
    status = derive(phrase.progress, phrase.closure, phrase.ongoing).value
    assert f"\n| {phrase.example} | {progress} | {closure} | {'yes' if phrase.ongoing else '–'} | `{status}` |" in PAGE


def test_the_page_lists_nothing_else() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) == len(RULES) + len(PHRASES) + 2
