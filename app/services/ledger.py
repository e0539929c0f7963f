"""What does the store know of a finding, and of all of them together?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, RowMapping

from app.db.engine import answering
from app.db.statements import ledger as statements
from app.errors import NotThere
from app.services.filters import Filters

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `mark` says what is known of it when it is the name of a place."""

    text: str
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one document said of a finding; `pieces` joined are its text."""

    row: RowMapping
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """Everything known of one finding; reports newest first."""

    row: RowMapping
    reports: Sequence[Report]
    sites: Sequence[RowMapping]


def list_findings(
    engine: Engine, filters: Filters, today: date, limit: int, offset: int
) -> tuple[Sequence[RowMapping], int]:
    """A page of the findings that are meant, and how many there are in all."""
    with answering(engine) as connection:
        rows = connection.execute(statements.ledger(filters, today, limit, offset)).mappings().all()
        total = connection.execute(statements.finding_numbers(filters, today)).mappings().one()["findings"]
    return rows, total


def finding_record(engine: Engine, finding_id: str, today: date) -> FindingRecord:
    """One finding by its id as it stands in an address.

    Raises
    ------
    NotThere
    """
    number = int(finding_id) if finding_id.isascii() and finding_id.isdigit() and len(finding_id) < 20 else 0
    with answering(engine) as connection:
        row = (
            connection.execute(statements.one_finding(number, today)).mappings().first()
            if 0 < number <= LARGEST_ID
            else None
        )
        if row is None:
            raise NotThere(f"没有编号为“{finding_id[:40]}”的问题。", f"there is no finding “{finding_id[:40]}”.")
        reports = connection.execute(statements.reports_of(number)).mappings().all()
        mentions = connection.execute(statements.mentions_of(number)).mappings().all()
        sites = connection.execute(statements.sites_of(number)).mappings().all()
    return FindingRecord(
        row,
        [
            Report(
                report, marked(report["text"], report["start"], [m for m in mentions if m["report_id"] == report["id"]])
            )
            for report in reports
        ],
        sites,
    )


def marked(text: str, start: int, mentions: Iterable[RowMapping]) -> list[Piece]:
    """The text, which begins at `start` of its document, cut at the places named in it; `mentions` in text order."""
    pieces: list[Piece] = []
    at = 0
    for mention in mentions:
        begin, end = mention["start"] - start, mention["end"] - start
        if begin < at or end > len(text):
            continue
        chain = " › ".join((*mention["admin"], mention["name"]))
        note = f"{chain}（{mention['reason']}）" if mention["reason"] else chain
        pieces += [Piece(text[at:begin]), Piece(text[begin:end], note)]
        at = end
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]


def list_documents(engine: Engine) -> Sequence[RowMapping]:
    with answering(engine) as connection:
        return connection.execute(statements.document_list()).mappings().all()


def numbers(engine: Engine, filters: Filters, today: date) -> dict[str, Any]:
    """How many findings and sites are meant, how the findings stand and how precisely the sites are known."""
    with answering(engine) as connection:
        counted = dict(connection.execute(statements.finding_numbers(filters, today)).mappings().one())
        sites = {row.precision: row.sites for row in connection.execute(statements.site_numbers(filters, today))}
    return counted | {"sites": sum(sites.values()), "sites_by_precision": sites}


def choices(engine: Engine) -> dict[str, Sequence[str]]:
    """What the filters of the ledger can be set to."""
    with answering(engine) as connection:
        return {name: connection.execute(query).scalars().all() for name, query in statements.filter_choices().items()}
