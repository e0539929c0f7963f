"""Which layers does the map have, and how is each drawn and read?

One `Layer` says all of it: title, the property it colours by, its legend, its zoom range and what the panel of
a finding shows. The page, the `/layers` catalog and printed legends all read this table, so adding a layer is
adding one entry to `LAYERS` (and, for a new kind of feature, one SQL view).

Colours never carry meaning alone: every entry also has a mark that survives a black-and-white print, and the
colours themselves stay apart for colour-blind eyes (both are tested).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from findings.model import Category, Status


class Text(NamedTuple):
    """The same words in both languages of the page."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn inside a marker: an SVG path in a box of 24 by 24, or a letter for each language."""

    path: str = ""
    letter: Text | None = None


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One value of the property: its words, its colour (#rrggbb), its mark, and how its surface is filled.

    For a shaded layer `value` is the lower bound of the class as a decimal share.
    """

    value: str
    label: Text
    colour: str
    mark: Mark = Mark()
    pattern: Literal["solid", "stripes", "dots"] = "solid"


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the map.

    `features` says which features it draws: `sites` (a point or bubble each) or `areas` (shaded polygons).
    `colour_by` is the property the legend speaks of. `min_zoom` and `max_zoom` are web map zoom levels.
    `popup` names the properties that the panel shows, in order.
    """

    key: str
    title: Text
    features: Literal["sites", "areas"]
    colour_by: str
    legend: tuple[LegendEntry, ...]
    popup: tuple[str, ...]
    min_zoom: int = 4
    max_zoom: int = 18


_TICK = "M6 12.6l4 4 8-9"
_FINDING = ("problem", "goal", "measures", "lead_units", "responsible_units", "deadline", "status_text", "document")

PROGRESS = Layer(
    key="progress",
    title=Text("整改进展", "Progress"),
    features="sites",
    colour_by="status",
    legend=(
        LegendEntry(
            Status.CLOSED, Text("已销号", "Closed"), "#00463e", Mark("M3.5 12.6l4 4 7-9M11.5 15.6l1.5 1.5 7.5-9.5")
        ),
        LegendEntry(Status.COMPLETED, Text("已完成", "Completed"), "#00805e", Mark(_TICK)),
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
    popup=_FINDING,
)

CATEGORY = Layer(
    key="category",
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
    popup=_FINDING,
)

AREAS = Layer(
    key="areas",
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

LAYERS: dict[str, Layer] = {layer.key: layer for layer in (PROGRESS, CATEGORY, AREAS)}
"""Every layer by its key, in the order of the switch."""
