"""Distances and bearings on the ellipsoid, stated as laws and against known arcs."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo.geodesy
from geo.geodesy import bearing_deg, destination, distance_m
from geo.position import Position

positions = st.builds(Position, st.floats(73, 135), st.floats(3, 54))


def test_the_examples_hold() -> None:
    assert doctest.testmod(geo.geodesy).failed == 0


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        # Meridian arcs and a degree of the equator on WGS-84, as in the tables of NIMA TR8350.2.
        (Position(0, 0), Position(1, 0), 111_319.49),
        (Position(110, 0), Position(110, 1), 110_574.39),
        (Position(110, 0), Position(110, 90), 10_001_965.73),
        (Position(0, 0), Position(180, 0), 20_003_931.46),  # antipodes, where Vincenty's formula gives up
    ],
)
def test_measures_known_arcs(a: Position, b: Position, metres: float) -> None:
    assert distance_m(a, b) == pytest.approx(metres, abs=0.01)


@given(positions, st.floats(-720, 720), st.floats(0.001, 500_000))
def test_what_was_walked_is_measured(start: Position, bearing: float, metres: float) -> None:
    end = destination(start, bearing, metres)
    assert distance_m(start, end) == pytest.approx(metres, abs=1e-5)


@given(positions, st.floats(0, 359.99), st.floats(100, 500_000))
def test_the_bearing_leads_there(start: Position, bearing: float, metres: float) -> None:
    end = destination(start, bearing, metres)
    assert (bearing_deg(start, end) - bearing + 180) % 360 - 180 == pytest.approx(0, abs=1e-5)


@given(positions, positions)
def test_both_ways_are_equally_long(a: Position, b: Position) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a), abs=1e-6)


def test_going_nowhere_stays() -> None:
    here = Position(113.2, 35.2)
    assert destination(here, 77, 0) == here
    assert bearing_deg(here, here) == 0
