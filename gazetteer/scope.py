"""Which prefecture, or which county of it, does a text speak of?

The names of cities and counties in the text vote for their prefecture; a name in the opening lines, where title and
issuer stand, weighs more. A county's own document is told by its opening: the county issues it, its prefecture does not.
"""

from __future__ import annotations

import re
import weakref
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from gazetteer.grammar import readable
from gazetteer.index import Gazetteer, NameRow
from gazetteer.model import Kind
from gazetteer.sources.characters import simplified_characters
from gazetteer.weights import SCOPE


@dataclass(frozen=True, slots=True)
class Units:
    """The provinces, cities and counties of the country, and a matcher over their names."""

    rows: tuple[NameRow, ...]
    by_name: dict[str, tuple[NameRow, ...]]
    matcher: AhoCorasick


_UNITS: weakref.WeakKeyDictionary[Gazetteer, Units] = weakref.WeakKeyDictionary()


def units(gazetteer: Gazetteer) -> Units:
    """Give the units of the country, read once for a gazetteer."""
    held = _UNITS.get(gazetteer)
    if held is None:
        rows = tuple(row for row in gazetteer.unit_names() if len(row.name) > 1)
        by_name: dict[str, tuple[NameRow, ...]] = {}
        for row in rows:
            by_name[row.name] = (*by_name.get(row.name, ()), row)
        matcher = AhoCorasick(
            list(by_name),
            implementation=Implementation.ContiguousNFA,
            matchkind=MatchKind.LeftmostLongest,
        )
        held = _UNITS[gazetteer] = Units(rows, by_name, matcher)
    return held


def prefecture(text: str, gazetteer: Gazetteer) -> str | None:
    """Give the id of the prefecture the text speaks of, of the county if it is a county's; None when nothing tells."""
    known = units(gazetteer)
    names = list(known.by_name)
    votes: defaultdict[str, float] = defaultdict(float)
    issued: Counter[str] = Counter()
    text = readable(text)
    for index, start, end in known.matcher.find_matches_as_indexes(text):
        rows = known.by_name[names[index]]
        for row in rows:
            if (row.kind == Kind.PROVINCE and row.place_id not in _MUNICIPALITIES) or (
                row.how == "short" and row.name + "区" in known.by_name
            ):
                continue
            weight = SCOPE["short" if row.how == "short" else "full"] / len(rows)
            if start < SCOPE["opening_length"]:
                weight *= SCOPE["opening"]
                if row.how != "short" and _ISSUER.match(text, end):
                    issued[row.place_id] += 1
            votes[_city_of(row.place_id)] += weight
    if not votes:
        return None
    best = max(votes, key=lambda key: (votes[key], key))
    own = {key: count for key, count in issued.items() if _city_of(key) == best}
    if own and best not in own:
        return max(own, key=lambda key: (own[key], key))
    return best


# Cities that are provinces: their districts are what a prefecture's counties are elsewhere.
_MUNICIPALITIES = frozenset(("cn:110000", "cn:120000", "cn:310000", "cn:500000"))

# What follows the name of the unit that issues a document, in its title or letterhead.
_ISSUER = re.compile(
    r"人民政府|党委|委员会|委|政府|整改|贯彻|落实|生态环境|环境保护|环境|督察|办公室|关于|突出|问题|任务|落实|草原|中央|省级"
)


def _city_of(place_id: str) -> str:
    """The prefecture a unit's code lies in; cities and counties that stand right below their province are their own."""
    code = place_id.removeprefix("cn:")
    if f"cn:{code[:2]}0000" in _MUNICIPALITIES:
        return f"cn:{code[:2]}0000"
    return place_id if code[2:4] == "90" else f"cn:{code[:4]}00"


def home(region: str, gazetteer: Gazetteer) -> str:
    """Give the unit whose names a document about `region` is read with: the prefecture, for a county the one above."""
    place = gazetteer.place(region)
    if place is None or place.kind in (Kind.CITY, Kind.PROVINCE) or not place.admin_ids:
        return region
    above = place.admin_ids[-1]
    return above if above in _MUNICIPALITIES or place.adcode is None or place.adcode[2:4] != "90" else place.id


@cache
def _table() -> dict[int, str]:
    return str.maketrans(simplified_characters())


def simplified(text: str) -> str:
    """Give the text in simplified characters, each in its place; most texts are that already."""
    table = _table()
    return text.translate(table) if any(ord(character) in table for character in set(text)) else text
