"""How the sources become one tree: the ministry's frame, and in it what the village sources know.

A unit is the same when its code and the core of its name agree, or its name within its county. What agrees with
nothing is kept under the name its source gives it; nothing is dropped unless `Unmerged` says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from gazetteer.model import Kind
from gazetteer.names import (
    clean,
    is_zone,
    township_core,
    township_forms,
    unit_short,
    village_base,
    village_name,
    village_whole,
    without_container,
    zone_forms,
)
from gazetteer.sources.divisions import KEY as MCA
from gazetteer.sources.divisions import Division
from gazetteer.sources.villages import SourceCounty, SourceTownship
from gazetteer.tree import Unit, Village

_KINDS = {1: Kind.PROVINCE, 2: Kind.CITY, 3: Kind.COUNTY, 4: Kind.TOWNSHIP}

_SHARE_FOR_SUCCESSOR = 0.5
"""Half of a lost unit's members found in one other unit name it the successor."""


@dataclass(slots=True)
class Report:
    """What could not be merged, or only in a way somebody should know of: kind of remark → lines."""

    remarks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, kind: str, line: str) -> None:
        self.remarks[kind].append(line)


@dataclass(slots=True)
class Tree:
    """All units by code; provinces are the roots."""

    roots: list[Unit] = field(default_factory=list)
    by_code: dict[str, Unit] = field(default_factory=dict)
    report: Report = field(default_factory=Report)


def frame(divisions: list[Division], short_names: dict[str, str]) -> Tree:
    """Hang the ministry's units together, with their short names."""
    tree = Tree()
    for row in divisions:
        parent = tree.by_code.get(row.parent)
        name = row.name
        if row.level == 4 and parent is not None:
            name = without_container(name, (parent.name, unit_short(parent.name)))
        unit = Unit(f"cn:{row.code}", name, _KINDS[row.level], row.code, parent, {MCA})
        unit.alias(row.name, "official")
        if row.level == 4:
            for form in township_forms(name):
                unit.alias(form, "form")
        else:
            unit.alias(unit_short(name), "short")
            if len(short := short_names.get(row.code, "")) > 1 and name.startswith(short):
                unit.alias(short, "short")
        tree.by_code[row.code] = unit
        if parent is None:
            tree.roots.append(unit)
        else:
            parent.add(unit)
    return tree


def prefecture_of(tree: Tree, code: str) -> Unit | None:
    """Give the city that a county's code lies in, or the province where there is none."""
    return tree.by_code.get(code[:4] + "00") or tree.by_code.get(code[:2] + "0000")


def townships_below(unit: Unit) -> list[Unit]:
    """All townships of a unit, of the counties below it too."""
    found: list[Unit] = []
    stack = [unit]
    while stack:
        for child in stack.pop().children:
            if child.kind is Kind.TOWNSHIP:
                found.append(child)
            else:
                stack.append(child)
    return found


def add_source(tree: Tree, counties: list[SourceCounty], key: str) -> None:
    """Merge one source of villages into the tree."""
    lost: list[tuple[Unit, SourceTownship]] = []
    for source in counties:
        name = clean(source.name)
        county = _county(tree, source, name, key)
        if county is None:
            continue
        county.sources.add(key)
        if county.kind is not Kind.FUNCTIONAL_ZONE:
            county.alias(name, "former")
            county.alias(unit_short(name), "former")
        for township in source.townships:
            unit = _township(tree, county, township, key)
            if unit is None:
                lost.append((county, township))
            else:
                _villages(unit, township, key)
    for county, township in lost:
        unit = _successor(county, township) or _new_township(tree, county, township, key)
        _villages(unit, township, key)


def _county(tree: Tree, source: SourceCounty, name: str, key: str) -> Unit | None:
    """Find the unit a source's county is, or make it when it is a functional zone."""
    unit = tree.by_code.get(source.code)
    if unit is not None and unit_short(unit.name) == unit_short(name):
        return unit
    above = prefecture_of(tree, source.code)
    if above is None:
        tree.report.note("county without prefecture", f"{key} {source.code} {name}")
        return None
    siblings = above.children if above.kind is Kind.CITY else [c for c in above.children if c.kind is not Kind.CITY]
    for sibling in [above, *siblings]:
        if sibling.name == name or unit_short(sibling.name) == unit_short(name):
            return sibling
    votes = _votes(above, source)
    zone = is_zone(name) or source.code[4] == "7"
    if not zone and votes:
        successor, share = votes
        if share >= _SHARE_FOR_SUCCESSOR and successor is not above:
            tree.report.note("county merged into its successor", f"{key} {source.code} {name} → {successor.name}")
            return successor
    if not source.townships:
        tree.report.note("county without townships", f"{key} {source.code} {name}")
        return None
    unit = Unit(f"cn:{source.code}", name, Kind.FUNCTIONAL_ZONE, source.code, above, {key})
    for form in zone_forms(name, (above.name, unit_short(above.name), *(u.name for u in above.chain()))):
        unit.alias(form, "short")
    if not zone:
        unit.alias(unit_short(name), "short")
    if source.code in tree.by_code:
        unit.id = f"{above.id}/{name}"
    else:
        tree.by_code[source.code] = unit
    above.add(unit)
    return unit


