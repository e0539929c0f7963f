"""What does a request ask for? Filters, language, paging: everything else in the address is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from fastapi import Request

from app.errors import WrongOption
from app.services.filters import Filters, parse_filters
from app.services.visible import Caller, visible
from app.settings import LANGUAGES, Settings
from findings.model import Category, Status
from gazetteer.model import Precision
from geo.datums import Datum
from geo.errors import Language

PAGE: Final = 50
LONGEST_PAGE: Final = 1000
FURTHEST: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list: `limit` items after the first `offset`."""

    limit: int
    offset: int


def filters_of(request: Request, *, also: Sequence[str] = ()) -> Filters:
    """The filters of the address, narrowed to what the caller may see; `also` names parameters read elsewhere."""
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name not in {"lang", *also}:
            given.setdefault(name, []).append(value)
    language_of(request)
    return visible(Caller(), parse_filters(given))


def nothing_asked(request: Request) -> None:
    """Refuse every parameter but the language."""
    for name in request.query_params:
        if name != "lang":
            raise WrongOption(f"此处不接受参数“{name[:60]}”。", f"no parameter “{name[:60]}” is known here.")
    language_of(request)


def language_of(request: Request) -> Language:
    """The language of `?lang=`, else the one of the settings."""
    settings: Settings = request.app.state.settings
    word = request.query_params.get("lang")
    if word is None:
        return settings.language
    if word not in LANGUAGES:
        raise WrongOption(
            f"lang 的值“{word[:60]}”无效；可用 zh、en。", f"lang cannot be “{word[:60]}”; it is zh or en."
        )
    return "zh" if word == "zh" else "en"


def paging_of(request: Request) -> Paging:
    return Paging(
        limit=_number(request, "limit", PAGE, 1, LONGEST_PAGE), offset=_number(request, "offset", 0, 0, FURTHEST)
    )


def today() -> date:
    """The day against which deadlines are judged, where the server stands."""
    return datetime.now().astimezone().date()


def _number(request: Request, name: str, default: int, least: int, most: int) -> int:
    word = request.query_params.get(name)
    if word is None:
        return default
    if not (word.isascii() and word.isdigit() and len(word) < 10 and least <= int(word) <= most):
        raise WrongOption(
            f"{name} 的值“{word[:60]}”无效；应为 {least} 到 {most} 的整数。",
            f"{name} cannot be “{word[:60]}”; it is a whole number from {least} to {most}.",
        )
    return int(word)


def _parameter(name: str, schema: dict[str, Any], description: str, *, many: bool = False) -> dict[str, Any]:
    whole = {"type": "array", "items": schema} if many else schema
    return {"name": name, "in": "query", "required": False, "description": description, "schema": whole}


_TEXT: Final = {"type": "string", "maxLength": 200}
_DAY: Final = {"type": "string", "format": "date"}

FILTER_PARAMETERS: Final = [
    _parameter("document", _TEXT, "file name or id of a document", many=True),
    _parameter("county", _TEXT, "name or code", many=True),
    _parameter("township", _TEXT, "name or code", many=True),
    _parameter("status", {"type": "string", "enum": list(Status)}, "any of these", many=True),
    _parameter("category", {"type": "string", "enum": list(Category)}, "any of these", many=True),
    _parameter("overdue", {"type": "boolean"}, "a report after the deadline says the work goes on"),
    _parameter("due_before", _DAY, "due on or before"),
    _parameter("due_after", _DAY, "due on or after"),
    _parameter("precision", {"type": "string", "enum": list(Precision)}, "any of these", many=True),
    _parameter("unit", _TEXT, "part of the name of a responsible unit", many=True),
    _parameter("q", _TEXT, "text in title, problem or place"),
    _parameter("bbox", {"type": "string"}, "west,south,east,north in WGS-84 degrees"),
]

LANG_PARAMETER: Final = _parameter("lang", {"type": "string", "enum": list(LANGUAGES)}, "language of words for people")
DATUM_PARAMETERS: Final = [
    _parameter("datum", {"type": "string", "enum": list(Datum)}, "datum of the positions; WGS-84 without it"),
    _parameter("crs", {"type": "string"}, "reference system instead of a datum, such as EPSG:4490"),
]
PAGING_PARAMETERS: Final = [
    _parameter("limit", {"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE}, "items in a page"),
    _parameter("offset", {"type": "integer", "minimum": 0, "maximum": FURTHEST, "default": 0}, "items to pass over"),
]


def described(*groups: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What `/openapi.json` says of a route's parameters; the routes read them themselves to refuse unknown ones."""
    return {"parameters": [*(parameter for group in groups for parameter in group), LANG_PARAMETER]}
