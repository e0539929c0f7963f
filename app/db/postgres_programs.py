"""Which PostgreSQL is on this machine, and how does it get there?

Debian keeps the programs of each major version in /usr/lib/postgresql/*/bin, off the PATH. Only a version that has
PostGIS counts.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.db.errors import DatabaseUnavailable

DEBIAN_PROGRAMS: Final = Path("/usr/lib/postgresql")


def find_server(version: int | None = None) -> Path:
    """The folder with initdb, pg_ctl and postgres of the newest PostgreSQL with PostGIS.

    Parameters
    ----------
    version
        Only this major version will do, since it made the cluster at hand.

    Raises
    ------
    DatabaseUnavailable
        When there is none; the sentence says what to install.
    """
    found = dict(servers())
    if version is None and found:
        return found[max(found)]
    if version in found:
        return found[version]
    if found:
        raise DatabaseUnavailable(
            f"现有数据由 PostgreSQL {version} 建立，而本机装的是 {_listed(found)}；"
            f"请安装 postgresql-{version}-postgis-3，或用旧版本备份（zhenggai db backup）后换一个数据文件夹恢复。",
            f"the data was made by PostgreSQL {version}, and this machine has {_listed(found)}; "
            f"install postgresql-{version}-postgis-3, or back up with the old version (zhenggai db backup) "
            "and restore into another data folder.",
        )
    raise DatabaseUnavailable(
        "本机没有带 PostGIS 的 PostgreSQL；请安装（Debian 12：apt-get install postgresql-15-postgis-3），"
        "或用 ZHENGGAI_DATABASE_URL 指定已有的数据库。",
        "this machine has no PostgreSQL with PostGIS; install it (Debian 12: apt-get install postgresql-15-postgis-3), "
        "or name an existing database with ZHENGGAI_DATABASE_URL.",
    )


def find_client(name: str) -> Path:
    """A client program such as pg_dump: the newest server's own, else the one on the PATH."""
    for _, folder in sorted(servers(with_postgis=False), reverse=True):
        if (folder / name).exists():
            return folder / name
    found = shutil.which(name)
    if found is not None:
        return Path(found)
    raise DatabaseUnavailable(
        f"本机没有 {name}；请安装 PostgreSQL 客户端（Debian：apt-get install postgresql-client）。",
        f"this machine has no {name}; install PostgreSQL's client programs (Debian: apt-get install postgresql-client).",
    )


def servers(with_postgis: bool = True) -> Iterator[tuple[int, Path]]:
    """Major version and programs of each PostgreSQL server on this machine."""
    folders = [folder for folder in DEBIAN_PROGRAMS.glob("*/bin") if folder.parent.name.isdigit()]
    on_path = shutil.which("pg_ctl")
    if on_path is not None:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if not all((folder / program).exists() for program in ("initdb", "pg_ctl", "postgres", "pg_config")):
            continue
        extensions = Path(_configured(folder, "--sharedir")) / "extension"
        if not with_postgis or (extensions / "postgis.control").exists():
            yield int(_configured(folder, "--version").split()[1].split(".")[0]), folder


def _configured(folder: Path, option: str) -> str:
    command = [str(folder / "pg_config"), option]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _listed(found: dict[int, Path]) -> str:
    return "、".join(str(version) for version in sorted(found))
