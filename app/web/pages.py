"""How do the server's own pages look? Templates with every text escaped, in the language asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web.words import words
from geo.errors import Language
from layers.catalog import CATEGORY, PROGRESS
from layers.webmap import STATIC

_TEMPLATES: Final = Path(__file__).parent / "templates"


def page(request: Request, template: str, language: Language, code: int = 200, **values: Any) -> HTMLResponse:
    html = (
        _environment()
        .get_template(template)
        .render(
            language=language,
            words=words(language),
            statuses=legend(language)["status"],
            categories=legend(language)["category"],
            nonce=request.state.csp_nonce,
            here=request.url.path,
            style_version=_style_version(),
            query=list(request.query_params.multi_items()),
            **values,
        )
    )
    return HTMLResponse(html, code)


def address(path: str, pairs: list[tuple[str, str]], **changes: str | int | None) -> str:
    """The address with some of its parameters replaced; None takes one away."""
    kept = [(name, value) for name, value in pairs if name not in changes]
    new = [(name, str(value)) for name, value in changes.items() if value is not None]
    return f"{path}?{urlencode(kept + new)}" if kept or new else path


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["address"] = address
    return environment


@cache
def _style_version() -> str:
    """A checksum in the address of the style sheet, so that browsers keep it until it changes."""
    return hashlib.sha256((STATIC / "zhenggai-pages.css").read_bytes()).hexdigest()[:12]


@cache
def legend(language: Language) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Label and colour of each status and category, the same as on the map."""
    return {
        layer_name: {str(entry.value): (getattr(entry.label, language), entry.colour) for entry in layer.legend}
        for layer_name, layer in (("status", PROGRESS), ("category", CATEGORY))
    }
