"""What is polluted or harmed?"""

from __future__ import annotations

from findings.model import Category
from layers.catalog.model import OF_FINDING, Layer, LegendEntry, Mark, Text

LAYER = Layer(
    key="category",
    order=2,
    title=Text("污染类别", "Category"),
    features="sites",
    colour_by="primary_category",
    legend=(
        LegendEntry(Category.AIR, Text("大气", "Air"), "#5db4e6", Mark(letter=Text("气", "A"))),
        LegendEntry(Category.WATER, Text("水", "Water"), "#0b5fa5", Mark(letter=Text("水", "W"))),
        LegendEntry(Category.SOIL, Text("土壤", "Soil"), "#8c5a1e", Mark(letter=Text("土", "S"))),
        LegendEntry(Category.SOLID_WASTE, Text("固体废物", "Solid waste"), "#6a3d8f", Mark(letter=Text("废", "R"))),
        LegendEntry(Category.ECOLOGY, Text("生态", "Ecology"), "#12805c", Mark(letter=Text("生", "E"))),
        LegendEntry(Category.NOISE, Text("噪声", "Noise"), "#e0609b", Mark(letter=Text("声", "N"))),
        LegendEntry(Category.RURAL, Text("农业农村", "Rural"), "#a9c23f", Mark(letter=Text("农", "V"))),
        LegendEntry(
            Category.ENERGY_STRUCTURE,
            Text("能源与产业结构", "Energy structure"),
            "#ef9226",
            Mark(letter=Text("能", "P")),
        ),
        LegendEntry(Category.TRANSPORT, Text("交通运输", "Transport"), "#3d4a8a", Mark(letter=Text("运", "T"))),
        LegendEntry(Category.GOVERNANCE, Text("责任落实", "Governance"), "#55606e", Mark(letter=Text("责", "G"))),
        LegendEntry(Category.RADIATION, Text("辐射", "Radiation"), "#c2182b", Mark(letter=Text("辐", "X"))),
        LegendEntry(Category.OTHER, Text("其他", "Other"), "#b9bfc8", Mark(letter=Text("他", "O"))),
    ),
    popup=OF_FINDING,
)
