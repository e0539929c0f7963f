"""Each layer of sites is a view of the store, made from the catalog, that says the same as the features."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import Engine, func, select, text

from app.db.engine import reading_layers
from app.services.features import stored_features
from app.services.filters import Filters
from layers.catalog import LAYERS, Layer

OF_SITES = [layer for layer in LAYERS.values() if layer.features == "sites"]


@pytest.mark.parametrize("layer", OF_SITES, ids=lambda layer: layer.key)
def test_a_view_colours_as_the_map_does(filled: Engine, layer: Layer) -> None:
    with reading_layers(filled) as connection:
        today = connection.execute(select(func.current_date())).scalar_one()
        rows = (
            connection.execute(text(f'SELECT class, count(*) FROM layers."{layer.key}" GROUP BY class'))
            .mappings()
            .all()
        )
    features = stored_features(filled, Filters(), today)
    drawn = [one for one in features if not layer.kinds or one.kind in layer.kinds]
    assert Counter({one["class"]: one["count"] for one in rows}) == Counter(
        getattr(one, layer.colour_by) for one in drawn
    )
    assert rows
