"""From one datum to another: WGS-84, CGCS2000, GCJ-02 and BD-09, and the three-degree zones of Gauss and Krüger.

GCJ-02 shifts WGS-84 by a smooth function of the position; the formulas are the public approximation, and inside the
house nothing is kept in it. The way back has no formula: it is found by iteration, to well below a millimetre of the
approximation. What came through GCJ-02 or BD-09 stays uncertain by `SHIFTED_UNCERTAINTY_M`, since the approximation
is not the original. Outside the box around China, GCJ-02 and BD-09 leave positions alone.

CGCS2000 and WGS-84 agree to some decimetres and are treated as one here; older national systems need parameters that
are not public, and are refused by the readers of files.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.errors import UsageError

if TYPE_CHECKING:
    from pyproj import Transformer

Degrees = NDArray[np.float64]


class Datum(StrEnum):
    """The datum that longitudes and latitudes are in."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


SHIFTED_UNCERTAINTY_M = 5.0
"""Positions that came through GCJ-02 or BD-09 are never surer than this, and never exact."""

# The ellipsoid of Krasovsky, which the GCJ-02 formulas are written with, and the box they are applied in.
_KRASOVSKY_A = 6378245.0
_KRASOVSKY_EE = 0.00669342162296594323
_CHINA = (72.004, 0.8293, 137.8347, 55.8271)

_BD_TURN = math.pi * 3000.0 / 180.0

# A step of a millimetre is the last one: the shift differs by less than 0.2 % of a step, so what is left after it is
# some micrometres. Blocks this small stay in the processor's cache, which halves the time.
_LAST_STEP_DEG = 1e-8
_ROUNDS = 12
_BLOCK = 8192


def is_shifted(datum: Datum) -> bool:
    """True for the datums that are not what a satellite receiver shows."""
    return datum in {Datum.GCJ02, Datum.BD09}


def convert(lon: ArrayLike, lat: ArrayLike, source: Datum, target: Datum) -> tuple[Degrees, Degrees]:
    """Convert positions between datums, any number of them at once.

    Parameters
    ----------
    lon, lat
        Degrees, of the same shape; not-a-number stays what it is.

    Examples
    --------
    >>> lon, lat = convert(113.25, 35.25, Datum.WGS84, Datum.GCJ02)
    >>> back = convert(lon, lat, Datum.GCJ02, Datum.WGS84)
    >>> [round(float(v), 9) for v in back]
    [113.25, 35.25]
    """
    x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    if x.size <= _BLOCK:
        return _convert(x, y, source, target)
    flat_x, flat_y = np.empty(x.size), np.empty(x.size)
    for start in range(0, x.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        flat_x[part], flat_y[part] = _convert(x.ravel()[part], y.ravel()[part], source, target)
    return flat_x.reshape(x.shape), flat_y.reshape(x.shape)


def _convert(x: Degrees, y: Degrees, source: Datum, target: Datum) -> tuple[Degrees, Degrees]:
    if source is Datum.BD09 and target is not Datum.BD09:
        x, y = _from_bd(x, y)
        source = Datum.GCJ02
    if source is Datum.GCJ02 and target not in {Datum.GCJ02, Datum.BD09}:
        x, y = _from_gcj(x, y)
    elif source not in {Datum.GCJ02, Datum.BD09} and is_shifted(target):
        x, y = _to_gcj(x, y)
    if target is Datum.BD09 and source is not Datum.BD09:
        x, y = _to_bd(x, y)
    return x, y


def _in_china(x: Degrees, y: Degrees) -> NDArray[np.bool_]:
    west, south, east, north = _CHINA
    return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def _shift(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Give what GCJ-02 adds to WGS-84 degrees."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    short = 20.0 * (np.sin(6 * math.pi * x) + np.sin(2 * math.pi * x))
    d_lat = (
        -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
        + (short + 20.0 * np.sin(math.pi * y) + 40.0 * np.sin(math.pi / 3 * y)
           + 160.0 * np.sin(math.pi / 12 * y) + 320.0 * np.sin(math.pi / 30 * y)) * 2 / 3
    )  # fmt: skip
    d_lon = (
        300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
        + (short + 20.0 * np.sin(math.pi * x) + 40.0 * np.sin(math.pi / 3 * x)
           + 150.0 * np.sin(math.pi / 12 * x) + 300.0 * np.sin(math.pi / 30 * x)) * 2 / 3
    )  # fmt: skip
    phi = np.radians(lat)
    sine = np.sin(phi)
    magic = 1 - _KRASOVSKY_EE * sine * sine
    root_magic = np.sqrt(magic)
    d_lat = np.degrees(d_lat / (_KRASOVSKY_A * (1 - _KRASOVSKY_EE) / (magic * root_magic)))
    d_lon = np.degrees(d_lon / (_KRASOVSKY_A / root_magic * np.cos(phi)))
    return d_lon, d_lat


def _to_gcj(x: Degrees, y: Degrees) -> tuple[Degrees, Degrees]:
    inside = _in_china(x, y)
    d_lon, d_lat = _shift(x, y)
    return np.where(inside, x + d_lon, x), np.where(inside, y + d_lat, y)


def _from_gcj(x: Degrees, y: Degrees) -> tuple[Degrees, Degrees]:
    """Find the position whose image is the one given; where there is none, at the edge of the box, leave it."""
    lon, lat = x, y
    for _ in range(_ROUNDS):
        d_lon, d_lat = _shift(lon, lat)
        next_lon, next_lat = x - d_lon, y - d_lat
        step = np.maximum(np.abs(next_lon - lon), np.abs(next_lat - lat))
        lon, lat = next_lon, next_lat
        if not np.any(step > _LAST_STEP_DEG):
            break
    inside = _in_china(lon, lat)
    return np.where(inside, lon, x), np.where(inside, lat, y)


def _to_bd(x: Degrees, y: Degrees) -> tuple[Degrees, Degrees]:
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_TURN)
    inside = _in_china(x, y)
    return (
        np.where(inside, radius * np.cos(angle) + 0.0065, x),
        np.where(inside, radius * np.sin(angle) + 0.006, y),
    )


def _from_bd(x: Degrees, y: Degrees) -> tuple[Degrees, Degrees]:
    lon, lat = x - 0.0065, y - 0.006
    for _ in range(_ROUNDS):
        radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_TURN)
        angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_TURN)
        off_lon = radius * np.cos(angle) + 0.0065 - x
        off_lat = radius * np.sin(angle) + 0.006 - y
        lon, lat = lon - off_lon, lat - off_lat
        if not np.any(np.maximum(np.abs(off_lon), np.abs(off_lat)) > _LAST_STEP_DEG):
            break
    inside = _in_china(lon, lat)
    return np.where(inside, lon, x), np.where(inside, lat, y)


