"""How do the filters of the contract read as SQL? One condition for each, on the views of schema `layers`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Date, FromClause, Text, and_, case, cast, false, func, or_, select, true

from app.db.tables import SRID
from app.db.views import findings, sites
from app.services.filters import Filters
from gazetteer.model import Precision
from geo.position import BBox
from layers.deadline import DONE, SOON_DAYS, UNFINISHED, DeadlineClass


def chosen_sites(filters: Filters, today: date) -> ColumnElement[bool]:
    """True for the rows of `layers.sites` that are meant."""
    return and_(
        true(),
        *_about_finding(filters, sites, today),
        *_about_place(filters),
        *_spelling(filters.q, (*_words_of_finding(sites), sites.c.text, sites.c.name)),
    )


def chosen_placeless(filters: Filters, today: date) -> ColumnElement[bool]:
    """True for the rows of `layers.findings` that are meant and name no place at all."""
    if filters.county or filters.township or filters.bbox:
        return false()
    if filters.precision and Precision.UNLOCATED not in filters.precision:
        return false()
    return and_(
        findings.c.sites_report_id.is_(None),
        *_about_finding(filters, findings, today),
        *_spelling(filters.q, _words_of_finding(findings)),
    )


def chosen_findings(filters: Filters, today: date) -> ColumnElement[bool]:
    """True for the rows of `layers.findings` of which a site is meant, or which are meant without one."""
    if filters == Filters():
        return true()
    with_site = select(sites.c.finding_id).where(chosen_sites(filters, today))
    return or_(findings.c.id.in_(with_site), chosen_placeless(filters, today))


def deadline(view: FromClause, today: date | ColumnElement[date]) -> ColumnElement[date | None]:
    """The next dated deadline, or the last one when all have passed."""
    word = func.unnest(view.c.deadlines).table_valued("word", name="words").render_derived()
    upcoming = (
        select(cast(func.min(word.c.word), Date))  # ISO dates sort as text; the words beside them are no dates
        .where(word.c.word.regexp_match("^[0-9]{4}-"), word.c.word >= cast(today, Text))
        .scalar_subquery()
    )
    return func.coalesce(upcoming, view.c.due_on)


def overdue(view: FromClause, today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """True when a report from after the last deadline says that the work goes on (`layers.deadline`, in SQL)."""
    return func.coalesce(
        and_(view.c.due_on < today, view.c.reported_on > view.c.due_on, view.c.status.in_(sorted(UNFINISHED))),
        false(),
    )


def due_unreported(view: FromClause, today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """True when the last deadline has passed, nothing says it is done, and nothing says it is late."""
    return func.coalesce(
        and_(view.c.due_on < today, view.c.status.not_in(sorted(DONE)), ~overdue(view, today)),
        false(),
    )


def deadline_class(view: FromClause, today: date | ColumnElement[date]) -> ColumnElement[str]:
    """How pressing a finding is (`layers.deadline.deadline_class`, in SQL)."""
    upcoming = deadline(view, today)
    return case(
        (view.c.status.in_(sorted(DONE)), DeadlineClass.DONE.value),
        (overdue(view, today), DeadlineClass.OVERDUE.value),
        (due_unreported(view, today), DeadlineClass.UNREPORTED.value),
        (upcoming.is_(None), DeadlineClass.NONE.value),
        (upcoming - SOON_DAYS <= today, DeadlineClass.SOON.value),
        else_=DeadlineClass.LATER.value,
    )


def first_unit(view: FromClause) -> ColumnElement[str | None]:
    """The unit that a finding is counted under."""
    return func.coalesce(view.c.responsible_units[1], view.c.lead_units[1])


def _about_finding(filters: Filters, view: FromClause, today: date) -> Iterable[ColumnElement[bool]]:
    if filters.document:
        ids = [int(word) for word in filters.document if word.isascii() and word.isdigit() and len(word) < 19]
        yield or_(view.c.document_names.overlap(list(filters.document)), view.c.document_ids.overlap(ids))
    if filters.status:
        yield view.c.status.in_(filters.status)
    if filters.category:
        uncategorised = and_(func.cardinality(view.c.categories) == 0, view.c.primary_category.in_(filters.category))
        yield or_(view.c.categories.overlap([str(word) for word in filters.category]), uncategorised)
    if filters.overdue is not None:
        yield overdue(view, today) if filters.overdue else ~overdue(view, today)
    if filters.due_before is not None:
        yield deadline(view, today) <= filters.due_before
    if filters.due_after is not None:
        yield deadline(view, today) >= filters.due_after
    if filters.unit:
        units = func.array_to_string(view.c.lead_units + view.c.responsible_units, "\n")
        yield or_(*(units.contains(word, autoescape=True) for word in filters.unit))


def _about_place(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.county:
        yield or_(sites.c.county.in_(filters.county), sites.c.county_code.in_(filters.county))
    if filters.township:
        yield or_(sites.c.township.in_(filters.township), sites.c.township_code.in_(filters.township))
    if filters.precision:
        yield sites.c.precision.in_(filters.precision)
    if filters.bbox is not None:
        yield or_(*(sites.c.geom.intersects(envelope) for envelope in _envelopes(filters.bbox)))


def _envelopes(box: BBox) -> Iterable[ColumnElement[object]]:
    """The box in the column's reference system; one across the 180th meridian is two."""
    spans = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    return [func.ST_MakeEnvelope(west, box.south, east, box.north, SRID) for west, east in spans]


def _words_of_finding(view: FromClause) -> tuple[ColumnElement[str], ...]:
    return (view.c.title, view.c.problem)


def _spelling(q: str | None, columns: Iterable[ColumnElement[str]]) -> Iterable[ColumnElement[bool]]:
    if q is not None:
        yield or_(*(column.icontains(q, autoescape=True) for column in columns))
