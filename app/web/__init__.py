"""The web application: pages, layers, exports and the API, put together in one place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from app.services.outlines import Outlines
from app.settings import Settings
from app.web import api, documentation, editing, exports, health, layers, ledger, problems, review
from app.web.assets import Assets
from app.web.map_page import map_router
from app.web.security import Security
from app.web.store import Store
from layers.webmap import STATIC


def create_app(settings: Settings) -> FastAPI:
    """The application; it reaches for the database when the first request needs it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.store.close()

    app = FastAPI(
        title="整改一张图 · Zhenggai Map",
        description="Findings of environmental inspections, their sites, and how precisely each is known.",
        version=documentation.VERSION,
        docs_url=None,  # FastAPI's pages load their scripts from elsewhere; ours is in `documentation`
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.store = Store(settings)
    app.state.outlines = Outlines()
    app.include_router(map_router(settings.language))
    for part in (layers, exports, ledger, editing, review, api, health, documentation):
        app.include_router(part.ROUTER)
    from app.api.ogc.routes import ROUTER  # noqa: PLC0415 - it stands on parts of this package

    app.include_router(ROUTER)
    app.mount("/static", Assets(directory=STATIC), name="static")
    problems.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Security)
    return app
