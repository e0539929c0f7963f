"""What may a page of ours do in a browser? Only what comes from us: one policy, with a nonce for every answer.

Plain ASGI, so that streamed answers stay streams; it is also where an unexpected error becomes a sentence, since
everything below it has had its chance and every answer must carry the headers.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import MutableMapping
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.problems import SENTENCES, problem

LOG: Final = logging.getLogger(__name__)

_PAGE: Final = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
_DATA: Final = "default-src 'none'; frame-ancestors 'none'"


class Security:
    """Gives each request `state.csp_nonce`, and each answer its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["csp_nonce"] = nonce
        started = False

        async def guarded(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                is_page = headers.get("content-type", "").startswith("text/html")
                headers["Content-Security-Policy"] = _PAGE.format(nonce=nonce) if is_page else _DATA
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                if is_page:
                    headers["Cache-Control"] = "no-store"  # its nonce is good for once
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        except Exception:
            LOG.exception("%s %s", scope["method"], scope["path"])
            if started:
                raise  # half an answer is out; only a broken connection tells the client so
            await problem(Request(scope), 500, *SENTENCES[500])(scope, receive, guarded)
