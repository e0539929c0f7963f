"""Late or not: every combination of deadline, report and status that decides it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.model import Status
from layers.deadline import DONE, standing

TODAY = date(2026, 11, 22)
BEFORE, AFTER = date(2026, 5, 1), date(2026, 9, 30)  # of the deadline 2026-06-30


@pytest.mark.parametrize(
    ("deadlines", "status", "reported_on", "overdue", "due_unreported"),
    [
        (("2026-06-30",), Status.ON_SCHEDULE, AFTER, True, False),
        (("2026-06-30",), Status.BEHIND_SCHEDULE, AFTER, True, False),
        (("2026-06-30",), Status.NOT_STARTED, AFTER, True, False),
        # The report is older than the deadline, of that very day, undated, or says nothing of the status: neutral.
        (("2026-06-30",), Status.BEHIND_SCHEDULE, BEFORE, False, True),
        (("2026-06-30",), Status.BEHIND_SCHEDULE, date(2026, 6, 30), False, True),
        (("2026-06-30",), Status.BEHIND_SCHEDULE, None, False, True),
        (("2026-06-30",), Status.NOT_REPORTED, AFTER, False, True),
        # Finished is finished.
        (("2026-06-30",), Status.COMPLETED, BEFORE, False, False),
        (("2026-06-30",), Status.COMPLETED_ONGOING, AFTER, False, False),
        (("2026-06-30",), Status.CLOSED, None, False, False),
        # The last date counts, today is not late, and words are never late.
        (("2026-06-30", "2027-12-31"), Status.ON_SCHEDULE, AFTER, False, False),
        (("2026-11-22",), Status.NOT_STARTED, TODAY, False, False),
        (("immediate", "ongoing"), Status.NOT_STARTED, AFTER, False, False),
        ((), Status.NOT_STARTED, AFTER, False, False),
    ],
)
def test_judges_a_finding(
    deadlines: tuple[str, ...], status: Status, reported_on: date | None, overdue: bool, due_unreported: bool
) -> None:
    found = standing(deadlines, status, reported_on, TODAY)
    assert (found.overdue, found.due_unreported) == (overdue, due_unreported)


@pytest.mark.parametrize(
    ("deadlines", "expected"),
    [
        (("2027-06-30", "2026-12-31", "2026-01-31"), date(2026, 12, 31)),
        (("2025-12-31", "2026-01-31"), date(2026, 1, 31)),
        (("ongoing",), None),
    ],
)
def test_shows_the_next_deadline_or_the_last(deadlines: tuple[str, ...], expected: date | None) -> None:
    assert standing(deadlines, Status.ON_SCHEDULE, None, TODAY).deadline == expected


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2050, 1, 1)).map(date.isoformat)),
    st.sampled_from(Status),
    st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1)),
)
def test_never_both_and_never_when_done(deadlines: list[str], status: Status, reported_on: date | None) -> None:
    found = standing(deadlines, status, reported_on, TODAY)
    assert not (found.overdue and found.due_unreported)
    assert not (status in DONE and (found.overdue or found.due_unreported))
