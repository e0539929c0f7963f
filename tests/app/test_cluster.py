"""The private cluster: started once, back after a kill, closed to the network, and clear about what is in its way."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from app.db import cluster as cluster_module
from app.db.cluster import SOCKET_NAME, SOCKET_PATH_MAX_BYTES, Cluster, database_url, libpq_url
from app.db.errors import DatabaseUnavailable
from app.db.postgres_programs import find_server
from app.settings import Settings

pytestmark = pytest.mark.database


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the unprivileged database user can enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="zhenggai-cluster-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    for found in path.rglob("PG_VERSION"):
        if found.parent.name == "data":
            Cluster(found.parents[1]).stop()
    shutil.rmtree(path)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    started = Cluster(folder / "整改 data's" / "cluster", durable=False)
    started.start()
    yield started
    started.stop()


def answer(cluster: Cluster, statement: str) -> object:
    with psycopg.connect(libpq_url(cluster.url("postgres")), autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
        assert row is not None
        return row[0]


def test_serves_below_a_folder_with_spaces_quotes_and_chinese(cluster: Cluster) -> None:
    assert cluster.running()
    cluster.ensure_database("map")
    cluster.ensure_database("map")
    with psycopg.connect(libpq_url(cluster.url("map"))) as connection:
        row = connection.execute("SELECT postgis_lib_version(), show_trgm('污水处理厂') <> '{}'").fetchone()
        assert row is not None
        assert row[1] is True, "under locale C, trigrams of Chinese text would be empty"


def test_listens_on_no_network_address_and_its_folder_is_closed_to_others(cluster: Cluster) -> None:
    assert answer(cluster, "SHOW listen_addresses") == ""
    assert (cluster.root.stat().st_mode & 0o777, cluster.socket_dir.stat().st_mode & 0o777) == (0o700, 0o700)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_root_hands_the_server_to_an_unprivileged_user(cluster: Cluster) -> None:
    assert cluster.data.stat().st_uid == pwd.getpwnam("postgres").pw_uid


def test_starting_and_stopping_twice_changes_nothing(cluster: Cluster) -> None:
    since = answer(cluster, "SELECT pg_postmaster_start_time()")
    assert cluster.start() is False
    assert answer(cluster, "SELECT pg_postmaster_start_time()") == since
    assert cluster.stop() is True
    assert cluster.stop() is False
    assert not cluster.running()


def test_many_starts_at_once_give_one_server(folder: Path) -> None:
    clusters = [Cluster(folder / "cluster", durable=False) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(Cluster.start, clusters))
    assert sorted(started) == [False, False, False, True]
    assert all(each.running() for each in clusters)


def kill_hard(cluster: Cluster) -> None:
    postmaster = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGKILL)
    for _ in range(100):
        if not cluster.running():
            return
        time.sleep(0.05)
    pytest.fail("the server outlived SIGKILL")


def test_recovers_after_a_kill_and_keeps_what_was_committed(folder: Path) -> None:
    cluster = Cluster(folder / "cluster")
    cluster.start()
    with psycopg.connect(libpq_url(cluster.url("postgres")), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    kill_hard(cluster)
    assert cluster.start() is True
    assert answer(cluster, "SELECT answer FROM kept") == 42


def test_starts_although_another_program_got_the_killed_servers_number(cluster: Cluster) -> None:
    kill_hard(cluster)
    lock = cluster.data / "postmaster.pid"
    lines = lock.read_text().splitlines()
    with subprocess.Popen(["sleep", "60"]) as other:
        lock.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        try:
            assert cluster.start() is True
        finally:
            other.kill()


def test_an_interrupted_initdb_is_begun_again(folder: Path) -> None:
    half_made = folder / "cluster" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("15\n")
    cluster = Cluster(folder / "cluster", durable=False)
    assert cluster.start() is True


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    root = folder / ("很长的文件夹名" * 10) / "cluster"
    cluster = Cluster(root, durable=False)
    assert len(os.fsencode(root / "run" / SOCKET_NAME)) > SOCKET_PATH_MAX_BYTES
    cluster.start()
    try:
        assert answer(cluster, "SELECT 1") == 1
        assert Cluster(root).socket_dir == cluster.socket_dir, "another process must find the same socket"
    finally:
        cluster.stop()
    assert not cluster.socket_dir.exists()


def test_data_of_another_major_version_is_refused_in_one_sentence(cluster: Cluster) -> None:
    cluster.stop()
    version = cluster.data / "PG_VERSION"
    kept = version.read_text()
    version.write_text("9\n")
    with pytest.raises(DatabaseUnavailable, match=r"made by PostgreSQL 9.*postgresql-9-postgis-3") as refused:
        cluster.start()
    assert "备份" in refused.value.zh
    version.write_text(kept)


def test_a_machine_without_postgis_says_what_to_install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr("app.db.postgres_programs.DEBIAN_PROGRAMS", folder)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(DatabaseUnavailable, match=r"postgresql-15-postgis-3.*ZHENGGAI_DATABASE_URL"):
        find_server()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user runs the server as himself")
def test_a_parent_that_the_database_user_cannot_enter_is_named(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(DatabaseUnavailable, match=r"cannot enter .*closed/cluster.*ZHENGGAI_DATA_DIR"):
        Cluster(closed / "cluster").start()


def test_a_squatted_socket_folder_is_refused(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "squatted").symlink_to(folder / "elsewhere")
    monkeypatch.setattr(cluster_module, "_socket_dir", lambda root: folder / "squatted")
    with pytest.raises(DatabaseUnavailable, match="squatted"):
        Cluster(folder / "cluster").start()


def test_a_named_server_is_left_alone(folder: Path) -> None:
    named = Settings(folder / "data", "postgresql+psycopg://somebody@elsewhere/map", "en")
    assert database_url(named) == named.database_url
    assert not named.data_dir.exists()


def test_the_private_cluster_is_brought_up_on_demand(folder: Path) -> None:
    private = Settings(folder / "data", None, "en")
    with psycopg.connect(libpq_url(database_url(private))) as connection:
        assert connection.execute("SELECT count(*) FROM spatial_ref_sys").fetchone() != (0,)


def test_the_server_outlives_an_interrupted_terminal(folder: Path) -> None:
    """Ctrl-C reaches every process of the terminal's group; the shared server must not be among them."""
    script = (
        "import signal, sys; from pathlib import Path; from app.db.cluster import Cluster; "
        "Cluster(Path(sys.argv[1]), durable=False).start(); print('up', flush=True); signal.pause()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder / "cluster")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=Path(__file__).parents[2],
    ) as terminal:
        assert terminal.stdout is not None
        assert terminal.stdout.readline() == b"up\n"
        os.killpg(terminal.pid, signal.SIGINT)
    assert Cluster(folder / "cluster").running()
