"""Import a file: read it, plan, store. The one way in, for the command line and for the service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gazetteer.build import without_collector
from gazetteer.errors import BadSource
from gazetteer.importers.package import read_package
from gazetteer.importers.plan import Plan, plan
from gazetteer.importers.record import Importer, Options, Progress
from gazetteer.importers.registry import importer_named
from gazetteer.index import Gazetteer
from gazetteer.office import OfficeSource, PlaceStore
from geo.datums import is_shifted

OFFICE = "office"
"""The word for a package of places from another office, which brings its sources with it."""

_KEY = re.compile(r"[\w.:@/\-]{1,80}")
_UNFIT = re.compile(r"[^\w.@\-]+")


def read_plans(
    word: str,
    path: Path,
    options: Options,
    gazetteer: Gazetteer,
    held: PlaceStore,
    *,
    who: str,
    now: str,
    progress: Progress | None = None,
) -> list[Plan]:
    """Read a file and say what importing it would change, source by source; all but a package hold one.

    Parameters
    ----------
    word
        The importer.
    gazetteer
        The built-in one alone.
    now
        The time of the import, ISO 8601 with its zone.

    Raises
    ------
    BadSource
    """
    if progress is not None:
        progress("read", 0, 1)
    with without_collector():
        return _plans(word, path, options, gazetteer, held, who=who, now=now, progress=progress)


def _plans(
    word: str,
    path: Path,
    options: Options,
    gazetteer: Gazetteer,
    held: PlaceStore,
    *,
    who: str,
    now: str,
    progress: Progress | None,
) -> list[Plan]:
    if word == OFFICE:
        return [
            plan(reading, replace(source, imported_at=now, imported_by=who), gazetteer, held, progress=progress)
            for source, reading in read_package(path, options)
        ]
    importer = importer_named(word)
    unit = gazetteer.place(options.county) if options.county is not None else None
    if options.county is not None and unit is None:
        raise BadSource(
            f"没有代码为“{options.county}”的行政区；--county 应为六位区划代码。",
            f"there is no region with the code “{options.county}”; --county takes a six-digit code.",
        )
    if unit is not None and unit.position is not None:
        options = replace(options, county=unit.id, county_lon=unit.position.lon)
    fixed = importer.datum is not None and importer.key != "pins"
    if fixed and (options.datum is not None or options.epsg is not None) and options.datum is not importer.datum:
        raise BadSource(
            f"{importer.title}的坐标系固定为 {importer.datum}，不能用 --datum 或 --crs 更改；请去掉该选项。",
            f"coordinates of {importer.key} are always {importer.datum}; leave --datum and --crs out.",
        )
    reading = importer.read(path, options)
    if not reading.records and not reading.refused:
        raise BadSource(
            f"{path.name} 中没有可以导入的地点；请检查是否选错了来源（{importer.key}）。",
            f"{path.name} holds no place to import; check whether {importer.key} is the right source.",
        )
    source = OfficeSource(
        key=_key(options.key, importer, path),
        title=importer.title,
        importer=importer.key,
        licence=options.licence or importer.licence,
        edition=reading.edition or path.name,
        datum=f"EPSG:{reading.epsg}" if reading.epsg is not None else reading.datum.value,
        redistributable=importer.redistributable if options.redistributable is None else options.redistributable,
        person=importer.person and not is_shifted(reading.datum),
        imported_at=now,
        imported_by=who,
    )
    return [plan(reading, source, gazetteer, held, shift=options.shift, within=options.county, progress=progress)]


def require_usable(plans: Sequence[Plan], path: Path) -> None:
    """Pass when something of a file can be used.

    Raises
    ------
    BadSource
        With the first reason, when nothing can.
    """
    refused = [refusal for made in plans for refusal in made.refused]
    if any(made.places for made in plans) or not refused:
        return
    first = refused[0]
    raise BadSource(
        f"{path.name} 中没有一条可用：{first.where}“{first.name}”{first.zh}（共 {len(refused)} 条）；请改正后重新导入。",
        f"nothing in {path.name} can be used: {first.where} “{first.name}”: {first.en} ({len(refused)} in all); "
        "put it right and import again.",
    )


def _key(given: str | None, importer: Importer, path: Path) -> str:
    key = given or f"{importer.key}:{_UNFIT.sub('-', path.stem)[:60]}"
    if not _KEY.fullmatch(key):
        raise BadSource(
            f"来源名“{key}”无效；请用字母、数字、汉字和 . : @ / - 组成，不超过 80 个字符。",
            f"“{key}” cannot name a source; use letters, digits and . : @ / -, at most 80 of them.",
        )
    return key
