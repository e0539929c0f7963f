"""Is the database's schema the one this program knows, and how does it get there? By alembic only.

The migrations lie in `alembic/` at the top of the repository, and in `app/migrations` of an installed wheel.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from alembic import command
from app.db.engine import answering
from app.db.errors import SchemaBehind
from app.db.layer_views import write_layer_views

_OURS: Final = 7_202_611
"""Key of the advisory lock that keeps two migrations of one database apart."""


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The revision the database has (None: empty) and the one this program needs."""

    current: str | None
    head: str

    @property
    def fits(self) -> bool:
        return self.current == self.head


def migrations() -> Path:
    """The folder of the migrations, of a checkout or of an installed wheel."""
    installed = Path(__file__).parents[1] / "migrations"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "alembic"


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """True for what alembic should compare: our schema `public`, not what PostGIS and the layers keep there."""
    return not (kind == "schema" and name is not None) and not (kind == "table" and name == "spatial_ref_sys")


def upgrade(engine: Engine, revision: str = "head") -> SchemaState:
    """Bring the schema to a revision, by default the newest; two calls at once wait for each other."""
    with answering(engine) as connection:
        _step(connection, up_to=revision)
    return state(engine)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema back to a revision; "base" removes all of it."""
    with answering(engine) as connection:
        _step(connection, down_to=revision)


def state(engine: Engine) -> SchemaState:
    with answering(engine) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "the migrations are part of the package"
    return SchemaState(current, head)


def require(engine: Engine) -> None:
    """Pass when the schema fits.

    Raises
    ------
    SchemaBehind
        When it is older (run the upgrade) or unknown (made by a newer program).
    """
    found = state(engine)
    if found.fits:
        return
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found.current is None or found.current in known:
        raise SchemaBehind(
            f"数据库结构版本为 {found.current or '空'}，需要 {found.head}；请运行 zhenggai db upgrade。",
            f"the database schema is at {found.current or 'nothing'}, {found.head} is needed; "
            "run `zhenggai db upgrade`.",
        )
    raise SchemaBehind(
        f"数据库结构版本 {found.current} 由更新版本的程序建立；请升级本程序。",
        f"the database schema {found.current} was made by a newer program; upgrade this one.",
    )


def _step(connection: Connection, *, up_to: str | None = None, down_to: str | None = None) -> None:
    with connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _OURS})
        config = _config()
        config.attributes["connection"] = connection
        try:
            if up_to is not None:
                command.upgrade(config, up_to)
                write_layer_views(connection)
            if down_to is not None:
                command.downgrade(config, down_to)
        except ProgrammingError as error:
            if "extension" not in str(error.orig):
                raise
            raise SchemaBehind(
                "数据库缺少 PostGIS 或 pg_trgm 扩展，且当前用户无权安装；请由管理员执行 "
                "CREATE EXTENSION postgis; CREATE EXTENSION pg_trgm;",
                "the database lacks the PostGIS or pg_trgm extension and this user may not create it; ask its "
                "administrator for CREATE EXTENSION postgis; CREATE EXTENSION pg_trgm;",
            ) from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations()).replace("%", "%%"))
    return config
