"""How pressing a finding is, for the layer of deadlines."""

from __future__ import annotations

from datetime import date

import pytest

from findings.model import Status
from layers.deadline import DeadlineClass, deadline_class, standing

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("deadlines", "status", "reported_on", "expected"),
    [
        ((), Status.ON_SCHEDULE, None, DeadlineClass.NONE),
        (("ongoing",), Status.NOT_REPORTED, None, DeadlineClass.NONE),
        (("2026-07-01",), Status.ON_SCHEDULE, None, DeadlineClass.SOON),
        (("2026-06-01",), Status.ON_SCHEDULE, None, DeadlineClass.SOON),
        (("2026-07-02",), Status.ON_SCHEDULE, None, DeadlineClass.LATER),
        (("2026-06-20", "2027-06-30"), Status.ON_SCHEDULE, None, DeadlineClass.SOON),
        (("2026-05-31",), Status.ON_SCHEDULE, None, DeadlineClass.UNREPORTED),
        (("2026-05-01",), Status.BEHIND_SCHEDULE, date(2026, 5, 20), DeadlineClass.OVERDUE),
        (("2026-05-01",), Status.COMPLETED, date(2026, 5, 20), DeadlineClass.DONE),
        ((), Status.CLOSED, None, DeadlineClass.DONE),
    ],
)
def test_a_finding_has_one_class(
    deadlines: tuple[str, ...], status: Status, reported_on: date | None, expected: DeadlineClass
) -> None:
    assert deadline_class(standing(deadlines, status, reported_on, TODAY), status, TODAY) is expected
