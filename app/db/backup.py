"""How is the whole store written to a file and brought back? By PostgreSQL's own pg_dump and pg_restore.

A restore fills a database of its own beside the stored one and swaps their names only when all of it is good, so a
broken file leaves the stored data alone. Works for the private cluster and for any other server.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from psycopg.pq import Conninfo
from sqlalchemy import make_url

from app.db.cluster import libpq_url
from app.db.errors import BackupFailed
from app.db.postgres_programs import find_client

# Roles belong to the server and are not part of a dump, but the dump's grants name this one.
LAYERS_ROLE: Final = "zhenggai_layers"


def backup(url: str, file: Path) -> None:
    """Write the whole database to a file; an existing one is replaced only by a complete new one.

    Raises
    ------
    BackupFailed
        Naming the file and what pg_dump or the disk said.
    """
    partial = file.with_name(f".{file.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        with partial.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)  # findings may name persons
            _run("pg_dump", url, "-Fc", stdout=out.fileno())
            os.fsync(out.fileno())
        partial.replace(file)
    except (OSError, _ProgramFailed) as error:
        raise BackupFailed(
            f"无法写入备份 {file}：{error}", f"the backup {file} could not be written: {error}"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def restore(url: str, file: Path, prepare: Callable[[str], object]) -> None:
    """Replace the database by what a backup holds; people connected to it are cut off at the very end.

    Parameters
    ----------
    prepare
        Called with the address of the filled database before it takes its place: brings its schema up to date, and
        raises when it cannot.

    Raises
    ------
    BackupFailed
        When the file is no backup of ours or is damaged; the stored data is as it was.
    """
    if not file.is_file():
        raise BackupFailed(f"没有备份文件 {file}。", f"there is no backup file {file}.")
    with _spare_database(url) as spare:
        try:
            with psycopg.connect(libpq_url(spare), autocommit=True) as connection:
                granted = _ensure_role(connection)
            privileges = [] if granted else ["--no-privileges"]
            target = make_url(spare).database or ""
            _run(
                "pg_restore",
                spare,
                *("--exit-on-error", "--no-owner", "--no-comments", *privileges, "-d", target, str(file.absolute())),
            )
        except (_ProgramFailed, psycopg.Error) as error:
            raise BackupFailed(
                f"无法从 {file} 恢复，现有数据未改动；请确认它是 zhenggai db backup 写出的完整文件：{error}",
                f"{file} could not be restored, the stored data is as it was; "
                f"is it a complete file written by `zhenggai db backup`? {error}",
            ) from error
        _check_is_ours(spare, file)
        prepare(spare)
        _swap(url, spare)


class _ProgramFailed(Exception):
    """What pg_dump or pg_restore said last."""


def _run(program: str, url: str, *options: str, stdout: int = subprocess.DEVNULL) -> None:
    result = subprocess.run(
        [str(find_client(program)), "--no-password", *options],
        env=_environment(url),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if result.returncode:
        raise _ProgramFailed(result.stderr.strip())


def _environment(url: str) -> dict[str, str]:
    """The address as libpq's own variables: on the command line, everybody on the machine could read the password."""
    variable_of = {option.keyword.decode(): (option.envvar or b"").decode() for option in Conninfo.get_defaults()}
    given = psycopg.conninfo.conninfo_to_dict(libpq_url(url))
    named = {variable_of[key]: str(value) for key, value in given.items() if variable_of[key]}
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | named


@contextlib.contextmanager
def _spare_database(url: str) -> Iterator[str]:
    """The address of an empty database on the same server, dropped at the end unless it was renamed meanwhile."""
    name = f"zhenggai_restore_{uuid.uuid4().hex[:12]}"
    try:
        with psycopg.connect(_maintenance(url), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
    except psycopg.Error as error:
        raise BackupFailed(
            f"数据库服务器不允许新建数据库，无法恢复：{error}",
            f"the database server lets us make no database to restore into: {error}",
        ) from error
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(_maintenance(url), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _ensure_role(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    """True when the role that the dump's grants name exists, made now if need be and allowed."""
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LAYERS_ROLE]).fetchone()
    if found is not None:
        return True
    try:
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(LAYERS_ROLE)))
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def _check_is_ours(url: str, file: Path) -> None:
    with psycopg.connect(libpq_url(url)) as connection:
        found = connection.execute("SELECT to_regclass('public.documents'), to_regclass('public.alembic_version')")
        if None in (found.fetchone() or (None,)):
            raise BackupFailed(
                f"{file} 不是本系统的备份，现有数据未改动。",
                f"{file} is no backup of this product; the stored data is as it was.",
            )


def _swap(url: str, spare: str) -> None:
    """Give the spare database the stored one's name, in one transaction."""
    stored, fresh = (make_url(address).database or "" for address in (url, spare))
    retired = f"zhenggai_retired_{uuid.uuid4().hex[:12]}"
    name = {role: sql.Identifier(value) for role, value in (("stored", stored), ("fresh", fresh), ("retired", retired))}
    with psycopg.connect(_maintenance(url), autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {stored} ALLOW_CONNECTIONS false").format(**name))
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN (%s, %s)",
                [stored, fresh],
            )
            with connection.transaction():
                connection.execute(sql.SQL("ALTER DATABASE {stored} RENAME TO {retired}").format(**name))
                connection.execute(sql.SQL("ALTER DATABASE {fresh} RENAME TO {stored}").format(**name))
        except psycopg.Error:
            connection.execute(sql.SQL("ALTER DATABASE {stored} ALLOW_CONNECTIONS true").format(**name))
            raise
        connection.execute(sql.SQL("DROP DATABASE {retired} WITH (FORCE)").format(**name))


def _maintenance(url: str) -> str:
    """The address of the server's `postgres` database, from which others can be renamed."""
    return libpq_url(make_url(url).set(database="postgres").render_as_string(hide_password=False))
