"""How the sources become one tree: the ministry's frame, and in it what the village sources know.

Each source goes through the same four questions, the surest first: is a township the one of this code, or of this
name in its county; has it moved to a neighbour; did another take over its villages; or does only this source know it?
What agrees with nothing is kept under the name its source gives it. What is merged in a way that somebody should know
of, or not at all, stands in the report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

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
from gazetteer.sources.villages import DICTIONARY, STATISTICS, SourceCounty, SourceTownship
from gazetteer.tree import Unit, Village

_KINDS = {1: Kind.PROVINCE, 2: Kind.CITY, 3: Kind.COUNTY, 4: Kind.TOWNSHIP}

VILLAGE_SOURCES = (STATISTICS, DICTIONARY)
"""The order of the bits in `Village.sources`."""

EARLIER_KINDS = {"街道": ("镇", "乡"), "镇": ("乡",)}
"""What a township may have been before it became what it is."""

_SUCCESSOR_SHARE = 0.5
"""Half of what a lost unit held, found in one other unit, makes that one its successor."""

Remarks = dict[str, list[str]]


@dataclass(slots=True)
class Tree:
    """All units by code; provinces are the roots. `remarks` are lines for the report by kind."""

    roots: list[Unit] = field(default_factory=list)
    by_code: dict[str, Unit] = field(default_factory=dict)
    former_codes: dict[str, Unit] = field(default_factory=dict)
    remarks: Remarks = field(default_factory=lambda: defaultdict(list))


class _Pending(NamedTuple):
    """A township of a source on its way through the questions."""

    county: Unit
    source: SourceTownship
    name: str
    core: str


def frame(divisions: list[Division], short_names: dict[str, str]) -> Tree:
    """Hang the ministry's units together, with their short names."""
    tree = Tree()
    for row in divisions:
        parent = tree.by_code.get(row.parent)
        name = clean(row.name)
        if row.level == 4 and parent is not None:
            name = without_container(name, (parent.name, unit_short(parent.name)))
        unit = Unit(f"cn:{row.code}", name, _KINDS[row.level], row.code, parent, {MCA})
        unit.alias(clean(row.name), "official")
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
    """All units of township level below a unit, at any depth."""
    found: list[Unit] = []
    stack = [unit]
    while stack:
        for child in stack.pop().children:
            if child.is_township:
                found.append(child)
            else:
                stack.append(child)
    return found


def add_source(tree: Tree, counties: list[SourceCounty], key: str) -> None:
    """Merge one source of villages into the tree."""
    pending: list[_Pending] = []
    for source in counties:
        county = _county(tree, source, key)
        if county is not None:
            county.sources.add(key)
            pending += [_prepare(county, township) for township in source.townships]
    matched: set[str] = set()
    for question in (_in_county, _moved, _successor, _new):
        rest: list[_Pending] = []
        for township in pending:
            unit = question(tree, township, key, matched)
            if unit is None:
                rest.append(township)
            else:
                matched.add(unit.id)
                unit.sources.add(key)
                _add_villages(unit, township.source, key)
        pending = rest


def _prepare(county: Unit, source: SourceTownship) -> _Pending:
    name = without_container(clean(source.name), (county.name, unit_short(county.name)))
    return _Pending(county, source, name, township_core(name))


def _county(tree: Tree, source: SourceCounty, key: str) -> Unit | None:
    """Find the unit a source's county is, or make it when it is a functional zone."""
    name = clean(source.name)
    zone = is_zone(name) or source.code[4] == "7"
    above = prefecture_of(tree, source.code)
    if above is None:
        tree.remarks["county without prefecture"].append(f"{key} {source.code} {name}")
        return None
    same_code = tree.by_code.get(source.code)
    for unit in ([same_code] if same_code else []) + [above, *above.children]:
        if unit.name == name or (not zone and unit_short(unit.name) == unit_short(name)):
            unit.alias(name, "former")
            return unit
    if not source.townships:
        tree.remarks["county without townships"].append(f"{key} {source.code} {name}")
        return None
    if not zone and (successor := _county_successor(above, source)) is not None:
        successor.alias(name, "former")
        if len(short := unit_short(name)) > 1:
            successor.alias(short, "former")
        tree.remarks["county merged into its successor"].append(f"{key} {source.code} {name} → {successor.name}")
        return successor
    return _new_zone(tree, source, name, above, key)


def _county_successor(above: Unit, source: SourceCounty) -> Unit | None:
    """Give the county that holds most of the townships of one that is gone."""
    homes: dict[str, set[int]] = defaultdict(set)
    counties = [c for c in above.children if c.kind is Kind.COUNTY]
    for at, county in enumerate(counties):
        for township in townships_below(county):
            homes[township_core(township.name)].add(at)
    votes = Counter(at for t in source.townships for at in homes.get(township_core(clean(t.name)), ()))
    if not votes:
        return None
    at, count = votes.most_common(1)[0]
    return counties[at] if count >= _SUCCESSOR_SHARE * len(source.townships) else None


def _new_zone(tree: Tree, source: SourceCounty, name: str, above: Unit, key: str) -> Unit:
    taken = source.code in tree.by_code
    place_id = f"{above.id}/{name}" if taken else f"cn:{source.code}"
    unit = Unit(place_id, name, Kind.FUNCTIONAL_ZONE, "" if taken else source.code, above, {key})
    for form in zone_forms(name, (above.name, unit_short(above.name), *(u.name for u in above.chain()))):
        unit.alias(form, "short")
    unit.alias(unit_short(name) if not is_zone(name) else "", "short")
    if not taken:
        tree.by_code[source.code] = unit
    return above.add(unit)


