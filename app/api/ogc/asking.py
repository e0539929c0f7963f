"""What does a request for items ask? Everything that is not a parameter of the collection is refused."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import cql2
from fastapi import Request
from sqlalchemy import ColumnElement, Subquery, or_

from app.api.ogc.collections import COLLECTIONS, Collection
from app.api.ogc.systems import CRS84, System, box_of, system_of
from app.db.statements.ogc import Order, after, source, within
from app.db.statements.ogc_filter import checked, condition, equal
from app.errors import NotThere, WrongOption
from app.services.filters import NAMES, Filters, parse_filters
from app.services.visible import Caller, visible
from app.web.asking import language_of, today

Form = Literal["json", "html", "csv", "geojsonseq"]

LIMIT: Final = 100
HIGHEST_LIMIT: Final = 10_000
LONGEST_FILTER: Final = 4000
DEEPEST_FILTER: Final = 20
"""Brackets inside brackets: the library's time grows with every level."""

PARAMETERS: Final = (
    "f", "lang", "limit", "bbox", "bbox-crs", "crs", "datetime", "sortby", "filter", "filter-lang", "filter-crs", "cursor",
)  # fmt: skip
CONTRACT: Final = tuple(name for name in NAMES if name != "bbox")
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A page of items: which, in which order, in which system and form."""

    collection: Collection
    item: Subquery
    conditions: tuple[ColumnElement[bool], ...]
    seen: tuple[ColumnElement[bool], ...]
    order: Order
    limit: int
    system: System
    form: Form


def collection_of(name: str) -> Collection:
    found = COLLECTIONS.get(name)
    if found is None:
        raise NotThere(
            f"没有名为“{name[:40]}”的集合；有：{'、'.join(COLLECTIONS)}。",
            f"there is no collection “{name[:40]}”; there are {', '.join(COLLECTIONS)}.",
        )
    return found


def form_of(request: Request, *others: Form) -> Form:
    """The form asked for by `f`, else by the header, else JSON."""
    word = request.query_params.get("f")
    if word is None:
        return "html" if "text/html" in request.headers.get("accept", "") else "json"
    forms: tuple[Form, ...] = ("json", "html", *others)
    for form in forms:
        if word == form:
            return form
    raise _wrong("f", word, ", ".join(forms))


def only(request: Request, *names: str) -> None:
    """Refuse parameters that are not these, and any that is given twice."""
    for name in request.query_params:
        if name not in {"f", "lang", *names}:
            raise WrongOption(f"此处不接受参数“{name[:60]}”。", f"no parameter “{name[:60]}” is known here.")
    for name, value in request.query_params.multi_items():
        if name in PARAMETERS and request.query_params.get(name) != value:
            raise WrongOption(f"{name} 只能给一次。", f"{name} can be given only once.")
    language_of(request)


def asked(request: Request, name: str) -> Asked:
    collection = collection_of(name)
    given = request.query_params
    own = [field.name for field in collection.fields]
    contract = CONTRACT if collection.contract else ()
    only(request, *PARAMETERS, *contract, *own)
    pairs = given.multi_items()
    filters = parse_filters({word: given.getlist(word) for word in contract if word in given})
    item = source(name, visible(Caller(), filters), today())
    conditions = [
        equal(item, word, _type(collection, word), value)
        for word, value in pairs
        if word in own and word not in contract
    ]
    box_system = system_of("bbox-crs", given.get("bbox-crs"))
    if "bbox" in given:
        conditions.append(within(item, box_of(given["bbox"], box_system)))
    if "datetime" in given:
        conditions += _during(collection, item, given["datetime"])
    language = _filter_language(request)
    if "filter" in given:
        conditions.append(_filter(given["filter"], language, collection, item))
    order = _order(collection, given.get("sortby"))
    seen = [after(item, order, _keys(collection, order, given["cursor"]))] if "cursor" in given else []
    return Asked(
        collection,
        item,
        tuple(conditions),
        tuple(seen),
        order,
        _limit(given.get("limit")),
        system_of("crs", given.get("crs")),
        form_of(request, "csv", "geojsonseq"),
    )


def whole(collection: Collection) -> Subquery:
    """All items of a collection that the caller may see."""
    return source(collection.name, visible(Caller(), Filters()), today())


def cursor(keys: list[Any]) -> str:
    """The keys of the last item of a page, for the address of the next."""
    return base64.urlsafe_b64encode(json.dumps(keys, default=str).encode()).decode().rstrip("=")


def _keys(collection: Collection, order: Order, text: str) -> list[Any]:
    try:
        keys = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        keys = None
    if not isinstance(keys, list) or len(keys) != len(order):
        raise _wrong("cursor", text, "the one of a next link")
    return [
        None if key is None else checked_key(key, _type(collection, name))
        for key, (name, _) in zip(keys, order, strict=True)
    ]


def checked_key(key: Any, kind: str) -> Any:
    if kind != "id":
        return checked(key, kind)
    if isinstance(key, int) and not isinstance(key, bool) and 0 <= key < 2**63:
        return key
    raise _wrong("cursor", str(key), "the one of a next link")


def _type(collection: Collection, name: str) -> str:
    if name == "id":
        return "id" if collection.numeric_id else "string"
    field = collection.field(name)
    assert field is not None, name
    return field.type


def _limit(word: str | None) -> int:
    if word is None:
        return LIMIT
    if not (word.isascii() and word.isdigit() and len(word) < 10 and int(word) >= 1):
        raise _wrong("limit", word, f"a whole number from 1 to {HIGHEST_LIMIT}")
    return min(int(word), HIGHEST_LIMIT)


def _order(collection: Collection, word: str | None) -> Order:
    order: list[tuple[str, bool]] = []
    for part in word.split(",") if word is not None else []:
        name = part.strip().lstrip("+-")
        field = collection.field(name)
        if field is None or field.type == "array" or name in {known for known, _ in order} or len(order) == 5:
            raise _wrong("sortby", part, "up to five different fields that are no lists, each with + or - in front")
        order.append((name, part.strip().startswith("-")))
    return [*order, ("id", False)]


def _during(collection: Collection, item: Subquery, text: str) -> list[ColumnElement[bool]]:
    """A day, or a span of days that may be open; items that have no day at all are not in any span."""
    ends = text.split("/")
    days = [None if end in {"", ".."} else _day(end, text) for end in ends]
    if len(days) > 2 or days == [None] or (len(days) == 2 and None not in days and days[0] > days[1]):  # type: ignore[operator]  # neither is None here
        raise _wrong("datetime", text, "a day, or two parted by a slash, the earlier first")
    if collection.day is None:
        return []  # nothing in it has a day, so the parameter asks nothing
    column = item.c[collection.day]
    if len(days) == 1:
        return [column == days[0]]
    conditions = [column >= days[0]] if days[0] is not None else []
    return [*conditions, column <= days[1]] if days[1] is not None else [*conditions, or_(column.is_not(None))]


def _day(word: str, text: str) -> date:
    found = _DAY.fullmatch(word)
    try:
        if found:
            return date.fromisoformat(found[1])
    except ValueError:
        pass
    raise _wrong("datetime", text, "days such as 2024-12-31")


def _filter_language(request: Request) -> str:
    given = request.query_params
    language = given.get("filter-lang", "cql2-text")
    if language not in {"cql2-text", "cql2-json"}:
        raise _wrong("filter-lang", language, "cql2-text, cql2-json")
    if system_of("filter-crs", given.get("filter-crs")) is not CRS84:
        raise _wrong("filter-crs", given["filter-crs"], "CRS84")
    return language


def _filter(text: str, language: str, collection: Collection, item: Subquery) -> ColumnElement[bool]:
    if len(text) > LONGEST_FILTER or _deep(text):
        raise _wrong("filter", text, f"at most {LONGEST_FILTER} characters and {DEEPEST_FILTER} brackets in each other")
    try:
        tree = (cql2.parse_text(text) if language == "cql2-text" else cql2.parse_json(text)).to_json()
    except Exception as error:  # the library's own errors have no common class
        raise _wrong("filter", text, f"an expression in {language}") from error
    return condition(item, {"id": "integer" if collection.numeric_id else "string"} | {
        field.name: field.type for field in collection.fields
    }, tree)  # fmt: skip


def _deep(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if depth > DEEPEST_FILTER:
            return True
    return False


def _wrong(name: str, value: str, expected: str) -> WrongOption:
    return WrongOption(
        f"{name} 的值“{value[:60]}”无效；应为：{expected}。", f"{name} cannot be “{value[:60]}”; expected: {expected}."
    )
