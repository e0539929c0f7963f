"""Points of populated places with Chinese names (GeoNames, WGS-84)."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.sources.files import rows

KEY = "geonames"

UNCERTAINTY_M = 1500.0
"""What a GeoNames point is uncertain by: they are typed from maps of 1:250,000 and coarser, some to whole minutes."""


@dataclass(frozen=True, slots=True)
class SourcePoint:
    """A point and the Chinese names given to it."""

    id: int
    lon: float
    lat: float
    names: tuple[str, ...]


def points() -> list[SourcePoint]:
    """All points that have a Chinese name."""
    return [
        SourcePoint(int(r[0]), float(r[1]), float(r[2]), tuple(r[4].split("|")))
        for r in rows("points.tsv.xz")
        if r[4]
    ]  # fmt: skip
