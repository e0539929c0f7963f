"""Is a finding late? The one rule for maps, exports and numbers.

A passed deadline alone proves nothing: the office may have finished and the report may be older than the
deadline. So "overdue" needs a report from after the deadline that still calls the work unfinished; without
such a report the finding is "due, not reported", which is neutral.

The last dated deadline counts: the earlier ones of a finding are milestones, and a report that says
"on schedule" speaks of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from findings.model import Status

DONE = frozenset({Status.CLOSED, Status.COMPLETED, Status.COMPLETED_ONGOING})
"""The work is finished; what counts as completed in every share this product shows."""

UNFINISHED = frozenset({Status.ON_SCHEDULE, Status.BEHIND_SCHEDULE, Status.NOT_STARTED})
"""A report says that the work goes on."""


SOON_DAYS: Final = 30


class DeadlineClass(StrEnum):
    """How pressing a finding is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    UNREPORTED = "unreported"
    NONE = "none"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a finding stands to its deadlines on a given day.

    `deadline` is the next dated deadline, or the last one when all have passed; None without any date.
    At most one of `overdue` and `due_unreported` is true.
    """

    deadline: date | None
    overdue: bool
    due_unreported: bool


def standing(deadlines: Iterable[str], status: Status, reported_on: date | None, today: date) -> Standing:
    """Judge a finding against its deadlines.

    Parameters
    ----------
    deadlines
        ISO dates, "immediate" or "ongoing", as in the contract; only the dates can be late.
    reported_on
        The day the status was true: the report's as-of date, else its date of issue; None when unknown.
    """
    dates = sorted(date.fromisoformat(word) for word in deadlines if word not in {"immediate", "ongoing"})
    if not dates:
        return Standing(None, overdue=False, due_unreported=False)
    last = dates[-1]
    upcoming = next((day for day in dates if day >= today), last)
    if status in DONE or last >= today:
        return Standing(upcoming, overdue=False, due_unreported=False)
    reported_after = reported_on is not None and reported_on > last
    overdue = reported_after and status in UNFINISHED
    return Standing(upcoming, overdue=overdue, due_unreported=not overdue)


def deadline_class(late: Standing, status: Status, today: date) -> DeadlineClass:
    """Put a finding in its class; `app.db.statements.filtering` says the same in SQL."""
    if status in DONE:
        return DeadlineClass.DONE
    if late.overdue:
        return DeadlineClass.OVERDUE
    if late.due_unreported:
        return DeadlineClass.UNREPORTED
    if late.deadline is None:
        return DeadlineClass.NONE
    return DeadlineClass.SOON if (late.deadline - today).days <= SOON_DAYS else DeadlineClass.LATER
