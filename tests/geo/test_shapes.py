"""Points inside areas and the circles that cover them."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPoint, Point, Polygon

from geo.geodesy import destination, distance_m
from geo.position import Position
from geo.shapes import area_m2, centre, cover_radius_m


def disc(at: Position, radius_m: float) -> Polygon:
    corners = [destination(at, bearing, radius_m) for bearing in range(0, 360, 10)]
    return Polygon([(c.lon, c.lat) for c in corners])


@given(st.floats(80, 130), st.floats(20, 50), st.floats(500, 60_000))
def test_the_circle_of_a_disc_is_the_disc(lon: float, lat: float, radius_m: float) -> None:
    area = disc(Position(lon, lat), radius_m)
    at = centre(area)
    assert distance_m(at, Position(lon, lat)) < 0.01 * radius_m + 1
    assert cover_radius_m(area, at) == pytest.approx(radius_m, rel=0.02, abs=2)


@given(st.lists(st.tuples(st.floats(110, 114), st.floats(30, 36)), min_size=3, max_size=9, unique=True))
def test_the_point_is_inside_and_the_circle_covers(corners: list[tuple[float, float]]) -> None:
    area = shapely.convex_hull(MultiPoint(corners)).buffer(0.01)
    at = centre(area)
    assert area.contains(Point(at.lon, at.lat))
    radius_m = cover_radius_m(area, at)
    assert all(distance_m(at, Position(*corner)) <= radius_m for corner in corners)


def test_the_point_of_a_bent_area_is_inside_it() -> None:
    bow = Polygon([(0, 0), (4, 0), (4, 4), (3.9, 4), (3.9, 0.1), (0, 0.1)])
    at = centre(bow)
    assert bow.contains(Point(at.lon, at.lat))


def test_the_area_is_that_of_the_ellipsoid() -> None:
    square = Polygon([(110, 0), (111, 0), (111, 1), (110, 1)])
    assert area_m2(square) == pytest.approx(12_308_778_361, rel=1e-6)
