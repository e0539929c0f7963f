"""`/layers`: the catalog of map layers with their legends, and the features of each, put together by PostGIS."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final

from fastapi import APIRouter, Request
from sqlalchemy import Engine, Select

from app.db.engine import reading_layers
from app.db.statements.features import area_json, feature_json
from app.errors import NotThere
from app.web.asking import FILTER_PARAMETERS, described, filters_of, nothing_asked, today
from app.web.store import StoreEngine
from app.web.streaming import Streamed
from layers.catalog import LAYERS
from layers.webmap import layer_document

ROUTER: Final = APIRouter(tags=["layers"])

GEOJSON: Final = "application/geo+json"
BATCH: Final = 500
"""Features fetched and sent at a time."""


@ROUTER.get("/layers", summary="The catalog of map layers")
def catalog(request: Request) -> list[dict[str, Any]]:
    nothing_asked(request)
    return [layer_document(layer) | {"href": f"/layers/{key}.geojson"} for key, layer in LAYERS.items()]


@ROUTER.get(
    "/layers/{layer}.geojson",
    summary="The features of a layer, WGS-84",
    response_class=Streamed,
    responses={200: {"content": {GEOJSON: {}}}},
    openapi_extra=described(FILTER_PARAMETERS),
)
def features(request: Request, layer: str, engine: StoreEngine) -> Streamed:
    found = LAYERS.get(layer)
    if found is None:
        raise NotThere(
            f"没有名为“{layer[:40]}”的图层；有：{'、'.join(LAYERS)}。",
            f"there is no layer “{layer[:40]}”; there are {', '.join(LAYERS)}.",
        )
    filters = filters_of(request)
    statement = area_json(filters, today()) if found.features == "areas" else feature_json(filters, today())
    return Streamed(_collection(engine, statement), GEOJSON, {"Cache-Control": "no-cache"})


def _collection(engine: Engine, statement: Select[str]) -> Generator[bytes]:
    with reading_layers(engine) as connection, connection.execution_options(yield_per=BATCH).execute(statement) as rows:
        yield b'{"type":"FeatureCollection","features":['
        separator = ""
        for part in rows.scalars().partitions():
            yield (separator + ",\n".join(part)).encode()
            separator = ",\n"
        yield b"]}\n"
