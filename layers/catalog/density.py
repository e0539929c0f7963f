"""Where are findings dense? Counted by county, since most sites are known no better: findings per 1,000 km²."""

from __future__ import annotations

from layers.catalog.model import Layer, LegendEntry, Text

LAYER = Layer(
    key="density",
    order=12,
    title=Text("问题密度", "Density"),
    features="areas",
    colour_by="density",
    legend=(
        LegendEntry("0", Text("每千平方公里不足 2 项", "below 2 per 1,000 km²"), "#f4f7fb"),
        LegendEntry("2", Text("2–5 项", "2–5"), "#d9e4f0"),
        LegendEntry("5", Text("5–10 项", "5–10"), "#b9cde3"),
        LegendEntry("10", Text("10–20 项", "10–20"), "#97b4d4"),
        LegendEntry("20", Text("20 项及以上", "20 and more"), "#7299c2"),
    ),
    popup=("name", "findings", "density"),
)
