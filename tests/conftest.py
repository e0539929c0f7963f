"""What tests stand on: one private PostGIS for the whole run, a fresh migrated database per test, and honest skips.

The server starts when the first test asks for it, is shared by all workers of pytest-xdist, and is stopped by the
process that started the run, also after Ctrl-C. What a kill leaves behind is cleared away by the next run.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from app.db.cluster import Cluster, libpq_url
from app.db.engine import connect
from app.db.errors import DatabaseUnavailable
from app.db.postgres_programs import find_server
from app.db.schema import upgrade
from tools.built_gazetteer import built_gazetteer

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"

RUN_FOLDER = "ZHENGGAI_TEST_RUN_FOLDER"  # how workers learn where the run's server lives
FOLDER_PREFIX = "zhenggai-test-"
TEMPLATE = "template_migrated"

# Begun first, so that no worker is left alone with one of them at the end.
SLOWEST = {"test_wheel.py", "test_demo.py", "test_cluster.py", "test_five_formats.py"}


def _missing_program(*names: str) -> str | None:
    return None if any(shutil.which(name) for name in names) else f"{names[0]} is not installed"


def _missing_postgis() -> str | None:
    try:
        find_server()
    except DatabaseUnavailable as error:
        return str(error)
    return None


# What a marked test needs from the machine: mark, and a function that says what is missing.
REQUIREMENTS: dict[str, Callable[[], str | None]] = {
    "database": _missing_postgis,
    "browser": lambda: _missing_program("chromium", "chromium-browser", "google-chrome"),
    "clients": lambda: _missing_program("ogrinfo"),
    "heavy": lambda: _missing_program("soffice"),
    "shared": lambda: None if SHARED.is_dir() else f"there is no acceptance folder {SHARED}",
}
# Nobody can install the acceptance folder; everything else must be there in CI.
MAY_BE_MISSING_IN_CI = {"shared"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="also the long runs marked `full`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if {"database_url", "module_database_url", "postgres"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
    items.sort(key=lambda item: item.path.name not in SLOWEST)
    if config.getoption("--full"):
        return
    long = [item for item in items if item.get_closest_marker("full")]
    if long:
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, missing in REQUIREMENTS.items():
        if item.get_closest_marker(mark) is None:
            continue
        reason = missing()
        if reason is not None:
            if os.environ.get("CI") and mark not in MAY_BE_MISSING_IN_CI:
                pytest.fail(f"CI must have what `{mark}` tests need: {reason}", pytrace=False)
            pytest.skip(reason)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(_profile(config))
    # A run that a script started in the background ignores Ctrl-C, and so would every program that tests interrupt.
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(config, "workerinput"):
        return
    _clear_abandoned_runs()
    # Not pytest's own temporary folder: that is closed to the unprivileged user who runs the server for root.
    folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{os.getpid()}-", dir="/tmp"))
    folder.chmod(0o755)
    os.environ[RUN_FOLDER] = str(folder)


def _profile(config: pytest.Config) -> str:
    """How long and how repeatably properties are tried; here since decorators of test modules build upon it."""
    # No test is timed: machines are slow and shared.
    settings.register_profile("everyday", deadline=None)
    # A change should not fail for what it has not touched; the long runs look for what is new.
    settings.register_profile("in CI", deadline=None, derandomize=True, print_blob=True)
    settings.register_profile("full", deadline=None, max_examples=1000, print_blob=True)
    if config.getoption("--full"):
        return "full"
    return "in CI" if os.environ.get("CI") else "everyday"


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    _remove_run(Path(os.environ.pop(RUN_FOLDER)))
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reasons = Counter(_skip_reason(report) for report in reporter.stats.get("skipped", []))
        said = "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common()) or "nothing"
        reporter.write_line(f"skipped: {said}")


def _skip_reason(report: pytest.TestReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _clear_abandoned_runs() -> None:
    for folder in Path("/tmp").glob(f"{FOLDER_PREFIX}*"):
        owner, _, _ = folder.name.removeprefix(FOLDER_PREFIX).partition("-")
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.geteuid() and owner.isdigit() and not Path("/proc", owner).exists():
                _remove_run(folder)


def _remove_run(folder: Path) -> None:
    Cluster(folder / "cluster", durable=False).stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Cluster:
    """The run's own server, started; `pytest_unconfigure` stops it."""
    cluster = Cluster(Path(os.environ[RUN_FOLDER]) / "cluster", durable=False)
    cluster.start()
    return cluster


@pytest.fixture(scope="session")
def migrated_template(postgres: Cluster) -> str:
    """The name of a database at the newest schema that nobody is connected to."""
    done = postgres.root.parent / "migrated"
    with (postgres.root.parent / "migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            postgres.ensure_database(TEMPLATE)
            engine = connect(postgres.url(TEMPLATE))
            upgrade(engine)
            engine.dispose()
            done.touch()
    return TEMPLATE


@pytest.fixture
def database_url(postgres: Cluster, migrated_template: str) -> Iterator[str]:
    """A fresh database at the newest schema, for this test alone (about 30 ms)."""
    yield from _cloned(postgres, migrated_template)


@pytest.fixture(scope="module")
def module_database_url(postgres: Cluster, migrated_template: str) -> Iterator[str]:
    """A fresh database at the newest schema, for all tests of a module that only read what the module stored."""
    yield from _cloned(postgres, migrated_template)


@pytest.fixture(scope="session")
def gazetteer_file() -> Path:
    """The whole country's gazetteer, built once for as long as the code that builds it and its data stay the same."""
    return built_gazetteer()


def _cloned(cluster: Cluster, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    quick = " STRATEGY file_copy" if (cluster.version or 0) >= 15 else ""
    with psycopg.connect(libpq_url(cluster.url("postgres")), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}" + quick).format(*map(sql.Identifier, (name, template)))
        )
    try:
        yield cluster.url(name)
    finally:
        with psycopg.connect(libpq_url(cluster.url("postgres")), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
