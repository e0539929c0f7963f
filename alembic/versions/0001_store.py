"""Tables of the store: documents, findings, reports, measures, places, mentions, sites, their positions, areas."""

from __future__ import annotations

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_geospatial_table(
        "areas",
        sa.Column("id", sa.Text(), nullable=False, comment="the gazetteer's id"),
        sa.Column("adcode", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("geom", Geometry(geometry_type="MULTIPOLYGON", srid=4326, spatial_index=False), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("CURRENT_USER"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_areas"),
    )
    op.create_index("ix_areas_adcode", "areas", ["adcode"])
    op.create_geospatial_index("ix_areas_geom", "areas", ["geom"], postgresql_using="gist")
    op.create_index("ix_areas_parent_id", "areas", ["parent_id"])
    op.create_table(
        "documents",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False, comment="of the file's bytes"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("inspection_round", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True, comment="gazetteer id of the unit it speaks of"),
        sa.Column("text", sa.Text(), nullable=False, comment="every offset counts its code points"),
        sa.Column("coverage", sa.REAL(), nullable=False, comment="share of the text that some rule explains, 0 to 1"),
        sa.Column(
            "totals",
            postgresql.JSONB(),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
            comment="sentences that count findings",
        ),
        sa.Column("sample", sa.Boolean(), nullable=False, comment="an invented document for demonstration"),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("CURRENT_USER"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("sha256", name="uq_documents_sha256"),
    )
    op.create_index("ix_documents_name", "documents", ["name"])
    op.create_index("ix_documents_region", "documents", ["region"])
    op.create_geospatial_table(
        "places",
        sa.Column("id", sa.Text(), nullable=False, comment="the gazetteer's id"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("adcode", sa.Text(), nullable=True),
        sa.Column("admin", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("geom", Geometry(geometry_type="POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("uncertainty_m", sa.Float(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("CURRENT_USER"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
    )
    op.create_geospatial_index("ix_places_geom", "places", ["geom"], postgresql_using="gist")
    op.create_index(
        "ix_places_name_trgm", "places", ["name"], postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}
    )
    op.create_table(
        "findings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("subsection", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("categories", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("primary_category", sa.Text(), nullable=False),
        sa.Column("sectors", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("region", sa.Text(), nullable=True, comment="gazetteer id of the unit of its first document"),
        sa.Column("county_code", sa.Text(), nullable=True, comment="when all its sites lie in one county"),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("first_document_id", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("CURRENT_USER"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["first_document_id"], ["documents.id"], name="fk_findings_first_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
    )
    op.create_index("ix_findings_county_code", "findings", ["county_code"])
    op.create_index("ix_findings_first_document_id", "findings", ["first_document_id"])
    op.create_index("ix_findings_primary_category", "findings", ["primary_category"])
    op.create_index("ix_findings_reference", "findings", ["reference"])
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("finding_id", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False, comment="1-based order in the document"),
        sa.Column("number", sa.Integer(), nullable=True, comment="as this document prints it"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("problem_start", sa.Integer(), nullable=False),
        sa.Column("problem_end", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_text", sa.Text(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("closure", sa.Text(), nullable=True),
        sa.Column("ongoing", sa.Boolean(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("leaders", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("lead_units", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("responsible_units", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("responsible_persons", sa.Text(), nullable=True),
        sa.Column("deadline_text", sa.Text(), nullable=True),
        sa.Column("deadlines", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True, comment="the last dated one of the deadlines"),
        sa.Column("unread", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True, comment="the day it speaks of; the newest is the current one"),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("CURRENT_USER"), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_reports_document_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name="fk_reports_finding_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("document_id", "finding_id", name="uq_reports_document_id_finding_id"),
        sa.UniqueConstraint("document_id", "ordinal", name="uq_reports_document_id_ordinal"),
    )
    op.create_index("ix_reports_document_id", "reports", ["document_id"])
    op.create_index("ix_reports_due_on", "reports", ["due_on"])
    op.create_index("ix_reports_finding_id", "reports", ["finding_id"])
    op.create_index("ix_reports_status", "reports", ["status"])
    op.create_table(
        "measures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_measures_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_measures"),
        sa.UniqueConstraint("report_id", "ordinal", name="uq_measures_report_id_ordinal"),
    )
    op.create_index("ix_measures_report_id", "measures", ["report_id"])
    op.create_table(
        "mentions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("admin", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("score", sa.REAL(), nullable=True, comment="of the choice; null when it could not be told"),
        sa.Column("evidence", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_mentions_document_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_mentions_place_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_mentions_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
    )
    op.create_index("ix_mentions_document_id", "mentions", ["document_id"])
    op.create_index("ix_mentions_place_id", "mentions", ["place_id"])
    op.create_index("ix_mentions_report_id", "mentions", ["report_id"])
    op.create_geospatial_table(
        "sites",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("finding_id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("admin", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("county_code", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("township_code", sa.Text(), nullable=True),
        sa.Column("township", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("positioned_by", sa.Text(), nullable=True, comment="the entry whose position is used"),
        sa.Column("geom", Geometry(geometry_type="POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("uncertainty_m", sa.Float(), nullable=True, comment="radius that should hold the true place"),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("relation", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("evidence", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("CURRENT_USER"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_by", sa.Text(), nullable=True),
        sa.CheckConstraint("(geom IS NULL) = (precision = 'unlocated')", name="ck_sites_placed_or_unlocated"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name="fk_sites_finding_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_sites_place_id"),
        sa.ForeignKeyConstraint(["positioned_by"], ["places.id"], name="fk_sites_positioned_by"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_sites_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sites"),
    )
    op.create_index("ix_sites_county", "sites", ["county"])
    op.create_index("ix_sites_county_code", "sites", ["county_code"])
    op.create_index("ix_sites_finding_id", "sites", ["finding_id"])
    op.create_geospatial_index("ix_sites_geom", "sites", ["geom"], postgresql_using="gist")
    op.create_index("ix_sites_place_id", "sites", ["place_id"])
    op.create_index("ix_sites_precision", "sites", ["precision"])
    op.create_index("ix_sites_report_id", "sites", ["report_id"])
    op.create_index("ix_sites_township", "sites", ["township"])
    op.create_index("ix_sites_township_code", "sites", ["township_code"])
    op.create_geospatial_table(
        "site_positions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("site_id", sa.BigInteger(), nullable=False),
        sa.Column("geom", Geometry(geometry_type="POINT", srid=4326, spatial_index=False), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("uncertainty_m", sa.Float(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stored_by", sa.Text(), server_default=sa.text("CURRENT_USER"), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_site_positions_site_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_site_positions"),
    )
    op.create_index("ix_site_positions_site_id", "site_positions", ["site_id"])


def downgrade() -> None:
    # The extensions stay: the database may have had them before us.
    for table in (
        "site_positions",
        "sites",
        "mentions",
        "measures",
        "reports",
        "findings",
        "documents",
        "places",
        "areas",
    ):
        op.drop_table(table)
