"""`/health`: does the process live, and can it answer?"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request

from app.db.schema import require
from app.web.asking import nothing_asked
from app.web.store import StoreEngine

ROUTER: Final = APIRouter(prefix="/health", tags=["operators"])


@ROUTER.get("/live", summary="The process lives")
def live(request: Request) -> dict[str, str]:
    nothing_asked(request)
    return {"status": "ok"}


@ROUTER.get("/ready", summary="The database answers and has the schema we need")
def ready(request: Request, engine: StoreEngine) -> dict[str, str]:
    nothing_asked(request)
    require(engine)
    return {"status": "ok"}
