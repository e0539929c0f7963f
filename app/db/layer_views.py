"""Which views does schema `layers` have for single layers? One for each layer of sites in the catalog, made from it.

They hold the columns of `layers.sites` and `class`, for clients that colour by one column, such as QGIS. They follow
from the catalog, so an upgrade writes them anew and adding a layer needs no migration. Days are the server's.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, inspect, select
from sqlalchemy.dialects import postgresql

from app.db.statements.filtering import deadline_class, first_unit
from app.db.views import sites
from layers.catalog import LAYERS, Layer


def write_layer_views(connection: Connection) -> None:
    """Write the views anew; without `layers.sites`, as after an upgrade to an early revision, there are none."""
    if "sites" not in inspect(connection).get_view_names(schema="layers"):
        return
    for layer in LAYERS.values():
        if layer.features == "sites":
            made = layer_view(layer).compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})  # type: ignore[no-untyped-call]  # the dialect's constructor is not annotated
            connection.exec_driver_sql(f'DROP VIEW IF EXISTS layers."{layer.key}"')
            connection.exec_driver_sql(f'CREATE VIEW layers."{layer.key}" AS {made}')


def layer_view(layer: Layer) -> Select[Any]:
    """The sites of a layer with the value that it colours by."""
    statement = select(sites, _class_of(sites, layer.colour_by).label("class"))
    return statement.where(sites.c.kind.in_(layer.kinds)) if layer.kinds else statement


def _class_of(view: FromClause, colour_by: str) -> ColumnElement[Any]:
    if colour_by == "deadline_class":
        return deadline_class(view, func.current_date())
    return first_unit(view) if colour_by == "unit" else view.c[colour_by]
