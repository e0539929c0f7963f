"""Statements about the places of the office's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Delete,
    Select,
    Text,
    Update,
    and_,
    any_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    update,
)

from app.db.tables import office_held, office_names, office_places, office_sources, office_state
from gazetteer.office import BUILT_IN, path_range

_P = office_places.c
COLUMNS = (
    _P.id, _P.entity, _P.source, _P.name, _P.kind, func.ST_X(_P.geom), func.ST_Y(_P.geom), _P.precision,
    _P.uncertainty_m, _P.extent_m, _P.aliases, _P.held, _P.code, func.ST_AsBinary(_P.shape), _P.placed_at, _P.placed_by,
)  # fmt: skip


def state() -> Select[Any]:
    return select(office_state.c.database, office_state.c.stamp)


def new_stamp() -> Update:
    """Mark a change; whoever else changes anything waits here until it is done."""
    return update(office_state).values(stamp=text("gen_random_uuid()::text"))


def all_sources() -> Select[Any]:
    return select(office_sources).order_by(office_sources.c.key)


def places_of_sources() -> Select[Any]:
    """The number of places of each source, and the highest of their own numbers, which every change raises."""
    return select(_P.source, func.count(), func.max(_P.n)).group_by(_P.source).order_by(_P.source)


def places_named(keys: Sequence[str], paths: Sequence[str] | None) -> Select[Any]:
    bearing = select(office_names.c.n).where(office_names.c.key == _one_of(keys))
    found = select(*COLUMNS).where(_P.n.in_(bearing)).order_by(_P.source, _P.id)
    return found if paths is None else found.where(exists().where(office_held.c.n == _P.n, _within(paths)))


def places_with(column: str, values: Sequence[str]) -> Select[Any]:
    """Every place whose id, or entity, is one of these."""
    return select(*COLUMNS).where(_P[column] == _one_of(values)).order_by(_P.source, _P.id)


def built_in_entities() -> Select[Any]:
    low, high = path_range(BUILT_IN)
    return select(_P.entity).distinct().where(_P.entity >= low, _P.entity < high)


def names_within(paths: Sequence[str]) -> Select[Any]:
    held = select(office_held.c.n).where(_within(paths))
    return select(_P.name, _P.entity, _P.id, _P.kind, _P.aliases).where(_P.n.in_(held)).order_by(_P.source, _P.id)


def places_beginning(key: str, most: int) -> Select[Any]:
    size = func.min(func.length(office_names.c.key)).label("size")
    begins = and_(office_names.c.key >= key, office_names.c.key < key + "\U0010ffff")
    found = select(office_names.c.n, size).where(begins).group_by(office_names.c.n).subquery()
    return select(*COLUMNS).join(found, found.c.n == _P.n).order_by(found.c.size, _P.name, _P.source, _P.id).limit(most)


def all_places(source: str | None) -> Select[Any]:
    found = select(*COLUMNS).order_by(_P.source, _P.id)
    return found if source is None else found.where(_P.source == source)


def without_source(key: str) -> Delete:
    """Remove a source; its places go with it."""
    return delete(office_sources).where(office_sources.c.key == key)


def without_places(source: str, ids: Sequence[str]) -> Delete:
    return delete(office_places).where(_P.source == source, _P.id == _one_of(ids))


def new_numbers(count: int) -> Select[Any]:
    """Draw numbers for new places, so that their names can refer to them before they are stored."""
    drawn = func.nextval(func.pg_get_serial_sequence("office_places", "n"))
    return select(drawn).select_from(func.generate_series(1, count).alias("counted"))


def _one_of(values: Sequence[str]) -> ColumnElement[Any]:
    """An array bound as one value, however many there are."""
    return any_(literal(list(values), ARRAY(Text)))


def _within(paths: Sequence[str]) -> ColumnElement[bool]:
    ranges = [path_range(path) for path in paths]
    return or_(*(and_(office_held.c.path >= low, office_held.c.path < high) for low, high in ranges))
