"""`/api/sites/{id}`: a site with its history, and its correction; only on this machine until there are accounts."""

from __future__ import annotations

import contextlib
import getpass
import ipaddress
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from app.errors import NotAllowed
from app.services.editing import Asked, Correction, correct, site_record, undo
from app.services.importing import now, office_store
from app.services.learning import learn
from app.settings import Settings
from app.web.asking import language_of, nothing_asked
from app.web.store import StoreEngine
from gazetteer.index import Gazetteer
from gazetteer.model import Precision
from gazetteer.overlay import open_office
from geo.datums import Datum

_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")


def is_here(request: Request) -> bool:
    """True when client and server are this machine and the page that asks is ours.

    A name in `Host` that is not this machine's means that somebody's page made the browser believe so (DNS
    rebinding); a forwarding header means a proxy, behind which everybody would look local.
    """
    ends = (request.client.host if request.client else "", (request.scope.get("server") or ("",))[0])
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    origin = request.headers.get("origin")
    return (
        all(map(_is_loopback, ends))
        and (host == "localhost" or _is_loopback(host))
        and not any(name in request.headers for name in _FORWARDED)
        and (origin is None or urlsplit(origin).netloc == request.headers.get("host"))
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def only_here(request: Request) -> None:
    """Refuse who is elsewhere.

    Raises
    ------
    NotAllowed
    """
    if not is_here(request):
        raise NotAllowed(
            "更正位置只能在运行服务的这台电脑上进行：请在本机打开 http://127.0.0.1 的地址。",
            "positions are corrected only on the machine that runs the service: open it there at http://127.0.0.1.",
        )


def user_here() -> str:
    """Who sits at this machine, for the record of who changed what."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


class Change(BaseModel):
    """What a browser sends to correct a site; see `services.editing.Correction`."""

    model_config = ConfigDict(extra="forbid", strict=False)

    version: int
    why: str = Field(default="", max_length=500)
    lon: float | None = Field(default=None, allow_inf_nan=False)
    lat: float | None = Field(default=None, allow_inf_nan=False)
    text: str | None = Field(default=None, max_length=200)
    datum: Datum = Datum.WGS84
    precision: Precision = Precision.EXACT
    uncertainty_m: float | None = Field(default=None, allow_inf_nan=False)
    confirmed: list[str] = Field(default_factory=list, max_length=5)


class Undoing(BaseModel):
    """Which version of the site is to be undone."""

    model_config = ConfigDict(extra="forbid")

    version: int


ROUTER: Final = APIRouter(prefix="/api/sites", tags=["editing"], dependencies=[Depends(only_here)])


def gazetteer_of(request: Request) -> contextlib.closing[Gazetteer]:
    settings: Settings = request.app.state.settings
    return contextlib.closing(open_office(settings.gazetteer_file))


def site_number(site_id: str) -> int:
    """The id in the address; one that cannot be is like one that is not there."""
    return int(site_id) if site_id.isascii() and site_id.isdigit() and len(site_id) < 19 else 0


@ROUTER.get("/{site_id}", summary="A site, its history and the places it might be")
def site(request: Request, site_id: str, engine: StoreEngine) -> dict[str, Any]:
    nothing_asked(request)
    with gazetteer_of(request) as gazetteer:
        record = site_record(engine, gazetteer, site_number(site_id))
    said = record.row["said"]
    start, end = record.row["start"] - record.row["report_start"], record.row["end"] - record.row["report_start"]
    return {
        "id": record.row["id"],
        "version": record.row["version"],
        **{
            name: record.row[name] for name in ("text", "name", "kind", "admin", "county", "precision", "uncertainty_m")
        },
        **{name: record.row[name] for name in ("source", "reason", "lon", "lat", "document", "title", "ordinal")},
        "said": [said[:start], said[start:end], said[end:]],
        "positions": [dict(position) for position in record.positions],
        "candidates": record.candidates,
    }


@ROUTER.post("/{site_id}/position", summary="Correct the position of a site")
def position(request: Request, site_id: str, change: Change, engine: StoreEngine) -> JSONResponse:
    nothing_asked(request)
    number, who = site_number(site_id), user_here()
    values = change.model_dump() | {"confirmed": tuple(change.confirmed), "who": who}
    with gazetteer_of(request) as gazetteer:
        outcome = correct(engine, gazetteer, number, Correction(**values))
        if isinstance(outcome, Asked):
            sentence = outcome.zh if language_of(request) == "zh" else outcome.en
            return JSONResponse({"question": outcome.key, "detail": sentence}, 409)
        return JSONResponse({"version": outcome, "learned": _learn(request, engine, gazetteer, number, who)})


@ROUTER.post("/{site_id}/undo", summary="Give a site the position it had before the last change")
def undone(request: Request, site_id: str, undoing: Undoing, engine: StoreEngine) -> dict[str, Any]:
    nothing_asked(request)
    number, who = site_number(site_id), user_here()
    version = undo(engine, number, undoing.version, who)
    with gazetteer_of(request) as gazetteer:
        return {"version": version, "learned": _learn(request, engine, gazetteer, number, who)}


def _learn(request: Request, engine: StoreEngine, gazetteer: Gazetteer, number: int, who: str) -> bool:
    settings: Settings = request.app.state.settings
    with office_store(settings) as held:
        return learn(engine, gazetteer, held, number, when=now(), who=who)
