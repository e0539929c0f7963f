"""Do the totals that documents state agree with the findings that are held?

A document that has findings of its own is held against them. One that has none, such as a summary report, is held
against each other document of its region that has findings; invented documents only against invented ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from app.db.engine import answering
from app.db.statements.checking import stated, statuses
from findings.model import Passage, StatedTotal, Status
from findings.totals import TotalCheck, check_totals
from geo.errors import Language

WHAT: dict[str, tuple[str, str]] = {
    "findings": ("问题总数", "findings"),
    "completed": ("已完成", "completed"),
    "on_schedule": ("正在推进", "under way"),
    "petitions": ("信访举报件", "petitions"),
    "petitions_closed": ("办结的信访举报件", "petitions closed"),
}
"""What a total counts, in both languages."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One total of a document beside what another document (or itself) holds; `held_in` is None where none has any."""

    document: str
    held_in: str | None
    check: TotalCheck


def check_reports(engine: Engine) -> Iterator[Checked]:
    """Every stated total of every stored document, in the order of documents and texts."""
    with answering(engine) as connection:
        reports = connection.execute(stated()).all()
        held: dict[int, list[Status]] = {}
        about: dict[int, tuple[str | None, bool]] = {}
        names: dict[int, str] = {}
        for document_id, name, region, sample, status in connection.execute(statuses()):
            held.setdefault(document_id, []).append(Status(status))
            names[document_id], about[document_id] = name, (region, sample)
    for document_id, name, region, sample, totals in reports:
        wanted = [StatedTotal(total["what"], total["count"], Passage(**total["quote"])) for total in totals]
        against: Sequence[int] = [document_id]
        if document_id not in held:
            against = [other for other in held if region is not None and about[other] == (region, sample)]
        for other in against:
            yield from (Checked(name, names[other], check) for check in check_totals(wanted, held[other]))
        if not against:
            yield from (Checked(name, None, check) for check in check_totals(wanted, []))


def sentence(checked: Checked, language: Language) -> str:
    total, held = checked.check.total, checked.check.held
    zh, en = WHAT[total.what]
    if held is None:
        mark, said_zh, said_en = "·", "库中没有可核对的内容", "nothing held to compare"
    else:
        mark = "✓" if checked.check.agrees else "✗"
        said_zh, said_en = f"{checked.held_in} 中为 {held}", f"{held} in {checked.held_in}"
    if language == "zh":
        return f"{mark} {checked.document}：{zh} {total.count}，{said_zh}；原文“{total.quote.text.strip()}”"
    return f"{mark} {checked.document}: {en} {total.count}, {said_en}; the text: “{total.quote.text.strip()}”"
