"""How do we reach the database? One engine per URL, and one sentence when nobody answers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from app.errors import NoDatabase


def connect(url: str) -> Engine:
    """An engine for the URL; opens no connection yet.

    Raises
    ------
    NoDatabase
        When the URL cannot be read or is not one of PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise NoDatabase(
            "数据库地址无法识别；应形如 postgresql://用户:密码@主机:5432/数据库。",
            "the database address cannot be read; it should look like postgresql://user:password@host:5432/database.",
        ) from error
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise NoDatabase(
            f"数据库地址以 {parsed.drivername} 开头；本系统只使用带 PostGIS 的 PostgreSQL。",
            f"the database address begins with {parsed.drivername}; only PostgreSQL with PostGIS is supported.",
        )
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "application_name": "zhenggai"},
    )


@contextlib.contextmanager
def answering(engine: Engine) -> Iterator[Connection]:
    """A connection outside any transaction of ours, or the sentence that says why there is none."""
    try:
        connection = engine.connect()
    except OperationalError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise NoDatabase(
            f"无法连接数据库 {shown}；请运行 zhenggai db up，或检查 ZHENGGAI_DATABASE_URL。",
            f"no database answers at {shown}; run `zhenggai db up`, or check ZHENGGAI_DATABASE_URL.",
        ) from error
    with connection:
        yield connection