def _votes(above: Unit, source: SourceCounty) -> tuple[Unit, float] | None:
    """Give the unit below a prefecture that holds most of a county's townships, and which share of them."""
    homes: dict[str, list[Unit]] = defaultdict(list)
    for township in townships_below(above):
        if township.parent is not None:
            homes[township_core(township.name)].append(township.parent)
    votes = Counter(
        home.id for t in source.townships for home in homes.get(township_core(clean(t.name)), ()) if t.villages or True
    )
    if not votes:
        return None
    best, count = votes.most_common(1)[0]
    found = next(h for hs in homes.values() for h in hs if h.id == best)
    return found, count / len(source.townships)


def _township(tree: Tree, county: Unit, source: SourceTownship, key: str) -> Unit | None:
    """Find the township a source means: by code, by name in the county, for a zone by name in the prefecture."""
    name = without_container(clean(source.name), (county.name, unit_short(county.name)))
    core = township_core(name)
    found = tree.by_code.get(source.code) if source.code else None
    if found is None or township_core(found.name) != core:
        found = _named(county.children, name, core)
    if found is None and county.parent is not None:
        nearby = [t for t in townships_below(county.parent) if t.parent is not county]
        found = _named(nearby, name, core, exact=True)
        if found is not None:
            if county.kind is Kind.FUNCTIONAL_ZONE:
                if found not in county.also:
                    county.also.append(found)
            else:
                assert found.parent is not None
                tree.report.note(
                    "township under two counties", f"{key} {county.name}{name} → {found.parent.name}{found.name}"
                )
                if found not in county.also:
                    county.also.append(found)
    if found is not None:
        found.sources.add(key)
        for form in (name, *township_forms(name)):
            found.alias(form, "former")
        if clean(source.name) != name:
            found.alias(clean(source.name), "official")
    return found


def _named(units: list[Unit], name: str, core: str, *, exact: bool = False) -> Unit | None:
    """Give the one township of this name, or the only one of this core; None when there are several."""
    same = [u for u in units if u.kind is Kind.TOWNSHIP and u.name == name]
    if not same and not (exact and len(core) < 2):
        same = [u for u in units if u.kind is Kind.TOWNSHIP and township_core(u.name) == core]
    return same[0] if len(same) == 1 else None


def _new_township(tree: Tree, county: Unit, source: SourceTownship, key: str) -> Unit:
    """Keep a township that only this source has."""
    name = without_container(clean(source.name), (county.name, unit_short(county.name)))
    for child in county.children:
        if child.name == name:
            return child
    kind = Kind.FUNCTIONAL_ZONE if is_zone(name) else Kind.TOWNSHIP
    code = source.code if source.code not in tree.by_code else ""
    unit = Unit(f"cn:{code}" if code else f"{county.id}/{name}", name, kind, code, county, {key})
    for form in zone_forms(name, (county.name, unit_short(county.name))) if is_zone(name) else township_forms(name):
        unit.alias(form, "form")
    if code:
        tree.by_code[code] = unit
    county.add(unit)
    tree.report.note("township in one source only", f"{key} {county.name}{name}")
    return unit


def _successor(county: Unit, source: SourceTownship) -> Unit | None:
    """Give the township of the county that holds most of the villages of one that is gone."""
    names = {village_base(village_name(n)) for _, n in source.villages}
    best, most = None, 0
    for child in county.children:
        count = len(names & {village_base(v) for v in child.villages})
        if count > most:
            best, most = child, count
    if best is None or most < 2 or most < _SHARE_FOR_SUCCESSOR * len(names):
        return None
    name = without_container(clean(source.name), (county.name, unit_short(county.name)))
    if name.endswith(("镇", "乡", "街道")):
        best.alias(name, "former")
    return best


def _villages(unit: Unit, source: SourceTownship, key: str) -> None:
    """Add the villages of one township; the same name, or the same without 村 or 社区, is the same village."""
    by_base: dict[str, list[Village]] = defaultdict(list)
    for village in unit.villages.values():
        by_base[village_base(village.name)].append(village)
    own = Counter(village_base(village_name(n)) for _, n in source.villages)
    for code, raw in source.villages:
        name = village_name(raw)
        found = unit.villages.get(name)
        base = village_base(name)
        if found is None and own[base] == 1 and len(by_base.get(base, ())) == 1:
            found = by_base[base][0]
            found.aliases.setdefault(name, "alias")
        if found is None:
            found = Village(name, source.code + code if code and source.code else "", set())
            if name and name not in unit.villages:
                unit.villages[name] = found
        found.sources.add(key)
        if not found.code and code:
            found.code = source.code + code


def split_villages(unit: Unit) -> None:
    """Let the name of a village that was split call up each of its parts: 义庄 → 义庄一街, 义庄二街, 义庄三街."""
    parts: dict[str, list[Village]] = defaultdict(list)
    for village in unit.villages.values():
        whole = village_whole(village.name)
        if whole is not None:
            parts[whole].append(village)
    bases = {village_base(n) for n in unit.villages}
    for whole, members in parts.items():
        if len(members) > 1 and whole not in bases:
            for village in members:
                village.aliases.setdefault(whole, "part")
                village.aliases.setdefault(whole + "村", "part")
