"""How precisely is each site known?"""

from __future__ import annotations

from gazetteer.model import Precision
from layers.catalog.model import OF_FINDING, Layer, LegendEntry, Mark, Text

LAYER = Layer(
    key="precision",
    order=5,
    title=Text("位置精度", "Precision"),
    features="sites",
    colour_by="precision",
    legend=(
        LegendEntry(Precision.EXACT, Text("准确位置", "Exact"), "#00463e", Mark("M12 5v14M5 12h14")),
        LegendEntry(Precision.PLACE, Text("已知地点", "Known place"), "#00805e", Mark("M12 12v.1")),
        LegendEntry(
            Precision.LINE, Text("河流或道路沿线", "Along a river or road"), "#4c97e0", Mark("M6 16l4-8 4 8 4-8")
        ),
        LegendEntry(Precision.TOWNSHIP, Text("仅知到乡镇", "Township only"), "#7fd0b0", Mark(letter=Text("乡", "T"))),
        LegendEntry(
            Precision.COUNTY, Text("仅知到区县", "County only"), "#f0a21a", Mark(letter=Text("县", "C")), "stripes"
        ),
        LegendEntry(Precision.CITY, Text("仅知到市", "City only"), "#d1632a", Mark(letter=Text("市", "M")), "stripes"),
        LegendEntry(
            Precision.PROVINCE, Text("仅知到省", "Province only"), "#8f2305", Mark(letter=Text("省", "P")), "dots"
        ),
        LegendEntry(Precision.UNLOCATED, Text("无法定位", "Not located"), "#8b93a0", Mark("M8 8l8 8M16 8l-8 8")),
    ),
    popup=OF_FINDING,
)
