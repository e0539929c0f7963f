"""`/`: the map page. It carries no data; its script asks the layers for them and keeps the filters in the address.

`/map/surroundings.geojson` is what it draws faintly around them, for orientation.
"""

from __future__ import annotations

import contextlib

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.services.outlines import Outlines
from app.settings import LANGUAGES, Settings
from app.web.asking import nothing_asked
from app.web.editing import is_here
from app.web.store import StoreEngine
from gazetteer.index import Gazetteer
from geo.errors import Language, UsageError
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
        return HTMLResponse(page(chosen, request.state.csp_nonce, exports=exports, editing=is_here(request)))

    @router.get("/map/surroundings.geojson", include_in_schema=False)
    def around(request: Request, engine: StoreEngine) -> Response:
        nothing_asked(request)
        settings: Settings = request.app.state.settings
        outlines: Outlines = request.app.state.outlines
        try:
            with contextlib.closing(Gazetteer.open(settings.gazetteer_file)) as gazetteer:
                body = outlines.around(engine, gazetteer)
        except UsageError:  # a server without the gazetteer still has its map
            body = '{"type":"FeatureCollection","features":[]}'
        return Response(body, media_type="application/geo+json", headers={"Cache-Control": "no-cache"})

    return router
