"""What does `/ogc` say of itself: landing page, conformance, collections, queryables and its OpenAPI 3.0 document."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Request

from app.api.ogc.asking import CONTRACT, HIGHEST_LIMIT, LIMIT
from app.api.ogc.collections import COLLECTIONS, Collection, Field
from app.api.ogc.systems import CRS84, SYSTEMS
from app.web.asking import FILTER_PARAMETERS
from app.web.documentation import VERSION
from geo.errors import Language

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
SCHEMA: Final = "application/schema+json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
SEQUENCE: Final = "application/geo+json-seq"
CSV: Final = "text/csv; charset=utf-8"
HTML: Final = "text/html"

_PART1: Final = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
_PART2: Final = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/"
_PART3: Final = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/"
_CQL2: Final = "http://www.opengis.net/spec/cql2/1.0/conf/"
CONFORMANCE: Final = (
    *(_PART1 + name for name in ("core", "geojson", "html", "oas30")),
    _PART2 + "crs",
    *(_PART3 + name for name in ("queryables", "queryables-query-parameters", "filter", "features-filter")),
    *(
        _CQL2 + name
        for name in (
            "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison",
            "basic-spatial-functions",
        )
    ),
)  # fmt: skip
"""Each of these is held by `tests/app/test_ogc.py`."""


def base(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}/ogc"


def link(href: str, rel: str, type_: str, title: str | None = None) -> dict[str, str]:
    made = {"href": href, "rel": rel, "type": type_}
    return made | {"title": title} if title else made


def landing(request: Request, language: Language) -> dict[str, Any]:
    root = base(request)
    zh = language == "zh"
    return {
        "title": "整改一张图" if zh else "Zhenggai Map",
        "description": "生态环境督察整改问题及其地点。"
        if zh
        else "Findings of environmental inspections and their sites.",
        "links": [
            link(f"{root}?f=json", "self", JSON, "JSON"),
            link(f"{root}?f=html", "alternate", HTML, "HTML"),
            link(f"{root}/api?f=json", "service-desc", OPENAPI, "OpenAPI"),
            link(f"{root}/api?f=html", "service-doc", HTML, "接口说明" if zh else "interfaces"),
            link(f"{root}/conformance", "conformance", JSON, "符合的标准" if zh else "conformance"),
            link(f"{root}/collections", "data", JSON, "集合" if zh else "collections"),
        ],
    }


def collection_document(
    request: Request, collection: Collection, extent: list[float] | None, language: Language
) -> dict[str, Any]:
    here = f"{base(request)}/collections/{collection.name}"
    title = getattr(collection.title, language)
    spatial = {"bbox": [extent or [-180, -90, 180, 90]], "crs": CRS84.uri}
    return {
        "id": collection.name,
        "title": title,
        "itemType": "feature",
        "extent": {"spatial": spatial},
        "crs": list(SYSTEMS),
        "storageCrs": CRS84.uri,
        "links": [
            link(f"{here}?f=json", "self", JSON, title),
            link(f"{here}?f=html", "alternate", HTML, title),
            link(f"{here}/items?f=json", "items", GEOJSON, title),
            link(f"{here}/items?f=html", "items", HTML, title),
            link(f"{here}/items?f=csv", "items", CSV, title),
            link(f"{here}/items?f=geojsonseq", "items", SEQUENCE, title),
            link(f"{here}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", SCHEMA),
        ],
    }


def queryables(request: Request, collection: Collection, language: Language) -> dict[str, Any]:
    here = f"{base(request)}/collections/{collection.name}"
    shape = {
        "title": "位置" if language == "zh" else "position",
        "$ref": f"https://geojson.org/schema/{collection.geometry}.json",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{here}/queryables",
        "type": "object",
        "title": getattr(collection.title, language),
        "properties": {"geom": shape}
        | {field.name: {"title": getattr(field.title, language)} | _schema(field) for field in collection.fields},
        "additionalProperties": False,
    }


def openapi(request: Request, language: Language) -> dict[str, Any]:
    about = landing(request, language)
    paths: dict[str, Any] = {
        "/": _get("landing page", JSON),
        "/conformance": _get("conformance", JSON),
        "/api": _get("this description", OPENAPI),
        "/collections": _get("collections", JSON),
    }
    for collection in COLLECTIONS.values():
        here = f"/collections/{collection.name}"
        title = getattr(collection.title, language)
        paths[here] = _get(title, JSON)
        paths[f"{here}/queryables"] = _get(f"{title}: queryables", SCHEMA)
        paths[f"{here}/items"] = _get(title, GEOJSON, _parameters(collection))
        one = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
        paths[f"{here}/items/{{featureId}}"] = _get(title, GEOJSON, [one, _query("crs", {"type": "string"})])
    return {
        "openapi": "3.0.3",
        "info": {name: about[name] for name in ("title", "description")} | {"version": VERSION},
        "servers": [{"url": base(request)}],
        "paths": paths,
    }


def _get(summary: str, type_: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    forms = _query("f", {"type": "string", "enum": ["json", "html"]})
    own = parameters or []
    common = [] if any(one["name"] == "f" for one in own) else [forms]
    problem = {"description": "problem", "content": {"application/problem+json": {"schema": {"type": "object"}}}}
    content = {type_: {"schema": {"type": "object"}}, HTML: {"schema": {"type": "string"}}}
    responses = {"200": {"description": summary, "content": content}, "400": problem, "404": problem, "503": problem}
    lang = _query("lang", {"type": "string", "enum": ["zh", "en"]})
    return {"get": {"summary": summary, "parameters": [*own, *common, lang], "responses": responses}}


def _query(name: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema} | more


def _parameters(collection: Collection) -> list[dict[str, Any]]:
    flat = {"style": "form", "explode": False}
    uri = {"type": "string", "format": "uri", "enum": list(SYSTEMS)}
    box = {
        "type": "array",
        "minItems": 4,
        "maxItems": 6,
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": {"type": "number"},
    }
    contract = [one for one in FILTER_PARAMETERS if collection.contract and one["name"] in CONTRACT]
    named = {one["name"] for one in contract}
    return [
        _query("f", {"type": "string", "enum": ["json", "html", "csv", "geojsonseq"]}),
        _query("limit", {"type": "integer", "minimum": 1, "maximum": HIGHEST_LIMIT, "default": LIMIT}, **flat),
        _query("bbox", box, **flat),
        _query("datetime", {"type": "string"}, **flat),
        _query("bbox-crs", uri),
        _query("crs", uri),
        _query("sortby", {"type": "array", "items": {"type": "string"}}, **flat),
        _query("filter", {"type": "string"}),
        _query("filter-lang", {"type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text"}),
        _query("filter-crs", {"type": "string", "enum": [CRS84.uri]}),
        _query("cursor", {"type": "string"}),
        *contract,
        *(_query(field.name, _parameter_schema(field)) for field in collection.fields if field.name not in named),
    ]


def _parameter_schema(field: Field) -> dict[str, Any]:
    return {"type": "string"} if field.type == "array" else _schema(field)


def _schema(field: Field) -> dict[str, Any]:
    if field.type == "date":
        return {"type": "string", "format": "date"}
    return {"type": "array", "items": {"type": "string"}} if field.type == "array" else {"type": field.type}
