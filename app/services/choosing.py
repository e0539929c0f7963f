"""Which features of freshly read documents are meant? The filters without a database; `app.db.statements.filtering`
says the same in SQL, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.services.filters import Filters
from geo.position import BBox
from layers.feature import SiteFeature


def chosen(features: Iterable[SiteFeature], filters: Filters) -> list[SiteFeature]:
    return [feature for feature in features if _meant(feature, filters)]


def _meant(feature: SiteFeature, filters: Filters) -> bool:
    units = "\n".join((*feature.lead_units, *feature.responsible_units))
    words = "\n".join((feature.title, feature.problem, feature.text, feature.name)).casefold()
    return (
        (not filters.document or feature.document in filters.document)
        and (not filters.county or not {feature.county, feature.county_code}.isdisjoint(filters.county))
        and (not filters.township or feature.township in filters.township)
        and (not filters.status or feature.status in filters.status)
        and (
            not filters.category
            or not set(filters.category).isdisjoint(feature.categories or (feature.primary_category,))
        )
        and (filters.overdue is None or feature.overdue == filters.overdue)
        and (filters.due_before is None or (feature.deadline is not None and feature.deadline <= filters.due_before))
        and (filters.due_after is None or (feature.deadline is not None and feature.deadline >= filters.due_after))
        and (not filters.precision or feature.precision in filters.precision)
        and (not filters.unit or any(word in units for word in filters.unit))
        and (filters.q is None or filters.q.casefold() in words)
        and (filters.bbox is None or _inside(feature, filters.bbox))
    )


def _inside(feature: SiteFeature, box: BBox) -> bool:
    if feature.lon is None or feature.lat is None:
        return False
    across = box.west > box.east  # the 180th meridian
    east_of, west_of = feature.lon >= box.west, feature.lon <= box.east
    return ((east_of or west_of) if across else (east_of and west_of)) and box.south <= feature.lat <= box.north
