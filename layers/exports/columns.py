"""Which columns does a table of sites have? The same for every tabular format; `docs/layers.md` lists them.

Header rows carry the field names, which are the words of the contract and stay the same in every language; the
Chinese titles stand beside them here and in the docs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geo.datums import Datum
from layers.exports.reference import in_datum
from layers.feature import SiteFeature

Cell = str | int | float | None

SAMPLE = "示例数据，内容虚构"
"""What the first column says in every row that comes from an invented document."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field name, its Chinese title, and what of a feature stands in the cell; None is an empty cell."""

    name: str
    title: str
    cell: Callable[[SiteFeature, Datum], Cell]


def _plain(name: str, title: str) -> Column:
    def cell(feature: SiteFeature, _: Datum) -> Cell:
        value = getattr(feature, name)
        return value if value is None or isinstance(value, int | float) else str(value)

    return Column(name, title, cell)


def _listed(name: str, title: str, between: str) -> Column:
    return Column(name, title, lambda feature, _: between.join(getattr(feature, name)) or None)


def _yes(name: str, title: str, word: str) -> Column:
    return Column(name, title, lambda feature, _: word if getattr(feature, name) else None)


COLUMNS: tuple[Column, ...] = (
    _yes("sample", "示例", SAMPLE),
    _plain("id", "地点编号"),
    _plain("document", "来源文件"),
    _plain("finding", "问题序次"),
    _plain("number", "问题编号"),
    _plain("section", "章节"),
    _plain("title", "问题标题"),
    _plain("text", "地点原文"),
    _plain("name", "地名"),
    _plain("kind", "地名类型"),
    _listed("admin", "所属行政区", "/"),
    _plain("county", "区县"),
    _plain("township", "乡镇街道"),
    _plain("lon", "经度"),
    _plain("lat", "纬度"),
    Column("datum", "坐标系", lambda feature, datum: None if feature.lon is None else datum.value),
    _plain("precision", "位置精度"),
    _plain("uncertainty_m", "不确定半径（米）"),
    _plain("source", "位置来源"),
    _plain("reason", "说明"),
    _plain("place_id", "地名库编号"),
    _plain("status", "整改状态"),
    _plain("status_text", "状态原文"),
    _plain("primary_category", "主要类别"),
    _listed("categories", "全部类别", "、"),
    _plain("deadline", "整改期限"),
    _plain("deadline_text", "时限原文"),
    _yes("overdue", "逾期", "true"),
    _yes("due_unreported", "到期未见报告", "true"),
    _listed("lead_units", "牵头单位", "、"),
    _listed("responsible_units", "责任单位", "、"),
    _plain("problem", "问题内容"),
    _plain("goal", "整改目标"),
    _listed("measures", "整改措施", "\n"),
    _plain("finding_url", "记录网址"),
)


def row(feature: SiteFeature, datum: Datum) -> list[Cell]:
    """The cells of a feature, its position in the datum asked for."""
    moved = in_datum(feature, datum)
    return [column.cell(moved, datum) for column in COLUMNS]
