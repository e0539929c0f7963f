"""What do earlier documents say with the gazetteer of today? Each is located again, and its sites move to what is known now.

A site that a person placed stays. A position that changes becomes one more entry in the site's history. A place
expression that is read differently now is left as it is and counted, since a person may have worked on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Engine, RowMapping, select

from app.db import tables
from app.db.engine import answering
from app.db.statements import editing as statements
from app.db.statements.storing import write_changed
from app.services.editing import PERSON
from app.services.placing import Places, place_rows, site_row
from findings.document import read_document
from findings.locate import locate
from findings.model import ExtractedText
from gazetteer.index import Gazetteer

WHY: Final = "located again"
_UNITS: Final = ("admin", "county_code", "county", "township_code", "township")
_KEPT: Final = (
    *_UNITS,
    "place_id",
    "positioned_by",
    "geom",
    "precision",
    "uncertainty_m",
    "source",
    "relation",
    "evidence",
    "reason",
)


@dataclass(frozen=True, slots=True)
class Relocated:
    """What became of a document's sites: `moved` have another position now, `apart` are read differently now."""

    document: str
    sites: int
    moved: int
    apart: int


def relocate(engine: Engine, gazetteer: Gazetteer, who: str) -> Iterator[Relocated]:
    """Locate every stored document again, each in one transaction."""
    with answering(engine) as connection:
        ids = connection.execute(select(tables.documents.c.id).order_by(tables.documents.c.id)).scalars().all()
    for document_id in ids:
        with answering(engine) as connection, connection.begin():
            yield _document(connection, gazetteer, document_id, who)


def _document(connection: Connection, gazetteer: Gazetteer, document_id: int, who: str) -> Relocated:
    held = tables.documents
    row = connection.execute(select(held).where(held.c.id == document_id)).mappings().one()
    document = read_document(ExtractedText(row["name"], row["text"], row["sha256"], row["format"]))
    located = locate(replace(document, as_of=row["as_of"]), gazetteer, row["region"])
    places = Places(gazetteer, located)
    now = {(site.finding, site.zone, site.start, site.end): site for site in located.sites}
    stored = _stored(connection, document_id)
    moves = []
    for site in stored:
        found = now.get((site["ordinal"], site["zone"], site["start"], site["end"]))
        if found is None or site["source"] == PERSON:
            continue
        values = {name: value for name, value in site_row(found, places).items() if name in _KEPT}
        at = (found.position.lon, found.position.lat) if found.position else (None, None)
        known = ("precision", "uncertainty_m", "source", "place_id")
        if at != (site["lon"], site["lat"]) or any(values[name] != site[name] for name in known):
            moves.append((site["id"], values))
    if moves:
        rows = place_rows(places, who)
        columns = sorted(rows[0].keys() - {"id", "stored_by"})
        connection.execute(write_changed(tables.places, who, columns), rows)
    for site_id, values in moves:
        connection.execute(statements.relocate(site_id, values, who))
        connection.execute(statements.remember(site_id, values, WHY, who))
    apart = sum((site["ordinal"], site["zone"], site["start"], site["end"]) not in now for site in stored)
    return Relocated(row["name"], len(stored), len(moves), apart)


def _stored(connection: Connection, document_id: int) -> list[RowMapping]:
    return list(connection.execute(statements.sites_of_document(document_id)).mappings().all())


def totals(relocated: list[Relocated]) -> dict[str, Any]:
    return {name: sum(getattr(one, name) for one in relocated) for name in ("sites", "moved", "apart")}
