"""How far is each finding?"""

from __future__ import annotations

from findings.model import Status
from layers.catalog.model import OF_FINDING, TICK, Layer, LegendEntry, Mark, Text

LAYER = Layer(
    key="progress",
    order=1,
    title=Text("整改进展", "Progress"),
    features="sites",
    colour_by="status",
    legend=(
        LegendEntry(
            Status.CLOSED, Text("已销号", "Closed"), "#00463e", Mark("M3.5 12.6l4 4 7-9M11.5 15.6l1.5 1.5 7.5-9.5")
        ),
        LegendEntry(Status.COMPLETED, Text("已完成", "Completed"), "#00805e", TICK),
        LegendEntry(
            Status.COMPLETED_ONGOING,
            Text("已完成并持续推进", "Done, kept up"),
            "#7fd0b0",
            Mark("M17.6 9.2a6.3 6.3 0 1 0 .7 4.6M18.6 5.4v4.2h-4.2"),
        ),
        LegendEntry(Status.ON_SCHEDULE, Text("达到序时进度", "On schedule"), "#4c97e0", Mark("M9 6.8v10.4l8-5.2z")),
        LegendEntry(
            Status.BEHIND_SCHEDULE,
            Text("未达序时进度", "Behind schedule"),
            "#f0a21a",
            Mark("M12 5.8v7.6M12 17.4v.4"),
            "stripes",
        ),
        LegendEntry(
            Status.NOT_STARTED,
            Text("未启动", "Not started"),
            "#b8330f",
            Mark("M7.4 7.4l9.2 9.2M16.6 7.4l-9.2 9.2"),
            "dots",
        ),
        LegendEntry(Status.NOT_REPORTED, Text("未说明", "Not reported"), "#8b93a0", Mark("M7 12h10")),
    ),
    popup=OF_FINDING,
)
