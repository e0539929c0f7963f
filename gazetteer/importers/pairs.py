"""What do the two coordinate cells of each row mean? The traps of tables, recognised row by row and reported.

Degrees in many notations; longitude and latitude exchanged (inside China one never looks like the other); metres of a
CGCS2000 zone, with the zone's number in front of the easting or without it; numbers without a unit that can be told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.errors import BadSource
from gazetteer.importers.angles import METRES_PER_DEGREE, Angle, read_angle
from gazetteer.importers.refusing import Refused
from geo.datums import Datum, Zone, from_zone, is_shifted, zone_prefix

_CHINA_LON = (73.0, 136.0)
_CHINA_LAT = (3.0, 54.0)
_NORTHING = (300_000.0, 6_000_000.0)
_EASTING = (170_000.0, 830_000.0)
_SIX_DEGREE_ZONES = range(13, 24)


@dataclass(slots=True)
class Pairs:
    """Reads the coordinate pairs of one file and counts what it had to recognise.

    `zone` is the zone of eastings without a number in front; None when nobody has said which. With `own_system` the
    numbers are given back as they are, easting first, for a system that whoever imports has named.
    """

    path: Path
    datum: Datum
    zone: Zone | None
    own_system: bool = False
    met: Counter[str] = field(default_factory=Counter)

    def read(self, first: object, second: object, where: str) -> tuple[float, float, float]:
        """Give longitude and latitude in the file's datum and the uncertainty of their last digits, in metres.

        Parameters
        ----------
        first, second
            What the columns of longitude and latitude hold, or of x and y.

        Raises
        ------
        Refused
            For a row that cannot be read.
        BadSource
            For a file that nothing can be read from before more is said about it.
        """
        a, b = read_angle(first), read_angle(second)
        if a is None or b is None:
            shown = str(first if a is None else second).strip()
            if not shown:
                raise Refused("坐标为空", "its coordinates are empty")
            raise Refused(f"看不懂坐标“{shown[:20]}”", f"“{shown[:20]}” is no coordinate")
        if a.sexagesimal or b.sexagesimal:
            self.met["sexagesimal"] += 1
        if self.own_system:
            first_is_easting = not _is_northing(a.value) or _is_easting(a.value) or max(a.value, b.value) <= 1000
            easting, northing = (a, b) if first_is_easting else (b, a)
            return easting.value, northing.value, max(a.half_step, b.half_step)
        if max(abs(a.value), abs(b.value)) > 1000:
            return self._projected(a, b, where)
        if _is_lon(b.value) and _is_lat(a.value):
            self.met["exchanged"] += 1
            a, b = b, a
        elif not (_is_lon(a.value) and _is_lat(b.value)):
            raise Refused(
                f"（{a.value:g}，{b.value:g}）不像我国的经纬度，看不出单位",
                f"({a.value:g}, {b.value:g}) are no degrees within China, their unit cannot be told",
            )
        # A spreadsheet drops the zeros at the end of a number, so of two numbers the finer one tells how fine they are.
        finest = isinstance(first, float) and isinstance(second, float)
        half_step = min(a.half_step, b.half_step) if finest else max(a.half_step, b.half_step)
        return a.value, b.value, half_step * METRES_PER_DEGREE

    def _projected(self, a: Angle, b: Angle, where: str) -> tuple[float, float, float]:
        """Read metres: in a zone the northing is below six million, an easting with its zone's number above thirteen."""
        easting, northing = (a, b) if _is_easting(a.value) and _is_northing(b.value) else (b, a)
        if not (_is_easting(easting.value) and _is_northing(northing.value)):
            raise Refused(
                f"（{a.value:g}，{b.value:g}）看不出单位，既不是度也不是三度带坐标",
                f"({a.value:g}, {b.value:g}) are neither degrees nor metres of a three-degree zone",
            )
        number = zone_prefix(easting.value)
        zone = Zone(4513 + number - 25, number * 3, prefixed=True) if number is not None else self.zone
        if easting.value > 1_000_000 and number is None:
            raise self._stop(
                where, "是六度带坐标", "are metres of a six-degree zone", "请用 --crs EPSG:编号 说明",
                "say which with --crs EPSG:number",
            )  # fmt: skip
        if zone is None:
            raise self._stop(
                where, "是没有带号的投影坐标（米）", "are metres without the number of their zone",
                "请用 --crs EPSG:编号 说明（如 4546、4547），或用 --county 代码 给出所在县",
                "say which zone with --crs EPSG:number (as 4546, 4547), or name the county with --county CODE",
            )  # fmt: skip
        if is_shifted(self.datum):
            raise self._stop(
                where, f"是投影坐标，不可能是 {self.datum.value}", f"are metres, which {self.datum.value} never is",
                "请改正 --datum", "put --datum right",
            )  # fmt: skip
        self.met["prefixed" if number is not None else "zone"] += 1
        lon, lat = from_zone(easting.value, northing.value, zone)
        return float(lon), float(lat), max(easting.half_step, northing.half_step)

    def _stop(self, where: str, what: str, what_en: str, way_out: str, way_out_en: str) -> BadSource:
        return BadSource(
            f"{self.path.name} {where}的坐标{what}；{way_out}。",
            f"{self.path.name}, {where}: the coordinates {what_en}; {way_out_en}.",
        )

    def notes(self) -> tuple[tuple[str, str], ...]:
        """Say what was recognised, in both languages."""
        told = {
            "exchanged": ("{} 行的经度和纬度写反了，已对调", "{} rows had longitude and latitude exchanged"),
            "sexagesimal": ("{} 行是度分秒，已换算", "{} rows were in degrees, minutes and seconds"),
            "prefixed": (
                "{} 行是带号的三度带坐标，按 CGCS2000 换算",
                "{} rows were metres with their zone's number, taken as CGCS2000",
            ),
            "zone": ("{} 行是三度带坐标，按所说的带换算", "{} rows were metres of the zone told"),
        }
        return tuple((zh.format(self.met[w]), en.format(self.met[w])) for w, (zh, en) in told.items() if self.met[w])


def _is_lon(value: float) -> bool:
    return _CHINA_LON[0] <= value <= _CHINA_LON[1]


def _is_lat(value: float) -> bool:
    return _CHINA_LAT[0] <= value <= _CHINA_LAT[1]


def _is_northing(value: float) -> bool:
    return _NORTHING[0] <= value <= _NORTHING[1]


def _is_easting(value: float) -> bool:
    number, rest = divmod(value, 1_000_000)
    zoned = zone_prefix(value) is not None or (number in _SIX_DEGREE_ZONES and _EASTING[0] <= rest <= _EASTING[1])
    return zoned or _EASTING[0] <= value <= _EASTING[1]
