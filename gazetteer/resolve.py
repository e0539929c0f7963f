"""Which place does a name in a text mean, and which units hold it?

Names of the gazetteer have candidates; each gets evidence from the names around it, and the parts add up. Names
that no gazetteer holds (companies, plants, sections) have no candidates but still lie somewhere: their container
is read from the text. Both go through a finding once, in order, since a chain is read from left to right and a
list shares what stands before its first member.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gazetteer.grammar_brands import brand_of, without_unit
from gazetteer.grammar_words import LEGAL_FORMS
from gazetteer.index import Gazetteer
from gazetteer.model import Candidate, Evidence, Kind, Mention, Place, Resolution
from gazetteer.scope import home, units
from gazetteer.weights import EVIDENCE

UNIT_KINDS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP, Kind.VILLAGE)
_LEVEL = {kind: level for level, kind in enumerate(UNIT_KINDS)}
_LEVEL[Kind.FUNCTIONAL_ZONE] = _LEVEL[Kind.COUNTY]
_LIST_MARK = re.compile(r"(?:、|和|及|以及|与|，|（[^）]{0,12}）、)")
_FULL = ("省", "市", "县", "区", "旗", "盟", "州", "镇", "乡", "街道", "办事处", "村", "社区", "嘎查")


@dataclass(frozen=True, slots=True)
class Chain:
    """Units from the province down, by name and id; the id is empty where the gazetteer holds none."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)


@dataclass(frozen=True, slots=True)
class _Read:
    """A mention as understood so far: its own unit chain when it is a unit, and the chain that holds it."""

    mention: Mention
    resolution: Resolution
    held_by: Chain
    as_unit: Chain | None
    how: str


