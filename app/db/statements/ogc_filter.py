"""How does CQL2 read as SQL? The library parses the text; this walks its JSON and binds every value.

Only what is written here exists: an operator that is not in the tables, or a property that is not a field, is refused
in one sentence.
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import ARRAY, ColumnElement, Subquery, Text, and_, cast, func, literal, not_, or_

from app.db.tables import SRID
from app.errors import WrongOption

COMPARISONS: Final[dict[str, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MOST_CORNERS: Final = 10_000
_DEEPEST: Final = 40


def condition(item: Subquery, types: Mapping[str, str], tree: Any) -> ColumnElement[bool]:
    """The condition that a CQL2 expression, as JSON, means.

    Parameters
    ----------
    types
        Name and type of each field that may be asked about.

    Raises
    ------
    WrongOption
        For what is not in the tables, and for values that do not fit the field they are compared with.
    """
    return _Walk(item, types).truth(tree, 0)


class _Walk:
    def __init__(self, item: Subquery, types: Mapping[str, str]) -> None:
        self._item = item
        self._types = types

    def truth(self, node: Any, depth: int) -> ColumnElement[bool]:
        if depth > _DEEPEST:
            raise _refused("嵌套过深", "nested too deeply")
        if isinstance(node, bool):
            return literal(node)
        if isinstance(node, dict) and "property" in node and self._type(node) == "boolean":
            return self._column(node)
        if not isinstance(node, dict) or "op" not in node or not isinstance(node.get("args"), list):
            raise _refused("不是条件", "no condition")
        op, args = str(node["op"]).lower(), node["args"]
        if op in {"and", "or"} and args:
            parts = [self.truth(part, depth + 1) for part in args]
            return and_(*parts) if op == "and" else or_(*parts)
        expected = {"not": 1, "isnull": 1, "between": 3}.get(op, 2)
        if len(args) != expected:
            raise _refused(f"“{op}”的参数个数不对", f"“{op}” takes {expected} arguments")
        if op == "not":
            return not_(self.truth(args[0], depth + 1))
        if op == "isnull":
            return self._column(args[0]).is_(None)
        return self._compared(op, args)

    def _compared(self, op: str, args: list[Any]) -> ColumnElement[bool]:
        if op in COMPARISONS:
            kind = self._kind(args)
            return COMPARISONS[op](self._value(args[0], kind), self._value(args[1], kind))
        if op == "like":
            return self._value(args[0], "string").like(self._value(args[1], "string"))
        if op == "between":
            kind = self._kind(args)
            return self._value(args[0], kind).between(self._value(args[1], kind), self._value(args[2], kind))
        if op == "in" and isinstance(args[1], list) and args[1]:
            kind = self._kind(args[:1])
            return self._value(args[0], kind).in_([self._value(one, kind) for one in args[1]])
        if op == "s_intersects":
            return func.ST_Intersects(self._shape(args[0]), self._shape(args[1]))
        raise _refused(f"不支持“{op[:40]}”", f"“{op[:40]}” is not supported")

    def _kind(self, args: list[Any]) -> str:
        """The type that the values are compared as: that of the field among them."""
        for node in args:
            inner = node
            while isinstance(inner, dict) and inner.get("op") == "casei" and inner.get("args"):
                inner = inner["args"][0]
            if isinstance(inner, dict) and "property" in inner:
                return self._type(inner)
        raise _refused("比较中没有字段", "a comparison without a field")

    def _value(self, node: Any, kind: str) -> ColumnElement[Any]:
        if isinstance(node, dict):
            if "property" in node:
                if self._type(node) != kind:
                    raise _refused("比较的类型不同", "fields of different types compared")
                return self._column(node)
            if node.get("op") == "casei" and isinstance(node.get("args"), list) and len(node["args"]) == 1:
                return func.lower(self._value(node["args"][0], "string"))
            node = node.get("date", node)
        return literal(checked(node, kind))

    def _type(self, node: dict[str, Any]) -> str:
        name = node["property"]
        if name not in self._types:
            raise _refused(f"没有字段“{str(name)[:40]}”", f"there is no field “{str(name)[:40]}”")
        return self._types[name]

    def _column(self, node: Any) -> ColumnElement[Any]:
        if not isinstance(node, dict) or "property" not in node:
            raise _refused("此处应为字段", "a field is expected here")
        self._type(node)
        return self._item.c[node["property"]]

    def _shape(self, node: Any) -> ColumnElement[Any]:
        if isinstance(node, dict) and node.get("property") in {"geom", "geometry"}:
            return self._item.c.geom
        if isinstance(node, dict) and "bbox" in node:
            box = node["bbox"]
            if not (isinstance(box, list) and len(box) == 4 and _on_globe([box[:2], box[2:]])):
                raise _refused("BBOX 无效", "the BBOX is invalid")
            return func.ST_MakeEnvelope(*map(float, box), SRID)
        if isinstance(node, dict) and _is_shape(node):
            return func.ST_SetSRID(func.ST_GeomFromGeoJSON(json.dumps(node)), SRID)
        raise _refused("几何无效", "the geometry is invalid")


def checked(value: Any, kind: str) -> Any:
    """A value as its field's type.

    Raises
    ------
    WrongOption
        When it cannot be one.
    """
    fits = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": _is_number(value) and float(value).is_integer() and abs(value) < 2**31,
        "number": _is_number(value),
        "date": isinstance(value, str),
    }.get(kind, False)
    if fits and kind == "date":
        try:
            return date.fromisoformat(value)
        except ValueError:
            fits = False
    if not fits or (isinstance(value, str) and "\x00" in value):
        raise _refused(f"值“{str(value)[:40]}”与字段类型不符", f"“{str(value)[:40]}” does not fit the field's type")
    return int(value) if kind == "integer" else value


def equal(item: Subquery, name: str, kind: str, text: str) -> ColumnElement[bool]:
    """True where a field is what was written in the address; a list, where it holds it."""
    if kind == "array":
        return item.c[name].contains(cast([checked(text, "string")], ARRAY(Text)))
    value: Any = text
    if kind in {"integer", "number"}:
        try:
            value = float(text)
        except ValueError:
            value = None
    elif kind == "boolean":
        value = {"true": True, "false": False}.get(text)
    return COMPARISONS["="](item.c[name], checked(value, kind))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_shape(node: dict[str, Any]) -> bool:
    """True for geometries that PostGIS will take: the right depth of lists, rings closed, on the globe."""
    depth = {"Point": 0, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiPolygon": 3}.get(str(node.get("type")))
    if depth is None:
        return False
    level: list[Any] = [node.get("coordinates")]
    for at in range(depth):
        if not all(isinstance(part, list) and part for part in level):
            return False
        if at == depth - 1 and node["type"] not in {"MultiPoint"}:
            least = 2 if node["type"] == "LineString" else 4
            if any(len(part) < least or (least == 4 and part[0] != part[-1]) for part in level):
                return False
        level = [inner for part in level for inner in part]
    return len(level) <= _MOST_CORNERS and _on_globe(level)


def _on_globe(points: list[Any]) -> bool:
    return all(
        isinstance(point, list)
        and len(point) in {2, 3}
        and all(_is_number(number) for number in point)
        and abs(point[0]) <= 180
        and abs(point[1]) <= 90
        for point in points
    )


def _refused(zh: str, en: str) -> WrongOption:
    return WrongOption(f"filter 无法理解：{zh}。", f"the filter is not understood: {en}.")
