"""Places of the office's own: sources, places, their names and the units that hold them."""

from __future__ import annotations

import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None


def _ordered() -> sa.Text:
    return sa.Text(collation="C")


def upgrade() -> None:
    op.create_table(
        "office_state",
        sa.Column("one", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("database", sa.Text(), server_default=sa.text("gen_random_uuid()::text"), nullable=False),
        sa.Column("stamp", sa.Text(), server_default=sa.text("gen_random_uuid()::text"), nullable=False),
        sa.CheckConstraint("one", name="ck_office_state_one_row"),
        sa.PrimaryKeyConstraint("one", name="pk_office_state"),
    )
    op.execute("INSERT INTO office_state DEFAULT VALUES")
    op.create_table(
        "office_sources",
        sa.Column("key", _ordered(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("importer", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("datum", sa.Text(), nullable=False, comment="what the positions were in; they are stored as WGS-84"),
        sa.Column("redistributable", sa.Boolean(), nullable=False),
        sa.Column(
            "person", sa.Boolean(), nullable=False, comment="placed by a person of the office: goes before every list"
        ),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_office_sources"),
    )
    op.create_geospatial_table(
        "office_places",
        sa.Column("n", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", _ordered(), nullable=False),
        sa.Column("entity", _ordered(), nullable=False, comment="which place it is, whatever the source"),
        sa.Column("source", _ordered(), nullable=False),
        sa.Column("name", _ordered(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("geom", Geometry(geometry_type="POINT", srid=4326, spatial_index=False), nullable=False),
        sa.Column(
            "shape",
            Geometry(geometry_type="GEOMETRY", srid=4326, spatial_index=False),
            nullable=True,
            comment="of a line or an area",
        ),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("uncertainty_m", sa.Float(), nullable=False),
        sa.Column("extent_m", sa.Float(), nullable=True),
        sa.Column(
            "aliases",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
            comment="pairs of name and how it is known",
        ),
        sa.Column("held", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("placed_at", sa.Text(), nullable=True, comment="as the source has it"),
        sa.Column("placed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["office_sources.key"], name="fk_office_places_source", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", name="pk_office_places"),
        sa.UniqueConstraint("source", "id", name="uq_office_places_source_id"),
    )
    op.create_index("ix_office_places_entity", "office_places", ["entity"])
    op.create_geospatial_index("ix_office_places_geom", "office_places", ["geom"], postgresql_using="gist")
    op.create_index("ix_office_places_id", "office_places", ["id"])
    for table, column, comment in (
        ("office_names", "key", None),
        ("office_held", "path", "ids of the units that hold it, from the province down"),
    ):
        op.create_table(
            table,
            sa.Column(column, _ordered(), nullable=False, comment=comment),
            sa.Column("n", sa.BigInteger(), nullable=False),
            sa.ForeignKeyConstraint(["n"], ["office_places.n"], name=f"fk_{table}_n", ondelete="CASCADE"),
            sa.PrimaryKeyConstraint(column, "n", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_n", table, ["n"])


def downgrade() -> None:
    op.drop_table("office_held")
    op.drop_table("office_names")
    op.drop_table("office_places")
    op.drop_table("office_sources")
    op.drop_table("office_state")
