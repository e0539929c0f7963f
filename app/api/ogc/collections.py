"""Which collections does `/ogc` offer, and what do their fields mean? `docs/api.md` shows the same; a test compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from layers.catalog import Text
from layers.exports.columns import COLUMNS

Type = Literal["string", "integer", "number", "boolean", "date", "array"]


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a collection's items; `title` is what people call it."""

    name: str
    type: Type
    title: Text


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of items with the same fields.

    `day` is the field that `datetime` asks about; `contract` is true where the filters of the contract hold as well.
    """

    name: str
    title: Text
    geometry: str
    numeric_id: bool
    fields: tuple[Field, ...]
    day: str | None = None
    contract: bool = False

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


_CHINESE: Final = {column.name: column.title for column in COLUMNS}


def _field(name: str, type_: Type, en: str, zh: str | None = None) -> Field:
    """A field; one that exports have too is called the same in Chinese."""
    return Field(name, type_, Text(zh or _CHINESE[name], en))


_OF_FINDING: Final = (
    _field("document", "string", "source file"),
    _field("number", "integer", "number as printed"),
    _field("ordinal", "integer", "order in the document", "问题序次"),
    _field("reference", "string", "other code of the finding", "其他编号"),
    _field("section", "string", "heading"),
    _field("title", "string", "title"),
    _field("problem", "string", "problem"),
    _field("status", "string", "status"),
    _field("status_text", "string", "status as written"),
    _field("ongoing", "boolean", "work goes on for good", "长期坚持"),
    _field("categories", "array", "categories"),
    _field("primary_category", "string", "main category"),
    _field("goal", "string", "goal"),
    _field("measures", "array", "measures"),
    _field("lead_units", "array", "leading units"),
    _field("responsible_units", "array", "responsible units"),
    _field("deadline_text", "string", "deadline as written"),
    _field("deadline", "date", "next dated deadline, or the last"),
    _field("overdue", "boolean", "a report from after the deadline calls the work unfinished"),
    _field("due_unreported", "boolean", "deadline passed, no later report"),
    _field("reported_on", "date", "day the newest report speaks of", "报告日期"),
    _field("sample", "boolean", "invented for demonstration"),
)

_OF_PLACE: Final = (
    _field("name", "string", "name"),
    _field("kind", "string", "kind of place"),
    _field("admin", "array", "chain of units above it"),
    _field("precision", "string", "how precisely the position is known"),
    _field("uncertainty_m", "number", "radius in metres that should hold the true place"),
    _field("source", "string", "where the position is from"),
)

_PLACES: Final = (*_OF_PLACE, _field("adcode", "string", "code of the unit", "行政区划代码"))

COLLECTIONS: Final = {
    collection.name: collection
    for collection in (
        Collection(
            "sites",
            Text("地点", "Sites"),
            "Point",
            numeric_id=True,
            fields=(
                _field("finding_id", "integer", "id of the finding", "问题记录编号"),
                _field("text", "string", "place as written"),
                *_OF_PLACE,
                _field("county", "string", "county"),
                _field("county_code", "string", "code of the county", "区县代码"),
                _field("township", "string", "township"),
                _field("place_id", "string", "id in the gazetteer"),
                _field("reason", "string", "why there is no position, or what else to know"),
                *_OF_FINDING,
            ),
            day="reported_on",
            contract=True,
        ),
        Collection(
            "findings",
            Text("问题", "Findings"),
            "MultiPoint",
            numeric_id=True,
            fields=(
                *_OF_FINDING,
                _field("progress", "string", "progress", "进度"),
                _field("closure", "string", "stage of closing", "销号阶段"),
                _field("sites", "integer", "number of its sites", "地点数"),
                _field("located", "integer", "how many of them have a position", "有位置的地点数"),
                _field("uncertainty_m", "number", "largest radius among its sites, in metres"),
            ),
            day="reported_on",
            contract=True,
        ),
        Collection(
            "areas",
            Text("行政区域", "Areas"),
            "MultiPolygon",
            numeric_id=False,
            fields=(
                _field("name", "string", "name"),
                _field("adcode", "string", "code of the unit", "行政区划代码"),
                _field("level", "string", "level", "级别"),
                _field("parent_id", "string", "unit above", "上级"),
                _field("source", "string", "where the outline is from"),
            ),
        ),
        Collection("rivers", Text("河流", "Rivers"), "Point", numeric_id=False, fields=_PLACES),
        Collection("places", Text("地名", "Places"), "Point", numeric_id=False, fields=_PLACES),
    )
}