@dataclass(slots=True)
class Resolver:
    """Resolves the mentions of documents about one region; build once, use for any number of texts."""

    gazetteer: Gazetteer
    region: str | None
    _named: dict[tuple[str, tuple[Kind, ...]], tuple[Place, ...]] = field(default_factory=dict)
    _home: str | None = None
    _default: Chain = field(default_factory=Chain)
    _openers: dict[str, str] = field(default_factory=dict)
    _chains: dict[str, Chain] = field(default_factory=dict)
    _ids: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _places: dict[str, Place | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.region is None:
            return
        self._home = home(self.region, self.gazetteer)
        place = self.gazetteer.place(self.region)
        if place is not None:
            self._default = Chain((*place.admin, place.name), (*place.admin_ids, place.id))

    def resolve(
        self, text: str, mentions: Sequence[Mention], scopes: Iterable[tuple[int, int]]
    ) -> tuple[Resolution, ...]:
        """Resolve every mention; `scopes` are the findings' stretches, and mentions outside any form one more."""
        groups: defaultdict[int, list[Mention]] = defaultdict(list)
        bounds = sorted(scopes)
        at = 0
        for mention in mentions:
            while at < len(bounds) and bounds[at][1] <= mention.start:
                at += 1
            inside = at < len(bounds) and bounds[at][0] <= mention.start
            groups[at if inside else -1].append(mention)
        read: list[_Read] = []
        formal = _formal_names(mentions)
        for group in groups.values():
            read += _with_units_after(text, self._first_reading(text, group, formal))
        remembered = _remembered(read)
        resolved = [
            self._second_reading(item, remembered, read_group)
            for read_group in _grouped(read, bounds)
            for item in read_group
        ]
        resolved.sort(key=lambda resolution: resolution.mention.start)
        return tuple(resolved)

    def place(self, place_id: str) -> Place | None:
        """Give a place by its id, looked up once."""
        if place_id not in self._places:
            self._places[place_id] = self.gazetteer.place(place_id)
        return self._places[place_id]

    def ids(self, admin: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids of a chain of units, as far as they are units of the gazetteer."""
        held = self._ids.get(admin)
        if held is None:
            found: list[str] = []
            for name in admin:
                units = self.gazetteer.named(name, found[-1] if found else None, UNIT_KINDS)
                if len(units) != 1:
                    break
                found.append(units[0].id)
            held = self._ids[admin] = tuple(found)
        return held

    def _first_reading(self, text: str, mentions: list[Mention], formal: dict[str, str]) -> list[_Read]:
        """Read the chains from left to right."""
        read: list[_Read] = []
        named = Counter(m.text for m in mentions if m.kind is Kind.COUNTY)
        for mention in mentions:
            held, how = self._container(text, mention, read)
            if mention.kind in _LEVEL:
                resolution = self._unit(mention, held, how, read, named)
                chain = Chain((*resolution.admin, resolution.name), _ids(resolution))
                read.append(_Read(mention, resolution, Chain(resolution.admin, _ids(resolution)[:-1]), chain, how))
            else:
                resolution = Resolution(
                    mention, _full_name(mention, formal), held.names, None, (), "地名库中没有这个名称"
                )
                read.append(_Read(mention, resolution, held, None, how))
        return read

    def _container(self, text: str, mention: Mention, read: list[_Read]) -> tuple[Chain, str]:
        """Which unit holds the mention by what stands before it, and how that was told."""
        level = _LEVEL.get(mention.kind, 99)
        if read:
            last = read[-1]
            gap = text[last.mention.end : mention.start]
            if not gap and last.as_unit and _level(last) < level:
                return last.as_unit, "adjacent"
            if not gap and not last.as_unit and last.held_by and last.how in ("adjacent", "list", "embedded"):
                return last.held_by, "adjacent"
        own = self._embedded(mention)
        if own:
            return own, "embedded"
        if read:
            last = read[-1]
            gap = text[last.mention.end : mention.start]
            told = last.how in ("adjacent", "list", "embedded") or (last.as_unit and last.resolution.choice)
            if _LIST_MARK.fullmatch(gap) and told and len(last.held_by.names) > 2:
                chain = last.held_by
                if _level(last) >= level or last.as_unit is None:
                    return chain, "list"
        begin = _sentence_start(text, mention.start)
        for item in reversed(read):
            if item.mention.start < begin:
                break
            if item.as_unit and _level(item) in (_LEVEL[Kind.COUNTY], _LEVEL[Kind.TOWNSHIP]) and _level(item) < level:
                listed = item.how == "list" or text[item.mention.end : item.mention.end + 1] == "、"
                return (item.held_by if listed else item.as_unit), "sentence"  # of several, what they share
        return Chain(), "none"

    def _embedded(self, mention: Mention) -> Chain:
        """The unit whose name opens the mention's own: 某县东方碳素有限公司 lies in 某县."""
        if mention.kind in _LEVEL:
            return Chain()
        at, best = 0, Chain()
        for _ in range(3):
            for length in range(min(9, len(mention.text) - at - 1), 1, -1):
                unit = self._opener(mention.text[at : at + length])
                if unit is not None and (not best or unit.ids[: len(best.ids)] == best.ids):
                    at, best = at + length, unit
                    break
            else:
                break
        return best if len(best.names) > 1 else Chain()

    def _opener(self, name: str) -> Chain | None:
        """The unit a name may open with: any in full, by its short name only the region's and its province's cities."""
        if not self._openers:
            own = self._home[:7] if self._home else ""
            for row in units(self.gazetteer).rows:
                near = row.place_id.startswith(own if row.kind == Kind.COUNTY else own[:5])
                if (row.name.endswith(_FULL) or (own and near) or row.kind == Kind.PROVINCE) and (
                    row.name not in self._openers or (own and row.place_id.startswith(own))
                ):
                    self._openers[row.name] = row.place_id
        place_id = self._openers.get(name)
        if place_id is None:
            return None
        chain = self._chains.get(place_id)
        if chain is None and (place := self.gazetteer.place(place_id)) is not None:
            chain = self._chains[place_id] = Chain((*place.admin, place.name), (*place.admin_ids, place.id))
        return chain

    def _candidates(self, name: str, kinds: tuple[Kind, ...]) -> tuple[Place, ...]:
        """The places of this name in the region; outside it, units of the whole country."""
        key = (name, kinds)
        held = self._named.get(key)
        if held is None:
            held = self.gazetteer.named(name, self._home, kinds) if self._home else ()
            if not held and kinds[-1] in (Kind.PROVINCE, Kind.CITY, Kind.COUNTY):
                held = self.gazetteer.named(name, None, kinds)
                near = tuple(p for p in held if self._default and p.admin[:1] == self._default.names[:1])
                held = near or held
            if not held and kinds == (Kind.COUNTY,) and name[-1:] in "区县" and len(name) > 2 and self._home:
                held = self.gazetteer.named(name[:-1], self._home, kinds)  # 某某区 of 某某回族区
            self._named[key] = held
        return held

    def _unit(self, mention: Mention, held: Chain, how: str, read: list[_Read], named: Counter[str]) -> Resolution:
        """Choose among the units of this name."""
        kinds = (Kind.CITY, Kind.PROVINCE) if mention.kind is Kind.CITY else (mention.kind,)
        candidates = [self._score(place, mention, held, how, read) for place in self._candidates(mention.text, kinds)]
        candidates.sort(key=lambda c: (-c.score, c.place.id))
        best = candidates[0] if candidates else None
        fits = best is not None and not (held and how == "adjacent" and not _inside(best.place, held))
        if best is not None and fits:
            tie = len(candidates) > 1 and candidates[1].score >= best.score
            name = (
                mention.text
                if mention.text.endswith(_FULL) and mention.kind is not Kind.FUNCTIONAL_ZONE
                else best.place.name
            )
            if tie:
                shared = _shared(best.place.admin, candidates[1].place.admin)
                return Resolution(mention, name, shared, None, tuple(candidates), "有几处同名，无法区分")
            return Resolution(mention, name, best.place.admin, best, tuple(candidates[1:]))
        chain = held or self._default
        chain = Chain(chain.names[: _depth(mention.kind)], chain.ids[: _depth(mention.kind)])
        return Resolution(mention, mention.text, chain.names, None, tuple(candidates), "地名库中没有这个名称")

    def _score(self, place: Place, mention: Mention, held: Chain, how: str, read: list[_Read]) -> Candidate:
        parts: list[Evidence] = []

        def add(name: str, detail: str = "") -> None:
            parts.append(Evidence(name, EVIDENCE[name].weight, detail))

        if held and _inside(place, held):
            add(f"held_{how}", held.names[-1])
        if self._home and (self._home in place.admin_ids or place.id == self._home):
            add("home", self._default.names[1] if len(self._default.names) > 1 else "")
        if self.region and self.region != self._home and self.region in place.admin_ids:
            add("region", self._default.names[-1])
        if place.name == mention.text:
            add("official_name")
        near = {i for item in read if item.as_unit for i in item.as_unit.ids if i}
        if near.intersection(place.admin_ids[2:]):
            add("named_in_finding")
        return Candidate(place, sum(part.weight for part in parts), tuple(parts))

    def _default_in(self, group: list[_Read]) -> Chain:
        """The document's region; in a county's document its city, where the finding speaks of the city or other counties."""
        if self.region == self._home or len(self._default.names) < 3:
            return self._default
        for item in group:
            ids = item.as_unit.ids if item.as_unit else ()
            if ids and ids[-1] and (ids[-1] == self._home or (len(ids) > 2 and ids[2] != self.region)):
                return Chain(self._default.names[:2], self._default.ids[:2])
        return self._default

    def _second_reading(self, item: _Read, remembered: dict[str, Chain], group: list[_Read]) -> Resolution:
        """Give what the first reading left open: from the same name elsewhere, the finding's only county, the document."""
        if item.as_unit is not None:
            return item.resolution
        chain, how = item.held_by, item.how
        if how in ("none", "sentence") or len(chain.names) < 3:
            memory = next((remembered[key] for key in _keys(item.mention) if key in remembered), None)
            if memory is not None and (how != "embedded" or memory.names[: len(chain.names)] == chain.names):
                chain, how = memory, "remembered"
        if how == "none":
            own = set(_keys(item.mention))
            for other in group:
                if other.how == "sentence" and other.as_unit is None and own.intersection(_keys(other.mention)):
                    chain, how = other.held_by, "sentence"
                    break
        if how == "none":
            counties = {
                i.as_unit.ids[: _depth(Kind.TOWNSHIP)]: i.as_unit
                for i in group
                if i.as_unit and _level(i) >= _LEVEL[Kind.COUNTY] and len(i.as_unit.names) >= 3
            }
            if len(counties) == 1:
                unit = next(iter(counties.values()))
                chain, how = Chain(unit.names[:3], unit.ids[:3]), "only_county"
        if not chain:
            chain, how = self._default_in(group), "document"
        evidence = Evidence(f"container_{how}", EVIDENCE[f"container_{how}"].weight, chain.names[-1] if chain else "")
        mention = item.mention
        mention = Mention(mention.start, mention.end, mention.text, mention.kind, (*mention.evidence, evidence))
        return Resolution(mention, item.resolution.name, chain.names, None, (), item.resolution.reason)


def _bracketed(text: str, read: list[_Read], number: int) -> Chain | None:
    """The unit in the brackets right after a company: 某某公司（某县某镇某村东300米）."""
    at, inside = read[number].mention.end + 1, None
    if text[at - 1 : at] not in ("（", "("):
        return None
    for item in read[number + 1 : number + 5]:
        if item.mention.start != at or not item.as_unit:
            break
        at, inside = item.mention.end, item.as_unit
    return inside if inside is not None and len(inside.names) > 2 else None


def _with_units_after(text: str, read: list[_Read]) -> list[_Read]:
    """Containers told after the name: the unit after a river or road (某河某县段), the address after a company."""
    done: list[_Read] = []
    for number, (item, after) in enumerate(zip(read, [*read[1:], None], strict=True)):
        if item.mention.kind in (Kind.ENTERPRISE, Kind.FACILITY) and (inside := _bracketed(text, read, number)):
            done.append(replace(item, held_by=inside, how="bracket"))
        elif (
            after is not None
            and after.as_unit
            and len(after.as_unit.names) > 2
            and item.mention.kind in (Kind.RIVER, Kind.ROAD)
            and item.mention.end == after.mention.start
        ):
            done.append(replace(item, held_by=after.as_unit, how="adjacent"))
        else:
            done.append(item)
    return done


def _formal_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """The longest registered name that the document gives for each brand, and for each bare name its full one."""
    formal: dict[str, str] = {}
    for mention in mentions:
        if mention.kind is Kind.ENTERPRISE and mention.text.endswith(LEGAL_FORMS):
            brand, _ = brand_of(mention.text)
            for key in (brand, without_unit(brand)):
                if len(key) >= 2 and len(mention.text) > len(formal.get(key, "")):
                    formal[key] = mention.text
    return formal


def _full_name(mention: Mention, formal: dict[str, str]) -> str:
    """The full name of what is called in short: a company's registered name, a list's member with its type word."""
    shared = next((e.detail for e in mention.evidence if e.name == "list_share"), "")
    if shared:
        return mention.text + shared
    if mention.kind is Kind.ENTERPRISE and not mention.text.endswith((*LEGAL_FORMS, "分公司")):
        brand, trade = brand_of(mention.text)
        return formal.get(brand, mention.text) if trade else mention.text
    if mention.kind is Kind.ENTERPRISE:
        full = formal.get(without_unit(brand_of(mention.text)[0]), "")
        return full if full.endswith(mention.text) else mention.text
    return mention.text


def _level(item: _Read) -> int:
    return _LEVEL.get(item.mention.kind, 99)


def _depth(kind: Kind) -> int:
    """How many units stand above a unit of this kind."""
    return {Kind.PROVINCE: 0, Kind.CITY: 1, Kind.COUNTY: 2, Kind.FUNCTIONAL_ZONE: 2, Kind.TOWNSHIP: 3}.get(kind, 4)


def _ids(resolution: Resolution) -> tuple[str, ...]:
    if resolution.choice is not None:
        place = resolution.choice.place
        return (*place.admin_ids, place.id)
    return ("",) * (len(resolution.admin) + 1)


def _inside(place: Place, chain: Chain) -> bool:
    """True when the chain's last unit holds the place; by name where the gazetteer does not know the unit."""
    last = chain.ids[-1] if chain.ids else ""
    if last:
        return last in place.admin_ids or last in place.also_in
    return all(name in place.admin for name in chain.names[:-1])


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    shared: list[str] = []
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared.append(x)
    return tuple(shared)


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins, at most 300 characters back."""
    begin = max(0, at - 300)
    return max(begin, *(text.rfind(mark, begin, at) + 1 for mark in "。；;\n"))


def _keys(mention: Mention) -> list[str]:
    """What a name is remembered by: itself, and a company by its brand."""
    keys = [mention.text, without_unit(mention.text)]
    if mention.kind is Kind.ENTERPRISE:
        brand = without_unit(brand_of(mention.text)[0])
        if len(brand) >= 2:
            keys.append(f"brand:{brand}")
    return keys


def _remembered(read: list[_Read]) -> dict[str, Chain]:
    """The container that a name has where the text states it next to the name."""
    remembered: dict[str, Chain] = {}
    for item in read:
        spans = item.mention.kind in (Kind.RIVER, Kind.ROAD)  # these run through many units
        told = item.how in ("adjacent", "embedded", "list", "bracket") and len(item.held_by.names) > 2
        if item.as_unit is None and told and not spans:
            for key in _keys(item.mention):
                held = remembered.get(key)
                if held is None or len(item.held_by.names) > len(held.names):
                    remembered[key] = item.held_by
    return remembered


def _grouped(read: list[_Read], bounds: list[tuple[int, int]]) -> list[list[_Read]]:
    """The mentions of each scope, in order; those outside any form one more group."""
    groups: defaultdict[int, list[_Read]] = defaultdict(list)
    starts = [start for start, _ in bounds]
    for item in read:
        number = bisect_right(starts, item.mention.start) - 1
        groups[number if number >= 0 and item.mention.start < bounds[number][1] else -1].append(item)
    return list(groups.values())
