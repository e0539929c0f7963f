"""How do sites become files of GIS programs: GeoPackage, FlatGeobuf, GeoParquet, shapefile?

Written by GDAL through geopandas, with the columns of the tables and the reference system said in the file. A site
that nobody can locate keeps its row, with no geometry. `lon` and `lat` stay degrees of the datum in every system.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, BinaryIO, Final

from layers.exports.columns import COLUMNS, row
from layers.exports.reference import Reference, project, system
from layers.feature import SiteFeature

if TYPE_CHECKING:
    from geopandas.geodataframe import GeoDataFrame

LAYER: Final = "sites"

NUMBERS: Final = {"finding": "Int32", "number": "Int32", "lon": "float64", "lat": "float64", "uncertainty_m": "float64"}
"""Columns that are numbers in the file; all others are text."""

SHORT_NAMES: Final[dict[str, str]] = {
    "uncertainty_m": "radius_m",
    "status_text": "stat_text",
    "primary_category": "category",
    "deadline_text": "due_text",
    "due_unreported": "due_unrep",
    "responsible_units": "resp_units",
    "finding_url": "url",
}
"""Columns under another name in a shapefile, whose table holds ten bytes of a name."""

LONGEST_DBF: Final = 254
"""Bytes that a text in a shapefile's table holds; what is longer is cut and ends in an ellipsis."""


def write_gpkg(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    # Version 1.2 is what every program in use reads without a warning.
    _through_file(_frame(features, reference), target, "GPKG", ".gpkg", layer=LAYER, VERSION="1.2")


def write_fgb(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    # The spatial index of the format has no room for a row without a geometry.
    _through_file(_frame(features, reference), target, "FlatGeobuf", ".fgb", layer=LAYER, SPATIAL_INDEX="NO")


def write_geoparquet(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    _frame(features, reference).to_parquet(target, index=False)


def write_shp(features: Iterable[SiteFeature], target: BinaryIO, reference: Reference) -> None:
    """Write a zip archive of the files that are a shapefile, UTF-8 as its `.cpg` says."""
    frame = _frame(features, reference).rename(columns=SHORT_NAMES)
    for name in frame.columns.difference([*(SHORT_NAMES.get(column, column) for column in NUMBERS), "geometry"]):
        frame[name] = frame[name].map(_cut, na_action="ignore")
    with tempfile.TemporaryDirectory() as folder:
        _save(frame, Path(folder) / f"{LAYER}.shp", "ESRI Shapefile", encoding="UTF-8")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(Path(folder).iterdir()):
                archive.write(part, part.name)


def _frame(features: Iterable[SiteFeature], reference: Reference) -> GeoDataFrame:
    import numpy  # noqa: ICN001, PLC0415
    import pandas  # noqa: ICN001, PLC0415
    import shapely  # noqa: PLC0415
    from geopandas.geodataframe import GeoDataFrame  # noqa: PLC0415 - a second that other formats need not pay

    names = [column.name for column in COLUMNS]
    table = pandas.DataFrame([row(feature, reference.datum) for feature in features], columns=names, dtype=object)
    for name in names:
        table[name] = table[name].astype(pandas.api.types.pandas_dtype(NUMBERS.get(name, "str")))
    lon, lat = (table[name].to_numpy(float) for name in ("lon", "lat"))
    points = numpy.full(len(table), None, dtype=object)
    placed = ~numpy.isnan(lon)
    points[placed] = shapely.points(*project(lon[placed], lat[placed], reference))
    return GeoDataFrame(table, geometry=points, crs=system(reference))


def _through_file(frame: GeoDataFrame, target: BinaryIO, driver: str, suffix: str, **options: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{LAYER}{suffix}"
        _save(frame, file, driver, **options)
        with file.open("rb") as made:
            copyfileobj(made, target)


def _save(frame: GeoDataFrame, file: Path, driver: str, **options: str) -> None:
    from pyogrio import write_dataframe  # noqa: PLC0415

    write_dataframe(frame, file, driver=driver, geometry_type="Point", **options)


def _cut(text: str) -> str:
    coded = text.encode()
    if len(coded) <= LONGEST_DBF:
        return text
    return coded[: LONGEST_DBF - len("…".encode())].decode(errors="ignore") + "…"
