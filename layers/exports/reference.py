"""In which reference system do positions leave? A datum, and for files of GIS programs also a projection of it.

Only systems of WGS-84 and CGCS2000 are offered: between older national systems and these there are no public
parameters, so a file in them would be off by up to some hundred metres and look exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from geo.datums import SHIFTED_UNCERTAINTY_M, Datum, convert, is_shifted
from layers.errors import WrongDatum
from layers.feature import SiteFeature

if TYPE_CHECKING:
    from pyproj import CRS

SYSTEMS: Final[tuple[tuple[range, Datum, str], ...]] = (
    (range(4326, 4327), Datum.WGS84, "WGS-84, degrees"),
    (range(4490, 4491), Datum.CGCS2000, "CGCS2000, degrees"),
    (range(3857, 3858), Datum.WGS84, "Web Mercator"),
    (range(32643, 32654), Datum.WGS84, "UTM zones 43N to 53N"),
    (range(4491, 4513), Datum.CGCS2000, "six-degree Gauss–Krüger zones, with and without the zone's number"),
    (range(4513, 4555), Datum.CGCS2000, "three-degree Gauss–Krüger zones, with and without the zone's number"),
)
"""EPSG codes, the datum they are of, and what they are."""

_DEGREES: Final = {4326, 4490}
_ELLIPSOIDS: Final = {Datum.GCJ02: "GCJ-02", Datum.BD09: "BD-09"}


@dataclass(frozen=True, slots=True)
class Reference:
    """Where numbers of a position count from: `epsg` is set for a projection, in metres, of the datum."""

    datum: Datum = Datum.WGS84
    epsg: int | None = None


def reference_of(epsg: int) -> Reference:
    """The reference of an EPSG code.

    Raises
    ------
    WrongDatum
        For a code that is not offered; says which ones are.
    """
    for codes, datum, _ in SYSTEMS:
        if epsg in codes:
            return Reference(datum, None if epsg in _DEGREES else epsg)
    codes_offered = ", ".join(f"{codes[0]}–{codes[-1]}" if len(codes) > 1 else str(codes[0]) for codes, _, _ in SYSTEMS)
    raise WrongDatum(
        f"不能按坐标系 EPSG:{epsg} 导出；可用：{codes_offered.replace(', ', '、')}。",
        f"there is no export in the reference system EPSG:{epsg}; there are {codes_offered}.",
    )


def in_datum(feature: SiteFeature, datum: Datum) -> SiteFeature:
    """The feature with its position moved; a shifted datum is only known to some metres, which the radius says."""
    if datum is Datum.WGS84 or feature.lon is None or feature.lat is None:
        return feature
    lon, lat = convert(feature.lon, feature.lat, Datum.WGS84, datum)
    radius = feature.uncertainty_m
    if is_shifted(datum) and radius is not None:
        radius = max(radius, SHIFTED_UNCERTAINTY_M)
    return replace(feature, lon=round(float(lon), 7), lat=round(float(lat), 7), uncertainty_m=radius)


def system(reference: Reference) -> CRS:
    """The reference system as programs know it; the shifted datums have no code, so their name stands for them."""
    from pyproj import CRS  # noqa: PLC0415 - only files of GIS programs need it

    if reference.epsg is not None:
        return CRS.from_epsg(reference.epsg)
    if reference.datum in _ELLIPSOIDS:
        return CRS.from_wkt(_named(_ELLIPSOIDS[reference.datum]))
    return CRS.from_epsg(4490 if reference.datum is Datum.CGCS2000 else 4326)


def project(lon: Any, lat: Any, reference: Reference) -> tuple[Any, Any]:
    """Degrees of the reference's datum as the numbers that stand in the file."""
    if reference.epsg is None:
        return lon, lat
    from pyproj import Transformer  # noqa: PLC0415

    degrees = 4490 if reference.datum is Datum.CGCS2000 else 4326
    return Transformer.from_crs(degrees, reference.epsg, always_xy=True).transform(lon, lat)


def _named(name: str) -> str:
    """A system of its own, so that nobody takes shifted degrees for WGS-84."""
    return (
        f'GEOGCS["{name}",DATUM["{name}",SPHEROID["Krasovsky",6378245,298.3]],'
        'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
