"""What a position is: WGS-84 longitude and latitude in degrees, in this order, everywhere in the house."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geo.errors import BadCoordinate


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the globe, WGS-84, degrees.

    Raises
    ------
    BadCoordinate
        When a value is not finite, the longitude is outside [-180, 180] or the latitude outside [-90, 90].
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and math.isfinite(self.lat) and abs(self.lon) <= 180 and abs(self.lat) <= 90):
            raise BadCoordinate(
                f"经度 {self.lon}、纬度 {self.lat} 不是有效坐标；经度应在 -180 至 180 之间，纬度应在 -90 至 90 之间。",
                f"longitude {self.lon}, latitude {self.lat} is no position; "
                "longitude runs from -180 to 180 and latitude from -90 to 90.",
            )


@dataclass(frozen=True, slots=True)
class BBox:
    """A box between two meridians and two parallels, WGS-84 degrees; west may exceed east across 180°."""

    west: float
    south: float
    east: float
    north: float
