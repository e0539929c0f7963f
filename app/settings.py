"""Which settings the product has, and where they come from: the environment, read once at the edge.

`FIELDS` is the whole list; `docs/settings.md` explains each, and a test compares the two. Everything right of the
edge gets a `Settings` and never looks at the environment itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from platformdirs import user_data_path

from geo.errors import Language, UsageError

FIELDS: Final = {
    "data_dir": "ZHENGGAI_DATA_DIR",
    "database_url": "ZHENGGAI_DATABASE_URL",
    "language": "ZHENGGAI_LANG",
    "tianditu_key": "ZHENGGAI_TIANDITU_KEY",
}

LANGUAGES: Final = ("zh", "en")
URL_SCHEMES: Final = ("postgresql+psycopg", "postgresql", "postgres")

# The database server never runs as root, and its unprivileged user cannot enter /root (0700).
ROOT_DATA_DIR: Final = Path("/var/lib/zhenggai")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose.

    `data_dir` is absolute and holds the private cluster and the gazetteer file. `database_url` is None for the
    private cluster, otherwise a SQLAlchemy URL for psycopg. `tianditu_key` is asked for only when somebody asks Tianditu.
    """

    data_dir: Path
    database_url: str | None
    language: Language
    tianditu_key: str | None = field(default=None, repr=False)

    @property
    def gazetteer_file(self) -> Path:
        return self.data_dir / "gazetteer.db"

    @property
    def cluster_dir(self) -> Path:
        return self.data_dir / "cluster"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; an empty variable counts as unset.

    Raises
    ------
    UsageError
        For a language or a database address that cannot be meant.
    """
    environ = os.environ if environ is None else environ
    data_dir = environ.get(FIELDS["data_dir"], "").strip()
    return Settings(
        data_dir=Path(data_dir).expanduser().absolute() if data_dir else default_data_dir(),
        database_url=_database_url(environ.get(FIELDS["database_url"], "").strip()),
        language=_language(environ.get(FIELDS["language"], "").strip()),
        tianditu_key=environ.get(FIELDS["tianditu_key"], "").strip() or None,
    )


def default_data_dir() -> Path:
    """The platform's user data directory; for root a folder that the database user can enter."""
    return ROOT_DATA_DIR if os.geteuid() == 0 else user_data_path("zhenggai")


def _language(value: str) -> Language:
    if not value:
        return "zh"
    if value not in LANGUAGES:
        raise UsageError(
            f"{FIELDS['language']} 的值“{value}”无效；可用 zh（中文）或 en（英文）。",
            f"{FIELDS['language']} is “{value}”; it can be zh (Chinese) or en (English).",
        )
    return cast("Language", value)


def _database_url(value: str) -> str | None:
    if not value:
        return None
    scheme, separator, rest = value.partition("://")
    if not separator or scheme not in URL_SCHEMES:
        # The value may hold a password, so the sentence does not show it.
        raise UsageError(
            f"{FIELDS['database_url']} 不是 PostgreSQL 地址；"
            "应形如 postgresql://用户:密码@主机:5432/数据库，或不设置以使用自带的数据库。",
            f"{FIELDS['database_url']} is no PostgreSQL address; it looks like "
            "postgresql://user:password@host:5432/database, or is left unset for the product's own database.",
        )
    return f"{URL_SCHEMES[0]}://{rest}"
