"""Which columns do the views of schema `layers` have? Statements are built on these; a test compares them."""

from __future__ import annotations

from typing import Any, Final

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import TypeEngine

from app.db.tables import SRID

LAYERS: Final = MetaData(schema="layers")

_OF_FINDING: Final[dict[str, TypeEngine[Any]]] = {
    "report_id": BigInteger(),
    "document_id": BigInteger(),
    "document": Text(),
    "document_names": ARRAY(Text),
    "document_ids": ARRAY(BigInteger),
    "number": Integer(),
    "ordinal": Integer(),
    "reference": Text(),
    "section": Text(),
    "subsection": Text(),
    "title": Text(),
    "problem": Text(),
    "status": Text(),
    "status_text": Text(),
    "ongoing": Boolean(),
    "categories": ARRAY(Text),
    "primary_category": Text(),
    "sectors": ARRAY(Text),
    "goal": Text(),
    "measures": ARRAY(Text),
    "lead_units": ARRAY(Text),
    "responsible_units": ARRAY(Text),
    "deadline_text": Text(),
    "deadlines": ARRAY(Text),
    "due_on": Date(),
    "reported_on": Date(),
    "sample": Boolean(),
}

_OF_SITE: Final[dict[str, TypeEngine[Any]]] = {
    "text": Text(),
    "kind": Text(),
    "name": Text(),
    "admin": ARRAY(Text),
    "zone": Text(),
    "start": Integer(),
    "end": Integer(),
    "county_code": Text(),
    "county": Text(),
    "township_code": Text(),
    "township": Text(),
    "place_id": Text(),
    "precision": Text(),
    "uncertainty_m": Float(),
    "source": Text(),
    "relation": JSONB(),
    "reason": Text(),
}


def _columns(types: dict[str, TypeEngine[Any]]) -> list[Column[Any]]:
    return [Column(name, kind) for name, kind in types.items()]


findings: Final = Table(
    "findings",
    LAYERS,
    Column("id", BigInteger, primary_key=True),
    *_columns(_OF_FINDING),
    Column("progress", Text),
    Column("closure", Text),
    Column("region", Text),
    Column("sites_report_id", BigInteger),
)

# The views `progress` and `category` are these columns and `class`, for clients that colour by one column.
sites: Final = Table(
    "sites",
    LAYERS,
    Column("id", BigInteger, primary_key=True),
    Column("geom", Geometry("POINT", srid=SRID)),
    *_columns(_OF_SITE),
    Column("finding_id", BigInteger),
    *_columns(_OF_FINDING),
)

areas: Final = Table(
    "areas",
    LAYERS,
    Column("id", Text, primary_key=True),
    Column("geom", Geometry("MULTIPOLYGON", srid=SRID)),
    Column("adcode", Text),
    Column("name", Text),
    Column("level", Text),
    Column("parent_id", Text),
    Column("source", Text),
)

named_places: Final = Table(
    "named_places",
    LAYERS,
    Column("id", Text, primary_key=True),
    Column("geom", Geometry("POINT", srid=SRID)),
    Column("name", Text),
    Column("kind", Text),
    Column("adcode", Text),
    Column("admin", ARRAY(Text)),
    Column("precision", Text),
    Column("uncertainty_m", Float),
    Column("source", Text),
)
