"""`/layers`: the catalog of map layers with their legends, and the features of each, put together by PostGIS.

Counties are sent simplified to about 200 m (`layers.areas.TOLERANCE_DEG`), neighbours together.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from sqlalchemy import Engine, Select

from app.db.engine import reading_layers
from app.db.statements.features import area_counts, feature_json
from app.errors import NotThere
from app.services.outlines import Outlines
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
    if found.features == "areas":
        outlines: Outlines = request.app.state.outlines
        body = _counties(engine, area_counts(filters, today()), outlines.of_counties(engine))
    else:
        body = _collection(engine, feature_json(filters, today()))
    return Streamed(body, GEOJSON, {"Cache-Control": "no-cache"})


def _counties(engine: Engine, statement: Select[Any], outlines: Mapping[str, str]) -> Generator[bytes]:
    with reading_layers(engine) as connection:
        rows = connection.execute(statement).mappings().all()
    features = []
    for row in rows:
        properties = dict(row)
        identity, outline = json.dumps(properties.pop("id")), outlines.get(row["adcode"], "null")
        text = json.dumps(properties, ensure_ascii=False)
        features.append(f'{{"type":"Feature","id":{identity},"geometry":{outline},"properties":{text}}}')
    yield ('{"type":"FeatureCollection","features":[' + ",\n".join(features) + "]}\n").encode()


def _collection(engine: Engine, statement: Select[str]) -> Generator[bytes]:
    with reading_layers(engine) as connection, connection.execution_options(yield_per=BATCH).execute(statement) as rows:
        yield b'{"type":"FeatureCollection","features":['
        separator = ""
        for part in rows.scalars().partitions():
            yield (separator + ",\n".join(part)).encode()
            separator = ",\n"
        yield b"]}\n"
