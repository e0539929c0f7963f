"""How do places, mentions and sites become rows, and which county does each site lie in?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.contract import evidence_body, relation_body
from app.db.tables import SRID
from findings.model import Located, LocatedMention, Site
from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Place
from geo.position import Position
from layers.feature import containers

Row = dict[str, Any]


class Places:
    """The gazetteer's entries that a document refers to, each looked up once."""

    def __init__(self, gazetteer: Gazetteer, located: Located) -> None:
        self._gazetteer = gazetteer
        self._by_id: dict[str, Place | None] = {}
        for mention in located.mentions:
            choice = mention.resolution.choice
            if choice is not None:
                self._by_id[choice.place.id] = choice.place
        for site in located.sites:
            for place_id in (site.place_id, site.positioned_by, *site.admin_ids):
                self.get(place_id)

    def get(self, place_id: str | None) -> Place | None:
        if place_id is None:
            return None
        if place_id not in self._by_id:
            self._by_id[place_id] = self._gazetteer.place(place_id)
        return self._by_id[place_id]

    def held(self, place_id: str | None) -> str | None:
        """The id when the gazetteer has the entry, so that a row may point at it."""
        place = self.get(place_id)
        return place.id if place else None

    def all(self) -> list[Place]:
        """Every entry once, in one order for everybody, so that two stores at once cannot lock each other out."""
        return sorted({place.id: place for place in self._by_id.values() if place}.values(), key=lambda place: place.id)

    def around(self, site: Site, kind: Kind) -> Place | None:
        """The entry of this kind that a site is or lies in."""
        for place_id in (site.place_id, *reversed(site.admin_ids)):
            place = self.get(place_id)
            if place is not None and place.kind is kind:
                return place
        return None

    def counties(self, region: str | None) -> list[Place]:
        """The counties of the prefecture that a document speaks of, and every other county it refers to."""
        units = {place.id: place for place in self.all() if place.kind is Kind.COUNTY}
        place = self.get(region)
        if place is not None:
            chain = [unit for unit in map(self.get, (*place.admin_ids, place.id)) if unit is not None]
            prefecture = next((unit for unit in chain if unit.kind is Kind.CITY), place)
            units |= {unit.id: unit for unit in self._gazetteer.counties(prefecture.id)}
        return [units[key] for key in sorted(units)]


def place_rows(places: Places, who: str) -> list[Row]:
    return [
        {
            "id": place.id,
            "name": place.name,
            "kind": place.kind.value,
            "adcode": place.adcode,
            "admin": list(place.admin),
            "geom": ewkt(place.position),
            "precision": place.precision.value,
            "uncertainty_m": place.uncertainty_m,
            "source": place.source,
            "stored_by": who,
        }
        for place in places.all()
    ]


def area_rows(counties: Iterable[Place], gazetteer: Gazetteer, who: str) -> list[Row]:
    """The outlines of the counties that have one."""
    rows = []
    for county in counties:
        outline = gazetteer.polygon(county.id)
        if outline is not None:
            rows.append(
                {
                    "id": county.id,
                    "adcode": county.adcode,
                    "name": county.name,
                    "level": county.kind.value,
                    "parent_id": county.admin_ids[-1] if county.admin_ids else None,
                    "geom": _multipolygon(outline.wkt),
                    "source": county.source,
                    "stored_by": who,
                }
            )
    return rows


def _multipolygon(wkt: str) -> str:
    """The outline as a MULTIPOLYGON, which is what the column holds."""
    return f"SRID={SRID};" + (f"MULTIPOLYGON ({wkt.removeprefix('POLYGON ')})" if wkt.startswith("POLYGON ") else wkt)


def mention_rows(mentions: Iterable[LocatedMention], report_of: Mapping[int, int], document_id: int) -> Iterator[Row]:
    for located in mentions:
        resolution = located.resolution
        mention, choice = resolution.mention, resolution.choice
        yield {
            "document_id": document_id,
            "report_id": None if located.finding is None else report_of[located.finding],
            "zone": located.zone,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "kind": mention.kind.value,
            "name": resolution.name,
            "admin": list(resolution.admin),
            "place_id": choice.place.id if choice else None,
            "score": choice.score if choice else None,
            "evidence": evidence_body((*mention.evidence, *(choice.evidence if choice else ()))),
            "reason": resolution.reason,
        }


def site_row(site: Site, places: Places) -> Row:
    """What a site says of itself; who found it, and in which report, is the caller's to add."""
    names = containers(site)
    county = places.around(site, Kind.COUNTY) or places.around(site, Kind.FUNCTIONAL_ZONE)
    township = places.around(site, Kind.TOWNSHIP)
    return {
        "zone": site.zone,
        "start": site.start,
        "end": site.end,
        "text": site.text,
        "kind": site.kind.value,
        "name": site.name,
        "admin": list(site.admin),
        "county_code": county.adcode if county else None,
        "county": names.get("county"),
        "township_code": township.adcode if township else None,
        "township": names.get("township"),
        "place_id": places.held(site.place_id),
        "positioned_by": places.held(site.positioned_by),
        "geom": ewkt(site.position),
        "precision": site.precision.value,
        "uncertainty_m": site.uncertainty_m,
        "source": site.source,
        "relation": relation_body(site.relation),
        "evidence": evidence_body(site.evidence),
        "reason": site.reason,
    }


def county_of(sites: Iterable[tuple[Site, Row]]) -> dict[int, Row]:
    """The county of each finding, by ordinal, where all its sites lie in the same one."""
    seen: dict[int, set[tuple[str | None, str | None]]] = defaultdict(set)
    for site, row in sites:
        seen[site.finding].add((row["county_code"], row["county"]))
    return {
        ordinal: dict(zip(("county_code", "county"), counties.pop(), strict=True))
        for ordinal, counties in seen.items()
        if len(counties) == 1
    }


def ewkt(position: Position | None) -> str | None:
    return None if position is None else f"SRID={SRID};POINT({position.lon!r} {position.lat!r})"
