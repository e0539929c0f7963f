"""How do we reach the database? One engine for a URL, one sentence when nobody answers, one role for map layers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from app.db.errors import DatabaseUnavailable

LAYERS_ROLE: Final = "zhenggai_layers"
"""The role that can read schema `layers` and nothing else."""


def connect(url: str) -> Engine:
    """An engine for a URL of `app.db.cluster.database_url`; opens no connection yet."""
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "application_name": "zhenggai"},
    )


@contextlib.contextmanager
def answering(engine: Engine) -> Iterator[Connection]:
    """A connection, with nothing begun on it, or the sentence that says why there is none."""
    try:
        connection = engine.connect()
    except OperationalError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise DatabaseUnavailable(
            f"无法连接数据库 {shown}；请运行 zhenggai db up，或检查 ZHENGGAI_DATABASE_URL。",
            f"no database answers at {shown}; run `zhenggai db up`, or check ZHENGGAI_DATABASE_URL.",
        ) from error
    with connection:
        yield connection


@contextlib.contextmanager
def reading_layers(engine: Engine) -> Iterator[Connection]:
    """A read-only transaction that sees the map layers and nothing else, where the server let us make the role."""
    with answering(engine) as connection, connection.begin():
        connection.execute(text("SET TRANSACTION READ ONLY"))
        may = connection.execute(
            text("SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = :role"), {"role": LAYERS_ROLE}
        ).scalar()
        if may:
            connection.execute(text(f"SET LOCAL ROLE {LAYERS_ROLE}"))
        yield connection
