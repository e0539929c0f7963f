"""Commands that write files for other programs and people: export, map."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.console import open_store, ready_gazetteer, tell, user_settings
from app.commands.documents import Found, Region, read_files
from app.commands.filtering import with_filters
from app.services.filters import Filters

if TYPE_CHECKING:
    from app.settings import Settings
    from layers.areas import Area
    from layers.feature import SiteFeature

Output = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="写入的文件 · the file to write")]
Documents = Annotated[
    list[Path] | None,
    typer.Argument(metavar="DOCUMENT…", help="直接读取的文件，不需要数据库 · read directly, without a database"),
]


def register(app: typer.Typer) -> None:
    app.command()(with_filters(export))
    app.command("map")(with_filters(map_page))


def export(
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="csv xlsx gpx kml kmz geojson gpkg fgb geoparquet shp")
    ],
    output: Output,
    filters: Filters,
    documents: Documents = None,
    *,
    datum: Annotated[str | None, typer.Option(help="坐标基准：wgs84 cgcs2000 gcj02 bd09 · datum")] = None,
    crs: Annotated[str | None, typer.Option(metavar="EPSG:n", help="坐标系 · reference system")] = None,
    region: Region = None,
) -> int:
    """把地点写成文件：库中的，或所给文件中的。 · Write the sites of the store, or of the documents given, to a file."""
    from app.services.exporting import export_file, wish  # noqa: PLC0415 - the command that runs loads what it needs

    settings = user_settings()
    wanted = wish(format_, datum, crs)
    with _chosen(settings, documents or [], filters, region, with_map=False) as chosen:
        count = export_file(output, wanted, chosen.features)
    tell(settings.language, f"已写入 {output}：{count} 处地点。", f"wrote {output}: {count} sites.")
    return int(chosen.failed)


def map_page(output: Output, filters: Filters, documents: Documents = None, region: Region = None) -> int:
    """写成一个无需网络即可打开的地图文件。 · Write one HTML map that opens without any network."""
    from app.services.exporting import write_text  # noqa: PLC0415
    from layers.surroundings import provinces_of, surroundings  # noqa: PLC0415
    from layers.webmap import self_contained  # noqa: PLC0415

    settings = user_settings()
    with _chosen(settings, documents or [], filters, region, with_map=True) as chosen:
        with contextlib.closing(ready_gazetteer(settings)) as gazetteer:
            around = surroundings(provinces_of(area.adcode for area in chosen.areas), gazetteer)
        write_text(output, self_contained(chosen.features, chosen.areas, settings.language, around))
    tell(settings.language, f"已写入 {output}", f"wrote {output}")
    return int(chosen.failed)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The features that are meant, the counties under them, and whether some input could not be read."""

    features: Iterable[SiteFeature]
    areas: list[Area]
    failed: bool = False


@contextlib.contextmanager
def _chosen(
    settings: Settings, documents: list[Path], filters: Filters, region: str | None, *, with_map: bool
) -> Iterator[_Chosen]:
    """What to write: of the documents given, otherwise of the store. A map also holds findings without a place."""
    today = datetime.now().astimezone().date()
    if documents:
        yield _of_documents(settings, documents, filters, region, today, with_map=with_map)
        return
    from app.services.features import stored_areas, stored_features  # noqa: PLC0415

    with open_store(settings) as engine:
        areas = stored_areas(engine) if with_map else []
        with contextlib.closing(stored_features(engine, filters, today, placeless=with_map)) as features:
            yield _Chosen(features, areas)


def _of_documents(
    settings: Settings, documents: list[Path], filters: Filters, region: str | None, today: date, *, with_map: bool
) -> _Chosen:
    from app.services.features import read_features  # noqa: PLC0415
    from layers.areas import counties_around  # noqa: PLC0415

    found = Found()
    reads = list(read_files(settings, documents, region, found))
    with contextlib.closing(ready_gazetteer(settings)) as gazetteer:
        features = read_features(reads, filters, gazetteer, today, placeless=with_map)
        areas = counties_around((read.located for read in reads), gazetteer) if with_map else []
    return _Chosen(features, areas, found.failed)
