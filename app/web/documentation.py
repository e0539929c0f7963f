"""`/docs`: what the service offers, drawn from its own `/openapi.json`; nothing is loaded from elsewhere."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.web.asking import language_of, nothing_asked
from app.web.pages import page


def _version() -> str:
    try:
        return version("zhenggai-map")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"


VERSION: Final = _version()
ROUTER: Final = APIRouter(include_in_schema=False)


@ROUTER.get("/docs", response_class=HTMLResponse)
def documentation(request: Request) -> HTMLResponse:
    nothing_asked(request)
    return page(request, "docs.html", language_of(request), api=request.app.openapi())
