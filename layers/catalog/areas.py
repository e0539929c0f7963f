"""Which share of its findings has each county completed?"""

from __future__ import annotations

from layers.catalog.model import Layer, LegendEntry, Text

LAYER = Layer(
    key="areas",
    order=11,
    title=Text("区县完成情况", "Completed by county"),
    features="areas",
    colour_by="share_completed",
    legend=(
        LegendEntry("0", Text("不足 20%", "below 20 %"), "#f5f9f5"),
        LegendEntry("0.2", Text("20–40%", "20–40 %"), "#dcebe2"),
        LegendEntry("0.4", Text("40–60%", "40–60 %"), "#c0dacc"),
        LegendEntry("0.6", Text("60–80%", "60–80 %"), "#a3c8b7"),
        LegendEntry("0.8", Text("80% 及以上", "80 % and more"), "#7db19d"),
    ),
    popup=("name", "findings", "completed", "share_completed", "overdue"),
)
