"""From the coordinates of a file to WGS-84, and which systems are refused, since their parameters are not public."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gazetteer.errors import BadSource
from geo.datums import Datum, convert

if TYPE_CHECKING:
    from pyproj import CRS, Transformer
    from shapely.geometry.base import BaseGeometry

# Names of datums that agree with WGS-84 to under a metre, as PROJ spells them.
_SAME = ("world geodetic system 1984", "wgs 84", "wgs84", "china 2000", "china geodetic coordinate system 2000", "cgcs")
REFUSED_WORDS = {"xian80": "西安80", "beijing54": "北京54", "local": "地方独立坐标系"}
WGS84_EPSG = 4326


def datum_of(word: str, *, shift: Sequence[float] = ()) -> Datum | None:
    """Read the name of a datum from the command line.

    Raises
    ------
    BadSource
        For older national systems without parameters, and for words that name no datum.
    """
    word = word.strip().lower().replace("-", "")
    if word in REFUSED_WORDS:
        if shift:
            raise BadSource(
                f"{REFUSED_WORDS[word]}请改用 --crs EPSG:编号 说明投影，并同时给出 --towgs84 参数。",
                f"for {word} give its projection as --crs EPSG:number together with --towgs84.",
            )
        raise refused(REFUSED_WORDS[word])
    if word in {datum.value for datum in Datum}:
        return Datum(word)
    known = "、".join(datum.value for datum in Datum)
    raise BadSource(
        f"不认识的坐标系“{word}”；可用 {known}，投影坐标请用 --crs EPSG:编号。",
        f"“{word}” is no datum; there are {known.replace('、', ', ')}; for projected coordinates give --crs EPSG:number.",
    )


def refused(system: str) -> BadSource:
    return BadSource(
        f"{system}到国家2000坐标系的转换参数不公开，本程序不带任何参数；请先在有资质的单位转换为 CGCS2000，"
        "或用 --towgs84 给出本地的转换参数。",
        f"the parameters from {system} to CGCS2000 are not public and none ship with this program; have the data "
        "converted to CGCS2000, or give your own parameters with --towgs84.",
    )


@cache
def system(text: str) -> CRS:
    """Read a coordinate reference system, EPSG code or WKT."""
    from pyproj import CRS  # noqa: PLC0415 - only files with a system of their own need it
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        return CRS.from_user_input(text)
    except CRSError as error:
        raise BadSource(
            f"不认识的坐标系“{text[:60]}”；请用 --crs EPSG:编号 给出，如 --crs EPSG:4547。",
            f"“{text[:60]}” is no coordinate system; give one as --crs EPSG:number, such as --crs EPSG:4547.",
        ) from error


def require_known(crs: CRS, shift: tuple[float, ...]) -> None:
    """Pass systems whose datum agrees with WGS-84, and any other that comes with parameters.

    Raises
    ------
    BadSource
    """
    geodetic = crs.geodetic_crs
    names = f"{geodetic.datum.name if geodetic and geodetic.datum else ''} {geodetic.name if geodetic else ''}".lower()
    if shift or any(name in names for name in _SAME):
        return
    title = "西安80" if "xian" in names else "北京54" if "beijing" in names else crs.name
    raise refused(title)


@cache
def _transformer(text: str, shift: tuple[float, ...]) -> Transformer:
    from pyproj import Transformer  # noqa: PLC0415 - as above
    from pyproj.crs import BoundCRS, GeographicCRS  # noqa: PLC0415
    from pyproj.crs.coordinate_operation import ToWGS84Transformation  # noqa: PLC0415

    crs = system(text)
    require_known(crs, shift)
    if shift:
        geodetic = crs.geodetic_crs
        assert geodetic is not None
        crs = BoundCRS(crs, GeographicCRS(), ToWGS84Transformation(geodetic, *shift))
    return Transformer.from_crs(crs, WGS84_EPSG, always_xy=True)


class ToWgs84:
    """Brings the coordinates of one file to WGS-84, many at once."""

    def __init__(self, datum: Datum, crs: str | None, shift: tuple[float, ...]) -> None:
        self._datum = datum
        self._transformer = _transformer(crs, shift) if crs is not None else None

    def arrays(self, x: Any, y: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if self._transformer is not None:
            lon, lat = self._transformer.transform(np.asarray(x, np.float64), np.asarray(y, np.float64))
            return np.asarray(lon), np.asarray(lat)
        return convert(x, y, self._datum, Datum.WGS84)

    def geometry(self, geometry: BaseGeometry) -> BaseGeometry:
        import shapely  # noqa: PLC0415 - only files with lines and areas need it

        def moved(corners: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(self.arrays(corners[:, 0], corners[:, 1]))

        result: BaseGeometry = shapely.transform(shapely.force_2d(geometry), moved)
        return result
