"""Which items does a collection of `/ogc` have? Rows that hold a GeoJSON feature as text and the keys of their order.

Pages are cut by the keys of the last item seen, not by counting, so a page stays the same when rows come before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    Subquery,
    Text,
    and_,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from app.db.statements.filtering import chosen_findings, chosen_sites, deadline, due_unreported, overdue
from app.db.tables import SRID
from app.db.views import areas, findings, named_places, sites
from app.services.filters import Filters
from geo.position import BBox

DIGITS_DEG: Final = 9
DIGITS_M: Final = 3
WEB_MERCATOR: Final = 3857

Order = Sequence[tuple[str, bool]]
"""Fields to sort by, each with true for falling; `id` always comes last."""


def source(collection: str, filters: Filters, today: date) -> Subquery:
    """All items of a collection with their id, geometry and fields."""
    made: Select[Any]
    if collection == "sites":
        made = select(
            sites,
            deadline(sites, today).label("deadline"),
            overdue(sites, today).label("overdue"),
            due_unreported(sites, today).label("due_unreported"),
        ).where(chosen_sites(filters, today))
    elif collection == "findings":
        # Points of sites known only roughly are among them, so the largest radius travels with the points.
        shape = (
            select(
                func.ST_Multi(func.ST_Collect(sites.c.geom), type_=sites.c.geom.type).label("geom"),
                func.count().label("sites"),
                func.count(sites.c.geom).label("located"),
                func.max(sites.c.uncertainty_m).label("uncertainty_m"),
            )
            .where(sites.c.finding_id == findings.c.id)
            .lateral("shape")
        )
        made = (
            select(
                findings,
                shape,
                deadline(findings, today).label("deadline"),
                overdue(findings, today).label("overdue"),
                due_unreported(findings, today).label("due_unreported"),
            )
            .join(shape, true())
            .where(chosen_findings(filters, today))
        )
    elif collection == "areas":
        made = select(areas)
    else:
        made = select(named_places).where(named_places.c.kind == "river" if collection == "rivers" else true())
    return made.subquery("item")


def items(
    item: Subquery,
    fields: Iterable[str],
    conditions: Iterable[ColumnElement[bool]],
    order: Order,
    limit: int,
    *,
    srid: int = SRID,
    flipped: bool = False,
) -> Select[Any]:
    """The column `feature`, then one for each key of the order; `flipped` puts latitude first."""
    keys = [item.c[name] for name, _ in order]
    sorting = [
        (key.desc() if falling else key.asc()).nulls_last() for key, (_, falling) in zip(keys, order, strict=True)
    ]
    return (
        select(_feature(item, fields, srid, flipped=flipped).label("feature"), *keys)
        .where(true(), *conditions)
        .order_by(*sorting)
        .limit(limit)
    )


def matched(item: Subquery, conditions: Iterable[ColumnElement[bool]]) -> Select[int]:
    return select(func.count()).select_from(item).where(true(), *conditions)


def extent(item: Subquery) -> Select[Any]:
    """West, south, east and north of all items; nulls when none has a position."""
    box = select(func.ST_Extent(item.c.geom).label("box")).subquery()
    return select(*(getattr(func, name)(box.c.box) for name in ("ST_XMin", "ST_YMin", "ST_XMax", "ST_YMax")))


def after(item: Subquery, order: Order, seen: Sequence[Any]) -> ColumnElement[bool]:
    """True for the items that come after the one with these keys; empty values come last."""
    alternatives = []
    same: list[ColumnElement[bool]] = []
    for (name, falling), value in zip(order, seen, strict=True):
        key = item.c[name]
        if value is not None:
            further = key < value if falling else key > value
            alternatives.append(and_(*same, or_(further, key.is_(None))))
        same.append(key.is_not_distinct_from(value))
    return or_(false(), *alternatives)


def within(item: Subquery, box: BBox) -> ColumnElement[bool]:
    """True for items that the box touches; one across the 180th meridian is two."""
    spans = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    envelopes = [func.ST_MakeEnvelope(west, box.south, east, box.north, SRID) for west, east in spans]
    return or_(*(func.ST_Intersects(item.c.geom, envelope) for envelope in envelopes))


def _feature(item: Subquery, fields: Iterable[str], srid: int, *, flipped: bool) -> ColumnElement[str]:
    shape: ColumnElement[Any] = item.c.geom if srid == SRID else func.ST_Transform(item.c.geom, srid)
    if flipped:
        shape = func.ST_FlipCoordinates(shape)
    digits = DIGITS_M if srid == WEB_MERCATOR else DIGITS_DEG
    # The names are our own, from `app.api.ogc.collections`.
    pairs = [part for name in fields for part in (literal_column(f"'{name}'"), item.c[name])]
    body = func.json_build_object(
        literal_column("'type'"),
        literal_column("'Feature'"),
        literal_column("'id'"),
        item.c.id,
        literal_column("'geometry'"),
        cast(func.ST_AsGeoJSON(shape, digits, 0), JSON),
        literal_column("'properties'"),
        func.json_build_object(*pairs),
    )
    return cast(body, Text)
