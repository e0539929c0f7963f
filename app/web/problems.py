"""What does a caller get instead of an answer? One sentence: a problem document (RFC 9457), or a page for a person."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from app.db.errors import DatabaseUnavailable
from app.errors import http_status
from app.settings import LANGUAGES, Settings
from app.web.pages import page
from geo.errors import Language, UsageError

LOG: Final = logging.getLogger(__name__)

SENTENCES: Final[dict[int, tuple[str, str]]] = {
    404: ("没有这个地址。", "there is nothing at this address."),
    405: ("这个地址不接受这种请求方法。", "this address does not take this method."),
    422: ("请求的内容不符合要求。", "the request is not as it should be."),
    500: ("服务内部出错，已记入日志。", "an internal error; it is in the log."),
}


def install(app: FastAPI) -> None:
    """Let every error of a route end in one of our answers."""
    app.add_exception_handler(UsageError, _usage)
    app.add_exception_handler(OperationalError, _no_database)
    app.add_exception_handler(PoolTimeout, _no_database)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


def problem(request: Request, status: int, zh: str, en: str) -> Response:
    """The answer: a page when a browser asks for one, otherwise `application/problem+json`."""
    language = _language(request)
    sentence = zh if language == "zh" else en
    title = HTTPStatus(status).phrase
    if "text/html" in request.headers.get("accept", "") and request.method == "GET":
        return page(request, "problem.html", language, status=status, sentence=sentence, code=status)
    body = {"type": "about:blank", "title": title, "status": status, "detail": sentence, "instance": request.url.path}
    return JSONResponse(body, status, media_type="application/problem+json")


def _usage(request: Request, error: Exception) -> Response:
    assert isinstance(error, UsageError)
    if isinstance(error, DatabaseUnavailable):  # where our database lies is nobody else's business
        return _no_database(request, error)
    return problem(request, http_status(error), error.zh, error.en)


def _no_database(request: Request, error: Exception) -> Response:
    LOG.error("no database: %s", error)
    return problem(
        request, 503, "数据库暂时不可用，请稍后再试。", "the database cannot be reached now; try again later."
    )


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    return problem(request, error.status_code, *SENTENCES.get(error.status_code, (phrase, phrase)))


def _invalid(request: Request, error: Exception) -> Response:
    return problem(request, 400, *SENTENCES[422])


def _language(request: Request) -> Language:
    settings: Settings = request.app.state.settings
    word = request.query_params.get("lang", settings.language)
    return "en" if word == "en" and word in LANGUAGES else "zh"
