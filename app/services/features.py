"""Which site features are there, in the store or in files that were just read?"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Any

from geoalchemy2.shape import to_shape
from sqlalchemy import Engine, RowMapping, select

from app.db.engine import reading_layers
from app.db.statements.features import feature_rows
from app.db.views import areas
from app.services.choosing import chosen
from app.services.filters import Filters
from app.services.reading import Read
from findings.model import Category, Status
from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Precision
from layers.areas import Area
from layers.deadline import DeadlineClass
from layers.feature import SiteFeature, placeless_features, site_features

NAMES = tuple(field.name for field in fields(SiteFeature))
BATCH = 500
"""Rows fetched at a time: a whole export never lies in memory."""


def stored_features(
    engine: Engine, filters: Filters, today: date, *, placeless: bool = False
) -> Generator[SiteFeature]:
    """The stored sites that are meant; with `placeless`, also the findings that name no place."""
    with reading_layers(engine) as connection:
        statement = feature_rows(filters, today, placeless=placeless)
        with connection.execution_options(yield_per=BATCH).execute(statement) as rows:
            yield from map(_feature, rows.mappings())


def page_of_features(engine: Engine, filters: Filters, today: date, limit: int, offset: int) -> list[SiteFeature]:
    """A part of the stored sites that are meant."""
    statement = feature_rows(filters, today, placeless=False).limit(limit).offset(offset)
    with reading_layers(engine) as connection:
        return [_feature(row) for row in connection.execute(statement).mappings()]


def stored_areas(engine: Engine) -> list[Area]:
    """The counties of the store with their outlines, by id."""
    statement = select(areas.c.adcode, areas.c.name, areas.c.geom).where(areas.c.level == "county").order_by(areas.c.id)
    with reading_layers(engine) as connection:
        rows = connection.execute(statement).all()
    return [Area(adcode or "", name, to_shape(outline)) for adcode, name, outline in rows]


def read_features(
    reads: Iterable[Read], filters: Filters, gazetteer: Gazetteer, today: date, *, placeless: bool = False
) -> list[SiteFeature]:
    """The same for documents that were just read; codes of units among the filters stand for their names."""
    named = replace(
        filters,
        township=tuple(_unit_name(gazetteer, unit) for unit in filters.township),
    )
    features: list[SiteFeature] = []
    for read in reads:
        features += site_features(read.document, read.located, today)
        if placeless:
            features += placeless_features(read.document, read.located, today)
    return chosen(features, named)


def _unit_name(gazetteer: Gazetteer, unit: str) -> str:
    place = gazetteer.place(unit) if unit.isdigit() else None
    return place.name if place else unit


def _feature(row: RowMapping) -> SiteFeature:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in NAMES
    }
    return SiteFeature(
        **values
        | {
            "status": Status(row["status"]),
            "categories": tuple(map(Category, row["categories"])),
            "primary_category": Category(row["primary_category"]),
            "deadline_class": DeadlineClass(row["deadline_class"]),
            "kind": Kind(row["kind"]),
            "precision": Precision(row["precision"]),
        }
    )
