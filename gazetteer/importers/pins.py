"""Import what people placed on the map: pins, from the review page or a table, WGS-84.

A person's word goes before every list. A pin is exact with the accuracy that its person states, and that must be
stated. Such a file is JSON (`pins[{name, kind, lon, lat, accuracy_m, by, at, aliases, code}]`) or a table with the
same columns.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from gazetteer.importers.jsons import listed, load, text_of
from gazetteer.importers.kinds import kind_of_name, kind_of_word
from gazetteer.importers.lists import Shape, read_list
from gazetteer.importers.record import Options, Reading, Record, Refusal, parted
from gazetteer.model import Precision
from geo.datums import Datum

_TABLE = Shape(None, 0.0, needed=(("uncertainty",),))


def read_pins(path: Path, options: Options) -> Reading:
    """Read pins.

    Raises
    ------
    BadSource
    """
    if path.suffix.lower() != ".json":
        reading = read_list(path, replace(options, datum=options.datum or Datum.WGS84), _TABLE)
        records = [replace(record, precision=Precision.EXACT) for record in reading.records]
        return replace(reading, records=records)
    items = listed(load(path), path, ("pins",), "pins[{name, kind, lon, lat, accuracy_m, by}]")
    records, refused = parted(_pin(item, f"第 {number} 条") for number, item in enumerate(items, start=1))
    return Reading(records, options.datum or Datum.WGS84, refused=refused)


def _pin(item: dict[str, Any], where: str) -> Record | Refusal:
    name = text_of(item, "name")
    numbers = [item.get(key) for key in ("lon", "lat", "accuracy_m")]
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers) or not numbers[2] > 0:  # type: ignore[operator]
        return Refusal(where, name, "缺少坐标或精度（accuracy_m）", "its coordinates or accuracy_m are missing")
    lon, lat, accuracy_m = (float(n) for n in numbers if n is not None)
    aliases = item.get("aliases")
    return Record(
        where,
        name,
        kind_of_word(text_of(item, "kind")) or kind_of_name(name),
        lon,
        lat,
        uncertainty_m=accuracy_m,
        precision=Precision.EXACT,
        aliases=tuple(str(alias) for alias in aliases) if isinstance(aliases, list) else (),
        county=text_of(item, "county"),
        township=text_of(item, "township"),
        code=text_of(item, "code") or None,
        placed_at=text_of(item, "at") or None,
        placed_by=text_of(item, "by") or None,
    )
