"""`/review`: the queue of sites that need a person: the map page, going from one to the next, made for the keyboard."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict

from app.services.reviewing import Decision, decide, waiting
from app.web.asking import language_of, nothing_asked
from app.web.editing import only_here, site_number, user_here
from app.web.store import StoreEngine
from layers.webmap import page

ROUTER: Final = APIRouter(tags=["review"], dependencies=[Depends(only_here)])


class Answer(BaseModel):
    """What a person says of a site without moving it; with `same_name` for all waiting ones of its name."""

    model_config = ConfigDict(extra="forbid")

    version: int
    decision: Decision
    same_name: bool = False


@ROUTER.get("/review", response_class=HTMLResponse, include_in_schema=False)
def review(request: Request) -> HTMLResponse:
    return HTMLResponse(page(language_of(request), request.state.csp_nonce, editing=True, review_url="/api/review"))


@ROUTER.get("/api/review", summary="The sites that need a person, worst first")
def queue(request: Request, engine: StoreEngine) -> dict[str, Any]:
    nothing_asked(request)
    found = waiting(engine)
    return {"items": found.items, "waiting": found.waiting, "all": found.all}


@ROUTER.post("/api/sites/{site_id}/review", summary="Coarse is fine, or not a site")
def answer(request: Request, site_id: str, said: Answer, engine: StoreEngine) -> dict[str, int]:
    nothing_asked(request)
    number = site_number(site_id)
    return {"sites": decide(engine, number, said.version, said.decision, user_here(), same_name=said.same_name)}
