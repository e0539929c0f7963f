"""How do sites leave the house as a file? One registry of formats, one function to write any of them.

Adding a format is one module with a `write(features, target, datum)` and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geo.datums import Datum
from layers.errors import CannotWrite, UnknownFormat, WrongDatum
from layers.exports import csv_file, geojson_file
from layers.feature import SiteFeature

Writer = Callable[[Iterable[SiteFeature], BinaryIO, Datum], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how to write it, its media type and file ending, and whether its standard allows any datum."""

    write: Writer
    media_type: str
    suffix: str
    any_datum: bool


FORMATS: dict[str, Format] = {
    "csv": Format(csv_file.write, "text/csv; charset=utf-8", ".csv", any_datum=True),
    "geojson": Format(geojson_file.write, "application/geo+json", ".geojson", any_datum=False),
}


def check(name: str, datum: Datum = Datum.WGS84) -> Format:
    """The format of this name, fit for this datum; to be asked before the first byte is sent.

    Raises
    ------
    UnknownFormat, WrongDatum
    """
    if name not in FORMATS:
        raise UnknownFormat(
            f"没有导出格式“{name}”；可用：{'、'.join(FORMATS)}。",
            f"there is no export format “{name}”; there are {', '.join(FORMATS)}.",
        )
    chosen = FORMATS[name]
    if datum is not Datum.WGS84 and not chosen.any_datum:
        raise WrongDatum(
            f"{name} 的标准只允许 WGS-84，不能写成 {datum.value}；需要其他坐标系请用 csv、xlsx 或 gpkg。",
            f"{name} is WGS-84 by its standard and cannot hold {datum.value}; for another datum use csv, xlsx or gpkg.",
        )
    return chosen


def write(name: str, features: Iterable[SiteFeature], target: BinaryIO | Path, datum: Datum = Datum.WGS84) -> None:
    """Write the sites in a format, to an open binary file or to a path.

    Raises
    ------
    UnknownFormat, WrongDatum
        Before anything is written.
    CannotWrite
        When the path cannot be written to.
    """
    chosen = check(name, datum)
    if not isinstance(target, Path):
        chosen.write(features, target, datum)
        return
    try:
        with target.open("wb") as file:
            chosen.write(features, file, datum)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(
            f"无法写入 {target}：{reason}；请换一个位置或文件名。",
            f"{target} cannot be written: {reason}; choose another place or name.",
        ) from error
