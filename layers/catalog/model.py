"""What one layer of the map is: everything the page, `/layers`, the store's views and printed legends need of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


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

    For a shaded layer `value` is the lower bound of the class as a decimal number.
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
    `colour_by` is the property the legend speaks of; of sites, any column of the view `layers.sites`, `deadline_class`
    or `unit`. `kinds` narrows the sites to those of some kinds. With `ranked` the legend's entries stand for the
    commonest values, in order, and the last for all others. `min_zoom` and `max_zoom` are web map zoom levels.
    `popup` names the properties that the panel shows, in order. `order` is the place in the switch.
    """

    key: str
    order: int
    title: Text
    features: Literal["sites", "areas"]
    colour_by: str
    legend: tuple[LegendEntry, ...]
    popup: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    ranked: bool = False
    min_zoom: int = 4
    max_zoom: int = 18


OF_FINDING = ("problem", "goal", "measures", "lead_units", "responsible_units", "deadline", "status_text", "document")
"""What the panel shows of a finding, unless a layer has reason to show it otherwise."""

TICK = Mark("M6 12.6l4 4 8-9")
