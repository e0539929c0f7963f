"""From findings and sites to what the map shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from findings.model import Document, Located, Site, Status
from gazetteer.model import Kind, Precision
from layers.feature import SiteFeature, containers, geojson_feature, placeless_features, site_features

TODAY = date(2026, 11, 22)
MakeDocument = Callable[..., Document]
MakeSite = Callable[..., Site]


def test_a_site_carries_its_finding(make_document: MakeDocument, make_site: MakeSite) -> None:
    document = make_document((Status.BEHIND_SCHEDULE, ("2026-06-30",)), as_of=date(2026, 9, 30))
    (feature,) = site_features(document, Located(None, (), (make_site(),)), TODAY)
    assert (feature.finding, feature.status, feature.overdue) == (1, Status.BEHIND_SCHEDULE, True)
    assert (feature.lon, feature.lat, feature.uncertainty_m) == (113.25, 35.25, 6000.0)
    assert (feature.county, feature.township) == ("甲县", "乙镇")
    assert not feature.sample


def test_the_date_of_issue_stands_in_for_a_missing_as_of_date(make_document: MakeDocument, nowhere: Located) -> None:
    document = make_document((Status.BEHIND_SCHEDULE, ("2026-06-30",)))
    (feature,) = placeless_features(document, nowhere, TODAY)
    assert (feature.overdue, feature.due_unreported) == (False, True)


def test_every_finding_is_counted_once_as_placed_or_placeless(make_document: MakeDocument, make_site: MakeSite) -> None:
    document = make_document((Status.CLOSED, ()), (Status.COMPLETED, ()), (Status.NOT_STARTED, ()))
    located = Located(None, (), (make_site(finding=2), make_site(finding=2, start=4, end=6)))
    placed = [feature.finding for feature in site_features(document, located, TODAY)]
    assert placed == [2, 2]
    placeless = placeless_features(document, located, TODAY)
    assert [feature.finding for feature in placeless] == [1, 3]
    assert all(feature.text == "" and feature.lon is None and feature.reason for feature in placeless)


def test_ids_differ(make_document: MakeDocument, make_site: MakeSite) -> None:
    document = make_document((Status.CLOSED, ()), (Status.COMPLETED, ()))
    located = Located(None, (), (make_site(), make_site(start=4, end=6)))
    features = site_features(document, located, TODAY) + placeless_features(document, located, TODAY)
    assert len({feature.id for feature in features}) == 3


@pytest.mark.parametrize(
    ("text", "sample"),
    [
        ("示例文件，内容虚构\n\n甲县整改进展", True),
        ("\ufeff\n示例文件，内容虚构\n", True),
        ("甲县整改进展，附示例文件，内容虚构", False),
    ],
)
def test_invented_documents_are_marked(make_document: MakeDocument, nowhere: Located, text: str, sample: bool) -> None:
    (feature,) = placeless_features(make_document((Status.CLOSED, ()), text=text), nowhere, TODAY)
    assert feature.sample is sample


@pytest.mark.parametrize(
    ("kind", "name", "admin", "admin_ids", "county", "township"),
    [
        (Kind.VILLAGE, "丙村", ("某省", "某市", "甲县", "乙镇"), (), "甲县", "乙镇"),
        (Kind.TOWNSHIP, "乙镇", ("某省", "某市", "甲市"), (), "甲市", "乙镇"),
        (Kind.COUNTY, "甲区", ("某省", "某市"), (), "甲区", None),
        (Kind.FUNCTIONAL_ZONE, "某示范区", ("某省", "某市"), (), "某示范区", None),
        (Kind.RIVER, "某河", ("某省", "某市"), (), None, None),
        (Kind.CITY, "某市", ("某省",), (), None, None),
        # A municipality has no city below it; a city run by the province is known by its code.
        (Kind.VILLAGE, "丙村", ("某市", "甲区", "乙街道"), (), "甲区", "乙街道"),
        (Kind.TOWNSHIP, "乙镇", ("某省", "甲市"), ("cn:419000", "cn:419001"), "甲市", "乙镇"),
        (Kind.TOWNSHIP, "乙镇", ("某省", "某市"), ("cn:410000", "cn:410100"), None, "乙镇"),
    ],
)
def test_finds_county_and_township(
    make_site: MakeSite,
    kind: Kind,
    name: str,
    admin: tuple[str, ...],
    admin_ids: tuple[str, ...],
    county: str | None,
    township: str | None,
) -> None:
    found = containers(make_site(kind=kind, name=name, admin=admin, admin_ids=admin_ids))
    assert (found.get("county"), found.get("township")) == (county, township)


def test_geojson_is_plain_and_complete(feature: SiteFeature) -> None:
    made = geojson_feature(feature)
    assert made["geometry"] == {"type": "Point", "coordinates": [113.25, 35.25]}
    assert made["id"] == feature.id
    properties = made["properties"]
    assert type(properties["status"]) is str
    assert properties["categories"] == ["water", "rural"]
    assert properties["deadline"] == "2026-12-31"
    assert "lon" not in properties


def test_an_unlocated_site_has_no_geometry(make_feature: Callable[..., SiteFeature]) -> None:
    unlocated = make_feature(lon=None, lat=None, precision=Precision.UNLOCATED, uncertainty_m=None)
    assert geojson_feature(unlocated)["geometry"] is None
