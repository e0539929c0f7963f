"""Statements for checking totals: what documents state, and how the findings of each document stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from app.db.tables import documents, reports


def stated() -> Select[Any]:
    """Id, name, region, whether invented, and totals of the documents that state any."""
    return (
        select(documents.c.id, documents.c.name, documents.c.region, documents.c.sample, documents.c.totals)
        .where(func.jsonb_array_length(documents.c.totals) > 0)
        .order_by(documents.c.id)
    )


def statuses() -> Select[Any]:
    """Id, name, region of the document and whether it is invented, and the status, of every report."""
    return (
        select(documents.c.id, documents.c.name, documents.c.region, documents.c.sample, reports.c.status)
        .join(reports, reports.c.document_id == documents.c.id)
        .order_by(documents.c.id, reports.c.ordinal)
    )
