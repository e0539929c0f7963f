"""What does one point on the map, or one row of an export, say?

A `SiteFeature` is a site together with the finding it belongs to, flat, complete and free of any format.
A finding may have many sites and then repeats on each; a finding that names no place has none, and
`placeless_features` gives it one feature without a position, so that totals and lists still hold it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from findings.model import Category, Document, Finding, Located, Site, Status
from gazetteer.model import Kind, Precision
from layers.deadline import DeadlineClass, deadline_class, standing

SAMPLE_NOTICE = "示例文件，内容虚构"
"""How a document opens that was invented for demonstration; whatever is drawn from it says so."""


@dataclass(frozen=True, slots=True)
class SiteFeature:
    """A site and its finding.

    `finding` is the 1-based order in the document, `number` the printed one. `text` is the whole place
    expression, `name` the name that was looked up, `admin` the chain above it; `text` is empty for a finding
    that names no place. `county_code` is the county's administrative code, since names repeat. `lon` and `lat`
    are WGS-84 degrees and None exactly when `precision` is UNLOCATED; `reason` then says why. `uncertainty_m` is
    the radius that should hold the true place. `deadline` is the next dated deadline, or the last when all have
    passed. `unit` is the first of the responsible units, else of the lead units. `finding_url` is the finding's
    own page, where there is a server. `sample` is true for invented demonstration documents.
    """

    id: str
    document: str
    finding: int
    number: int | None
    section: str | None
    title: str
    problem: str
    status: Status
    status_text: str | None
    categories: tuple[Category, ...]
    primary_category: Category
    county: str | None
    county_code: str | None
    township: str | None
    name: str
    text: str
    kind: Kind
    admin: tuple[str, ...]
    place_id: str | None
    lon: float | None
    lat: float | None
    precision: Precision
    uncertainty_m: float | None
    source: str
    deadline: date | None
    deadline_text: str | None
    overdue: bool
    due_unreported: bool
    deadline_class: DeadlineClass
    unit: str | None
    lead_units: tuple[str, ...]
    responsible_units: tuple[str, ...]
    goal: str | None
    measures: tuple[str, ...]
    reason: str
    finding_url: str | None = None
    sample: bool = False


def site_features(document: Document, located: Located, today: date) -> list[SiteFeature]:
    """One feature for every site, in text order; late or not is judged against `today`."""
    by_ordinal = {finding.ordinal: finding for finding in document.findings}
    return [_feature(document, by_ordinal[site.finding], site, today) for site in located.sites]


def placeless_features(document: Document, located: Located, today: date) -> list[SiteFeature]:
    """One feature without a position for every finding that has no site."""
    with_site = {site.finding for site in located.sites}
    return [
        _feature(document, finding, None, today) for finding in document.findings if finding.ordinal not in with_site
    ]


def geojson_feature(feature: SiteFeature) -> dict[str, Any]:
    """The feature as RFC 7946 GeoJSON; the geometry is null when nobody knows where it is."""
    properties = {
        field.name: _plain(getattr(feature, field.name))
        for field in fields(feature)
        if field.name not in {"id", "lon", "lat"}
    }
    geometry = None
    if feature.lon is not None and feature.lat is not None:
        geometry = {"type": "Point", "coordinates": [feature.lon, feature.lat]}
    return {"type": "Feature", "id": feature.id, "geometry": geometry, "properties": properties}


def _feature(document: Document, finding: Finding, site: Site | None, today: date) -> SiteFeature:
    late = standing(finding.deadlines, finding.status.status, document.as_of or document.issued_on, today)
    chain = containers(site) if site else {}
    return SiteFeature(
        id=f"{document.sha256[:12]}-{finding.ordinal}" + (f"-{site.start}-{site.end}" if site else ""),
        document=document.name,
        finding=finding.ordinal,
        number=finding.number,
        section=finding.section,
        title=finding.title,
        problem=finding.problem.text,
        status=finding.status.status,
        status_text=finding.status.text,
        categories=finding.categories,
        primary_category=finding.primary_category,
        county=chain.get("county"),
        county_code=county_code(site) if site else None,
        township=chain.get("township"),
        name=site.name if site else "",
        text=site.text if site else "",
        kind=site.kind if site else Kind.OTHER,
        admin=site.admin if site else (),
        place_id=site.place_id if site else None,
        lon=site.position.lon if site and site.position else None,
        lat=site.position.lat if site and site.position else None,
        precision=site.precision if site else Precision.UNLOCATED,
        uncertainty_m=site.uncertainty_m if site else None,
        source=site.source if site else "",
        deadline=late.deadline,
        deadline_text=finding.deadline_text,
        overdue=late.overdue,
        due_unreported=late.due_unreported,
        deadline_class=deadline_class(late, finding.status.status, today),
        unit=next(iter((*finding.responsible_units, *finding.lead_units)), None),
        lead_units=finding.lead_units,
        responsible_units=finding.responsible_units,
        goal=finding.goal.text if finding.goal else None,
        measures=tuple(measure.text for measure in finding.measures),
        reason=site.reason if site else "该问题未写明具体地点",
        sample=document.text.lstrip("\ufeff \n\r\t\u3000").startswith(SAMPLE_NOTICE),
    )


# What the last characters of an official name say about its level; read below the first of the chain, which is
# the province. A city has counties below it in the chain, so 市 is a county's name only in the third place, or
# where the code says so (cities run by the province, such as 419001).
_TOWNSHIP = re.compile(r"(?:镇|乡|街道|办事处|苏木)$")
_COUNTY = re.compile(r"(?:县|区|旗)$")
_CODE = re.compile(r"(?:^|\D)(\d{6})$")


def containers(site: Site) -> Mapping[str, str]:
    """The `county` and `township` a site lies in, itself included when it is one; either may be absent."""
    found: dict[str, str] = {}
    known = len(site.admin_ids) == len(site.admin)  # otherwise some container is not in the gazetteer
    ids = site.admin_ids if known else ("",) * len(site.admin)
    for depth, (name, place_id) in enumerate(zip(site.admin, ids, strict=True)):
        code = _CODE.search(place_id)
        by_code = code is not None and not code[1].endswith("00")
        if depth and _TOWNSHIP.search(name):
            found["township"] = name
        elif depth and "county" not in found and (by_code or depth > 1 or _COUNTY.search(name)):
            found["county"] = name
    if site.kind in {Kind.COUNTY, Kind.FUNCTIONAL_ZONE}:
        found.setdefault("county", site.name)
    elif site.kind is Kind.TOWNSHIP:
        found.setdefault("township", site.name)
    return found


def county_code(site: Site) -> str | None:
    """The administrative code of the county a site lies in or is."""
    for place_id in (*site.admin_ids, site.place_id or ""):
        code = _CODE.search(place_id)
        if code is not None and not code[1].endswith("00"):
            return code[1]
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
