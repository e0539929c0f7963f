"""Which names of the gazetteer are looked for in a document about one prefecture?

The prefecture's own names down to the villages, the units of the whole country by their full names, and short names
as far as a reader of the document would understand them: cities everywhere, counties of the same province.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.grammar_stems import is_generic
from gazetteer.grammar_words import ORDINARY_UNITS
from gazetteer.index import Gazetteer
from gazetteer.model import Kind
from gazetteer.scope import home, units

_UNITS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
_FULL_ENDS: dict[Kind, tuple[str, ...]] = {
    Kind.PROVINCE: ("省", "自治区", "市"),
    Kind.CITY: ("市", "地区", "州", "盟"),
    Kind.COUNTY: ("县", "市", "区", "旗"),
    Kind.TOWNSHIP: ("镇", "乡", "街道", "办事处", "苏木"),
    Kind.VILLAGE: ("村", "社区", "嘎查", "街"),
}
# Short names of units elsewhere that end like a river or a hill are read as one: 某河.
_LIKE_NATURE = ("河", "江", "山", "湖", "海", "溪", "沟", "岭", "方", "阳光")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A spelling the gazetteer knows, the kind it stands for, and whether it is the full name.

    `home`: understood without help in this scope. `own`: of the scope's prefecture, or its province.
    """

    text: str
    kind: Kind
    full: bool
    home: bool = True
    own: bool = False


def names_for(gazetteer: Gazetteer, region: str | None) -> Iterator[KnownName]:
    """Give the spellings to look for in a document about a region; without one, the units of the country."""
    if region is not None:
        yield from _own(gazetteer, region)
    everywhere = units(gazetteer).rows
    districts = {row.place_id for row in everywhere if row.how == "official" and row.name.endswith("区")}
    for row in everywhere:
        kind = Kind(row.kind)
        if row.name in ORDINARY_UNITS:
            continue
        if row.how in ("official", "former") and _looks_full(row.name, kind):
            yield KnownName(row.name, kind, full=True, home=False)
        elif row.place_id in districts or len(row.name) < 2 or row.name.endswith(_LIKE_NATURE):
            continue
        elif kind is not Kind.COUNTY:
            yield KnownName(row.name, kind, full=False, own=region is not None and row.place_id == region[:5] + "0000")
        elif region is not None and row.place_id.startswith(region[:5]):
            yield KnownName(row.name, kind, full=False, home=False)


def _own(gazetteer: Gazetteer, region: str) -> Iterator[KnownName]:
    rows = gazetteer.descendants(home(region, gazetteer))
    districts = {
        row.place_id for row in rows if row.kind == Kind.COUNTY and row.how == "official" and row.name.endswith("区")
    }
    endings = {row.place_id: row.name[-1] for row in rows if row.how == "official" and "族" in row.name}
    for row in rows:
        kind = Kind(row.kind)
        full = _looks_full(row.name, kind) or (
            kind is Kind.FUNCTIONAL_ZONE and len(row.name) > 3 and not is_generic(row.name)
        )
        if len(row.name) < 2 or row.name in ("城区", "矿区", "郊区", "市区", "开发区"):
            continue
        if kind is Kind.TOWNSHIP and (not full or any(mark in row.name[1:-2] for mark in "县市")):
            continue
        if kind is Kind.COUNTY and not full and row.place_id in districts and row.place_id not in endings:
            continue
        yield KnownName(row.name, kind, full, own=True)
        if row.how == "short" and kind is Kind.COUNTY and (ending := endings.get(row.place_id)):
            yield KnownName(row.name + ending, kind, full=True, own=True)  # 某某区 of 某某回族区


def _looks_full(name: str, kind: Kind) -> bool:
    return len(name) > 1 and name.endswith(_FULL_ENDS.get(kind, ()))
