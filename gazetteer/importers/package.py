"""Hand an office's places to another office as one GeoPackage, and take in what another office hands over.

Layer `places` holds the places with their geometries, layer `sources` says where they are from. Only sources that may
be passed on are written. What is taken in keeps its source, under the name of the file, so that it can be removed
again and never mixes with the office's own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer.errors import BadSource
from gazetteer.importers.jsons import text_of
from gazetteer.importers.record import Options, Reading, Record, Refusal, parted
from gazetteer.importers.tables import require_file
from gazetteer.model import Kind, Precision
from gazetteer.office import OfficePlace, OfficeSource, PlaceStore
from geo.datums import Datum

_PLACES, _SOURCES = "places", "sources"
_WGS84 = "EPSG:4326"
_BETWEEN = "、"
_SOURCE_FIELDS = ("key", "title", "importer", "licence", "edition", "datum", "person", "imported_at", "imported_by")
_PLACE_FIELDS = (
    "id", "source", "name", "kind", "precision", "uncertainty_m", "aliases", "county", "code", "placed_at", "placed_by",
)  # fmt: skip


def write_package(store: PlaceStore, path: Path, counties: dict[str, str]) -> tuple[int, int]:
    """Write what may be passed on; give how many places that is and how many stay out.

    Parameters
    ----------
    counties
        Official names of the units, by id, for people who open the file.

    Raises
    ------
    BadSource
        When nothing may be passed on, or the file cannot be written.
    """
    sources = [source for source in store.sources() if source.redistributable]
    counts = store.counts()
    kept_back = sum(count for key, count in counts.items() if key not in {source.key for source in sources})
    places = [place for source in sources for place in store.places(source.key)]
    if not places:
        raise BadSource(
            "没有可以转给其他单位的地点；导入时用 --redistributable 说明来源可以转发。",
            "there is nothing that may be passed on; say --redistributable when importing a source that may.",
        )
    if path.suffix.lower() != ".gpkg":
        raise BadSource(
            f"导出文件应以 .gpkg 结尾，不能是 {path.name}。", f"the file must end with .gpkg, not {path.name}."
        )
    fresh = path.with_name(f".{path.stem}.new.gpkg")
    try:
        _write(fresh, sources, places, counties)
        fresh.replace(path)
    except OSError as error:
        raise BadSource(
            f"无法写入 {path}：{error.strerror}；请检查文件夹和权限。",
            f"{path} cannot be written: {error.strerror}; check the folder and the permissions.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
    return len(places), kept_back


def _write(
    path: Path, sources: Sequence[OfficeSource], places: Sequence[OfficePlace], counties: dict[str, str]
) -> None:
    import pyogrio.raw  # noqa: PLC0415 - only for handing over
    import shapely  # noqa: PLC0415

    shapes = [place.wkb or shapely.to_wkb(shapely.points(place.position.lon, place.position.lat)) for place in places]
    columns: dict[str, list[Any]] = {
        "id": [place.id for place in places],
        "source": [place.source for place in places],
        "name": [place.name for place in places],
        "kind": [place.kind.value for place in places],
        "precision": [place.precision.value for place in places],
        "uncertainty_m": [place.uncertainty_m for place in places],
        "aliases": [_BETWEEN.join(alias for alias, how in place.aliases if how == "alias") for place in places],
        "county": [_county(place, counties) for place in places],
        "code": [place.code or "" for place in places],
        "placed_at": [place.placed_at or "" for place in places],
        "placed_by": [place.placed_by or "" for place in places],
    }
    pyogrio.raw.write(
        path,
        np.array(shapes, dtype=object),
        [_array(columns[field]) for field in _PLACE_FIELDS],
        list(_PLACE_FIELDS),
        layer=_PLACES,
        driver="GPKG",
        geometry_type="Unknown",
        crs=_WGS84,
    )
    pyogrio.raw.write(
        path,
        None,
        [_array([str(getattr(source, field)) for source in sources]) for field in _SOURCE_FIELDS],
        list(_SOURCE_FIELDS),
        layer=_SOURCES,
        driver="GPKG",
        geometry_type=None,
        append=True,
    )


def _county(place: OfficePlace, counties: dict[str, str]) -> str:
    """Name the county of a place; of a line that crosses several, none."""
    ids = place.held[0].split("/")[:3] if len(place.held) == 1 else []
    return counties.get(ids[-1], "") if len(ids) > 2 else ""


def _array(values: list[Any]) -> Any:
    return np.array(values, dtype=np.float64 if values and isinstance(values[0], float) else object)


def read_package(path: Path, options: Options) -> Iterator[tuple[OfficeSource, Reading]]:
    """Give each source of a package with its places, to be planned like any import.

    Raises
    ------
    BadSource
    """
    sources, rows = _read(path)
    for source in sources:
        own = [row for row in rows if row["source"] == source.key]
        records, refused = parted(_record(row, f"第 {row['number']} 个地点") for row in own)
        key = f"{options.key or path.stem}/{source.key}"
        yield replace(source, key=key), Reading(records, Datum.WGS84, refused=refused, edition=source.edition)


def _read(path: Path) -> tuple[list[OfficeSource], list[dict[str, Any]]]:
    import pyogrio.raw  # noqa: PLC0415 - only for handing over
    import shapely  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError  # noqa: PLC0415
    from shapely.errors import ShapelyError  # type: ignore[attr-defined]  # noqa: PLC0415 - as in `vectors`

    require_file(path)
    try:
        meta, _, wkb, values = pyogrio.raw.read(path, layer=_PLACES)
        told, _, _, fields = pyogrio.raw.read(path, layer=_SOURCES)
        shapes = shapely.from_wkb(wkb).tolist()
        columns = {name: values[list(meta["fields"]).index(name)].tolist() for name in _PLACE_FIELDS}
        stated = {name: fields[list(told["fields"]).index(name)].tolist() for name in _SOURCE_FIELDS}
    except (DataSourceError, DataLayerError, FeatureError, ShapelyError, ValueError, AttributeError) as error:
        raise BadSource(
            f"{path.name} 不是完整的地点包（缺少 places 或 sources 图层）；请由对方用 zhenggai gazetteer export-office 重新导出。",
            f"{path.name} is no complete package of places (layers places and sources); have it written again with "
            "zhenggai gazetteer export-office.",
        ) from error
    sources = [_source({name: stated[name][at] for name in _SOURCE_FIELDS}) for at in range(len(stated["key"]))]
    rows = [
        {**{name: columns[name][at] for name in _PLACE_FIELDS}, "shape": shapes[at], "number": at + 1}
        for at in range(len(shapes))
    ]
    return sources, rows


def _source(values: dict[str, Any]) -> OfficeSource:
    return OfficeSource(
        **{name: str(values[name]) for name in _SOURCE_FIELDS if name != "person"},
        person=values["person"] == "True",
        redistributable=True,
    )


def _record(row: dict[str, Any], where: str) -> Record | Refusal:
    name, shape = text_of(row, "name"), row["shape"]
    try:
        kind, precision = Kind(row["kind"]), Precision(row["precision"])
    except ValueError:
        return Refusal(where, name, "类型或精度不认识", "its kind or precision is unknown")
    if shape is None or shape.is_empty:
        return Refusal(where, name, "没有图形", "it has no geometry")
    point = shape if shape.geom_type == "Point" else None
    return Record(
        where,
        name,
        kind,
        lon=point.x if point is not None else float("nan"),
        lat=point.y if point is not None else float("nan"),
        geometry=None if point is not None else shape,
        uncertainty_m=float(row["uncertainty_m"]),
        precision=precision,
        aliases=tuple(part for part in text_of(row, "aliases").split(_BETWEEN) if part),
        county=text_of(row, "county"),
        code=text_of(row, "code") or None,
        placed_at=text_of(row, "placed_at") or None,
        placed_by=text_of(row, "placed_by") or None,
    )
