"""`/findings` and `/findings/{id}`: the list of findings, and everything known of one, as pages."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.services.ledger import choices, finding_record, list_findings
from app.web.asking import (
    FILTER_PARAMETERS,
    PAGING_PARAMETERS,
    described,
    filters_of,
    language_of,
    nothing_asked,
    paging_of,
    today,
)
from app.web.pages import legend, page
from app.web.store import StoreEngine

ROUTER: Final = APIRouter(tags=["pages"], default_response_class=HTMLResponse)


@ROUTER.get(
    "/findings", summary="The ledger of findings", openapi_extra=described(FILTER_PARAMETERS, PAGING_PARAMETERS)
)
def ledger(request: Request, engine: StoreEngine) -> HTMLResponse:
    filters, paging = filters_of(request, also=("limit", "offset")), paging_of(request)
    language = language_of(request)
    given = choices(engine)
    rows, total = list_findings(engine, filters, today(), paging.limit, paging.offset)
    return page(
        request,
        "findings.html",
        language,
        rows=rows,
        total=total,
        paging=paging,
        filters=filters,
        status_options=[(word, label) for word, (label, _) in legend(language)["status"].items()],
        category_options=[(word, label) for word, (label, _) in legend(language)["category"].items()],
        county_options=[(name, name) for name in given["county"]],
        document_options=[(name, name) for name in given["document"]],
    )


@ROUTER.get("/findings/{finding_id}", summary="One finding", openapi_extra=described())
def finding(request: Request, finding_id: str, engine: StoreEngine) -> HTMLResponse:
    nothing_asked(request)
    record = finding_record(engine, finding_id, today())
    return page(request, "finding.html", language_of(request), record=record)
