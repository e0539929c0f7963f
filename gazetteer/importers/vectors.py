"""Import the county's own map files: shapefile, GeoPackage, GeoJSON, KML, FlatGeobuf, FileGDB; and tables.

A file says which system its coordinates are in (`.prj`, or by its standard), or whoever imports says it; otherwise it
is refused. Attributes of a shapefile without `.cpg` are UTF-8 or GBK, whichever they can be.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import BadSource
from gazetteer.importers import tables
from gazetteer.importers.columns import columns_of
from gazetteer.importers.kinds import kind_of_name, kind_of_word
from gazetteer.importers.lists import OWN, read_list
from gazetteer.importers.record import Options, Reading, Record, Refusal, parted
from gazetteer.importers.systems import require_known, system
from geo.datums import Datum

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SUFFIXES = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".fgb", ".gdb", *tables.SUFFIXES)
_DBF_HEADER = 32


def read_own(path: Path, options: Options) -> Reading:
    """Read a file of the county's own, map or table.

    Raises
    ------
    BadSource
    """
    if path.suffix.lower() in tables.SUFFIXES:
        return read_list(path, options, OWN)
    rows: list[Record | Refusal] = []
    found: tuple[Datum, int | None] | None = None
    for layer in _layers(path):
        meta, geometries, fields = _read(path, layer)
        of_layer = _system(path, meta.get("crs"), options)
        if found is not None and of_layer != found:
            raise BadSource(
                f"{path.name} 的各图层坐标系不同；请分别导出后逐个导入。",
                f"the layers of {path.name} are in different systems; export and import them one by one.",
            )
        found = of_layer
        rows += _records(path, layer, geometries, fields, options)
    if found is None:
        raise BadSource(
            f"{path.name} 中没有带坐标的图层；请检查是否选错了文件。", f"{path.name} has no layer with positions."
        )
    records, refused = parted(rows)
    return Reading(records, *found, refused=refused)


def _layers(path: Path) -> list[str]:
    """Give the layers with geometries."""
    import pyogrio  # noqa: PLC0415 - reading text needs no map files
    from pyogrio.errors import DataSourceError  # noqa: PLC0415

    if not path.is_dir():  # a FileGDB is a folder
        tables.require_file(path)
    try:
        return [str(name) for name, geometry in pyogrio.list_layers(path).tolist() if geometry is not None]
    except DataSourceError as error:
        raise _unreadable(path) from error


def _read(path: Path, layer: str) -> tuple[dict[str, Any], list[BaseGeometry | None], dict[str, list[Any]]]:
    """Give what the layer says of itself, its geometries and its columns."""
    import pyogrio.raw  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError  # noqa: PLC0415
    from shapely.errors import ShapelyError  # type: ignore[attr-defined]  # noqa: PLC0415 - as above

    encoding = _dbf_encoding(path) if path.suffix.lower() == ".shp" else None
    try:
        meta, _, wkb, values = pyogrio.raw.read(path, layer=layer, encoding=encoding, force_2d=True)
        geometries = shapely.from_wkb(wkb).tolist()
    except (DataSourceError, DataLayerError, FeatureError, GeometryError, ShapelyError) as error:
        raise _unreadable(path) from error
    except UnicodeDecodeError as error:
        raise BadSource(
            f"{path.name} 的属性文字无法解码；请补上 .cpg 文件写明编码（如 GBK），或另存为 GeoPackage。",
            f"the attributes of {path.name} cannot be decoded; add a .cpg file that names the encoding, or save it as "
            "GeoPackage.",
        ) from error
    return meta, geometries, {str(n): v.tolist() for n, v in zip(meta["fields"], values, strict=True)}


def _records(
    path: Path, layer: str, geometries: list[BaseGeometry | None], fields: dict[str, list[Any]], options: Options
) -> list[Record | Refusal]:
    headings = list(fields)
    columns = columns_of(headings, options.columns, (("name",),), path)
    values = {word: fields[headings[at]] for word, at in columns.items()}
    result: list[Record | Refusal] = []
    for number, geometry in enumerate(geometries):

        def text(word: str, number: int = number) -> str:
            cell = values[word][number] if word in values else None
            return "" if cell is None or cell != cell else str(cell).strip()  # noqa: PLR0124 - not-a-number

        where = f"{layer} 第 {number + 1} 个要素"
        name = text("name")
        if geometry is None or geometry.is_empty:
            result.append(Refusal(where, name, "没有图形", "it has no geometry"))
            continue
        kind = options.kind or kind_of_word(text("kind")) or kind_of_name(name)
        point = geometry if geometry.geom_type == "Point" else None
        result.append(
            Record(
                where,
                name,
                kind,
                lon=point.x if point is not None else float("nan"),
                lat=point.y if point is not None else float("nan"),
                geometry=None if point is not None else geometry,
                uncertainty_m=options.uncertainty_m or OWN.uncertainty_m,
                aliases=tuple(part for part in text("alias").replace("，", "、").split("、") if part),
                county=text("county"),
                township=text("township"),
                code=text("code") or None,
            )
        )
    return result


def _system(path: Path, crs: str | None, options: Options) -> tuple[Datum, int | None]:
    """Give the datum, or the code of the projected system, that the coordinates are in; what a person says goes first."""
    if options.datum is not None:
        return options.datum, None
    if options.epsg is None and not crs:
        raise BadSource(
            f"{path.name} 没有坐标系（缺少 .prj）；请用 --crs EPSG:编号 或 --datum wgs84|cgcs2000|gcj02|bd09 说明。",
            f"{path.name} has no coordinate system (no .prj); give --crs EPSG:number or "
            "--datum wgs84|cgcs2000|gcj02|bd09.",
        )
    known = system(f"EPSG:{options.epsg}" if options.epsg is not None else str(crs))
    require_known(known, options.shift)
    if known.is_geographic and not options.shift:
        return (Datum.CGCS2000 if "2000" in known.name else Datum.WGS84), None
    epsg = options.epsg or known.to_epsg(min_confidence=20)
    if epsg is None:
        raise BadSource(
            f"{path.name} 的投影“{known.name}”没有对应的 EPSG 编号；请用 --crs EPSG:编号 说明。",
            f"the projection “{known.name}” of {path.name} has no EPSG code; give one with --crs EPSG:number.",
        )
    return Datum.CGCS2000, epsg


def _dbf_encoding(path: Path) -> str:
    """Give the encoding of a shapefile's attributes: of its `.cpg`, otherwise UTF-8 when they are that, else GBK."""
    for suffix in (".cpg", ".CPG"):
        if (stated := path.with_suffix(suffix)).is_file():
            word = stated.read_text("ascii", "replace").strip().upper()
            return {"GBK": "GB18030", "GB2312": "GB18030", "936": "GB18030", "CP936": "GB18030"}.get(
                word, word or "UTF-8"
            )
    table = next((p for s in (".dbf", ".DBF") if (p := path.with_suffix(s)).is_file()), None)
    if table is None:
        return "UTF-8"
    try:
        tables.file_bytes(table)[_DBF_HEADER:].decode("utf-8")
    except UnicodeDecodeError:
        return "GB18030"
    return "UTF-8"


def _unreadable(path: Path) -> BadSource:
    parts = "，shapefile 还须连同同名的 .shx、.dbf 文件" if path.suffix.lower() == ".shp" else ""
    parts_en = " (a shapefile needs its .shx and .dbf beside it)" if parts else ""
    return BadSource(
        f"{path.name} 损坏或不完整，无法读取{parts}；请重新导出。",
        f"{path.name} is damaged or incomplete{parts_en}; export it again.",
    )
