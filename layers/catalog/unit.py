"""Who is responsible? The units that answer for most findings have a colour each, all others share one."""

from __future__ import annotations

from layers.catalog.model import Layer, LegendEntry, Mark, Text

_COLOURS = ("#0b5fa5", "#f0a21a", "#12805c", "#c2182b", "#7fd0b0", "#6a3d8f", "#5db4e6", "#8c5a1e")

LAYER = Layer(
    key="unit",
    order=4,
    title=Text("责任单位", "Unit"),
    features="sites",
    colour_by="unit",
    ranked=True,
    legend=(
        *(
            LegendEntry(
                str(rank), Text(f"第 {rank} 多", f"No. {rank}"), colour, Mark(letter=Text(str(rank), str(rank)))
            )
            for rank, colour in enumerate(_COLOURS, start=1)
        ),
        LegendEntry("other", Text("其他单位", "Other units"), "#b9bfc8", Mark(letter=Text("他", "O"))),
    ),
    popup=("problem", "lead_units", "responsible_units", "measures", "goal", "deadline", "status_text", "document"),
)
