"""What does a document say: its findings in order, and what it says of itself.

Pure: the same text gives the same `Document`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from findings.fields import ReadFinding, read_finding, reference_in
from findings.layout import Layout, lay_out
from findings.layout.fold import fold
from findings.metadata import read_metadata
from findings.model import Document, ExtractedText
from findings.totals import read_totals

_SPACES: Final = (" ", "\n", "\r", "\t", "\u3000", "\xa0")


def read_document(extracted: ExtractedText) -> Document:
    """The findings of a text with all their fields, and what the document says of itself."""
    text = extracted.text
    folded = fold(text)
    layout = lay_out(text, folded)
    said = read_metadata(text)
    today = said.issued_on or said.as_of
    read = [read_finding(text, folded, draft, ordinal, today) for ordinal, draft in enumerate(layout.drafts, 1)]
    findings = tuple(one.finding for one in read)
    if len(findings) == 1 and findings[0].reference is None:
        findings = (replace(findings[0], reference=reference_in(folded, 0, findings[0].start)),)
    return Document(
        name=extracted.name,
        text=text,
        sha256=extracted.sha256,
        format=extracted.format,
        findings=findings,
        title=said.title,
        kind=said.kind,
        issuer=said.issuer,
        document_number=said.document_number,
        inspection_round=said.inspection_round,
        issued_on=said.issued_on,
        as_of=said.as_of,
        totals=read_totals(text, findings),
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
    return len(text) - sum(map(text.count, _SPACES))
