"""What lies around the map's counties: whole provinces, without gaps, small."""

from __future__ import annotations

import gzip
import json
from itertools import combinations
from pathlib import Path

import pytest
from shapely.geometry import shape

from gazetteer.index import Gazetteer
from layers.surroundings import MOST_PROVINCES, provinces_of, surroundings


@pytest.mark.parametrize(
    ("adcodes", "provinces"),
    [(["410822", "410802", "140581"], ("140000", "410000")), ([], ()), (["", "4108"], ())],
)
def test_provinces_of_counties(adcodes: list[str], provinces: tuple[str, ...]) -> None:
    assert provinces_of(adcodes) == provinces


def test_a_province_is_its_prefectures_side_by_side_in_few_bytes(gazetteer_file: Path) -> None:
    with Gazetteer.open(gazetteer_file) as gazetteer:
        made = surroundings(["410000"], gazetteer)
    outlines = [shape(feature["geometry"]) for feature in made["features"]]
    assert len(outlines) >= 17
    assert all(outline.is_valid for outline in outlines)
    overlaps = [one.intersection(other).area for one, other in combinations(outlines, 2)]
    assert max(overlaps) < 1e-4
    assert len(gzip.compress(json.dumps(made, separators=(",", ":")).encode())) < 20_000


def test_a_map_of_many_provinces_has_none(gazetteer_file: Path) -> None:
    with Gazetteer.open(gazetteer_file) as gazetteer:
        codes = provinces_of(f"{code}0101" for code in (11, 12, 13, 14, 15))
        assert len(codes) == MOST_PROVINCES + 1
        assert surroundings(codes, gazetteer)["features"] == []
