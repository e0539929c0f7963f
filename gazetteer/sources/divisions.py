"""The official tree from the provinces to the townships (Ministry of Civil Affairs): the frame all else hangs in."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.sources.files import rows

KEY = "mca"


@dataclass(frozen=True, slots=True)
class Division:
    """One unit: level 1 province, 2 city, 3 county, 4 township. `parent` is empty for a province."""

    level: int
    code: str
    parent: str
    name: str


def divisions() -> list[Division]:
    """All units, a parent before its children."""
    return sorted((Division(int(r[0]), r[1], r[2], r[3]) for r in rows("divisions.tsv.xz")), key=lambda d: d.level)
