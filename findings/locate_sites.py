"""From the mentions of a finding: which places would an inspector visit?

Names that stand side by side are one expression (甲县乙镇丙村); its head is the most specific of them. One site per
place and finding, the problem text first. A unit named alone is an area: it becomes a site of its own kind when
nothing more specific lies in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from findings.locate_position import locate_place
from findings.locate_relation import relation, relation_before, tail
from findings.locate_role import Role, role
from findings.model import LocatedMention, Relation, Site, Zone
from gazetteer.index import Gazetteer
from gazetteer.model import Evidence, Kind, Resolution

# The more specific, the later; among equals the first of the expression is its head.
_SPECIFIC = (
    Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP, Kind.RIVER, Kind.ROAD, Kind.RESERVE, Kind.PARK,
    Kind.OTHER, Kind.MOUNTAIN, Kind.VILLAGE, Kind.ENTERPRISE, Kind.FACILITY, Kind.MINE, Kind.SECTION,
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_SPECIFIC)}
_AREAS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP)


@dataclass(frozen=True, slots=True)
class Expression:
    """Mentions side by side, the head among them, and the relation told after or before them."""

    mentions: tuple[LocatedMention, ...]
    head: LocatedMention
    start: int
    end: int
    relation: Relation | None
    role: Role

    @property
    def is_area(self) -> bool:
        return self.head.resolution.mention.kind in _AREAS


def expressions(text: str, mentions: Sequence[LocatedMention], begin: int, limit: int) -> Iterator[Expression]:
    """Join the mentions of one stretch of text (from `begin` to `limit`) into place expressions, in order."""
    run: list[LocatedMention] = []
    listed: Relation | None = None
    for mention in (*mentions, None):
        if run and (mention is None or mention.resolution.mention.start != run[-1].resolution.mention.end):
            expression = _expression(text, run, begin, limit, listed)
            yield expression
            gap = text[expression.end : mention.resolution.mention.start] if mention else ""
            listed = (
                expression.relation
                if gap in ("、", "，") and expression.relation and expression.start > begin
                else None
            )
            run = []
        if mention is not None:
            run.append(mention)


def _expression(text: str, run: list[LocatedMention], begin: int, limit: int, listed: Relation | None) -> Expression:
    head = max(run, key=lambda m: _RANK[m.resolution.mention.kind])
    start, last = run[0].resolution.mention.start, run[-1].resolution.mention.end
    told = relation(text, run[-1].resolution.mention.text, last, limit)
    end = tail(text, last, limit) if told else last
    if told is None:
        told = relation_before(text, start, begin)
    if told is None and listed is not None and listed.anchor == listed.text:
        told = listed
    return Expression(tuple(run), head, start, end, told, role(text, run[-1].resolution.mention))


def sites(
    text: str,
    finding: int,
    zones: Sequence[tuple[Zone, int, int, Sequence[LocatedMention]]],
    gazetteer: Gazetteer,
    own: frozenset[str],
) -> tuple[Site, ...]:
    """Give the sites of one finding; `own` are the ids of the document's own city and province, too wide to visit."""
    found: list[tuple[Zone, Expression]] = []
    for zone, begin, limit, mentions in zones:
        found += [(zone, e) for e in expressions(text, mentions, begin, limit) if e.role is Role.PLACE]
    chosen: dict[tuple[str, str], Site] = {}
    covered: set[str] = set()
    for zone, expression in found:
        if expression.is_area:
            continue
        site = _site(text, finding, zone, expression, gazetteer)
        key = _key(expression.head.resolution)
        if key not in chosen:
            chosen[key] = site
            if zone == "problem":
                covered.update(site.admin_ids)
    covered.discard("")
    problem_told = any(site.zone == "problem" for site in chosen.values())
    for zone, expression in found:
        resolution = expression.head.resolution
        if not expression.is_area or (zone != "problem" and (problem_told or _areas_told(chosen))):
            continue
        place = resolution.choice.place if resolution.choice else None
        if place is not None and (place.id in own or place.id in covered):
            continue
        key = _key(resolution)
        if key not in chosen:
            chosen[key] = _site(text, finding, zone, expression, gazetteer)
            if zone == "problem":
                covered.update(i for i in chosen[key].admin_ids)
    return tuple(sorted(chosen.values(), key=lambda site: site.start))


def _areas_told(chosen: dict[tuple[str, str], Site]) -> bool:
    return any(site.zone == "problem" for site in chosen.values())


def _key(resolution: Resolution) -> tuple[str, str]:
    return (resolution.name, resolution.admin[2] if len(resolution.admin) > 2 else "")


def _site(text: str, finding: int, zone: Zone, expression: Expression, gazetteer: Gazetteer) -> Site:
    resolution = expression.head.resolution
    place = resolution.choice.place if resolution.choice else None
    ids = place.admin_ids if place is not None else _chain_ids(resolution, expression, gazetteer)
    where = locate_place(place, ids, gazetteer, expression.relation)
    evidence = (*resolution.mention.evidence, *(resolution.choice.evidence if resolution.choice else ()))
    if where.reason:
        evidence = (*evidence, Evidence("position", 1.0, where.reason))
    return Site(
        finding=finding,
        zone=zone,
        start=expression.start,
        end=expression.end,
        text=text[expression.start : expression.end],
        kind=resolution.mention.kind,
        name=resolution.name,
        admin=resolution.admin,
        admin_ids=ids,
        place_id=place.id if place is not None else None,
        positioned_by=where.positioned_by,
        position=where.position,
        precision=where.precision,
        uncertainty_m=where.uncertainty_m,
        source=where.source,
        relation=expression.relation,
        evidence=evidence,
        reason=where.reason,
    )


def _chain_ids(resolution: Resolution, expression: Expression, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The ids of the chain above a place without an entry, as far as its names are units of the gazetteer."""
    ids: list[str] = []
    within: str | None = None
    for name in resolution.admin:
        places = gazetteer.named(name, within)
        units = [p for p in places if p.kind in _AREAS]
        if len(units) != 1:
            break
        within = units[0].id
        ids.append(within)
    return tuple(ids)
