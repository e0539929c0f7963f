"""Everything on the sample documents that the project ships, in one command: what are the steps, and in which order?

Each step calls the part of the product that does it, is named with its time, and changes nothing the second time.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.commands.console import building, tell, user_name
from app.db.cluster import Cluster, database_url
from app.db.engine import connect
from app.db.errors import DatabaseUnavailable
from app.db.postgres_programs import find_server
from app.db.schema import upgrade
from app.services.ingest import ingest
from app.services.reading import Reading, Rejected, files_in
from app.services.storing import Stored
from app.system_packages import InstallFailed, install, may_install, postgis_package
from gazetteer.index import open_or_build
from geo.errors import UsageError

if TYPE_CHECKING:
    from types import FrameType

    from sqlalchemy import Engine

    from app.settings import Settings

HOST: Final = "127.0.0.1"


def demo(settings: Settings, serving: bool, port: int) -> None:
    """Bring up the map of the sample documents; with `serving`, show it until interrupted.

    A cluster that this call started is stopped when it ends by an interruption or an error, or when serving ends.
    `demo --no-serve` leaves it up for the commands that follow.

    Raises
    ------
    UsageError
        When a step cannot be done; the sentence says what to install or to set.
    """
    signal.signal(signal.SIGTERM, _terminate)
    steps = _Steps(settings)
    with contextlib.ExitStack() as undo:
        if settings.database_url is None:
            with steps.step("检查 PostgreSQL 和 PostGIS", "PostgreSQL with PostGIS"):
                _ensure_server(settings)
            with steps.step("启动数据库", "database up"):
                cluster = Cluster(settings.cluster_dir)
                if cluster.start():
                    undo.callback(cluster.stop)
        with steps.step("更新数据库结构", "schema"):
            engine = connect(database_url(settings))
            undo.callback(engine.dispose)
            upgrade(engine)
        with steps.step("建立地名库", "gazetteer"), building(settings) as progress:
            open_or_build(settings.gazetteer_file, progress).close()
        with steps.step("读入示例文件", "sample documents"):
            _ingest_samples(settings, engine)
        if not serving:
            undo.pop_all()
            engine.dispose()
            tell(
                settings.language,
                "示例数据已就绪；用 zhenggai serve 打开地图，用 zhenggai db down 停止数据库。",
                "the sample data is ready; `zhenggai serve` opens the map, `zhenggai db down` stops the database.",
            )
            return
        _serve(settings, port)


def samples() -> Path:
    """The sample documents, of a checkout or of an installed wheel."""
    installed = Path(str(files("app"))) / "samples"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "samples"


def _ensure_server(settings: Settings) -> None:
    """Find a PostgreSQL with PostGIS, installing it when there is none and we may."""
    cluster = Cluster(settings.cluster_dir)
    try:
        find_server(cluster.version)
    except DatabaseUnavailable:
        if cluster.version is not None or not may_install():
            raise
        try:
            install([postgis_package()])
        except InstallFailed as error:
            raise DatabaseUnavailable(
                f"未能安装 PostgreSQL 和 PostGIS；请自行安装，或设置 ZHENGGAI_DATABASE_URL。{error}",
                f"PostgreSQL with PostGIS could not be installed; install it, or set ZHENGGAI_DATABASE_URL. {error}",
            ) from error
        find_server()


def _ingest_samples(settings: Settings, engine: Engine) -> None:
    paths = (path for path in files_in([samples()]) if isinstance(path, Path))
    for told in ingest(engine, paths, Reading(settings.gazetteer_file), user_name()):
        for outcome in told:
            if isinstance(outcome, Rejected):
                raise UsageError(outcome.zh, outcome.en)
            if isinstance(outcome, Stored):
                tell(settings.language, f"  {outcome.name}", f"  {outcome.name}")


def _serve(settings: Settings, port: int) -> None:
    from app.server import serve  # noqa: PLC0415 - `--no-serve` needs no web
    from app.web import create_app  # noqa: PLC0415

    def announce(address: str) -> None:
        tell(
            settings.language,
            f"示例数据的地图已打开：{address} （Ctrl-C 结束）",
            f"the map of the sample data is open: {address} (Ctrl-C ends it)",
        )

    serve(create_app(settings), HOST, port, announce)


class _Steps:
    """Says each step with its number, and its time when it is done."""

    def __init__(self, settings: Settings) -> None:
        self._language = settings.language
        self._count = 0

    @contextlib.contextmanager
    def step(self, zh: str, en: str) -> Iterator[None]:
        self._count += 1
        begun = time.monotonic()
        tell(self._language, f"{self._count}. {zh} …", f"{self._count}. {en} …")
        yield
        took_s = time.monotonic() - begun
        tell(self._language, f"   完成，用时 {took_s:.1f} 秒", f"   done in {took_s:.1f} s")


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """End as after Ctrl-C, so that what was started is stopped."""
    sys.exit(128 + signal.SIGTERM)
