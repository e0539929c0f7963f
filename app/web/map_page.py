"""`/`: the map page. It carries no data; its script asks the layers for them and keeps the filters in the address."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.settings import LANGUAGES
from geo.errors import Language
from layers.exports import FORMATS
from layers.webmap import page

EXPORT_TITLES = {"csv": "CSV", "geojson": "GeoJSON"}


def map_router(language: Language) -> APIRouter:
    """The page in the language of the service, or in that of `?lang=`."""
    router = APIRouter()
    exports = [(EXPORT_TITLES.get(name, name), f"/exports/{name}") for name in FORMATS]

    @router.get("/", response_class=HTMLResponse, include_in_schema=False)
    def map_page(request: Request) -> HTMLResponse:
        asked = request.query_params.get("lang")
        chosen: Language = next((each for each in LANGUAGES if each == asked), language)
        return HTMLResponse(page(chosen, request.state.csp_nonce, exports=exports))

    return router
