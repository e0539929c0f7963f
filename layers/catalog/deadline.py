"""How does each finding stand to its deadline? Late is only what a later report calls unfinished (`layers.deadline`)."""

from __future__ import annotations

from layers.catalog.model import TICK, Layer, LegendEntry, Mark, Text
from layers.deadline import DeadlineClass

LAYER = Layer(
    key="deadline",
    order=3,
    title=Text("整改时限", "Deadline"),
    features="sites",
    colour_by="deadline_class",
    legend=(
        LegendEntry(DeadlineClass.OVERDUE, Text("逾期", "Overdue"), "#b8330f", Mark("M12 5.8v7.6M12 17.4v.4"), "dots"),
        LegendEntry(
            DeadlineClass.SOON, Text("30 天内到期", "Due within 30 days"), "#f0a21a", Mark("M12 6v6.4l4 2.4"), "stripes"
        ),
        LegendEntry(
            DeadlineClass.LATER, Text("30 天以后到期", "Due later"), "#4c97e0", Mark("M6.5 12h11M13.5 8l4 4-4 4")
        ),
        LegendEntry(
            DeadlineClass.UNREPORTED,
            Text("到期，未见后续报告", "Due; no later report"),
            "#8b93a0",
            Mark("M9 9.4a3 3 0 1 1 4.2 2.8c-.9.4-1.2 1-1.2 1.9M12 17.6v.4"),
        ),
        LegendEntry(DeadlineClass.NONE, Text("没有日期", "No date"), "#c9cfd6", Mark("M7 12h10")),
        LegendEntry(DeadlineClass.DONE, Text("已完成", "Completed"), "#00463e", TICK),
    ),
    popup=("problem", "deadline", "status_text", "goal", "measures", "lead_units", "responsible_units", "document"),
)
