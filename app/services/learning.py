"""What does a correction teach? The place's name with its position, as one more source of the office's own places.

Only what names one place of its own is learned. A pit south of a village does not move the village, a point in a
county does not move the county, and “the landfill” alone names nothing; such a correction stays with its site.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine

from app.db.engine import answering
from app.db.statements.editing import site_now
from app.services.editing import PERSON
from gazetteer.importers.kinds import is_bare_type
from gazetteer.index import Gazetteer
from gazetteer.model import Kind, Precision
from gazetteer.names import clean
from gazetteer.office import OfficePlace, OfficeSource, PlaceStore, entity_of, own_id, path_of
from geo.position import Position

KEY: Final = "learned"
_UNITS: Final = {Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.FUNCTIONAL_ZONE, Kind.TOWNSHIP}
_TEACH: Final = {Precision.EXACT, Precision.PLACE, Precision.LINE}


def learn(engine: Engine, gazetteer: Gazetteer, held: PlaceStore, site_id: int, *, when: str, who: str) -> bool:
    """Let the office's places know what the site says now, and forget what it said before; True when it is known."""
    with answering(engine) as connection:
        row = connection.execute(site_now(site_id)).mappings().one()
    if row["relation"] is not None or Kind(row["kind"]) in _UNITS or is_bare_type(row["name"]):
        return False
    position = None if row["lon"] is None else Position(row["lon"], row["lat"])
    county = gazetteer.place(row["county_code"] or (gazetteer.at(position) if position else None) or "")
    if county is None:
        return False
    chain = (*county.admin_ids, county.id)
    place_id = row["place_id"] or ""
    kind = Kind(row["kind"])
    entity = (
        place_id
        if place_id.startswith("cn:")
        else entity_of(kind, clean(row["name"]), chain[2] if len(chain) > 2 else path_of(chain))
    )
    taught = row["source"] == PERSON and row["retired_at"] is None and Precision(row["precision"]) in _TEACH
    if not taught or position is None:
        _forget(held, own_id(entity))
        return False
    place = OfficePlace(
        id=own_id(entity),
        entity=entity,
        source=KEY,
        name=row["name"],
        kind=kind,
        position=position,
        precision=Precision(row["precision"]),
        uncertainty_m=row["uncertainty_m"],
        held=(path_of(chain),),
    )
    held.put(_source(when, who), [place])
    return True


def _forget(held: PlaceStore, place_id: str) -> None:
    known = next((source for source in held.sources() if source.key == KEY), None)
    if known is None:
        return
    kept = list(held.places(KEY))
    others = [place for place in kept if place.id != place_id]
    if len(others) < len(kept):
        held.replace(known, others)


def _source(when: str, who: str) -> OfficeSource:
    return OfficeSource(
        key=KEY,
        title="本单位确认的位置",
        importer="correction",
        licence="本单位内部资料",
        edition=when[:10],
        datum="wgs84",
        redistributable=True,  # offices hand what they learned to each other
        person=True,
        imported_at=when,
        imported_by=who,
    )
