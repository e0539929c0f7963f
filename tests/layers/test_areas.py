"""Counties under the findings: counted rightly, drawn without gaps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import shapely
from shapely.geometry import Polygon, shape

from findings.model import Status
from layers.areas import Area, areas_collection
from layers.feature import SiteFeature

MakeFeature = Callable[..., SiteFeature]


def wavy(west: float, east: float) -> Polygon:
    """A county of 0.2 degrees with a border of many small steps, shared with its neighbour."""
    steps = [(0.0003 if i % 2 else 0.0, 35 + i * 0.001) for i in range(201)]
    left = [(west + x, y) for x, y in steps]
    right = [(east + x, y) for x, y in reversed(steps)]
    return Polygon([*left, *right])


AREAS = [Area("410001", "甲县", wavy(113.0, 113.2)), Area("410002", "乙县", wavy(113.2, 113.4))]


def test_counts_findings_not_sites(make_feature: MakeFeature) -> None:
    features = [
        make_feature(finding=1, status=Status.COMPLETED),
        make_feature(finding=1, status=Status.COMPLETED, text="丁村"),
        make_feature(finding=2, status=Status.BEHIND_SCHEDULE, overdue=True),
        make_feature(finding=2, document="另一份.txt", status=Status.CLOSED),
        make_feature(finding=3, county_code="410099"),
    ]
    first, second = (area["properties"] for area in areas_collection(AREAS, features)["features"])
    assert first == {
        "adcode": "410001",
        "name": "甲县",
        "level": "county",
        "findings": 3,
        "completed": 2,
        "share_completed": pytest.approx(2 / 3),
        "overdue": 1,
        "km2": pytest.approx(404.6),
    }
    assert (second["findings"], second["share_completed"]) == (0, None)


def test_neighbours_still_share_their_border_when_simplified() -> None:
    first, second = (shape(area["geometry"]) for area in areas_collection(AREAS, [])["features"])
    assert len(shapely.get_coordinates(first)) < len(shapely.get_coordinates(AREAS[0].outline)) / 10
    assert first.intersection(second).area == 0
    assert first.union(second).area == pytest.approx(first.area + second.area)
    assert first.touches(second)
    assert first.is_valid


def test_no_areas_is_an_empty_collection() -> None:
    assert areas_collection([], []) == {"type": "FeatureCollection", "features": []}
