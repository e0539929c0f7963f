"""Import a GeoNames dump (CN.txt): 19 tab-separated columns, WGS-84.

Its points are those of a coarse grid and of old maps: a settlement may lie 1.5 km off. Only classes whose kind is one
of ours are read. The Chinese name is the one of the alternate names; a place without one is not read.
"""

from __future__ import annotations

import re
from pathlib import Path

from gazetteer.errors import BadSource
from gazetteer.importers.kinds import kind_of_name
from gazetteer.importers.record import Options, Reading, Record, Refusal
from gazetteer.importers.tables import file_text
from gazetteer.model import Kind
from geo.datums import Datum

COLUMNS = 19
UNCERTAINTY_M = 1500.0

# Feature codes, or classes for all their codes, that are a kind of ours; None: told by the name.
KINDS: dict[str, Kind | None] = {
    "ADM4": Kind.TOWNSHIP,
    "P": None,
    "STM": Kind.RIVER,
    "CNL": Kind.RIVER,
    "LK": Kind.RIVER,
    "RSV": Kind.FACILITY,
    "DAM": Kind.FACILITY,
    "MT": Kind.MOUNTAIN,
    "HLL": Kind.MOUNTAIN,
    "MN": Kind.MINE,
    "RESN": Kind.RESERVE,
    "RES": Kind.RESERVE,
    "PRK": Kind.RESERVE,
    "INDS": Kind.PARK,
}
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


def read_geonames(path: Path, options: Options) -> Reading:
    """Read a dump.

    Raises
    ------
    BadSource
        For a line that has not 19 columns or whose coordinates are no numbers.
    """
    records: list[Record] = []
    refused: list[Refusal] = []
    newest = ""
    for number, line in enumerate(file_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != COLUMNS:
            raise BadSource(
                f"{path.name} 第 {number} 行有 {len(cells)} 列，GeoNames 数据应为 {COLUMNS} 列（制表符分隔）；请重新下载。",
                f"{path.name}, line {number}: {len(cells)} columns instead of {COLUMNS}; download the dump again.",
            )
        feature_class, code = cells[6], cells[7]
        word = next((c for c in (code, code.rstrip("0123456789"), feature_class) if c in KINDS), None)
        if word is None:
            continue
        names = [n for n in dict.fromkeys((cells[1], *cells[3].split(","))) if _CHINESE.fullmatch(n)]
        if not names:
            refused.append(Refusal(f"第 {number} 行", cells[1], "没有中文名称", "it has no Chinese name"))
            continue
        try:
            lon, lat = float(cells[5]), float(cells[4])
        except ValueError as error:
            raise BadSource(
                f"{path.name} 第 {number} 行的坐标“{cells[4]}，{cells[5]}”不是数字；请重新下载。",
                f"{path.name}, line {number}: “{cells[4]}, {cells[5]}” are no coordinates; download the dump again.",
            ) from error
        newest = max(newest, cells[18])
        name = names[0]
        kind = KINDS[word] or _settlement(name)
        records.append(
            Record(
                f"第 {number} 行",
                name,
                kind,
                lon,
                lat,
                uncertainty_m=options.uncertainty_m or UNCERTAINTY_M,
                aliases=tuple(names[1:]),
                code=cells[0],
            )
        )
    return Reading(records, Datum.WGS84, refused=tuple(refused), edition=newest)


def _settlement(name: str) -> Kind:
    """Tell whether a settlement is a township or a village; the dump says only that people live there."""
    kind = kind_of_name(name)
    return kind if kind in {Kind.TOWNSHIP, Kind.VILLAGE} else Kind.VILLAGE
