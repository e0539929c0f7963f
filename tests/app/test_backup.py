"""A backup brings everything back, and a broken one takes nothing away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from app.db import backup as backup_module
from app.db.backup import backup, restore
from app.db.cluster import Cluster, libpq_url
from app.db.errors import BackupFailed
from geo.errors import UsageError


@pytest.fixture
def stored(database_url: str) -> str:
    """A database whose schema is ours, with one more table that tells its states apart."""
    run(database_url, "CREATE TABLE state AS SELECT 'as backed up' AS is_")
    return database_url


def run(url: str, statement: str) -> object:
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return None if cursor.description is None else (cursor.fetchone() or (None,))[0]


def nothing(_url: str) -> None:
    """The schema of the backup is the newest one already."""


def databases(cluster: Cluster) -> set[object]:
    with psycopg.connect(libpq_url(cluster.url("postgres"))) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


def test_a_restore_brings_back_what_was_backed_up(stored: str, tmp_path: Path, postgres: Cluster) -> None:
    file = tmp_path / "备份 1.dump"
    backup(stored, file)
    run(stored, "UPDATE state SET is_ = 'changed since'")
    before = databases(postgres)
    restore(stored, file, nothing)
    assert run(stored, "SELECT is_ FROM state") == "as backed up"
    assert run(stored, "SELECT count(*) FROM spatial_ref_sys WHERE srid = 4326") == 1
    assert databases(postgres) == before


def test_what_the_map_may_read_comes_back_with_it(stored: str, tmp_path: Path) -> None:
    file = tmp_path / "dump"
    backup(stored, file)
    restore(stored, file, nothing)
    readable = "SELECT has_table_privilege('zhenggai_layers', 'layers.sites', 'SELECT')"
    assert run(stored, readable) is True
    hidden = "SELECT has_table_privilege('zhenggai_layers', 'public.documents', 'SELECT')"
    assert run(stored, hidden) is False


def test_people_who_are_connected_do_not_keep_a_restore_from_happening(stored: str, tmp_path: Path) -> None:
    file = tmp_path / "dump"
    backup(stored, file)
    with psycopg.connect(libpq_url(stored)) as connected:
        connected.execute("SELECT 1")
        restore(stored, file, nothing)
        with pytest.raises(psycopg.OperationalError):
            connected.execute("SELECT 1")
    assert run(stored, "SELECT is_ FROM state") == "as backed up"


def cut_short(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3])


def other_text(file: Path) -> None:
    file.write_text("这不是备份", encoding="utf-8")


def empty(file: Path) -> None:
    file.write_bytes(b"")


def gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("spoil", [cut_short, other_text, empty, gone])
def test_a_broken_backup_leaves_the_stored_data_alone(
    stored: str, tmp_path: Path, postgres: Cluster, spoil: Callable[[Path], None]
) -> None:
    file = tmp_path / "dump"
    backup(stored, file)
    run(stored, "UPDATE state SET is_ = 'changed since'")
    spoil(file)
    before = databases(postgres)
    with pytest.raises(BackupFailed, match="dump"):
        restore(stored, file, nothing)
    assert run(stored, "SELECT is_ FROM state") == "changed since"
    assert databases(postgres) == before


def test_a_schema_that_cannot_be_brought_up_to_date_leaves_the_stored_data_alone(
    stored: str, tmp_path: Path, postgres: Cluster
) -> None:
    def newer(_url: str) -> None:
        raise UsageError("由更新版本的程序建立", "made by a newer program")

    file = tmp_path / "dump"
    backup(stored, file)
    run(stored, "UPDATE state SET is_ = 'changed since'")
    before = databases(postgres)
    with pytest.raises(UsageError, match="newer program"):
        restore(stored, file, newer)
    assert run(stored, "SELECT is_ FROM state") == "changed since"
    assert databases(postgres) == before


def test_a_dump_of_another_product_is_refused(stored: str, postgres: Cluster, tmp_path: Path) -> None:
    file = tmp_path / "dump"
    backup(postgres.url("postgres"), file)
    with pytest.raises(BackupFailed, match="no backup of this product"):
        restore(stored, file, nothing)


def test_a_folder_that_is_not_there_is_named(stored: str, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="missing/dump"):
        backup(stored, tmp_path / "missing" / "dump")


def test_a_failed_backup_keeps_the_one_before(stored: str, tmp_path: Path) -> None:
    file = tmp_path / "dump"
    file.write_text("the one before")
    absent = make_url(stored).set(database="absent").render_as_string(hide_password=False)
    with pytest.raises(BackupFailed, match="absent"):
        backup(absent, file)
    assert file.read_text() == "the one before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_password_is_on_no_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@" > "$0.arguments"\nenv > "$0.environment"\n')
    program.chmod(0o755)
    monkeypatch.setattr(backup_module, "find_client", lambda _name: program)
    backup("postgresql+psycopg://clerk:geheim@db.example:5433/map?sslmode=require", tmp_path / "dump")
    assert "geheim" not in (tmp_path / "pg_dump.arguments").read_text()
    environment = (tmp_path / "pg_dump.environment").read_text().splitlines()
    assert {"PGPASSWORD=geheim", "PGHOST=db.example", "PGPORT=5433", "PGSSLMODE=require"} <= set(environment)
