"""Points on lines: nearest, inside, where two meet. Distances in metres, against geodesics and laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from gazetteer.lines import length_m, meeting, middle, nearest_point, part_inside, stretch
from geo.geodesy import destination, distance_m
from geo.position import Position

HERE = Position(113.0, 35.0)


def line(*points: Position) -> LineString:
    return LineString([(p.lon, p.lat) for p in points])


def box(around: Position, reach_m: float) -> Polygon:
    corners = [destination(around, bearing, reach_m * math.sqrt(2)) for bearing in (45, 135, 225, 315)]
    return Polygon([(p.lon, p.lat) for p in corners])


EAST_WEST = line(destination(HERE, 270, 20_000), HERE, destination(HERE, 90, 20_000))


@pytest.mark.parametrize("away_m", [1.0, 300.0, 4000.0])
def test_the_nearest_point_is_square_to_the_line(away_m: float) -> None:
    village = destination(HERE, 0, away_m)
    found = nearest_point(EAST_WEST, village, 500, 100)
    assert distance_m(found.position, HERE) < 2
    assert found.distance_m == pytest.approx(away_m, abs=1)
    assert found.uncertainty_m == pytest.approx(away_m + 600, abs=1)


@given(st.floats(0, 360), st.floats(10, 30_000))
def test_no_corner_of_the_line_is_nearer(bearing: float, away_m: float) -> None:
    village = destination(HERE, bearing, away_m)
    found = nearest_point(EAST_WEST, village, 0, 0)
    corners = [Position(x, y) for x, y in EAST_WEST.coords]
    assert found.distance_m <= min(distance_m(village, corner) for corner in corners) + 0.02
    assert shapely.distance(EAST_WEST, shapely.points(found.position.lon, found.position.lat)) < 3e-5


def test_a_stretch_is_the_part_inside() -> None:
    found = stretch(EAST_WEST, box(destination(HERE, 90, 3000), 1000), 100)
    assert found is not None
    assert distance_m(found.position, destination(HERE, 90, 3000)) < 5
    assert found.uncertainty_m == pytest.approx(1100, abs=10)
    assert stretch(EAST_WEST, box(destination(HERE, 0, 5000), 1000), 100) is None


@given(st.floats(-15_000, 15_000), st.floats(500, 5000))
def test_the_radius_of_a_stretch_holds_all_of_it(along_m: float, reach_m: float) -> None:
    area = box(destination(HERE, 90, along_m), reach_m)
    part, found = part_inside(EAST_WEST, area), stretch(EAST_WEST, area, 0)
    assert part is not None
    assert found is not None
    corners = shapely.get_coordinates(part)
    assert max(distance_m(found.position, Position(x, y)) for x, y in corners) <= found.uncertainty_m
    assert length_m(part) <= 2 * found.uncertainty_m + 1


def test_the_middle_is_half_way_by_metres_and_on_the_line() -> None:
    bent = line(HERE, destination(HERE, 90, 1000), destination(destination(HERE, 90, 1000), 0, 3000))
    at = middle(bent)
    assert distance_m(destination(HERE, 90, 1000), at) == pytest.approx(1000, abs=2)
    pieces = shapely.multilinestrings(
        [shapely.linestrings([[1.0, 1.0], [1.1, 1.0]]), shapely.linestrings([[1.1, 1.0], [1.3, 1.0]])]
    )
    assert middle(pieces).lon == pytest.approx(1.15, abs=1e-6)


def test_lines_meet_where_they_cross() -> None:
    brook = line(destination(HERE, 0, 3000), destination(HERE, 180, 3000))
    found = meeting(EAST_WEST, brook, 500, 100)
    assert found is not None
    assert distance_m(found.position, HERE) < 1
    assert found.uncertainty_m == pytest.approx(100, abs=1)


@pytest.mark.parametrize(("gap_m", "meets"), [(50, True), (480, True), (600, False)])
def test_lines_that_nearly_meet_do_within_reason(gap_m: float, meets: bool) -> None:
    brook = line(destination(HERE, 0, 3000), destination(HERE, 0, gap_m))
    found = meeting(EAST_WEST, brook, 500, 100)
    assert (found is not None) is meets
    if found is not None:
        assert found.uncertainty_m == pytest.approx(gap_m + 100, abs=3)


def test_several_meetings_are_all_covered() -> None:
    points = [destination(destination(HERE, 90, step * 1000.0), 0, 500.0 if step % 2 else -500.0) for step in range(4)]
    found = meeting(EAST_WEST, line(*points), 500, 0)
    assert found is not None
    crossings = shapely.get_coordinates(shapely.intersection(EAST_WEST, line(*points)))
    assert len(crossings) == 3
    reach = max(distance_m(found.position, Position(x, y)) for x, y in np.asarray(crossings).tolist())
    assert found.uncertainty_m == pytest.approx(reach, abs=0.1)
