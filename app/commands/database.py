"""Commands of the database: the private PostGIS, the schema, backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.console import tell, user_settings
from app.settings import Settings

app = typer.Typer(help="数据库 · the database")


@app.command()
def up() -> int:
    """启动自带的数据库。 · Start the product's own database."""
    from app.db.cluster import database_url  # noqa: PLC0415 - the command that runs loads what it needs

    settings = user_settings()
    database_url(settings)
    if settings.database_url is None:
        tell(settings.language, f"数据库已启动：{settings.cluster_dir}", f"the database is up: {settings.cluster_dir}")
    else:
        _left_alone(settings)
    return 0


@app.command()
def down() -> int:
    """停止自带的数据库。 · Stop the product's own database."""
    from app.db.cluster import Cluster  # noqa: PLC0415

    settings = user_settings()
    if settings.database_url is not None:
        _left_alone(settings)
    elif Cluster(settings.cluster_dir).stop():
        tell(settings.language, "数据库已停止。", "the database is stopped.")
    else:
        tell(settings.language, "数据库没有在运行。", "the database was not running.")
    return 0


@app.command()
def status() -> int:
    """数据库是否在运行、结构版本。 · Does the database run, and which schema has it?"""
    from app.db import schema  # noqa: PLC0415
    from app.db.cluster import Cluster, database_url  # noqa: PLC0415
    from app.db.engine import connect  # noqa: PLC0415

    settings = user_settings()
    cluster = Cluster(settings.cluster_dir)
    if settings.database_url is None and not cluster.running():
        tell(
            settings.language,
            f"数据库没有运行（{settings.cluster_dir}）；zhenggai db up 启动。",
            f"the database is not running ({settings.cluster_dir}); start it with zhenggai db up.",
        )
        return 0
    engine = connect(database_url(settings))
    found = schema.state(engine)
    engine.dispose()
    where = engine.url.render_as_string(hide_password=True)
    fits_zh = "与程序一致" if found.fits else f"程序需要 {found.head}，请运行 zhenggai db upgrade"
    fits_en = "fits this program" if found.fits else f"this program needs {found.head}; run zhenggai db upgrade"
    tell(
        settings.language,
        f"数据库在运行：{where}；结构版本 {found.current or '空'}，{fits_zh}。",
        f"the database runs: {where}; schema {found.current or 'empty'}, {fits_en}.",
    )
    return 0


@app.command()
def upgrade() -> int:
    """把数据库结构升级到本程序的版本。 · Bring the schema to what this program needs."""
    from app.db.cluster import database_url  # noqa: PLC0415

    settings = user_settings()
    revision = _upgrade(database_url(settings))
    tell(settings.language, f"数据库结构版本：{revision}", f"the schema is at {revision}")
    return 0


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件 · the file to write")]) -> int:
    """把整个数据库备份到一个文件。 · Write the whole database to a file."""
    from app.db.backup import backup as write  # noqa: PLC0415
    from app.db.cluster import database_url  # noqa: PLC0415

    settings = user_settings()
    write(database_url(settings), file)
    tell(settings.language, f"已备份到 {file}", f"backed up to {file}")
    return 0


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件 · the file to read")]) -> int:
    """用备份文件替换整个数据库。 · Replace the whole database by a backup."""
    from app.db.backup import restore as read  # noqa: PLC0415
    from app.db.cluster import database_url  # noqa: PLC0415

    settings = user_settings()
    read(database_url(settings), file, _upgrade)
    tell(settings.language, f"已从 {file} 恢复", f"restored from {file}")
    return 0


def _upgrade(url: str) -> str | None:
    """Bring a database to the newest schema, and leave no connection to it behind."""
    from app.db import schema  # noqa: PLC0415
    from app.db.engine import connect  # noqa: PLC0415

    engine = connect(url)
    try:
        return schema.upgrade(engine).current
    finally:
        engine.dispose()


def _left_alone(settings: Settings) -> None:
    tell(
        settings.language,
        "数据库由 ZHENGGAI_DATABASE_URL 指定，不由本程序启动或停止。",
        "the database is named by ZHENGGAI_DATABASE_URL and neither started nor stopped here.",
    )
