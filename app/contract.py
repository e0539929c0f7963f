"""How do findings, mentions and sites look to the outside world? The JSON bodies that the contract promises.

Keys may be added; none may go or change its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from findings.model import Document, Finding, Located, LocatedMention, Relation, Site
from gazetteer.model import Evidence, Place

Body = dict[str, Any]


def finding_body(document: str, finding: Finding) -> Body:
    return {
        "document": document,
        "ordinal": finding.ordinal,
        "number": finding.number,
        "reference": finding.reference,
        "section": finding.section,
        "subsection": finding.subsection,
        "title": finding.title,
        "problem": finding.problem.text,
        "problem_start": finding.problem.start,
        "problem_end": finding.problem.end,
        "status": finding.status.status,
        "status_text": finding.status.text,
        "progress": finding.status.progress,
        "closure": finding.status.closure,
        "ongoing": finding.status.ongoing,
        "goal": finding.goal.text if finding.goal else None,
        "measures": [measure.text for measure in finding.measures],
        "leaders": finding.leaders,
        "lead_units": finding.lead_units,
        "responsible_units": finding.responsible_units,
        "responsible_persons": finding.responsible_persons,
        "deadline_text": finding.deadline_text,
        "deadlines": finding.deadlines,
        "categories": finding.categories,
        "primary_category": finding.primary_category,
        "sectors": finding.sectors,
        "quantities": [
            {"kind": q.kind, "value": q.value, "unit": q.unit, "text": q.text, "start": q.start, "end": q.end}
            for q in finding.quantities
        ],
        "unread": finding.unread,
    }


def mention_body(document: str, located: LocatedMention) -> Body:
    resolution = located.resolution
    mention, choice = resolution.mention, resolution.choice
    return {
        "record": "mention",
        "document": document,
        "finding": located.finding,
        "zone": located.zone,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "name": resolution.name,
        "admin": resolution.admin,
        "place_id": choice.place.id if choice else None,
        "score": choice.score if choice else None,
        "evidence": evidence_body((*mention.evidence, *(choice.evidence if choice else ()))),
        "reason": resolution.reason,
    }


def site_body(document: str, site: Site) -> Body:
    return {
        "record": "site",
        "document": document,
        "finding": site.finding,
        "zone": site.zone,
        "start": site.start,
        "end": site.end,
        "text": site.text,
        "kind": site.kind,
        "name": site.name,
        "admin": site.admin,
        "place_id": site.place_id,
        "lon": site.position.lon if site.position else None,
        "lat": site.position.lat if site.position else None,
        "precision": site.precision,
        "uncertainty_m": site.uncertainty_m,
        "source": site.source,
        "relation": relation_body(site.relation),
        "evidence": evidence_body(site.evidence),
        "reason": site.reason,
    }


def place_body(place: Place) -> Body:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "adcode": place.adcode,
        "admin": place.admin,
        "lon": place.position.lon if place.position else None,
        "lat": place.position.lat if place.position else None,
        "precision": place.precision,
        "uncertainty_m": place.uncertainty_m,
        "source": place.source,
    }


def relation_body(relation: Relation | None) -> Body | None:
    if relation is None:
        return None
    return {
        "anchor": relation.anchor,
        "text": relation.text,
        "bearing_deg": relation.bearing_deg,
        "distance_m": relation.distance_m,
    }


def evidence_body(evidence: Iterable[Evidence]) -> list[Body]:
    return [{"name": part.name, "weight": part.weight, "detail": part.detail} for part in evidence]


def finding_lines(document: Document) -> Iterable[bytes]:
    """One JSON line for each finding."""
    return (line(finding_body(document.name, finding)) for finding in document.findings)


def place_lines(document: str, located: Located) -> Iterable[bytes]:
    """One JSON line for each mention, then one for each site."""
    yield from (line(mention_body(document, mention)) for mention in located.mentions)
    yield from (line(site_body(document, site)) for site in located.sites)


def line(body: Body) -> bytes:
    return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)
