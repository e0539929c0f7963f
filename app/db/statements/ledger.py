"""Statements of the ledger: the list of findings, one finding with everything known of it, documents, and numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, case, distinct, func, select

from app.db import tables, views
from app.db.statements.filtering import chosen_findings, chosen_sites, deadline, due_unreported, overdue
from app.services.filters import Filters
from layers.deadline import DONE


def ledger(filters: Filters, today: date, limit: int, offset: int) -> Select[Any]:
    """The findings that are meant, in the order of documents, with how they stand today and their number of sites."""
    finding = views.findings
    sites = (
        select(func.count())
        .select_from(tables.sites)
        .where(tables.sites.c.report_id == finding.c.sites_report_id, tables.sites.c.retired_at.is_(None))
        .scalar_subquery()
    )
    return (
        select(
            finding,
            deadline(finding, today).label("deadline"),
            overdue(finding, today).label("overdue"),
            due_unreported(finding, today).label("due_unreported"),
            sites.label("sites"),
        )
        .where(chosen_findings(filters, today))
        .order_by(finding.c.document_id, finding.c.ordinal, finding.c.id)
        .limit(limit)
        .offset(offset)
    )


def one_finding(finding_id: int, today: date) -> Select[Any]:
    return ledger(Filters(), today, 1, 0).where(views.findings.c.id == finding_id)


def reports_of(finding_id: int) -> Select[Any]:
    """What each document said of a finding, newest first, with its text."""
    report, document = tables.reports, tables.documents
    length = report.c.end - report.c.start
    return (
        select(
            report,
            document.c.name.label("document"),
            func.substr(document.c.text, report.c.start + 1, length).label("text"),
        )
        .join(document, document.c.id == report.c.document_id)
        .where(report.c.finding_id == finding_id)
        .order_by(report.c.as_of.desc().nulls_last(), report.c.id.desc())
    )


def mentions_of(finding_id: int) -> Select[Any]:
    """The places named in the reports of a finding, in text order."""
    mention, report = tables.mentions, tables.reports
    return (
        select(mention)
        .join(report, report.c.id == mention.c.report_id)
        .where(report.c.finding_id == finding_id)
        .order_by(mention.c.report_id, mention.c.start)
    )


def sites_of(finding_id: int) -> Select[Any]:
    """The sites of a finding as they are now, with `lon` and `lat`."""
    site = views.sites
    return (
        select(
            *(site.c[name] for name in ("id", "text", "name", "kind", "admin", "precision", "uncertainty_m", "source")),
            site.c.reason,
            func.ST_X(site.c.geom).label("lon"),
            func.ST_Y(site.c.geom).label("lat"),
        )
        .where(site.c.finding_id == finding_id)
        .order_by(site.c.start, site.c.id)
    )


def document_list() -> Select[Any]:
    """The stored documents without their text, with the number of findings each reports on."""
    document = tables.documents
    kept = ("id", "name", "title", "kind", "issuer", "region", "issued_on", "as_of", "coverage", "sample", "stored_at")
    count = (
        select(func.count()).select_from(tables.reports).where(tables.reports.c.document_id == document.c.id)
    ).scalar_subquery()
    return select(*(document.c[name] for name in kept), count.label("findings")).order_by(document.c.id)


def finding_numbers(filters: Filters, today: date) -> Select[int, int, int, int, int]:
    """How many findings are meant, and how they stand."""
    finding = views.findings
    return select(
        func.count().label("findings"),
        func.count(case((finding.c.status.in_(sorted(DONE)), 1))).label("completed"),
        func.count(case((finding.c.status == "on_schedule", 1))).label("on_schedule"),
        func.count(case((overdue(finding, today), 1))).label("overdue"),
        func.count(case((due_unreported(finding, today), 1))).label("due_unreported"),
    ).where(chosen_findings(filters, today))


def site_numbers(filters: Filters, today: date) -> Select[Any]:
    """How many sites are meant, by precision."""
    site = views.sites
    return (
        select(site.c.precision, func.count(distinct(site.c.id)).label("sites"))
        .where(chosen_sites(filters, today))
        .group_by(site.c.precision)
    )


def filter_choices() -> dict[str, Select[Any]]:
    """The values that a filter can be set to, for the lists of a form."""
    site = views.sites
    return {
        "county": select(site.c.county).distinct().where(site.c.county.is_not(None)).order_by(site.c.county),
        "document": select(tables.documents.c.name).order_by(tables.documents.c.name),
    }
