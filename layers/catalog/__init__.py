"""Which layers does the map have, and how is each drawn and read?

One file of this package says all of a layer: title, the property it colours by, its legend, its zoom range and what
the panel of a finding shows. The page, the `/layers` catalog, the store's views and printed legends all read it, so
adding a layer is adding one file with a `LAYER`.

Colours never carry meaning alone: every entry also has a mark that survives a black-and-white print, and the
colours themselves stay apart for colour-blind eyes (both are tested).
"""

from __future__ import annotations

import importlib
import pkgutil

from layers.catalog.areas import LAYER as AREAS
from layers.catalog.category import LAYER as CATEGORY
from layers.catalog.model import Layer, LegendEntry, Mark, Text
from layers.catalog.progress import LAYER as PROGRESS

__all__ = ["AREAS", "CATEGORY", "LAYERS", "PROGRESS", "Layer", "LegendEntry", "Mark", "Text"]


def _found() -> list[Layer]:
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name != "model"]
    found: list[Layer] = [importlib.import_module(f"{__name__}.{name}").LAYER for name in names]
    return sorted(found, key=lambda layer: layer.order)


LAYERS: dict[str, Layer] = {layer.key: layer for layer in _found()}
"""Every layer by its key, in the order of the switch."""
