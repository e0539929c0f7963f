"""From the mentions of a finding: which places would an inspector visit?

Names that stand side by side are one expression (甲县乙镇丙村); its head is the most specific of them. One site per
place and finding, the problem text first. A unit named alone is an area: it becomes a site of its own kind when
nothing more specific lies in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from findings.locate_expression import Expression, expressions
from findings.locate_position import locate_place
from findings.locate_role import Role
from findings.model import LocatedMention, Site, Zone
from gazetteer.grammar_brands import bare_brand
from gazetteer.model import Evidence, Kind, Resolution
from gazetteer.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Stretch:
    """One zone of a finding: its place in the text and the mentions in it."""

    zone: Zone
    start: int
    end: int
    mentions: Sequence[LocatedMention]


def sites(
    text: str, finding: int, stretches: Sequence[Stretch], resolver: Resolver, own: frozenset[str]
) -> tuple[Site, ...]:
    """Give the sites of one finding; `own` are the ids of the document's own city and province, too wide to visit."""
    found = [
        (stretch.zone, expression)
        for stretch in stretches
        for expression in expressions(text, stretch.mentions, stretch.start, stretch.end)
    ]
    chosen: dict[tuple[str, str], Site] = {}
    covered: set[str] = set()
    for zone, expression in found:
        if expression.is_area or expression.role is not Role.PLACE or zone == "meta":
            continue
        key = _key(expression.head.resolution)
        if key not in chosen:
            chosen[key] = site = _site(text, finding, zone, expression, resolver)
            if zone == "problem":
                covered.update(site.admin_ids)
    for roles, zones in _AREA_TURNS:
        if any(site.zone == "problem" for site in chosen.values()) and zones != ("problem",):
            break
        for zone, expression in found:
            if expression.is_area and expression.role in roles and zone in zones:
                _add_area(chosen, covered, own, _site(text, finding, zone, expression, resolver))
        if chosen and zones != ("problem",):
            break
    return tuple(sorted(chosen.values(), key=lambda site: (site.start, site.name)))


# Where the areas of a finding are looked for, in turn: the problem itself, what is done about it, who answers for it.
_AREA_TURNS: tuple[tuple[tuple[Role, ...], tuple[Zone, ...]], ...] = (
    ((Role.PLACE,), ("problem",)),
    ((Role.PLACE,), ("goal", "measures")),
    ((Role.ORGANISATION,), ("problem",)),
    ((Role.PLACE, Role.ORGANISATION), ("meta", "goal", "measures")),
)


def _add_area(chosen: dict[tuple[str, str], Site], covered: set[str], own: frozenset[str], site: Site) -> None:
    """Add a unit, unless it is the document's own city or something more specific lies in it."""
    if site.place_id is not None and (site.place_id in own or site.place_id in covered):
        return
    key = (site.name, site.admin[2] if len(site.admin) > 2 else "")
    if key not in chosen:
        chosen[key] = site
        if site.zone == "problem":
            covered.update(site.admin_ids)


def _key(resolution: Resolution) -> tuple[str, str]:
    """What makes two mentions one place: the name, for a company its brand, and the county."""
    name = resolution.name
    if resolution.mention.kind is Kind.ENTERPRISE:
        name = bare_brand(name)
    return (name, resolution.admin[2] if len(resolution.admin) > 2 else "")


def _site(text: str, finding: int, zone: Zone, expression: Expression, resolver: Resolver) -> Site:
    resolution = expression.head.resolution
    place = resolution.choice.place if resolution.choice else None
    name, kind, admin = resolution.name, resolution.mention.kind, resolution.admin
    if kind is Kind.ENTERPRISE and resolution.mention.text not in name:
        name = resolution.mention.text  # looked up as printed; the registered name is the mention's
    if expression.shared_type:
        unit = place.name if place is not None else name
        admin, name, kind = (*admin, unit), unit + expression.shared_type, Kind.FACILITY
        ids = (*place.admin_ids, place.id) if place is not None else resolver.ids(admin)
        place = None
    else:
        ids = place.admin_ids if place is not None else resolver.ids(admin)
    where = locate_place(place, ids, resolver.place, expression.relation)
    evidence = (*resolution.mention.evidence, *(resolution.choice.evidence if resolution.choice else ()))
    if where.reason:
        evidence = (*evidence, Evidence("position", 1.0, where.reason))
    return Site(
        finding=finding,
        zone=zone,
        start=expression.start,
        end=expression.end,
        text=text[expression.start : expression.end],
        kind=kind,
        name=name,
        admin=admin,
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
