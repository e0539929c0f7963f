"""How do sites leave the house as a file? One registry of formats, one function to write any of them.

Adding a format is one module with a `write(features, target, reference)` and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from geo.datums import Datum
from layers.errors import CannotWrite, UnknownFormat, WrongDatum
from layers.exports import csv_file, geojson_file, gis_files, gpx_file, kml_file, xlsx_file
from layers.exports.reference import Reference
from layers.feature import SiteFeature

Writer = Callable[[Iterable[SiteFeature], BinaryIO, Reference], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how to write it, its media type and file ending, and what its standard allows.

    `any_datum` is false where the standard says WGS-84; `any_crs` is true where positions may be projected.
    """

    write: Writer
    media_type: str
    suffix: str
    any_datum: bool
    any_crs: bool = False


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    "csv": Format(csv_file.write, "text/csv; charset=utf-8", ".csv", any_datum=True),
    "xlsx": Format(xlsx_file.write, _XLSX, ".xlsx", any_datum=True),
    "gpx": Format(gpx_file.write, "application/gpx+xml", ".gpx", any_datum=False),
    "kml": Format(kml_file.write, "application/vnd.google-earth.kml+xml", ".kml", any_datum=False),
    "kmz": Format(kml_file.write_zipped, "application/vnd.google-earth.kmz", ".kmz", any_datum=False),
    "geojson": Format(geojson_file.write, "application/geo+json", ".geojson", any_datum=False),
    "gpkg": Format(gis_files.write_gpkg, "application/geopackage+sqlite3", ".gpkg", any_datum=True, any_crs=True),
    "fgb": Format(gis_files.write_fgb, "application/flatgeobuf", ".fgb", any_datum=True, any_crs=True),
    "geoparquet": Format(
        gis_files.write_geoparquet, "application/vnd.apache.parquet", ".parquet", any_datum=True, any_crs=True
    ),
    "shp": Format(gis_files.write_shp, "application/zip", ".zip", any_datum=True, any_crs=True),
}


def check(name: str, reference: Reference = Reference()) -> Format:  # noqa: B008 - frozen
    """The format of this name, fit for this reference system; to be asked before the first byte is sent.

    Raises
    ------
    UnknownFormat, WrongDatum
    """
    if name not in FORMATS:
        raise UnknownFormat(
            f"没有导出格式“{name}”；可用：{'、'.join(FORMATS)}。",
            f"there is no export format “{name}”; there are {', '.join(FORMATS)}.",
        )
    chosen, datum = FORMATS[name], reference.datum
    if datum is not Datum.WGS84 and not chosen.any_datum:
        raise WrongDatum(
            f"{name} 的标准只允许 WGS-84，不能写成 {datum.value}；需要其他坐标系请用 csv、xlsx 或 gpkg。",
            f"{name} is WGS-84 by its standard and cannot hold {datum.value}; for another datum use csv, xlsx or gpkg.",
        )
    if reference.epsg is not None and not chosen.any_crs:
        fit = [other for other, format_ in FORMATS.items() if format_.any_crs]
        raise WrongDatum(
            f"{name} 只能写经纬度，不能写成 EPSG:{reference.epsg}；投影坐标请用 {'、'.join(fit)}。",
            f"{name} holds degrees and cannot be in EPSG:{reference.epsg}; for a projection use {', '.join(fit)}.",
        )
    return chosen


def write(
    name: str,
    features: Iterable[SiteFeature],
    target: BinaryIO | Path,
    reference: Reference = Reference(),  # noqa: B008 - frozen
) -> None:
    """Write the sites in a format, to an open binary file or to a path.

    Raises
    ------
    UnknownFormat, WrongDatum
        Before anything is written.
    CannotWrite
        When the path cannot be written to.
    """
    chosen = check(name, reference)
    if not isinstance(target, Path):
        chosen.write(features, target, reference)
        return
    try:
        with target.open("wb") as file:
            chosen.write(features, file, reference)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(
            f"无法写入 {target}：{reason}；请换一个位置或文件名。",
            f"{target} cannot be written: {reason}; choose another place or name.",
        ) from error
