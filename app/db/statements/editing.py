"""Statements of corrections: a site as it is now, its history, its new position."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, func, insert, literal, select, update

from app.db.tables import SRID, documents, findings, reports, site_positions, sites

NOW = ("geom", "precision", "uncertainty_m", "source")


def site_now(site_id: int, *, lock: bool = False) -> Select[Any]:
    """A site with its document, `lon`, `lat` and `version`, the id of its newest position."""
    version = select(func.max(site_positions.c.id)).where(site_positions.c.site_id == sites.c.id).scalar_subquery()
    statement = (
        select(
            *(column for column in sites.c if column.name != "geom"),
            *_degrees(sites.c.geom),
            version.label("version"),
            documents.c.id.label("document_id"),
            documents.c.name.label("document"),
            documents.c.region,
            reports.c.ordinal,
            reports.c.start.label("report_start"),
            reports.c.end.label("report_end"),
            findings.c.title,
            func.substr(documents.c.text, reports.c.start + 1, reports.c.end - reports.c.start).label("said"),
        )
        .join(reports, reports.c.id == sites.c.report_id)
        .join(documents, documents.c.id == reports.c.document_id)
        .join(findings, findings.c.id == sites.c.finding_id)
        .where(sites.c.id == site_id)
    )
    return statement.with_for_update(of=sites) if lock else statement


def history(site_id: int) -> Select[Any]:
    """Every position a site ever had, newest first."""
    kept = site_positions.c
    return (
        select(
            kept.id, *_degrees(kept.geom), kept.precision, kept.uncertainty_m, kept.source, kept.why, kept.stored_at,
            kept.stored_by,
        )
        .where(kept.site_id == site_id)
        .order_by(kept.id.desc())
    )  # fmt: skip


def move(site_id: int, values: dict[str, Any], who: str) -> Executable:
    return (
        update(sites)
        .where(sites.c.id == site_id)
        .values(**values, positioned_by=None, changed_at=func.now(), changed_by=who)
    )


def remember(site_id: int, values: dict[str, Any], why: str, who: str) -> Executable:
    """Add to the history; gives the new version."""
    kept = {name: values[name] for name in NOW}
    return insert(site_positions).values(site_id=site_id, **kept, why=why, stored_by=who).returning(site_positions.c.id)


def point(lon: float, lat: float) -> str:
    return f"SRID={SRID};POINT({lon!r} {lat!r})"


def _degrees(geometry: ColumnElement[Any]) -> tuple[ColumnElement[float], ColumnElement[float]]:
    return func.ST_X(geometry).label("lon"), func.ST_Y(geometry).label("lat")


def relocate(site_id: int, values: dict[str, Any], who: str) -> Executable:
    """Give a site what the gazetteer knows now."""
    return update(sites).where(sites.c.id == site_id).values(**values, changed_at=func.now(), changed_by=who)


def sites_of_document(document_id: int) -> Select[Any]:
    """The sites that a document's reports speak of, as they are now; locked until the end of the transaction."""
    names = ("id", "zone", "start", "end", "precision", "uncertainty_m", "source", "place_id")
    return (
        select(*(sites.c[name] for name in names), *_degrees(sites.c.geom), reports.c.ordinal)
        .join(reports, reports.c.id == sites.c.report_id)
        .where(reports.c.document_id == document_id, sites.c.retired_at.is_(None))
        .order_by(sites.c.id)
        .with_for_update(of=sites)
    )


def remember_as_it_is(site_id: int, why: str, who: str) -> Executable:
    """Add the position a site has to its history once more: a person looked at it."""
    kept = [sites.c[name] for name in NOW]
    row = select(sites.c.id, *kept, literal(why), literal(who)).where(sites.c.id == site_id)
    return insert(site_positions).from_select(["site_id", *NOW, "why", "stored_by"], row)
