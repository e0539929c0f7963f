"""Which features does a layer or an export have? Rows that spell a `SiteFeature`, or its GeoJSON put together by PostGIS."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from geoalchemy2 import Geography
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Float,
    FromClause,
    Numeric,
    Select,
    String,
    Text,
    case,
    cast,
    distinct,
    func,
    literal,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)

from app.db.statements.filtering import (
    chosen_placeless,
    chosen_sites,
    deadline,
    deadline_class,
    due_unreported,
    first_unit,
    overdue,
)
from app.db.views import areas, findings, sites
from app.services.filters import Filters
from layers.deadline import DONE

DIGITS: Final = 7
"""Decimals of a degree in GeoJSON: a centimetre, far below any uncertainty here."""

COMMON: Final = (
    "number",
    "section",
    "title",
    "problem",
    "status",
    "status_text",
    "categories",
    "primary_category",
    "deadline_text",
    "lead_units",
    "responsible_units",
    "goal",
    "measures",
    "sample",
)
PLACED: Final = (
    "county",
    "county_code",
    "township",
    "name",
    "text",
    "kind",
    "admin",
    "place_id",
    "precision",
    "uncertainty_m",
    "source",
)

PLACELESS_REASON: Final = "该问题未写明具体地点"


def features(filters: Filters, today: date, *, placeless: bool) -> Select[Any]:
    """One row for each site that is meant, columns named as in `SiteFeature`, in no order yet.

    Parameters
    ----------
    placeless
        Also one row, without a position, for each finding that names no place.
    """
    placed = select(
        cast(sites.c.id, Text).label("id"),
        *_of_finding(sites, sites.c.finding_id, today),
        *(sites.c[name] for name in PLACED),
        sites.c.reason,
        sites.c.geom,
        sites.c.document_id,
        sites.c.start,
    ).where(chosen_sites(filters, today))
    if not placeless:
        rows = placed.subquery("feature")
    else:
        bare: Select[Any] = select(
            (literal("finding-") + cast(findings.c.id, Text)).label("id"),
            *_of_finding(findings, findings.c.id, today),
            *(_nothing(name).label(name) for name in PLACED),
            literal(PLACELESS_REASON).label("reason"),
            cast(null(), sites.c.geom.type).label("geom"),
            findings.c.document_id,
            literal(0).label("start"),
        ).where(chosen_placeless(filters, today))
        rows = union_all(placed, bare).subquery("feature")
    return select(rows)


def feature_rows(filters: Filters, today: date, *, placeless: bool) -> Select[Any]:
    """The same in the order of documents and texts, with `lon` and `lat` instead of the geometry."""
    rows = features(filters, today, placeless=placeless).subquery()
    plain = [column for column in rows.c if column.name != "geom"]
    return select(*plain, func.ST_X(rows.c.geom).label("lon"), func.ST_Y(rows.c.geom).label("lat")).order_by(
        rows.c.document_id, rows.c.finding, rows.c.start, rows.c.id
    )


def feature_json(filters: Filters, today: date) -> Select[str]:
    """One GeoJSON feature, as text, for each site that is meant and each finding without one."""
    rows = features(filters, today, placeless=True).subquery()
    names = [name for name in rows.c.keys() if name not in {"id", "geom", "document_id", "start"}]  # noqa: SIM118 - a collection of columns
    return select(_feature(rows.c.id, rows.c.geom, [(name, rows.c[name]) for name in names])).order_by(
        rows.c.document_id, rows.c.finding, rows.c.start, rows.c.id
    )


def area_counts(filters: Filters, today: date) -> Select[Any]:
    """For each county its id, code and name, and how its findings that are meant stand."""
    counted = (
        select(
            sites.c.county_code,
            func.count(distinct(sites.c.finding_id)).label("findings"),
            func.count(distinct(case((sites.c.status.in_(sorted(DONE)), sites.c.finding_id)))).label("completed"),
            func.count(distinct(case((overdue(sites, today), sites.c.finding_id)))).label("overdue"),
        )
        .where(chosen_sites(filters, today), sites.c.county_code.is_not(None))
        .group_by(sites.c.county_code)
        .subquery("counted")
    )
    total = func.coalesce(counted.c.findings, 0)
    share = func.round(counted.c.completed / func.nullif(cast(total, Numeric), 0), 4)
    return (
        select(
            areas.c.id,
            areas.c.adcode,
            areas.c.name,
            areas.c.level,
            areas.c.source,
            total.label("findings"),
            func.coalesce(counted.c.completed, 0).label("completed"),
            cast(share, Float).label("share_completed"),
            func.coalesce(counted.c.overdue, 0).label("overdue"),
            cast(func.round(cast(func.ST_Area(cast(areas.c.geom, Geography)) / 1e6, Numeric), 1), Float).label("km2"),
        )
        .select_from(areas.outerjoin(counted, counted.c.county_code == areas.c.adcode))
        .where(areas.c.level == "county")
        .order_by(areas.c.id)
    )


def _of_finding(view: FromClause, finding_id: ColumnElement[int], today: date) -> Sequence[ColumnElement[Any]]:
    return [
        view.c.document,
        view.c.ordinal.label("finding"),
        *(view.c[name] for name in COMMON),
        deadline(view, today).label("deadline"),
        overdue(view, today).label("overdue"),
        due_unreported(view, today).label("due_unreported"),
        deadline_class(view, today).label("deadline_class"),
        first_unit(view).label("unit"),
        (literal("/findings/") + cast(finding_id, Text)).label("finding_url"),
    ]


def _nothing(name: str) -> ColumnElement[Any]:
    """What a feature without a place has in a column of places."""
    given = {"kind": "other", "precision": "unlocated", "name": "", "text": "", "source": ""}
    if name in given:
        return literal(given[name], String)
    if name == "admin":
        return cast(literal([], ARRAY(Text)), ARRAY(Text))
    return cast(null(), sites.c[name].type)


def _feature(
    identity: ColumnElement[Any], geometry: ColumnElement[Any], properties: Sequence[tuple[str, ColumnElement[Any]]]
) -> ColumnElement[str]:
    pairs = [part for name, value in properties for part in (literal_column(f"'{name}'"), value)]
    body = func.json_build_object(
        literal_column("'type'"),
        literal_column("'Feature'"),
        literal_column("'id'"),
        identity,
        literal_column("'geometry'"),
        cast(func.ST_AsGeoJSON(geometry, DIGITS), JSON),
        literal_column("'properties'"),
        func.json_build_object(*pairs),
    )
    return type_coerce(cast(body, Text), Text).label("feature")
