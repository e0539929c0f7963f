"""`/api`: findings, sites, documents and numbers as JSON."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from sqlalchemy import RowMapping

from app.services.features import page_of_features
from app.services.ledger import finding_record, list_documents, list_findings, numbers
from app.web.asking import (
    FILTER_PARAMETERS,
    PAGING_PARAMETERS,
    described,
    filters_of,
    nothing_asked,
    paging_of,
    today,
)
from app.web.store import StoreEngine
from layers.feature import geojson_feature

ROUTER: Final = APIRouter(prefix="/api", tags=["api"])

_INSIDE: Final = frozenset({"sites_report_id", "report_id", "document_ids"})
"""Columns that only our own statements understand."""


@ROUTER.get(
    "/findings",
    summary="The findings that are meant, a page at a time",
    openapi_extra=described(FILTER_PARAMETERS, PAGING_PARAMETERS),
)
def findings(request: Request, engine: StoreEngine) -> dict[str, Any]:
    filters, paging = filters_of(request, also=("limit", "offset")), paging_of(request)
    rows, total = list_findings(engine, filters, today(), paging.limit, paging.offset)
    return {"total": total, "limit": paging.limit, "offset": paging.offset, "items": [_body(row) for row in rows]}


@ROUTER.get("/findings/{finding_id}", summary="One finding with its reports and sites", openapi_extra=described())
def finding(request: Request, finding_id: str, engine: StoreEngine) -> dict[str, Any]:
    nothing_asked(request)
    record = finding_record(engine, finding_id, today())
    return _body(record.row) | {
        "reports": [dict(report.row) for report in record.reports],
        "sites": [dict(site) for site in record.sites],
    }


@ROUTER.get(
    "/sites",
    summary="The sites that are meant as GeoJSON, a page at a time",
    openapi_extra=described(FILTER_PARAMETERS, PAGING_PARAMETERS),
)
def sites(request: Request, engine: StoreEngine) -> dict[str, Any]:
    filters, paging = filters_of(request, also=("limit", "offset")), paging_of(request)
    features = page_of_features(engine, filters, today(), paging.limit, paging.offset)
    return {"type": "FeatureCollection", "features": [geojson_feature(feature) for feature in features]}


@ROUTER.get("/documents", summary="The stored documents", openapi_extra=described())
def documents(request: Request, engine: StoreEngine) -> list[dict[str, Any]]:
    nothing_asked(request)
    return [dict(row) for row in list_documents(engine)]


@ROUTER.get("/stats", summary="Numbers of what is meant", openapi_extra=described(FILTER_PARAMETERS))
def stats(request: Request, engine: StoreEngine) -> dict[str, Any]:
    return numbers(engine, filters_of(request), today())


def _body(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _INSIDE}
