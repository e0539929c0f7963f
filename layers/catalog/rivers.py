"""Which findings lie along a river or at a monitoring section? The same colours as progress, of these sites alone."""

from __future__ import annotations

from gazetteer.model import Kind
from layers.catalog.model import OF_FINDING, Layer, Text
from layers.catalog.progress import LAYER as PROGRESS

LAYER = Layer(
    key="rivers",
    order=6,
    title=Text("河流断面", "Rivers"),
    features="sites",
    colour_by="status",
    kinds=(Kind.RIVER, Kind.SECTION),
    legend=PROGRESS.legend,
    popup=OF_FINDING,
)
