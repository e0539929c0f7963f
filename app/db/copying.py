"""How do thousands of rows get into a table at once? By COPY, with their ids drawn beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from app.db.tables import METADATA

_BULK: Final = "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)"


def new_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Ids that nobody else will get, so that rows of several tables can refer to each other before they are stored."""
    return connection.execute(text(_BULK), {"table": table.fullname, "count": count}).scalars().all()


def copy_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Store rows that all have the same keys, in the connection's transaction.

    Geometries are given as EWKT or as hexadecimal EWKB.
    """
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    columns = list(first)
    json = {name for name in columns if isinstance(table.c[name].type, JSONB)}

    def values(row: Mapping[str, Any]) -> list[Any]:
        return [Jsonb(row[name]) if name in json and row[name] is not None else row[name] for name in columns]

    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write_row(values(first))
        for row in waiting:
            copy.write_row(values(row))


def count_anew(connection: Connection) -> None:
    """Let the server count its tables: plans made for empty ones are a hundred times slower on full ones."""
    for table in METADATA.sorted_tables:
        connection.execute(text(f'ANALYZE "{table.name}"'))
