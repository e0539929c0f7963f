"""Documents that speak of many cities, of counties of the same name, and of one place gone astray."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from playwright.sync_api import expect

from layers.areas import Area
from layers.webmap import self_contained
from tests.browser.invented import AREAS, FEATURES
from tests.browser.watching import Open

COUNTY, CITY = FEATURES[2], FEATURES[5]

CITIES = [
    replace(CITY, id=f"city-{n}-{k}", finding=100 + n, name=f"第{n}市", admin=("某省", f"第{n}市"), lon=112 + n / 10)
    for n in range(9)
    for k in range(n + 1)
]
FAR = Area("650001", "己县", shapely.box(80.0, 44.0, 80.2, 44.2))
NAMESAKE = Area("420001", "甲县", shapely.box(113.4, 35.0, 113.6, 35.2))
SURROUNDINGS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "某市"},
            "geometry": {"type": "Polygon", "coordinates": [[[112, 34], [115, 34], [115, 36], [112, 36], [112, 34]]]},
        }
    ],
}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> str:
    many = [replace(COUNTY, id=f"many-{n}", finding=200 + n) for n in range(40)]
    far = replace(COUNTY, id="far", finding=300, county="己县", county_code="650001", lon=80.1, lat=44.1)
    other = replace(COUNTY, id="namesake", finding=301, county_code="420001", lon=113.5)
    features = [*FEATURES, *CITIES, *many, far, other]
    file = tmp_path_factory.mktemp("map") / "many.html"
    file.write_text(self_contained(features, [*AREAS, FAR, NAMESAKE], surroundings=SURROUNDINGS), "utf-8")
    return file.as_uri()


def test_many_cities_are_two_notes_and_a_list_of_the_rest(watched: Open, crowded: str) -> None:
    page = watched().open(crowded)
    notes = page.locator("#zg-notes > button")
    assert notes.all_inner_texts()[:2] == ["仅知在第8市内：9 处", "仅知在第7市内：8 处"]
    assert notes.count() == 3, "and one on findings without a place"
    more = page.locator("#zg-more-notes")
    expect(more.locator("summary")).to_contain_text("另有 8 市")
    expect(more.locator("button").first).to_be_hidden()
    more.locator("summary").click()
    more.get_by_role("button", name="仅知在第3市内").click()
    expect(page.locator("#zg-panel-title")).to_contain_text("第3市")


def test_the_first_view_leaves_out_what_went_astray(watched: Open, crowded: str) -> None:
    page = watched().open(crowded)
    boxes = [path.bounding_box() for path in page.locator(".leaflet-areas-pane path").all()]
    assert all(box and box["width"] > 80 for box in boxes[:2])
    assert page.locator(".leaflet-surroundings-pane path").count() == 1


def test_counties_of_the_same_name_are_two(watched: Open, crowded: str) -> None:
    page = watched().open(f"{crowded}?county=420001")
    expect(page.locator("#zg-number-findings")).to_have_text("1")
    page.locator("#zg-reset").click()
    assert page.get_by_role("checkbox", name="甲县").count() == 2
