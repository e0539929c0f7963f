"""Datum conversions: there and back, at the edges, against plain formulas and against PROJ."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo.datums
from geo.datums import Datum, convert, from_zone, to_zone, zone_of, zone_prefix
from geo.errors import UsageError
from geo.geodesy import distance_m
from geo.position import Position

lons = st.floats(74, 134)
lats = st.floats(4, 53)


def metres_between(lon: object, lat: object, to_lon: object, to_lat: object) -> float:
    return distance_m(Position(float(str(lon)), float(str(lat))), Position(float(str(to_lon)), float(str(to_lat))))


def plain_gcj(lon: float, lat: float) -> tuple[float, float]:
    """The public approximation for one point, written out as in its first publication; shares no code with ours."""
    x, y = lon - 105.0, lat - 35.0
    waves = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + waves
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + waves
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    a, ee = 6378245.0, 0.00669342162296594323
    magic = 1 - ee * math.sin(math.radians(lat)) ** 2
    return (
        lon + east * 180 / (a / math.sqrt(magic) * math.cos(math.radians(lat)) * math.pi),
        lat + north * 180 / (a * (1 - ee) / (magic * math.sqrt(magic)) * math.pi),
    )


def test_the_examples_hold() -> None:
    assert doctest.testmod(geo.datums).failed == 0


@given(lons, lats, st.sampled_from(list(Datum)), st.sampled_from(list(Datum)))
def test_there_and_back_is_less_than_a_millimetre(lon: float, lat: float, source: Datum, target: Datum) -> None:
    there = convert(lon, lat, source, target)
    back = convert(*there, target, source)
    assert metres_between(*back, lon, lat) < 0.001


@given(lons, lats)
def test_agrees_with_the_plain_formulas(lon: float, lat: float) -> None:
    assert metres_between(*convert(lon, lat, Datum.WGS84, Datum.GCJ02), *plain_gcj(lon, lat)) < 1e-6


@given(lons, lats)
def test_the_shift_is_some_hundred_metres(lon: float, lat: float) -> None:
    assert 20 < metres_between(*convert(lon, lat, Datum.WGS84, Datum.GCJ02), lon, lat) < 1_500


@pytest.mark.parametrize(("lon", "lat"), [(2.35, 48.85), (-74.0, 40.7), (151.2, -33.9), (139.7, 35.7)])
@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_nothing_moves_abroad(lon: float, lat: float, datum: Datum) -> None:
    for source, target in ((Datum.WGS84, datum), (datum, Datum.WGS84)):
        moved = convert(lon, lat, source, target)
        assert (float(moved[0]), float(moved[1])) == (lon, lat)


def test_converts_many_as_it_converts_one() -> None:
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(74, 134, 20_000), rng.uniform(4, 53, 20_000)
    many = convert(lon.reshape(100, 200), lat.reshape(100, 200), Datum.BD09, Datum.WGS84)
    assert many[0].shape == (100, 200)
    one = convert(lon[12_345], lat[12_345], Datum.BD09, Datum.WGS84)
    assert many[0].ravel()[12_345] == pytest.approx(float(one[0]), abs=1e-10)


def test_what_is_not_a_number_stays_so() -> None:
    lon, lat = convert([113.0, math.nan], [35.0, 35.0], Datum.GCJ02, Datum.WGS84)
    assert math.isnan(lon[1])
    assert metres_between(lon[0], lat[0], 113, 35) > 100


@pytest.mark.parametrize(
    ("lon", "prefixed", "epsg", "meridian"),
    [
        (113.2, False, 4547, 114),
        (113.2, True, 4526, 114),
        (112.4, False, 4546, 111),
        (75.0, False, 4534, 75),
        (135.0, False, 4554, 135),
        (135.0, True, 4533, 135),
    ],
)
def test_knows_the_zone(lon: float, prefixed: bool, epsg: int, meridian: int) -> None:
    zone = zone_of(lon, prefixed=prefixed)
    assert (zone.epsg, zone.meridian) == (epsg, meridian)


@pytest.mark.parametrize("lon", [0.0, 73.0, 140.0])
def test_refuses_longitudes_without_a_zone(lon: float) -> None:
    with pytest.raises(UsageError, match="three-degree"):
        zone_of(lon)


@given(lons, lats, st.booleans())
def test_zones_lead_back(lon: float, lat: float, prefixed: bool) -> None:
    zone = zone_of(lon, prefixed=prefixed)
    easting, northing = to_zone(lon, lat, zone)
    assert zone_prefix(float(easting)) == (zone.meridian // 3 if prefixed else None)
    assert metres_between(*from_zone(easting, northing, zone), lon, lat) < 0.001


@pytest.mark.parametrize(
    ("easting_m", "number"),
    [(38_432_154.5, 38), (432_154.5, None), (25_500_000, 25), (99_500_000, None), (38_999_999, None)],
)
def test_spots_the_zone_in_front_of_an_easting(easting_m: float, number: int | None) -> None:
    assert zone_prefix(easting_m) == number
