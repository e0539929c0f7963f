"""What did an ingest bring, and what was not understood? The sentences for the person who ran it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from app.services.ingest import Told
from app.services.reading import Known, Rejected
from app.services.storing import Stored
from gazetteer.model import Precision
from geo.errors import Language
from layers.wording import wording

SHOWN: Final = 20
"""Lines of each list that are printed; the store has all of them."""


@dataclass(slots=True)
class Summary:
    """Adds up what became of the files; in one language."""

    language: Language
    stored: list[Stored] = field(default_factory=list)
    known: int = 0
    rejected: int = 0

    @property
    def failed(self) -> bool:
        return self.rejected > 0

    def add(self, told: Told) -> str:
        """Count one document in; the line that tells of it."""
        if isinstance(told, Rejected):
            self.rejected += 1
            return told.sentence(self.language)
        if isinstance(told, Known):
            self.known += 1
            return self._say(f"{told.name}：已在库中，未作改动。", f"{told.name}: already stored, nothing changed.")
        self.stored.append(told)
        sites = sum(told.sites.values())
        if not told.findings:
            return self._say(
                f"{told.name}：已存档，没有问题条目。",
                f"{told.name}: stored, it holds no findings.",
            )
        again_zh = f"（其中 {told.again} 个此前已有报告）" if told.again else ""
        again_en = f" ({told.again} of them reported before)" if told.again else ""
        return self._say(
            f"{told.name}：{told.findings} 个问题{again_zh}，{sites} 处地点；读懂 {told.coverage:.1%}。",
            f"{told.name}: {told.findings} findings{again_en}, {sites} sites; {told.coverage:.1%} understood.",
        )

    def sentences(self) -> list[str]:
        """The summary: totals, sites by precision, then what was not understood."""
        sites: Counter[Precision] = Counter()
        for document in self.stored:
            sites.update(document.sites)
        words = wording(self.language)
        parts = [f"{words[f'precision.{precision}']} {sites[precision]}" for precision in Precision if sites[precision]]
        findings = sum(document.findings for document in self.stored)
        lines = [
            self._say(
                f"新存入 {len(self.stored)} 份文件、{findings} 个问题、{sites.total()} 处地点；"
                f"已在库中 {self.known} 份；无法读取 {self.rejected} 份。",
                f"stored {len(self.stored)} documents, {findings} findings, {sites.total()} sites; "
                f"{self.known} stored before; {self.rejected} could not be read.",
            )
        ]
        if parts:
            lines.append(self._say(f"位置精度：{' · '.join(parts)}", f"sites by precision: {' · '.join(parts)}"))
        unread = [
            self._say(f"{document.name} 第 {ordinal} 个问题：{text}", f"{document.name}, finding {ordinal}: {text}")
            for document in self.stored
            for ordinal, text in document.unread
        ]
        lines += self._list("没有读懂的行", "lines not understood", unread)
        unlocated = Counter(pair for document in self.stored for pair in document.unlocated)
        nowhere = [f"{text}（{reason}）× {count}" for (text, reason), count in unlocated.most_common()]
        lines += self._list("无法定位的地点", "sites not located", nowhere)
        return lines

    def _list(self, title_zh: str, title_en: str, items: list[str]) -> list[str]:
        if not items:
            return []
        more = len(items) - SHOWN
        rest = [self._say(f"  … 另有 {more} 条", f"  … and {more} more")] if more > 0 else []
        title = self._say(f"{title_zh}（{len(items)}）：", f"{title_en} ({len(items)}):")
        return [title, *(f"  {item[:200]}" for item in items[:SHOWN]), *rest]

    def _say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en
