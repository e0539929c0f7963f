"""Invented findings for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from findings.model import Category, Document, Finding, Located, Passage, Site, Status, StatusReport
from gazetteer.model import Kind, Precision
from geo.position import Position
from layers.deadline import DeadlineClass
from layers.feature import SiteFeature

FEATURE = SiteFeature(
    id="0123456789ab-1-10-16",
    document="甲县进展.txt",
    finding=1,
    number=3,
    section="一、水环境",
    title="污水处理站停运",
    problem="甲县乙镇丙村污水处理站停运。",
    status=Status.ON_SCHEDULE,
    status_text="达到序时进度",
    categories=(Category.WATER, Category.RURAL),
    primary_category=Category.WATER,
    county="甲县",
    county_code="410001",
    township="乙镇",
    name="丙村",
    text="甲县乙镇丙村",
    kind=Kind.VILLAGE,
    admin=("某省", "某市", "甲县", "乙镇"),
    place_id=None,
    lon=113.25,
    lat=35.25,
    precision=Precision.TOWNSHIP,
    uncertainty_m=6000.0,
    source="geonames",
    deadline=date(2026, 12, 31),
    deadline_text="2026年12月底前",
    overdue=False,
    due_unreported=False,
    deadline_class=DeadlineClass.LATER,
    unit="乙镇人民政府",
    lead_units=("甲县人民政府",),
    responsible_units=("乙镇人民政府",),
    goal=None,
    measures=("修复设备。", "恢复运行。"),
    reason="",
)


@pytest.fixture(scope="session")
def feature() -> SiteFeature:
    return FEATURE


MakeFeature = Callable[..., SiteFeature]


@pytest.fixture
def make_feature() -> MakeFeature:
    def make(**changes: Any) -> SiteFeature:
        return replace(FEATURE, **changes)

    return make


MakeDocument = Callable[..., Document]


@pytest.fixture
def make_document() -> MakeDocument:
    """A document of findings, each given by its status and deadlines."""

    def make(*findings: tuple[Status, tuple[str, ...]], text: str = "进展", as_of: date | None = None) -> Document:
        made = tuple(
            Finding(
                ordinal=ordinal,
                number=ordinal,
                reference=None,
                section=None,
                subsection=None,
                title=f"问题{ordinal}",
                start=0,
                end=2,
                problem=Passage(0, 2, text[:2]),
                status=StatusReport(status, None, None, None, ongoing=False),
                deadlines=deadlines,
            )
            for ordinal, (status, deadlines) in enumerate(findings, start=1)
        )
        return Document(name="甲县进展.txt", text=text, sha256="0" * 64, format="txt", findings=made, as_of=as_of)

    return make


@pytest.fixture
def make_site() -> Callable[..., Site]:
    def make(**changes: Any) -> Site:
        site = Site(
            finding=1,
            zone="problem",
            start=0,
            end=2,
            text="丙村",
            kind=Kind.VILLAGE,
            name="丙村",
            admin=("某省", "某市", "甲县", "乙镇"),
            admin_ids=(),
            place_id=None,
            positioned_by=None,
            position=Position(113.25, 35.25),
            precision=Precision.TOWNSHIP,
            uncertainty_m=6000.0,
            source="geonames",
        )
        return replace(site, **changes)

    return make


@pytest.fixture
def nowhere() -> Located:
    return Located(region=None, mentions=(), sites=())