def _in_county(tree: Tree, township: _Pending, _key: str, _matched: set[str]) -> Unit | None:
    """Find the township by its code, or by its name in its county."""
    county, source, name, core = township
    unit = tree.by_code.get(source.code) if source.code else None
    if unit is None or not unit.is_township or township_core(unit.name) != core:
        unit = _only(county.children + county.also, name, core)
    return _known_as(unit, township)


def _moved(tree: Tree, township: _Pending, key: str, matched: set[str]) -> Unit | None:
    """Find it under another county of the prefecture, where this source has no township of that name.

    So it is when boundaries have changed between the sources, and for every township of a functional zone: by law it
    belongs to a county, and the zone only manages it.
    """
    county, _, name, core = township
    zone = county.kind is Kind.FUNCTIONAL_ZONE
    if county.parent is None:
        return None
    free = [t for t in townships_below(county.parent) if t.parent is not county and t.id not in matched]
    unit = _only([t for t in free if zone or t.name == name], name, core)
    if unit is not None and unit.parent is not None:
        if unit not in county.also:
            county.also.append(unit)
        if not zone:
            line = f"{key} {county.name}{name} → {unit.parent.name}{unit.name}"
            tree.remarks["township under two counties"].append(line)
    return _known_as(unit, township)


def _only(units: list[Unit], name: str, core: str) -> Unit | None:
    """Give the one township of this name, or the only one of this core; None when there are several."""
    same = [u for u in units if u.is_township and u.name == name]
    if not same:
        same = [u for u in units if u.is_township and township_core(u.name) == core]
    return same[0] if len(same) == 1 else None


def _known_as(unit: Unit | None, township: _Pending) -> Unit | None:
    """Let a township remember what this source calls it."""
    if unit is not None:
        unit.alias(township.name, "former")
        for form in township_forms(township.name):
            unit.alias(form, "form" if form in township_forms(unit.name) else "former")
        unit.alias(clean(township.source.name), "official")
    return unit


def _successor(_tree: Tree, township: _Pending, _key: str, _matched: set[str]) -> Unit | None:
    """Find the township of the county that holds most of the villages of one that is gone."""
    bases = {village_base(village_name(n)) for _, n in township.source.villages}
    names = {base + ending for base in bases for ending in ("", "村", "社区")}
    best, most = None, 1
    for child in township.county.children:
        count = len(names & child.villages.keys())
        if count > most:
            best, most = child, count
    if best is None or most < _SUCCESSOR_SHARE * len(bases):
        return None
    if township.name.endswith(("镇", "乡", "街道")):
        best.alias(township.name, "former")
    return best


def _new(tree: Tree, township: _Pending, key: str, _matched: set[str]) -> Unit:
    """Keep a township that only this source has."""
    county, source, name, _ = township
    for child in county.children:
        if child.name == name:
            return child
    zone = is_zone(name)
    code = source.code if source.code not in tree.by_code else ""
    unit = Unit(
        f"cn:{code}" if code else f"{county.id}/{name}",
        name,
        Kind.FUNCTIONAL_ZONE if zone else Kind.TOWNSHIP,
        code,
        county,
        {key},
        is_township=True,
    )
    for form in zone_forms(name, (county.name, unit_short(county.name))) if zone else township_forms(name):
        unit.alias(form, "form")
    if code:
        tree.by_code[code] = unit
    tree.remarks["township in one source only"].append(f"{key} {county.name}{name}")
    return county.add(unit)


def _add_villages(unit: Unit, source: SourceTownship, key: str) -> None:
    """Add the villages of one township; the same name, or the same without 村 or 社区, is the same village."""
    known = unit.villages
    names = [village_name(raw) for _, raw in source.villages]
    bases = [village_base(name) for name in names]
    own = Counter(bases)
    by_base: dict[str, list[Village]] = defaultdict(list)
    if known and known.keys() != set(names):
        for village in known.values():
            by_base[village_base(village.name)].append(village)
    for (digits, _), name, base in zip(source.villages, names, bases, strict=True):
        found = known.get(name)
        if found is None and own[base] == 1 and len(by_base.get(base, ())) == 1:
            found = by_base[base][0]
            found.alias(name, "alias")
        village = found or known.setdefault(name, Village(name))
        village.sources |= 1 << VILLAGE_SOURCES.index(key)
        if digits and not village.code:
            village.code = source.code + digits


def changed_kinds(county: Unit) -> None:
    """Let a township be found as what it was before: 洪善街道 as 洪善乡 or 洪善镇, 段村镇 as 段村乡.

    Townships grow from 乡 to 镇 to 街道. The older form stands aside where the county has a unit of that name.
    """
    townships = [child for child in county.children if child.is_township]
    taken = {name for unit in townships for name in (unit.name, *unit.aliases)}
    for unit in townships:
        core = township_core(unit.name)
        for older in EARLIER_KINDS.get(next((k for k in EARLIER_KINDS if unit.name.endswith(k)), ""), ()):
            if core + older not in taken:
                unit.alias(core + older, "earlier kind")


def split_villages(unit: Unit) -> None:
    """Let the name of a village that was split call up each of its parts: 梁庄 → 梁庄一街, 梁庄二街, 梁庄三街."""
    parts: dict[str, list[Village]] = defaultdict(list)
    for village in unit.villages.values():
        whole = village_whole(village.name)
        if whole is not None:
            parts[whole].append(village)
    if not parts:
        return
    bases = {village_base(name) for name in unit.villages}
    for whole, members in parts.items():
        if len(members) > 1 and whole not in bases:
            for village in members:
                village.alias(whole, "part")
                village.alias(whole + "村", "part")
