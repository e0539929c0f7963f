"""Which tables the store has, and what each column means.

    documents ─┬─ reports ─── measures          findings ─┬─ reports        places ─┬─ mentions
               └─ mentions                                └─ sites ─── site_positions
                                                                      areas  └─ sites

A finding is the matter itself; a report is what one document says of it. A new document adds reports and overwrites
nothing. Positions are WGS-84 (SRID 4326). `stored_at`, `stored_by` say when a row came and through whom; rows that
can change also carry `changed_at`, `changed_by`.
"""

from __future__ import annotations

from typing import Any, Final

from geoalchemy2 import Geometry
from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

SRID: Final = 4326
"""WGS-84, longitude first: the one reference system positions are stored in."""

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_EMPTY_LIST: Final = text("'{}'::text[]")
_EMPTY_JSON: Final = text("'[]'::jsonb")


def _id() -> Column[int]:
    return Column("id", BigInteger, Identity(always=False), primary_key=True)


def _texts(name: str) -> Column[list[str]]:
    return Column(name, ARRAY(Text), nullable=False, server_default=_EMPTY_LIST)


def _stored() -> list[Column[Any]]:
    return [
        Column("stored_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("stored_by", Text, nullable=False, server_default=func.current_user()),
    ]


def _changed() -> list[Column[Any]]:
    return [Column("changed_at", DateTime(timezone=True)), Column("changed_by", Text)]


def _link(name: str, target: str, *, nullable: bool = False, cascade: bool = False) -> Column[int]:
    key = ForeignKey(target, ondelete="CASCADE" if cascade else None)
    return Column(name, BigInteger, key, nullable=nullable, index=True)


documents: Final = Table(
    "documents",
    METADATA,
    _id(),
    Column("sha256", Text, nullable=False, unique=True, comment="of the file's bytes"),
    Column("name", Text, nullable=False, index=True),
    Column("format", Text, nullable=False),
    Column("title", Text),
    Column("kind", Text, nullable=False),
    Column("issuer", Text),
    Column("document_number", Text),
    Column("inspection_round", Text),
    Column("region", Text, index=True, comment="gazetteer id of the unit it speaks of"),
    Column("text", Text, nullable=False, comment="every offset counts its code points"),
    Column("coverage", REAL, nullable=False, comment="share of the text that some rule explains, 0 to 1"),
    Column("totals", JSONB, nullable=False, server_default=_EMPTY_JSON, comment="sentences that count findings"),
    Column("sample", Boolean, nullable=False, comment="an invented document for demonstration"),
    Column("issued_on", Date),
    Column("as_of", Date),
    *_stored(),
    *_changed(),
)

findings: Final = Table(
    "findings",
    METADATA,
    _id(),
    Column("number", Integer),
    Column("reference", Text, index=True),
    Column("section", Text),
    Column("subsection", Text),
    Column("title", Text, nullable=False),
    Column("problem", Text, nullable=False),
    _texts("categories"),
    Column("primary_category", Text, nullable=False, index=True),
    _texts("sectors"),
    Column("region", Text, comment="gazetteer id of the unit of its first document"),
    Column("county_code", Text, index=True, comment="when all its sites lie in one county"),
    Column("county", Text),
    _link("first_document_id", "documents.id"),
    *_stored(),
    *_changed(),
)

reports: Final = Table(
    "reports",
    METADATA,
    _id(),
    _link("document_id", "documents.id", cascade=True),
    _link("finding_id", "findings.id", cascade=True),
    Column("ordinal", Integer, nullable=False, comment="1-based order in the document"),
    Column("number", Integer, comment="as this document prints it"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("problem_start", Integer, nullable=False),
    Column("problem_end", Integer, nullable=False),
    Column("status", Text, nullable=False, index=True),
    Column("status_text", Text),
    Column("progress", Text),
    Column("closure", Text),
    Column("ongoing", Boolean, nullable=False),
    Column("goal", Text),
    _texts("leaders"),
    _texts("lead_units"),
    _texts("responsible_units"),
    Column("responsible_persons", Text),
    Column("deadline_text", Text),
    _texts("deadlines"),
    Column("due_on", Date, index=True, comment="the last dated one of the deadlines"),
    _texts("unread"),
    Column("as_of", Date, comment="the day it speaks of; the newest is the current one"),
    *_stored(),
    UniqueConstraint("document_id", "ordinal"),
    UniqueConstraint("document_id", "finding_id"),
)

measures: Final = Table(
    "measures",
    METADATA,
    _id(),
    _link("report_id", "reports.id", cascade=True),
    Column("ordinal", SmallInteger, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("report_id", "ordinal"),
)

places: Final = Table(
    "places",
    METADATA,
    Column("id", Text, primary_key=True, comment="the gazetteer's id"),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("adcode", Text),
    _texts("admin"),
    Column("geom", Geometry("POINT", srid=SRID, spatial_index=False)),
    Column("precision", Text, nullable=False),
    Column("uncertainty_m", Float),
    Column("source", Text, nullable=False),
    *_stored(),
    *_changed(),
    Index("ix_places_geom", "geom", postgresql_using="gist"),
    Index("ix_places_name_trgm", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
)

mentions: Final = Table(
    "mentions",
    METADATA,
    _id(),
    _link("document_id", "documents.id", cascade=True),
    _link("report_id", "reports.id", nullable=True, cascade=True),
    Column("zone", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    _texts("admin"),
    Column("place_id", Text, ForeignKey("places.id"), index=True),
    Column("score", REAL, comment="of the choice; null when it could not be told"),
    Column("evidence", JSONB, nullable=False, server_default=_EMPTY_JSON),
    Column("reason", Text, nullable=False, server_default=""),
)

sites: Final = Table(
    "sites",
    METADATA,
    _id(),
    _link("finding_id", "findings.id", cascade=True),
    _link("report_id", "reports.id", cascade=True),
    Column("zone", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    _texts("admin"),
    Column("county_code", Text, index=True),
    Column("county", Text, index=True),
    Column("township_code", Text, index=True),
    Column("township", Text, index=True),
    Column("place_id", Text, ForeignKey("places.id"), index=True),
    Column("positioned_by", Text, ForeignKey("places.id"), comment="the entry whose position is used"),
    Column("geom", Geometry("POINT", srid=SRID, spatial_index=False)),
    Column("precision", Text, nullable=False, index=True),
    Column("uncertainty_m", Float, comment="radius that should hold the true place"),
    Column("source", Text, nullable=False),
    Column("relation", JSONB(none_as_null=True)),
    Column("evidence", JSONB, nullable=False, server_default=_EMPTY_JSON),
    Column("reason", Text, nullable=False, server_default=""),
    *_stored(),
    *_changed(),
    Column("retired_at", DateTime(timezone=True)),
    Column("retired_by", Text),
    Index("ix_sites_geom", "geom", postgresql_using="gist"),
    CheckConstraint("(geom IS NULL) = (precision = 'unlocated')", name="placed_or_unlocated"),
)

site_positions: Final = Table(
    "site_positions",
    METADATA,
    _id(),
    _link("site_id", "sites.id", cascade=True),
    Column("geom", Geometry("POINT", srid=SRID, spatial_index=False)),
    Column("precision", Text, nullable=False),
    Column("uncertainty_m", Float),
    Column("source", Text, nullable=False),
    Column("why", Text, nullable=False),
    *_stored(),
)

areas: Final = Table(
    "areas",
    METADATA,
    Column("id", Text, primary_key=True, comment="the gazetteer's id"),
    Column("adcode", Text, index=True),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("parent_id", Text, index=True),
    Column("geom", Geometry("MULTIPOLYGON", srid=SRID, spatial_index=False), nullable=False),
    Column("source", Text, nullable=False),
    *_stored(),
    *_changed(),
    Index("ix_areas_geom", "geom", postgresql_using="gist"),
)


def _ordered_text() -> Text:
    """Text compared byte by byte, as the office's file compares it, so that both give the same order."""
    return Text(collation="C")


office_state: Final = Table(
    "office_state",
    METADATA,
    Column("one", Boolean, primary_key=True, server_default=text("true")),
    Column("database", Text, nullable=False, server_default=text("gen_random_uuid()::text")),
    Column("stamp", Text, nullable=False, server_default=text("gen_random_uuid()::text")),
    CheckConstraint("one", name="one_row"),
)

office_sources: Final = Table(
    "office_sources",
    METADATA,
    Column("key", _ordered_text(), primary_key=True),
    Column("title", Text, nullable=False),
    Column("importer", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("datum", Text, nullable=False, comment="what the positions were in; they are stored as WGS-84"),
    Column("redistributable", Boolean, nullable=False),
    Column("person", Boolean, nullable=False, comment="placed by a person of the office: goes before every list"),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("imported_by", Text, nullable=False),
)

office_places: Final = Table(
    "office_places",
    METADATA,
    Column("n", BigInteger, Identity(always=False), primary_key=True),
    Column("id", _ordered_text(), nullable=False, index=True),
    Column("entity", _ordered_text(), nullable=False, index=True, comment="which place it is, whatever the source"),
    Column("source", _ordered_text(), ForeignKey("office_sources.key", ondelete="CASCADE"), nullable=False),
    Column("name", _ordered_text(), nullable=False),
    Column("kind", Text, nullable=False),
    Column("geom", Geometry("POINT", srid=SRID, spatial_index=False), nullable=False),
    Column("shape", Geometry("GEOMETRY", srid=SRID, spatial_index=False), comment="of a line or an area"),
    Column("precision", Text, nullable=False),
    Column("uncertainty_m", Float, nullable=False),
    Column("extent_m", Float),
    Column("aliases", JSONB, nullable=False, server_default=_EMPTY_JSON, comment="pairs of name and how it is known"),
    _texts("held"),
    Column("code", Text),
    Column("placed_at", Text, comment="as the source has it"),
    Column("placed_by", Text),
    UniqueConstraint("source", "id"),
    Index("ix_office_places_geom", "geom", postgresql_using="gist"),
)

office_names: Final = Table(
    "office_names",
    METADATA,
    Column("key", _ordered_text(), primary_key=True),
    Column("n", BigInteger, ForeignKey("office_places.n", ondelete="CASCADE"), primary_key=True, index=True),
)

office_held: Final = Table(
    "office_held",
    METADATA,
    Column("path", _ordered_text(), primary_key=True, comment="ids of the units that hold it, from the province down"),
    Column("n", BigInteger, ForeignKey("office_places.n", ondelete="CASCADE"), primary_key=True, index=True),
)
