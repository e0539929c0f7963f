"""Which files can be written, and how do they get onto the disk? Complete or not at all."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from app.errors import WrongOption
from layers.exports import FORMATS, write
from layers.feature import SiteFeature

DATUMS: Final = ("wgs84", "cgcs2000", "gcj02", "bd09")
WGS84_ONLY: Final = ("gpx", "kml", "kmz", "geojson")
"""Formats whose standards know no other datum."""


def check_wish(format_: str, *, datum: str = "wgs84", crs: str | None = None) -> None:
    """Pass when this format can be written with this datum and reference system.

    Raises
    ------
    WrongOption
        Naming what there is instead.
    """
    if format_ not in FORMATS:
        raise WrongOption(
            f"不支持导出为“{format_}”；可用：{'、'.join(FORMATS)}。",
            f"there is no export to “{format_}”; there are {', '.join(FORMATS)}.",
        )
    if datum not in DATUMS:
        raise WrongOption(
            f"不认识坐标基准“{datum}”；可用：{'、'.join(DATUMS)}。",
            f"there is no datum “{datum}”; there are {', '.join(DATUMS)}.",
        )
    wish = crs if crs is not None else datum
    if wish.lower() in {"wgs84", "epsg:4326"}:
        return
    if format_ in WGS84_ONLY:
        raise WrongOption(
            f"{format_} 按其标准只能是 WGS-84，不能写成 {wish}；其他基准请用 csv、xlsx 或 gpkg。",
            f"{format_} is WGS-84 by its standard and cannot be written as {wish}; use csv, xlsx or gpkg for others.",
        )
    raise WrongOption(
        f"目前 {format_} 只能按 WGS-84 导出，不能写成 {wish}。",
        f"{format_} can only be written as WGS-84 for now, not as {wish}.",
    )


def export_file(target: Path, format_: str, features: Iterable[SiteFeature]) -> int:
    """Write the features to a file; how many there were."""
    count = 0

    def counted() -> Iterator[SiteFeature]:
        nonlocal count
        for feature in features:
            count += 1
            yield feature

    with whole_file(target) as out:
        write(format_, counted(), out)
    return count


def write_text(target: Path, text: str) -> None:
    with whole_file(target) as out:
        out.write(text.encode())


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes its name only when it is complete.

    Raises
    ------
    WrongOption
        When it cannot be written, with the system's reason.
    """
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.partial")
    try:
        with partial.open("xb") as out:
            yield out
        partial.replace(target)
    except OSError as error:
        raise WrongOption(
            f"无法写入 {target}：{error.strerror or error}；请换一个可写的位置。",
            f"cannot write {target}: {error.strerror or error}; choose a place that can be written.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
