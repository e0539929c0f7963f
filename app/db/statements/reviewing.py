"""Statements of the review: which sites need a person, worst first, and what a person decided without moving them."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, Select, case, exists, func, select, update

from app.db.tables import site_positions, sites
from app.db.views import sites as shown
from gazetteer.model import Precision

WORST_FIRST: Final = (
    Precision.UNLOCATED,
    Precision.PROVINCE,
    Precision.CITY,
    Precision.COUNTY,
    Precision.TOWNSHIP,
)
"""Precisions that nobody can drive to."""

BY_PROGRAM: Final = ("read from the document", "located again")
"""Why a position is in the history when no person gave it."""


def queue(limit: int) -> Select[Any]:
    """The sites that need a person, worst first; among equals those whose name is met most often."""
    same = func.count().over(partition_by=(shown.c.name, shown.c.county_code)).label("same")
    kept = ("id", "text", "name", "county", "precision", "finding_id", "document", "title")
    return (
        select(*(shown.c[name] for name in kept), same)
        .where(_waiting(shown.c.id, shown.c.precision))
        .order_by(_rank(shown.c.precision), same.desc(), shown.c.name, shown.c.id)
        .limit(limit)
    )


def counts() -> Select[int, int]:
    """How many coarse sites there are in all, and how many of them wait."""
    coarse = shown.c.precision.in_(WORST_FIRST)
    decided = exists().where(site_positions.c.site_id == shown.c.id, site_positions.c.why.not_in(BY_PROGRAM))
    return select(
        func.count().filter(coarse | decided).label("all"),
        func.count().filter(coarse & ~decided).label("waiting"),
    ).select_from(shown)


def namesakes(name: str, county_code: str | None) -> Select[int]:
    """The waiting sites of the same name in the same county; locked until the end of the transaction."""
    return (
        select(sites.c.id)
        .where(
            sites.c.name == name,
            sites.c.county_code.is_not_distinct_from(county_code),
            sites.c.retired_at.is_(None),
            _waiting(sites.c.id, sites.c.precision),
        )
        .order_by(sites.c.id)
        .with_for_update()
    )


def retire(ids: list[int], who: str) -> Executable:
    return update(sites).where(sites.c.id.in_(ids)).values(retired_at=func.now(), retired_by=who)


def _waiting(site_id: ColumnElement[int], precision: ColumnElement[str]) -> ColumnElement[bool]:
    decided = exists().where(site_positions.c.site_id == site_id, site_positions.c.why.not_in(BY_PROGRAM))
    return precision.in_(WORST_FIRST) & ~decided


def _rank(precision: ColumnElement[str]) -> ColumnElement[int]:
    return case({word.value: at for at, word in enumerate(WORST_FIRST)}, value=precision)
