"""Which reference systems does `/ogc` speak, and which axis comes first in each?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from app.errors import WrongOption
from geo.position import BBox


@dataclass(frozen=True, slots=True)
class System:
    """A reference system; `flipped` when its standard puts latitude first.

    Positions are stored as WGS-84; CGCS2000 agrees with it far below any uncertainty here and takes the same numbers.
    """

    uri: str
    srid: int
    flipped: bool


CRS84: Final = System("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326, flipped=False)
SYSTEMS: Final = {
    system.uri: system
    for system in (
        CRS84,
        System("http://www.opengis.net/def/crs/EPSG/0/4326", 4326, flipped=True),
        System("http://www.opengis.net/def/crs/EPSG/0/4490", 4326, flipped=True),
        System("http://www.opengis.net/def/crs/EPSG/0/3857", 3857, flipped=False),
    )
}
_RADIUS_M: Final = 6378137.0


def system_of(name: str, uri: str | None) -> System:
    """The system of an address's parameter; CRS84 without one."""
    if uri is None:
        return CRS84
    found = SYSTEMS.get(uri.strip("[]"))
    if found is None:
        raise WrongOption(
            f"{name} 的值“{uri[:80]}”无效；可用：{'、'.join(SYSTEMS)}。",
            f"{name} cannot be “{uri[:80]}”; there are {', '.join(SYSTEMS)}.",
        )
    return found


def box_of(text: str, system: System) -> BBox:
    """The box of `bbox`, in WGS-84; heights are passed over."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[0:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise _wrong(text)
    west, south, east, north = numbers
    if system.flipped:
        west, south, east, north = south, west, north, east
    if system.srid == 3857:
        west, east = (max(-180.0, min(180.0, math.degrees(x / _RADIUS_M))) for x in (west, east))
        south, north = (
            math.degrees(math.atan(math.sinh(max(-20.0, min(20.0, y / _RADIUS_M))))) for y in (south, north)
        )
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise _wrong(text)
    return BBox(west, south, east, north)


def _wrong(text: str) -> WrongOption:
    return WrongOption(
        f"bbox 的值“{text[:60]}”无效；应为 bbox-crs 坐标系中的四个数，先小后大。",
        f"bbox cannot be “{text[:60]}”; it is four numbers in the system of bbox-crs, the lower corner first.",
    )
