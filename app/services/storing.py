"""How does a document with its places become rows? In one transaction, so that it is stored whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, Engine, Table

from app.db import tables
from app.db.copying import copy_rows, new_ids
from app.db.engine import answering
from app.db.statements import storing as statements
from app.services.placing import Places, Row, area_rows, county_of, mention_rows, place_rows, site_row
from findings.linking import Matter, link
from findings.model import Document, Finding, Located, Site
from gazetteer.index import Gazetteer
from gazetteer.model import Precision
from layers.feature import SAMPLE_NOTICE


@dataclass(frozen=True, slots=True)
class Stored:
    """What a newly stored document brought.

    `again` counts the findings that other documents had reported before. `unlocated` holds place and reason, `unread`
    the finding's ordinal and the line.
    """

    name: str
    document_id: int
    findings: int
    again: int
    sites: Mapping[Precision, int]
    coverage: float
    unread: tuple[tuple[int, str], ...]
    unlocated: tuple[tuple[str, str], ...]


def store(engine: Engine, document: Document, located: Located, gazetteer: Gazetteer, who: str) -> Stored | None:
    """Store a document and all that is in it; None when the same file is stored already."""
    with answering(engine) as connection, connection.begin():
        # "The same file" is decided inside the transaction: two that store it at once wait for each other here.
        document_id = connection.execute(statements.new_document(_document_row(document, located, who))).scalar()
        if document_id is None:
            return None
        again = _Store(connection, document, located, gazetteer, who, document_id).write()
    return Stored(
        name=document.name,
        document_id=document_id,
        findings=len(document.findings),
        again=again,
        sites=Counter(site.precision for site in located.sites),
        coverage=document.coverage,
        unread=tuple((finding.ordinal, text) for finding in document.findings for text in finding.unread),
        unlocated=tuple((site.text, site.reason) for site in located.sites if site.position is None),
    )


@dataclass(frozen=True, slots=True)
class _Store:
    """The writing of one document, table by table, so that every row refers to one that is there."""

    connection: Connection
    document: Document
    located: Located
    gazetteer: Gazetteer
    who: str
    document_id: int

    def write(self) -> int:
        """Write everything below the document; how many findings were held before."""
        places = Places(self.gazetteer, self.located)
        self._changed(tables.places, place_rows(places, self.who))
        self._changed(tables.areas, area_rows(places.counties(self.located.region), self.gazetteer, self.who))
        sites = [(site, site_row(site, places)) for site in self.located.sites]
        links = self._links()
        finding_of = links | self._findings(county_of(sites), links)
        report_of = self._reports(finding_of)
        self._measures(report_of)
        copy_rows(self.connection, tables.mentions, mention_rows(self.located.mentions, report_of, self.document_id))
        self._sites(sites, finding_of, report_of)
        return len(links)

    def _changed(self, table: Table, rows: list[Row]) -> None:
        if rows:
            columns = rows[0].keys() - {"id", "stored_by"}
            self.connection.execute(statements.write_changed(table, self.who, sorted(columns)), rows)

    def _links(self) -> dict[int, int]:
        """The findings, by ordinal, that are held already, with the ids they have."""
        held = [Matter(*row) for row in self.connection.execute(statements.held_matters(self.located.region))]
        return link([Matter(one.ordinal, one.number, one.problem.text) for one in self.document.findings], held)

    def _findings(self, counties: Mapping[int, Row], links: Mapping[int, int]) -> dict[int, int]:
        """Store the findings that are new; gives their ids by ordinal."""
        new = [finding for finding in self.document.findings if finding.ordinal not in links]
        ids = new_ids(self.connection, tables.findings, len(new))
        nowhere: Row = {"county_code": None, "county": None}
        copy_rows(
            self.connection,
            tables.findings,
            (
                {
                    "id": finding_id,
                    "first_document_id": self.document_id,
                    "region": self.located.region,
                    "stored_by": self.who,
                    **counties.get(finding.ordinal, nowhere),
                    **_finding_values(finding),
                }
                for finding_id, finding in zip(ids, new, strict=True)
            ),
        )
        return dict(zip((finding.ordinal for finding in new), ids, strict=True))

    def _reports(self, finding_of: Mapping[int, int]) -> dict[int, int]:
        """Store what the document says of each finding; gives the ids of the reports by ordinal."""
        ids = new_ids(self.connection, tables.reports, len(self.document.findings))
        copy_rows(
            self.connection,
            tables.reports,
            (
                {
                    "id": report_id,
                    "document_id": self.document_id,
                    "finding_id": finding_of[finding.ordinal],
                    "as_of": self.document.as_of or self.document.issued_on,
                    "stored_by": self.who,
                    **_report_values(finding),
                }
                for report_id, finding in zip(ids, self.document.findings, strict=True)
            ),
        )
        return dict(zip((finding.ordinal for finding in self.document.findings), ids, strict=True))

    def _measures(self, report_of: Mapping[int, int]) -> None:
        copy_rows(
            self.connection,
            tables.measures,
            (
                {
                    "report_id": report_of[finding.ordinal],
                    "ordinal": ordinal,
                    "start": measure.start,
                    "end": measure.end,
                    "text": measure.text,
                }
                for finding in self.document.findings
                for ordinal, measure in enumerate(finding.measures, start=1)
            ),
        )

    def _sites(
        self, sites: list[tuple[Site, Row]], finding_of: Mapping[int, int], report_of: Mapping[int, int]
    ) -> None:
        """Store the sites, and the position each has now as the first of its history."""
        ids = new_ids(self.connection, tables.sites, len(sites))
        copy_rows(
            self.connection,
            tables.sites,
            (
                {
                    "id": site_id,
                    "finding_id": finding_of[site.finding],
                    "report_id": report_of[site.finding],
                    "stored_by": self.who,
                    **row,
                }
                for site_id, (site, row) in zip(ids, sites, strict=True)
            ),
        )
        kept = ("geom", "precision", "uncertainty_m", "source")
        copy_rows(
            self.connection,
            tables.site_positions,
            (
                {"site_id": site_id, "why": "read from the document", "stored_by": self.who}
                | {name: row[name] for name in kept}
                for site_id, (_, row) in zip(ids, sites, strict=True)
            ),
        )


def _document_row(document: Document, located: Located, who: str) -> Row:
    return {
        "sha256": document.sha256,
        "name": document.name,
        "format": document.format,
        "title": document.title,
        "kind": document.kind.value,
        "issuer": document.issuer,
        "document_number": document.document_number,
        "inspection_round": document.inspection_round,
        "region": located.region,
        "text": document.text,
        "coverage": document.coverage,
        "totals": [asdict(total) for total in document.totals],
        "sample": document.text.lstrip("\ufeff \n\r\t\u3000").startswith(SAMPLE_NOTICE),
        "issued_on": document.issued_on,
        "as_of": document.as_of,
        "stored_by": who,
    }


def _finding_values(finding: Finding) -> Row:
    """What the finding itself is, whoever reports on it."""
    return {
        "number": finding.number,
        "reference": finding.reference,
        "section": finding.section,
        "subsection": finding.subsection,
        "title": finding.title,
        "problem": finding.problem.text,
        "categories": [category.value for category in finding.categories],
        "primary_category": finding.primary_category.value,
        "sectors": list(finding.sectors),
    }


def _report_values(finding: Finding) -> Row:
    """What this document says of it."""
    dated = [date.fromisoformat(word) for word in finding.deadlines if word not in {"immediate", "ongoing"}]
    return {
        "ordinal": finding.ordinal,
        "number": finding.number,
        "start": finding.start,
        "end": finding.end,
        "problem_start": finding.problem.start,
        "problem_end": finding.problem.end,
        "status": finding.status.status.value,
        "status_text": finding.status.text,
        "progress": finding.status.progress.value if finding.status.progress else None,
        "closure": finding.status.closure.value if finding.status.closure else None,
        "ongoing": finding.status.ongoing,
        "goal": finding.goal.text if finding.goal else None,
        "leaders": list(finding.leaders),
        "lead_units": list(finding.lead_units),
        "responsible_units": list(finding.responsible_units),
        "responsible_persons": finding.responsible_persons,
        "deadline_text": finding.deadline_text,
        "deadlines": list(finding.deadlines),
        "due_on": max(dated, default=None),
        "unread": list(finding.unread),
    }
