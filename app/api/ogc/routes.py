"""The routes of `/ogc`: each reads its question, runs its statements and shapes the answer."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine

from app.api.ogc import documents as tell
from app.api.ogc.asking import Asked, asked, collection_of, cursor, form_of, only, whole
from app.api.ogc.collections import COLLECTIONS, Collection
from app.api.ogc.systems import CRS84, System, system_of
from app.db.engine import reading_layers
from app.db.statements.ogc import extent, items, matched
from app.errors import NotThere
from app.web.asking import language_of
from app.web.pages import page
from app.web.store import StoreEngine
from layers.exports.csv_file import FORMULA_STARTS

ROUTER: Final = APIRouter(prefix="/ogc", include_in_schema=False)


@ROUTER.get("")
@ROUTER.get("/")
def landing(request: Request) -> Response:
    only(request)
    return _answer(request, tell.landing(request, language_of(request)))


@ROUTER.get("/conformance")
def conformance(request: Request) -> Response:
    only(request)
    return _answer(request, {"conformsTo": list(tell.CONFORMANCE)})


@ROUTER.get("/api")
def api(request: Request) -> Response:
    only(request)
    document = tell.openapi(request, language_of(request))
    if form_of(request) == "html":
        return page(request, "docs.html", language_of(request), api=document)
    return JSONResponse(document, media_type=tell.OPENAPI)


@ROUTER.get("/collections")
def collections(request: Request, engine: StoreEngine) -> Response:
    only(request)
    here = f"{tell.base(request)}/collections"
    return _answer(
        request,
        {
            "links": [
                tell.link(f"{here}?f=json", "self", tell.JSON),
                tell.link(f"{here}?f=html", "alternate", tell.HTML),
            ],
            "crs": [CRS84.uri],
            "collections": [_described(request, engine, one) for one in COLLECTIONS.values()],
        },
    )


@ROUTER.get("/collections/{name}")
def collection(request: Request, name: str, engine: StoreEngine) -> Response:
    only(request)
    return _answer(request, _described(request, engine, collection_of(name)))


@ROUTER.get("/collections/{name}/queryables")
def queryables(request: Request, name: str) -> Response:
    only(request)
    document = tell.queryables(request, collection_of(name), language_of(request))
    return _answer(request, document, tell.SCHEMA)


@ROUTER.get("/collections/{name}/items")
def items_of(request: Request, name: str, engine: StoreEngine) -> Response:
    wanted = asked(request, name)
    fields = [field.name for field in wanted.collection.fields]
    everything = [*wanted.conditions, *wanted.seen]
    statement = items(
        wanted.item,
        fields,
        everything,
        wanted.order,
        wanted.limit + 1,
        srid=wanted.system.srid,
        flipped=wanted.system.flipped,
    )
    with reading_layers(engine) as connection:
        rows = connection.execute(statement).all()
        total = connection.execute(matched(wanted.item, wanted.conditions)).scalar_one()
    more = len(rows) > wanted.limit
    rows = rows[: wanted.limit]
    links = _links(request, cursor(list(rows[-1][1:])) if more else None)
    return _page(request, wanted, [row[0] for row in rows], total, links)


@ROUTER.get("/collections/{name}/items/{identity}")
def one(request: Request, name: str, identity: str, engine: StoreEngine) -> Response:
    found, system = collection_of(name), system_of("crs", request.query_params.get("crs"))
    only(request, "crs")
    feature = _one(engine, found, identity, system)
    here = f"{tell.base(request)}/collections/{name}"
    feature["links"] = [
        tell.link(f"{here}/items/{identity}?f=json", "self", tell.GEOJSON),
        tell.link(f"{here}/items/{identity}?f=html", "alternate", tell.HTML),
        tell.link(here, "collection", tell.JSON),
    ]
    return _answer(request, feature, tell.GEOJSON, _in_system(system))


def _one(engine: Engine, found: Collection, identity: str, system: System) -> dict[str, Any]:
    key: Any = identity
    if found.numeric_id:
        key = int(identity) if identity.isascii() and identity.isdigit() and len(identity) < 19 else None
    item = whole(found)
    fields = [field.name for field in found.fields]
    row = None
    if key is not None and "\x00" not in identity:
        order = [("id", False)]
        statement = items(item, fields, [item.c.id == key], order, 1, srid=system.srid, flipped=system.flipped)
        with reading_layers(engine) as connection:
            row = connection.execute(statement).first()
    if row is None:
        raise NotThere(f"没有编号为“{identity[:60]}”的要素。", f"there is no item “{identity[:60]}”.")
    feature: dict[str, Any] = json.loads(row[0])
    return feature


def _described(request: Request, engine: Engine, found: Collection) -> dict[str, Any]:
    with reading_layers(engine) as connection:
        west, *others = connection.execute(extent(whole(found))).one()
    box = None if west is None else [west, *others]
    return tell.collection_document(request, found, box, language_of(request))


def _links(request: Request, after: str | None) -> list[dict[str, str]]:
    here = str(request.url).split("?", maxsplit=1)[0]
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "f"]
    links = [
        tell.link(f"{here}?{urlencode([*kept, ('f', form)])}", "self" if form == "json" else "alternate", type_)
        for form, type_ in (
            ("json", tell.GEOJSON),
            ("html", tell.HTML),
            ("csv", tell.CSV),
            ("geojsonseq", tell.SEQUENCE),
        )
    ]
    if after is not None:
        form = request.query_params.get("f", "json")
        further = [(name, value) for name, value in kept if name != "cursor"] + [("f", form), ("cursor", after)]
        links.append(tell.link(f"{here}?{urlencode(further)}", "next", tell.GEOJSON))
    return links


def _page(request: Request, wanted: Asked, features: list[str], total: int, links: list[dict[str, str]]) -> Response:
    headers = _in_system(wanted.system)
    following = next((one["href"] for one in links if one["rel"] == "next"), None)
    if following:
        headers["Link"] = f'<{following}>; rel="next"'
    if wanted.form == "geojsonseq":
        return Response("".join(f"\x1e{one}\n" for one in features), media_type=tell.SEQUENCE, headers=headers)
    if wanted.form == "csv":
        names = ["id", *(field.name for field in wanted.collection.fields)]
        return Response(_table(names, features), media_type=tell.CSV, headers=headers)
    head = {"type": "FeatureCollection", "numberMatched": total, "numberReturned": len(features), "links": links}
    if wanted.form == "html":
        shown = [json.loads(one) for one in features]
        return _html(request, head | {"features": shown})
    # The features are JSON already; decoding them only to encode them again would double the time.
    body = json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [' + ",\n".join(features) + "]}"
    return Response(body, media_type=tell.GEOJSON, headers=headers)


def _table(names: list[str], features: list[str]) -> str:
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*names, "geometry"])
    for text in features:
        feature = json.loads(text)
        values = {"id": feature["id"], **feature["properties"]}
        writer.writerow([*(_cell(values[name]) for name in names), _cell(feature["geometry"])])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "、".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _in_system(system: System) -> dict[str, str]:
    return {"Content-Crs": f"<{system.uri}>"}


def _answer(
    request: Request, document: dict[str, Any], type_: str = tell.JSON, headers: dict[str, str] | None = None
) -> Response:
    if form_of(request) == "html":
        return _html(request, document)
    return JSONResponse(document, media_type=type_, headers=headers)


def _html(request: Request, document: dict[str, Any]) -> Response:
    return page(request, "ogc.html", language_of(request), document=document)
