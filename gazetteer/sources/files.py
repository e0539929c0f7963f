"""Where the compact data files are, what is in them, and whether they are as they were shipped.

`manifest.json` is written by `tools/make_gazetteer_data.py` together with the files.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from dataclasses import dataclass
from functools import cache
from importlib import resources

from gazetteer.errors import DamagedData


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts are from: what a user is shown, and what a licence asks for."""

    key: str
    title: str
    package: str
    version: str
    edition: str
    licence: str
    datum: str


@cache
def _manifest() -> dict[str, dict[str, object]]:
    text = (resources.files("gazetteer") / "data" / "manifest.json").read_text("utf-8")
    loaded: dict[str, dict[str, object]] = json.loads(text)
    return loaded


def sources() -> tuple[Source, ...]:
    """All built-in sources in the order of the manifest."""
    return tuple(
        Source(key, *(str(row[f]) for f in ("title", "package", "version", "edition", "licence", "datum")))
        for key, row in _manifest().items()
    )


def read(name: str) -> bytes:
    """Give the unpacked content of one data file.

    Raises
    ------
    DamagedData
        When the file is not the one the manifest describes.
    """
    packed = (resources.files("gazetteer") / "data" / name).read_bytes()
    known = {f: digest for row in _manifest().values() for f, digest in dict(row["files"]).items()}  # type: ignore[call-overload]
    if hashlib.sha256(packed).hexdigest() != known[name]:
        raise DamagedData(
            f"随程序安装的数据文件 {name} 已损坏；请重新安装 zhenggai-map。",
            f"the data file {name} that came with the program is damaged; install zhenggai-map again.",
        )
    return lzma.decompress(packed)


def rows(name: str) -> list[list[str]]:
    """Give the tab-separated rows of one data file."""
    return [line.split("\t") for line in read(name).decode().splitlines()]


def data_checksum() -> str:
    """One checksum of everything the gazetteer is built from; the built file remembers it."""
    return hashlib.sha256(json.dumps(_manifest(), sort_keys=True).encode()).hexdigest()