@dataclass(frozen=True, slots=True)
class Zone:
    """A three-degree Gauss–Krüger zone of CGCS2000; `prefixed` when eastings begin with the zone's number."""

    epsg: int
    meridian: int
    prefixed: bool


def zone_of(lon: float, *, prefixed: bool = False) -> Zone:
    """Give the zone a longitude falls in: 113.2° → meridian 114, EPSG 4547, or 4526 with the zone's number in front.

    Raises
    ------
    UsageError
        When the longitude lies outside the zones of China (73.5 to 136.5 degrees).
    """
    number = math.floor((lon + 1.5) / 3)
    if not 25 <= number <= 45:
        raise UsageError(
            f"经度 {lon} 不在我国三度带（73.5°–136.5°）范围内。",
            f"longitude {lon} lies outside the three-degree zones of China (73.5 to 136.5 degrees).",
        )
    return Zone((4513 if prefixed else 4534) + number - 25, number * 3, prefixed)


def zone_prefix(easting_m: float) -> int | None:
    """Give the zone number in front of an easting, 38432154 → 38; None when there is none.

    An easting without a number lies within 330 km of half a million metres.
    """
    number, rest = divmod(easting_m, 1_000_000)
    return int(number) if 25 <= number <= 45 and 170_000 <= rest <= 830_000 else None


@cache
def _transformer(source: int, target: int) -> Transformer:
    from pyproj import Transformer  # noqa: PLC0415 - 0.15 s that only projected files need

    return Transformer.from_crs(source, target, always_xy=True)


def to_zone(lon: ArrayLike, lat: ArrayLike, zone: Zone) -> tuple[Degrees, Degrees]:
    """Project CGCS2000 degrees into a zone: eastings and northings in metres."""
    return _project(4490, zone.epsg, lon, lat)


def from_zone(easting_m: ArrayLike, northing_m: ArrayLike, zone: Zone) -> tuple[Degrees, Degrees]:
    """Give the CGCS2000 degrees of eastings and northings in a zone."""
    return _project(zone.epsg, 4490, easting_m, northing_m)


def _project(source: int, target: int, x: Any, y: Any) -> tuple[Degrees, Degrees]:
    a, b = _transformer(source, target).transform(np.asarray(x, np.float64), np.asarray(y, np.float64))
    return np.asarray(a), np.asarray(b)
