"""Which place does a name in a text mean, and which units hold it?

Names of the gazetteer have candidates; each gets evidence from the names around it, and the parts add up. Names
that no gazetteer holds (companies, plants, sections) have no candidates but still lie somewhere: their container
is read from the text. Both go through a finding once, in order, since a chain is read from left to right and a
list shares what stands before its first member.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gazetteer.index import Gazetteer
from gazetteer.model import Candidate, Evidence, Kind, Mention, Place, Resolution
from gazetteer.resolve_context import (
    LEVEL,
    NO_UNIT,
    UNIT_KINDS,
    Chain,
    Facts,
    Read,
    depth,
    formal_names,
    full_name,
    ids_of,
    inside,
    keys,
    level_of,
    remembered_containers,
    sentence_start,
    shared,
    with_containers_after,
)
from gazetteer.scope import home, units
from gazetteer.weights import EVIDENCE

_LIST_MARK = re.compile(r"(?:、|和|及|以及|与|，|（[^）]{0,12}）、)")
_FULL = ("省", "市", "县", "区", "旗", "盟", "州", "镇", "乡", "街道", "办事处", "村", "社区", "嘎查")


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
        full_names = formal_names(mentions)
        read = [
            with_containers_after(text, self._first_reading(text, group, full_names))
            for group in _grouped(mentions, sorted(scopes))
        ]
        remembered = remembered_containers([item for group in read for item in group])
        resolved: list[Resolution] = []
        for group in read:
            facts = Facts.of(group)
            resolved += [self._second_reading(item, remembered, facts) for item in group]
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

    def _first_reading(self, text: str, mentions: list[Mention], formal: dict[str, str]) -> list[Read]:
        """Read the chains from left to right."""
        read: list[Read] = []
        named: set[str] = set()
        for mention in mentions:
            held, how = self._container(text, mention, read)
            if mention.kind in LEVEL:
                resolution = self._unit(mention, held, how, named)
                chain = Chain((*resolution.admin, resolution.name), ids_of(resolution))
                named.update(chain.ids)
                read.append(Read(mention, resolution, Chain(resolution.admin, ids_of(resolution)[:-1]), chain, how))
            else:
                resolution = Resolution(
                    mention, full_name(mention, formal), held.names, None, (), "地名库中没有这个名称"
                )
                read.append(Read(mention, resolution, held, None, how))
        return read

    def _container(self, text: str, mention: Mention, read: list[Read]) -> tuple[Chain, str]:
        """Which unit holds the mention by what stands before it, and how that was told."""
        level = LEVEL.get(mention.kind, NO_UNIT)
        if read:
            last = read[-1]
            gap = text[last.mention.end : mention.start]
            if not gap and last.as_unit and level_of(last) < level:
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
                if level_of(last) >= level or last.as_unit is None:
                    return chain, "list"
        return self._in_sentence(text, mention, read, level)

    def _in_sentence(self, text: str, mention: Mention, read: list[Read], level: int) -> tuple[Chain, str]:
        """The unit named before the mention in its clause; from the clauses before, only the one county they name."""
        begin = sentence_start(text, mention.start)
        clause = text.rfind("，", begin, mention.start)
        counties: dict[tuple[str, ...], Chain] = {}
        for item in reversed(read):
            if item.mention.start < begin:
                break
            unit = item.as_unit
            if not unit or level_of(item) >= level or level_of(item) not in (LEVEL[Kind.COUNTY], LEVEL[Kind.TOWNSHIP]):
                continue
            if item.mention.start > clause:
                listed = item.how == "list" or text[item.mention.end : item.mention.end + 1] == "、"
                return (item.held_by if listed else unit), "sentence"  # of several, what they share
            counties[unit.names[:3]] = Chain(unit.names[:3], unit.ids[:3])
        return (next(iter(counties.values())), "sentence") if len(counties) == 1 else (Chain(), "none")

    def _embedded(self, mention: Mention) -> Chain:
        """The unit whose name opens the mention's own: 某县东方碳素有限公司 lies in 某县."""
        if mention.kind in LEVEL or mention.kind in (Kind.RIVER, Kind.ROAD, Kind.MOUNTAIN):
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

    def _unit(self, mention: Mention, held: Chain, how: str, named: set[str]) -> Resolution:
        """Choose among the units of this name."""
        kinds = (Kind.CITY, Kind.PROVINCE) if mention.kind is Kind.CITY else (mention.kind,)
        candidates = [self._score(place, mention, held, how, named) for place in self._candidates(mention.text, kinds)]
        candidates.sort(key=lambda c: (-c.score, c.place.id))
        best = candidates[0] if candidates else None
        fits = best is not None and not (held and how == "adjacent" and not inside(best.place, held))
        if best is not None and fits:
            tie = len(candidates) > 1 and candidates[1].score >= best.score
            name = (
                mention.text
                if mention.text.endswith(_FULL) and mention.kind is not Kind.FUNCTIONAL_ZONE
                else best.place.name
            )
            if tie:
                above = shared(best.place.admin, candidates[1].place.admin)
                return Resolution(mention, name, above, None, tuple(candidates), "有几处同名，无法区分")
            return Resolution(mention, name, best.place.admin, best, tuple(candidates[1:]))
        chain = held or self._default
        chain = Chain(chain.names[: depth(mention.kind)], chain.ids[: depth(mention.kind)])
        return Resolution(mention, mention.text, chain.names, None, tuple(candidates), "地名库中没有这个名称")

    def _score(self, place: Place, mention: Mention, held: Chain, how: str, named: set[str]) -> Candidate:
        parts: list[Evidence] = []

        def add(name: str, detail: str = "") -> None:
            parts.append(Evidence(name, EVIDENCE[name].weight, detail))

        if held and inside(place, held):
            add(f"held_{how}", held.names[-1])
        if self._home and (self._home in place.admin_ids or place.id == self._home):
            add("home", self._default.names[1] if len(self._default.names) > 1 else "")
        if self.region and self.region != self._home and self.region in place.admin_ids:
            add("region", self._default.names[-1])
        if place.name == mention.text:
            add("official_name")
        if named.intersection(place.admin_ids[2:]):
            add("named_in_finding")
        return Candidate(place, sum(part.weight for part in parts), tuple(parts))

    def _second_reading(self, item: Read, remembered: dict[str, Chain], facts: Facts) -> Resolution:
        """Give what the first reading left open: from the same name elsewhere, the finding's only county, the document."""
        if item.as_unit is not None:
            return item.resolution
        chain, how = item.held_by, item.how
        if how in ("none", "sentence") or len(chain.names) < 3:
            memory = next((remembered[key] for key in keys(item.mention) if key in remembered), None)
            if memory is not None and (how != "embedded" or memory.names[: len(chain.names)] == chain.names):
                chain, how = memory, "remembered"
        if how == "none":
            told = next((facts.by_sentence[key] for key in keys(item.mention) if key in facts.by_sentence), None)
            if told is not None:
                chain, how = told, "sentence"
            elif len(facts.counties) == 1:
                chain, how = next(iter(facts.counties.values())), "only_county"
        if not chain:
            chain, how = self._default_in(facts), "document"
        evidence = Evidence(f"container_{how}", EVIDENCE[f"container_{how}"].weight, chain.names[-1] if chain else "")
        mention = replace(item.mention, evidence=(*item.mention.evidence, evidence))
        return replace(item.resolution, mention=mention, admin=chain.names)

    def _default_in(self, facts: Facts) -> Chain:
        """The document's region; in a county's document its city, where the finding speaks of the city or other counties."""
        if self.region == self._home or len(self._default.names) < 3:
            return self._default
        if self._home in facts.unit_ids or any(names != self._default.names for names in facts.counties):
            return Chain(self._default.names[:2], self._default.ids[:2])
        return self._default


def _grouped(mentions: Sequence[Mention], bounds: list[tuple[int, int]]) -> list[list[Mention]]:
    """The mentions of each scope, in order; those outside any form one more group."""
    groups: defaultdict[int, list[Mention]] = defaultdict(list)
    starts = [start for start, _ in bounds]
    for mention in mentions:
        number = bisect_right(starts, mention.start) - 1
        groups[number if number >= 0 and mention.start < bounds[number][1] else -1].append(mention)
    return list(groups.values())
