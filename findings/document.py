"""What does a document say: its findings in order, and what it says of itself.

Pure: the same text gives the same `Document`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from findings.fields import ReadFinding, read_finding
from findings.layout import Layout, lay_out
from findings.layout.fold import fold
from findings.model import Document, ExtractedText, Finding
from findings.numerals import number

_TITLE_NUMBER: Final = re.compile(r"(?:序号|编号|任务|问题|第) ?[(\[]?(\d{1,3}|[一二三四五六七八九十百]{1,5})[)\]]? ?(?:号|项|个|条|[)\]\n]|$)")
_SPACE: Final = re.compile(r"\s+")


def read_document(extracted: ExtractedText) -> Document:
    """The findings of a text with all their fields, and what the document says of itself."""
    text = extracted.text
    folded = fold(text)
    layout = lay_out(folded)
    read = [read_finding(text, folded, draft, ordinal, None) for ordinal, draft in enumerate(layout.drafts, 1)]
    findings = tuple(one.finding for one in read)
    return Document(
        name=extracted.name,
        text=text,
        sha256=extracted.sha256,
        format=extracted.format,
        findings=findings,
        coverage=_coverage(text, layout, read),
    )


def _coverage(text: str, layout: Layout, read: Sequence[ReadFinding]) -> float:
    """The share of the text's characters, spaces aside, that some rule explains."""
    total = _printed(text)
    explained = sum(_printed(text[start:end]) for start, end in layout.understood)
    for one in read:
        explained += _printed(text[one.finding.start : one.finding.end])
        explained -= sum(_printed(text[start:end]) for start, end in one.unread)
    return min(1.0, explained / total) if total else 1.0


def _printed(text: str) -> int:
    return len(_SPACE.sub("", text))
